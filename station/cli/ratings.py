"""run.py ratings: what residents say of the service, in figures and one by one, without names."""

import argparse

from station.cli.days import run_of_days
from station.cli.opening import opened, opening_arguments, premises_of
from station.cli.output import say_json, say_row
from station.desk.voices import RatingLine, VoiceDesk
from station.desk.words import _, word
from station.domain.ratings import Satisfaction
from station.domain.window import LEVELS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which days; this month up to today without them."""
    parser.add_argument("--from", metavar="DAY", help=_("the first day"))
    parser.add_argument("--to", metavar="DAY", help=_("the last day; today if it is left out"))
    parser.add_argument("--json", action="store_true", help=_("one a line, as JSON"))
    opening_arguments(parser)


def run(given: argparse.Namespace) -> int:
    """0; the figures stand on the last line."""
    today = premises_of(given).clock.now().date()
    asked = run_of_days(given, first=today.replace(day=1), today=today)
    with opened(given) as office:
        figures, lines = VoiceDesk(office).satisfaction(*asked)
        for line in lines:
            if given.json:
                say_json(_plain(line))
            else:
                _tell(line)
        if given.json:
            say_json(_figures(figures))
        else:
            _tell_figures(figures)
    return 0


def _plain(line: RatingLine) -> dict[str, object]:
    one = line.rating
    return {
        "visit": one.rated.visit.isoformat(), "item": line.item, "level": one.rated.level,
        "channel": one.rated.channel, "contacted": one.contacted is not None,
        "outcome": one.settled.outcome if one.settled else "", "counts": one.counts,
        "case": line.case,
    }  # fmt: skip


def _figures(figures: Satisfaction) -> dict[str, object]:
    return {
        "rated": figures.rated, "satisfied": figures.satisfied,
        "levels": {str(level): count for level, count in sorted(figures.levels.items())},
        "left_out": figures.left_out, "unrated": figures.unrated,
        "unrated_counts": figures.unrated_counts,
        "share": None if figures.share is None else str(figures.share),
    }  # fmt: skip


def _tell(line: RatingLine) -> None:
    one = line.rating
    told = one.settled.outcome if one.settled else ""
    bad = [_("to be seen to")] * bool(line.case)
    say_row(
        one.rated.visit.isoformat(), _level(one.rated.level), line.item, word(one.rated.channel),
        word(told) if told else "", *bad, line.case,
    )  # fmt: skip


def _tell_figures(figures: Satisfaction) -> None:
    for level, count in sorted(figures.levels.items()):
        say_row(_level(level), str(count))
    say_row(_("Left out after review"), str(figures.left_out))
    rule = _("counted as satisfied") if figures.unrated_counts else _("not counted")
    say_row(_("Not rated"), str(figures.unrated), rule)
    share = "-" if figures.share is None else f"{figures.share} %"
    say_row(_("Satisfied"), f"{figures.satisfied} / {figures.rated}", share)


def _level(level: int) -> str:
    return word(LEVELS[level - 1]) if 0 < level <= len(LEVELS) else str(level)
