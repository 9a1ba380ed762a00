"""What is typed at the district: a clear yes; from paper the rows of a request, and of half of a
key."""

import sys

from station.domain.errors import StationError
from station.domain.letters import WrongLetters, checked_groups, from_letters
from sync.district.cli.opening import hidden_line
from sync.district.cli.output import _, complain, say
from sync.district.halves import Half, half_in

PAPER = "-"
"""Stands for a file where the paper is typed instead."""
_NOWHERE = StationError("the rows cannot be asked for here", "Type them at a terminal.")


def agreed(question: str) -> bool:
    """Whether what is typed in answer to this is a clear yes."""
    say(question)
    return sys.stdin.readline().strip().casefold() in ("yes", "是")


def typed_rows() -> str:
    """The rows of a request, up to an empty line."""
    say(_("Type the rows of the request; end with an empty line"))
    typed = []
    for line in iter(sys.stdin.readline, ""):
        if not line.strip():
            break
        typed.append(line)
    return "".join(typed)


def typed_half(part: str) -> Half:
    """Half of the key, typed unseen from its sheet; a row with a slip is typed again. `part` says
    which of the two is asked for. Raises HalfUnreadable, WrongLetters, BadInput."""
    say(_("Half {part}: type the rows of its sheet; nothing shows; end with an empty row").format(
        part=part))  # fmt: skip
    rows: list[str] = []
    while True:
        prompt = _("Row {number}: ").format(number=len(rows) + 1)
        row = hidden_line(prompt, {"--half": _NOWHERE})
        if not row.strip():
            return half_in(from_letters("\n".join(rows)))
        try:
            checked_groups("\n".join((*rows, row)))
        except WrongLetters as slip:
            complain(slip)
        else:
            rows.append(row)
