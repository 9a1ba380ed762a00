"""The acts around a hearing, and what a decision waits for (行政许可法 46-48)."""

from collections.abc import Mapping

from station.domain.act import Act, Told, optional, plain
from station.domain.clocks import Clock
from station.domain.dues import limit_end
from station.domain.errors import RuleBroken, StationError
from station.domain.event import CaseEvent
from station.domain.fields import Field, FieldKind
from station.domain.guard import Guard
from station.domain.hearing_events import HearingAnswered, HearingHeld, HearingOffered
from station.domain.stamp import official_day


def _offer(told: Told) -> CaseEvent:
    """The last day is that of the local rule: by law five days after being told."""
    limit = told.law.rules.hearing_ask
    end = limit_end(told.stamp.at, limit, told.law.reckoning, limit.basis)
    return HearingOffered(**told.head, **told.values, ask_by=end.at.date())


def _answer(told: Told) -> CaseEvent:
    offered, wanted = told.case.last(HearingOffered), told.values["wanted"] == "yes"
    said = told.values["on"] or told.today
    return HearingAnswered(
        **told.head, wanted=wanted, who=told.values["who"] or told.case.applicant.name,
        on=said, reason=told.values["reason"],
        in_time=bool(offered and said <= offered.ask_by),
    )  # fmt: skip


def _said_on(told: Told) -> Mapping[str, StationError]:
    """Nobody asks before there is a case, nor on a day that is still to come."""
    day, first = told.values.get("on"), official_day(told.case.opened.at)
    if day is None or first <= day <= told.today:
        return {}
    fault = StationError(
        "this day is not between {first} and today", "Give the day on which it was said.",
        first=first,
    )  # fmt: skip
    return {"on": fault}


def _held_on(told: Told) -> Mapping[str, StationError]:
    """It is put on record when it has been held, and is not held before it was asked for."""
    day, run = told.values.get("on"), told.case.clocks.get(Clock.HEARING)
    if day is None:
        return {}
    if day > told.today:
        fault = StationError("this day is still to come", "Record it when it has been held.")
        return {"on": fault}
    asked = official_day(run.since) if run and not run.stopped else day
    if day < asked:
        fault = StationError(
            "this is before the day on which it was asked for", "Give {day} or later.", day=asked
        )
        return {"on": fault}
    return {}


def _heard(told: Told) -> RuleBroken | None:
    """行政许可法 47: nothing is decided while somebody may still ask, or was not heard."""
    runs = told.case.clocks
    held, asking = runs.get(Clock.HEARING), runs.get(Clock.HEARING_ASK)
    if held and not held.stopped:
        return RuleBroken(
            "a hearing was asked for in time and was not held (行政许可法第四十七条)",
            "Hold it and record it; the time for it is outside the clock when the case waits.",
        )
    offered = told.case.last(HearingOffered)
    if offered is None or asking is None or asking.stopped:
        return None
    if told.today <= offered.ask_by:
        return RuleBroken(
            "a hearing may be asked for until {last} (行政许可法第四十七条)",
            "Wait for that day, or record that all who were told want none.", last=offered.ask_by,
        )  # fmt: skip
    heard = told.law.heard
    if heard is None or official_day(heard) > offered.ask_by:
        return None
    return RuleBroken(
        "a hearing may have been asked for at the station, which was not heard since"
        " (行政许可法第四十七条)",
        "Wait for its entries; or call the station, and record what it says as the answer.",
    )


def _told_of(told: Told) -> RuleBroken | None:
    if told.values.get("wanted") != "no" or told.case.last(HearingOffered):
        return None
    return RuleBroken(
        "nobody was told of a hearing that could be declined",
        "The one who decides tells of it first.",
    )


CHECKS = {Guard.HEARING_OVER: _heard, Guard.HEARING_OFFERED: _told_of}

HEARING_ACTS = (
    Act(name="offer_hearing", title="Tell of the right to a hearing", event=HearingOffered,
        build=_offer,
        fields=(
            Field(name="to", label="Who was told", kind=FieldKind.LINES),
            Field(name="about", label="What it is about", kind=FieldKind.TEXT),
        )),
    Act(name="answer_hearing", title="Ask for a hearing, or decline it", event=HearingAnswered,
        build=_answer, look=_said_on,
        fields=(
            Field(name="wanted", label="Hearing wanted", kind=FieldKind.CHOICE,
                  choices=("yes", "no")),
            optional("who", "Who says so"), optional("on", "Said on", FieldKind.DATE),
            optional("reason", "Reason", FieldKind.TEXT),
        )),
    Act(name="hold_hearing", title="Record the hearing", event=HearingHeld,
        build=plain(HearingHeld), look=_held_on,
        fields=(
            Field(name="on", label="Held on", kind=FieldKind.DATE),
            Field(name="chair", label="Chair"),
            Field(name="minutes", label="Minutes", kind=FieldKind.TEXT),
        )),
)  # fmt: skip
