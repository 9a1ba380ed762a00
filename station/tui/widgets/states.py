"""How states and dates of cases look: a short word on a colour, never a colour alone."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from station.desk.words import N_, _
from station.domain.agenda import ARRANGED, Matter, Thing
from station.domain.deadlines import Standing
from station.domain.states import CaseState
from station.domain.way import Leg
from station.tui.widgets.words import Block

_STATES: Mapping[CaseState, tuple[str, str]] = MappingProxyType(
    {
        CaseState.DRAFT: (N_("OPEN"), "fix"),
        CaseState.PRE_REVIEW: (N_("PREV"), "due"),
        CaseState.RECEIVED: (N_("RECD"), "due"),
        CaseState.HANDED_OVER: (N_("SENT"), "due"),
        CaseState.CORRECTION: (N_("FIX"), "fix"),
        CaseState.ACCEPTED: (N_("ACPT"), "due"),
        CaseState.ACCEPTED_GAP: (N_("GAP"), "gap"),
        CaseState.DEEMED_ACCEPTED: (N_("DEEM"), "due"),
        CaseState.NOT_REQUIRED: (N_("FREE"), "idle"),
        CaseState.NOT_ACCEPTED: (N_("DECL"), "late"),
        CaseState.IN_REVIEW: (N_("REVW"), "due"),
        CaseState.PUBLICITY: (N_("POST"), "due"),
        CaseState.SUSPENDED: (N_("HOLD"), "idle"),
        CaseState.EXTENDED: (N_("EXTD"), "due"),
        CaseState.FORWARDED: (N_("UPWD"), "due"),
        CaseState.GRANTED: (N_("GRNT"), "done"),
        CaseState.GRANTED_PENDING: (N_("LOCK"), "gap"),
        CaseState.REFUSED: (N_("REFD"), "late"),
        CaseState.WITHDRAWN: (N_("WDRN"), "idle"),
        CaseState.RETURNED: (N_("RETD"), "late"),
        CaseState.REVOKED: (N_("RVKD"), "late"),
        CaseState.TERMINATED: (N_("TERM"), "late"),
        CaseState.CONCLUDED: (N_("CNCL"), "done"),
        CaseState.IN_DELIVERY: (N_("FETCH"), "gap"),
        CaseState.UNDELIVERABLE: (N_("FAIL"), "late"),
        CaseState.DELIVERED: (N_("DLVD"), "done"),
        CaseState.RATED: (N_("RATD"), "done"),
        CaseState.ARCHIVED: (N_("DONE"), "done"),
        CaseState.VOID: (N_("VOID"), "idle"),
        CaseState.TRANSFERRED: (N_("MOVD"), "idle"),
    }
)


def state_block(state: CaseState) -> Block:
    """The state of a case in a word of two Chinese characters."""
    word, tone = _STATES[state]
    return Block(word=_(word), tone=tone)


_LEGS: Mapping[Leg, tuple[str, str]] = MappingProxyType(
    {
        Leg.SAVED: (N_("SAVED"), "idle"),
        Leg.ON_STICK: (N_("STICK"), "fix"),
        Leg.SENT: (N_("AWAY"), "fix"),
        Leg.HELD: (N_("RCPT"), "done"),
    }
)


def leg_block(leg: Leg | None) -> Block | str:
    """How far a case has come on its way to the district; nothing where there is no way."""
    if leg is None:
        return ""
    word, tone = _LEGS[leg]
    return Block(word=_(word), tone=tone)


def frozen_block() -> Block:
    """Records that are only stored and protected."""
    return Block(word=_("FRZN"), tone="idle")


def kept_block() -> Block:
    """A form that was typed and not recorded."""
    return Block(word=_("TYPED"), tone="idle")


def hindered_block() -> Block:
    """An act that something still stands in the way of."""
    return Block(word=_("WAIT"), tone="idle")


def practice_block() -> Block:
    """Nothing on this screen is real."""
    return Block(word=_("PRACTICE"), tone="fix")


def message_block() -> Block:
    """Messages of the other office that nobody here has read."""
    return Block(word=_("MSG"), tone="fix")


_LIGHTS: Mapping[Standing, tuple[str, str]] = MappingProxyType(
    {
        Standing.RED: (N_("LATE"), "late"),
        Standing.YELLOW: (N_("SOON"), "fix"),
        Standing.GREEN: (N_("DUE"), "due"),
    }
)


def light_block(light: Standing | None) -> Block | str:
    """How urgent a legal clock is; nothing when none runs."""
    if light is None:
        return ""
    word, tone = _LIGHTS[light]
    return Block(word=_(word), tone=tone)


def matter_block(thing: Thing, now: datetime) -> Block:
    """What is to be seen to, as urgent as its moment is near."""
    if thing.matter in _MATTERS:
        word, tone = _MATTERS[thing.matter]
        return Block(word=_(word), tone=tone)
    if thing.at < now and thing.matter not in ARRANGED:
        return Block(word=_("LATE"), tone="late")
    today = thing.at.astimezone(now.tzinfo).date() <= now.date()
    return Block(word=_("TODAY") if today else _("DUE"), tone="fix" if today else "due")


_MATTERS = {
    Matter.MESSAGE: (N_("MSG"), "fix"),
    Matter.HAND_OVER: (N_("GO"), "fix"),
    Matter.RESULT: (N_("HERE"), "gap"),
    Matter.FAILED: (N_("FAIL"), "late"),
}


def near_day(moment: datetime, now: datetime) -> str:
    """A day as people say it, where its time says nothing."""
    return near_date(moment, now).split()[0]


def days_left(day: date, now: datetime) -> str:
    """How far a day is, as a countdown."""
    days = (day - now.date()).days
    if days < 0:
        return _("{count} d ago").format(count=-days)
    return _("in {count} d").format(count=days) if days else _("today")


def near_date(moment: datetime, now: datetime) -> str:
    """A date as people say it: with the time when it is near, with the year when it is not."""
    local = moment.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days in (-1, 0, 1):
        day = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
        return f"{day} {local:%H:%M}"
    return f"{local:%m-%d}" if local.year == now.year else f"{local:%Y-%m-%d}"
