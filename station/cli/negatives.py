"""run.py negatives: the weekly list of every no to a resident, the empty one too."""

import argparse
from collections.abc import Sequence
from datetime import date

from station.cli.days import day_of, run_of_days
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say, say_json, say_row
from station.desk.voices import VoiceDesk
from station.desk.words import _, word
from station.domain.errors import BadInput, StationError
from station.domain.negatives import NegativeLine, Week, totals
from station.domain.period import Period, days
from station.domain.stamp import OFFICIAL_TIME
from station.domain.values import NOES


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which week, or which days; the week whose list is due next without either."""
    parser.add_argument("--week", metavar="DAY", help=_("the list that is due in this day's week"))
    parser.add_argument("--from", metavar="DAY", help=_("the first day"))
    parser.add_argument("--to", metavar="DAY", help=_("the last day; today if it is left out"))
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; a list with nothing in it says so, for it is handed in as well."""
    asked, ranged = _asked(given, premises_of(given).clock.now().date())
    with opened(given) as office:
        desk = VoiceDesk(office)
        week = None if ranged else desk.week(asked)
        period = ranged or desk.week(asked).period
        lines = desk.negatives(period)
        if given.json:
            for line in lines:
                say_json(_plain(line))
            say_json(_head(lines, period, week))
        else:
            _tell(lines, period, week)
    return 0


def _asked(given: argparse.Namespace, today: date) -> tuple[date | None, Period | None]:
    """A day of the week, or the days; neither if nothing was said. Raises BadInput with all that
    is wrong in both."""
    faults: dict[str, StationError] = {}
    day = period = None
    try:
        day = day_of(given, "week")
    except BadInput as wrong:
        faults |= wrong.fields
    if getattr(given, "from") is not None or given.to is not None:
        try:
            first = date(today.year, 1, 1)
            period = days(*run_of_days(given, first=first, today=today))
        except BadInput as wrong:
            faults |= wrong.fields
        if given.week is not None:
            both = StationError("a week and days cannot both be given", "Leave one of them out.")
            faults.setdefault("--week", both)
    if faults:
        raise BadInput(faults)
    return day, period


def _head(lines: Sequence[NegativeLine], period: Period, week: Week | None) -> dict[str, object]:
    return {
        "after": period.begins.isoformat(), "until": period.ends.isoformat(),
        "due": week.due.at.isoformat() if week else "",
        "provisional": week.due.provisional if week else False,
        "total": len(lines), "kinds": dict(totals(lines)), "nil": not lines,
    }  # fmt: skip


def _plain(line: NegativeLine) -> dict[str, object]:
    return {
        "at": line.at.isoformat(), "number": line.number, "item": line.item,
        "applicant": line.applicant, "kind": line.kind, "reason": line.reason,
        "basis": line.basis, "explained": line.explained, "explained_by": line.explained_by,
        "explained_at": line.explained_at.isoformat() if line.explained_at else "",
        "objection": line.objection, "said": line.said, "outcome": line.outcome,
    }  # fmt: skip


def _tell(lines: Sequence[NegativeLine], period: Period, week: Week | None) -> None:
    begins, ends = (f"{one.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}" for one in
                    (period.begins, period.ends))  # fmt: skip
    say(_("Negative entries after {begins} until {ends}").format(begins=begins, ends=ends))
    if week:
        due = f"{week.due.at:%Y-%m-%d %H:%M}"
        say_row(_("Due"), due, _("provisional") if week.due.provisional else "")
    for line in lines:
        at = f"{line.at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
        say_row(at, line.number, _(NOES[line.kind]), line.applicant, line.item, word(line.outcome))
        say_row(_("Reason"), line.reason, line.basis, indent=4)
        say_row(_("Explained"), _explained(line), line.objection, indent=4)
    for kind, count in totals(lines).items():
        say_row(_(NOES[kind]), str(count))
    if not lines:
        say(_("Nil report: nobody was told no."))


def _explained(line: NegativeLine) -> str:
    if line.explained_at is None:
        return _("nobody has spoken about it")
    answer = _("yes") if line.explained else _("no")
    at = f"{line.explained_at.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
    return f"{answer} {line.explained_by} {at}"
