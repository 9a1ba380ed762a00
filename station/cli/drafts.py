"""run.py drafts: forms that were typed and not recorded, and how to be rid of one."""

import argparse

from station.cli.opening import opened, opening_arguments
from station.cli.output import say, say_json, say_row
from station.desk.drafts import DraftDesk, DraftLine, ago
from station.desk.words import _


def arguments(parser: argparse.ArgumentParser) -> None:
    """People are shown masked, as in every list."""
    parser.add_argument("--json", action="store_true", help=_("as lines of JSON"))
    parser.add_argument("--discard", metavar="NAME", help=_("drop this one for good"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0, also when there are none; 1 if the one to discard is not there."""
    with opened(given) as office:
        desk = DraftDesk(office)
        if given.discard:
            desk.discard(given.discard)
            say(_("Discarded"))
            return 0
        lines, now = desk.lines(), office.clock.now()
        for line in lines:
            if given.json:
                say_json(_plain(line))
            else:
                late = "" if line.usable else _("too late")
                say_row(
                    line.draft.name, _(line.title), line.name, line.id_number, line.item_name,
                    line.draft.by, _("{ago} ago").format(ago=ago(line.draft.typed_at, now)), late,
                )  # fmt: skip
        if not given.json:
            say(_("{count} unfinished").format(count=len(lines)))
    return 0


def _plain(line: DraftLine) -> dict[str, object]:
    draft = line.draft
    return {
        "name": draft.name, "form": line.title, "case": line.case, "person": line.name,
        "id": line.id_number, "item": draft.item, "version": draft.version, "by": draft.by,
        "since": draft.since.isoformat(), "typed_by": draft.typed_by,
        "typed_at": draft.typed_at.isoformat(), "usable": line.usable,
    }  # fmt: skip
