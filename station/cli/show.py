"""run.py show CASE: one case, as text or as JSON, people masked; in clear with --reveal and a
purpose. That it was looked at is on record."""

import argparse
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from station.cli.opening import opened, opening_arguments, purpose_argument, purpose_at
from station.cli.output import say, say_json, say_row
from station.desk.cases import CaseDesk
from station.desk.ways import CaseTold, WayDesk, told_words
from station.desk.words import CHINESE, N_, _, because, language, word
from station.domain.case import Case
from station.domain.decider_events import CaseAccepted
from station.domain.event import Event
from station.domain.fact_events import EventRefused, SpaceUsed
from station.domain.masking import masked, masked_person
from station.domain.outlook import approver_words
from station.domain.values import Defect, Side

SAID: Mapping[str, str] = MappingProxyType(
    {
        "defects": N_("All defects"), "fix_by": N_("Correct until"), "reason": N_("Reason"),
        "basis": N_("Legal clause"), "what": N_("Procedure"), "days": N_("Days"),
        "approver": N_("Approved by"), "document": N_("Document"),
    }
)  # fmt: skip
"""What the text tells of an event besides its kind, and the msgid of its label."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The receipt number, and what it is shown in clear for."""
    parser.add_argument("case", metavar="CASE", help=_("its receipt number"))
    purpose_argument(parser, "--reveal")
    parser.add_argument(
        "--purpose", default="", metavar="PURPOSE",
        help=_("what frozen records are opened for; people stay masked"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("as one line of JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """Everything that is known of the case; people masked, unless it is said what for."""
    revealed = given.reveal is not None
    with opened(given) as office:
        desk = CaseDesk(office)
        with purpose_at("--reveal" if revealed else "--purpose"):
            purpose = given.reveal if revealed else given.purpose
            case = desk.view(given.case, revealed=revealed, purpose=purpose)
        told = WayDesk(office).of(case)
        if given.json:
            plain = _plain(desk, case) | {"way": _way(told)}
            say_json(plain if revealed else masked(plain))
        else:
            _tell(desk, case, told, revealed=revealed)
    return 0


def _way(told: CaseTold | None) -> dict[str, object] | None:
    """How far the last entry about the case has come; null where there is no district, or this
    station wrote nothing about it."""
    way = told.way if told else None
    if way is None:
        return None
    left = way.left
    return {
        "leg": way.leg.value, "waiting": way.waiting, "stick": left.stick if left else 0,
        "left_at": left.at.isoformat() if left else None,
    }  # fmt: skip


def _plain(desk: CaseDesk, case: Case) -> dict[str, object]:
    clock = desk.clock(case)
    lacking, newer = desk.lacking(case), desk.outdated(case)
    accepted = case.last(CaseAccepted)
    return {
        "case": case.number,
        "official_number": accepted.official_number if accepted else "",
        "state": case.state.value,
        "frozen": case.frozen_at(Side.STATION),
        "item": case.opened.item,
        "item_name": case.opened.item_name,
        "item_version": desk.item(case).version,
        "newer_version": newer.version if newer else None,
        "item_cancelled": desk.cancelled(case),
        "decided_by": msgspec.to_builtins(case.opened.decided_by),
        "applicant": msgspec.to_builtins(case.applicant),
        "papers": msgspec.to_builtins(list(case.papers.values())),
        "missing": [material.seq for material in lacking.missing],
        "due": clock
        and {
            "clock": clock.clock,
            "at": clock.due.at.isoformat(),
            "provisional": clock.due.provisional,
        },
        "history": [
            {
                "side": entry.side.value,
                "kind": entry.event.kind,
                "refused": str(entry.refused or ""),
            }
            | msgspec.to_builtins(entry.event)
            for entry in case.history
        ],
        "acts": [act.name for act in desk.acts(case)],
    }


def _tell(desk: CaseDesk, case: Case, told: CaseTold | None, *, revealed: bool) -> None:
    person, accepted = case.applicant, case.last(CaseAccepted)
    say_row(case.number, word(case.state), case.opened.item_name)
    if case.frozen_at(Side.STATION):
        say(_("The records of this case are frozen: only stored and protected."))
    if words := desk.version_words(case):
        say(words)
    chinese = language() == CHINESE
    say_row(_("Decided by"), approver_words(case.opened.decided_by, _, chinese=chinese))
    if accepted:
        say(_("Official number: {number}").format(number=accepted.official_number))
    for words in told_words(told):
        say_row(_("To the district"), words)
    shown = msgspec.to_builtins(person) if revealed else masked_person(person)
    say_row(*shown.values())
    names = {material.seq: material.name_zh for material in desk.item(case).materials}
    for seq, paper in sorted(case.papers.items()):
        say_row(f"{seq:2}", word(paper.taken), names.get(seq, ""), indent=2)
    for material in desk.lacking(case).missing:
        say_row(f"{material.seq:2}", _("missing"), material.name_zh, indent=2)
    for clock in desk.clocks(case):
        held = _("held: {what}").format(what=clock.held) if clock.held else ""
        say_row(_(clock.clock), f"{clock.due.at:%Y-%m-%d %H:%M}", clock.basis, held)
    for entry in case.history:
        event = entry.event
        refused = _("refused: {why}").format(why=because(entry.refused)) if entry.refused else ""
        at = f"{event.at:%Y-%m-%d %H:%M}"
        say_row(at, word(entry.side), event.by, word(event.kind), refused, indent=2)
        for label, words in _said(event):
            say_row(_(label), words, indent=4)


def _said(event: Event) -> Iterator[tuple[str, str]]:
    """What an office told the applicant with this event, and for what alone a document of another
    station may be used (个人信息保护法 23): label and words."""
    if isinstance(event, EventRefused):
        yield SAID["reason"], because(event)
        return
    if isinstance(event, SpaceUsed) and event.purpose:
        yield N_("What they may be used for"), word(event.purpose)
    for name, label in SAID.items():
        told = getattr(event, name, None)
        if isinstance(told, tuple):
            for one in told:
                if isinstance(one, Defect):
                    yield label, "; ".join(filter(None, (one.paper, one.fault, one.remedy)))
        elif told:
            yield label, str(told)
