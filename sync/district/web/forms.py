"""The forms of a case: which acts stand where on the page, and what comes back from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from station.domain.acts import GIVEN_UP, Offer
from station.domain.fields import Field, FieldKind
from station.domain.steps import STEPS
from sync.district.casedesk import CaseFile
from sync.district.guesses import Guesses

MOST_DEFECTS = 40
REVEAL = "reveal"
FIXED = frozenset({"write", REVEAL})
"""Forms that are always there."""
ELSEWHERE = frozenset({"write", "mark_read"})
"""Acts with a place of their own: the thread, and opening the page."""
_DEFECT = re.compile(r"defects-([0-9]{1,3})-(on|seq|paper|fault|basis|remedy)")
Form = MultiDict[str, str]


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What the page offers: steps that take the case on, records that move nothing, steps that
    end it without an answer; and what the table allows but something hinders."""

    moves: tuple[Offer, ...]
    records: tuple[Offer, ...]
    endings: tuple[Offer, ...]
    hindered: tuple[Offer, ...]

    def has(self, name: str) -> bool:
        """Whether there is a form of this name on the page, where its faults are told."""
        formed = (*self.moves, *self.records, *self.endings)
        return name in FIXED or name in {one.act.name for one in formed}

    @property
    def anything(self) -> bool:
        """Whether this end may do anything besides taking notes."""
        return bool(self.moves or self.endings)


def offered(file: CaseFile, guesses: Guesses) -> Offered:
    """The acts of this end on their places; no form for what there is nothing to say about."""
    here = [one for one in file.offers if one.act.name not in ELSEWHERE]
    free = [one for one in here if one.hindrance is None and not guesses.idle(one.act.name)]
    ends = {
        one.act.name for one in free
        if one.moves and STEPS[file.case.state][one.act.event].to in GIVEN_UP
    }  # fmt: skip
    return Offered(
        moves=tuple(one for one in free if one.moves and one.act.name not in ends),
        records=tuple(one for one in free if not one.moves),
        endings=tuple(one for one in free if one.act.name in ends),
        hindered=tuple(one for one in here if one.hindrance is not None),
    )


def given(fields: tuple[Field, ...], form: Form) -> dict[str, object]:
    """The values of an act's fields: ticks become a list, a table of defects its lines."""
    return {field.name: _value(field, form) for field in fields}


def _value(field: Field, form: Form) -> object:
    match field.kind:
        case FieldKind.DEFECTS:
            return _defects(form)
        case FieldKind.CHOICES | FieldKind.NUMBERS:
            return " ".join(form.getlist(field.name))
        case _:
            return form.get(field.name, "")


def _defects(form: Form) -> object:
    """Rows that are ticked or in which something is said. A paper's name alone stands there for
    all papers."""
    if written := form.get("defects", "").strip():
        return written
    rows: dict[int, dict[str, object]] = {}
    for name, value in form.items():
        found = _DEFECT.fullmatch(name)
        if found and value.strip() and int(found[1]) < MOST_DEFECTS:
            number = found[2] == "seq" and value.isdecimal() and len(value) < 4
            rows.setdefault(int(found[1]), {})[found[2]] = int(value) if number else value
    said = (row for _, row in sorted(rows.items()) if _says_something(row))
    return [{name: value for name, value in row.items() if name != "on"} for row in said]


def _says_something(row: Mapping[str, object]) -> bool:
    """A row of a paper counts once it is ticked or a fault is written; a free row once anything
    is."""
    return "on" in row or "fault" in row if "seq" in row else bool(row)
