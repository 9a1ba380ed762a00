"""How states and dates of cases look: a short word on a colour, never a colour alone."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from station.desk.words import N_, _
from station.domain.deadlines import Standing
from station.domain.states import CaseState
from station.tui.widgets.words import Block

_STATES: Mapping[CaseState, tuple[str, str]] = MappingProxyType(
    {
        CaseState.DRAFT: (N_("OPEN"), "fix"),
        CaseState.RECEIVED: (N_("RECD"), "due"),
        CaseState.HANDED_OVER: (N_("SENT"), "due"),
        CaseState.CORRECTION: (N_("FIX"), "fix"),
        CaseState.ACCEPTED: (N_("ACPT"), "due"),
        CaseState.IN_REVIEW: (N_("REVW"), "due"),
        CaseState.GRANTED: (N_("GRNT"), "done"),
        CaseState.REFUSED: (N_("REFD"), "late"),
        CaseState.IN_DELIVERY: (N_("FETCH"), "gap"),
        CaseState.DELIVERED: (N_("DLVD"), "done"),
        CaseState.ARCHIVED: (N_("DONE"), "done"),
        CaseState.WITHDRAWN: (N_("WDRN"), "idle"),
        CaseState.VOID: (N_("VOID"), "idle"),
    }
)


def state_block(state: CaseState) -> Block:
    """The state of a case in a word of two Chinese characters."""
    word, tone = _STATES[state]
    return Block(word=_(word), tone=tone)


def kept_block() -> Block:
    """A form that was typed and not recorded."""
    return Block(word=_("TYPED"), tone="idle")


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


def near_date(moment: datetime, now: datetime) -> str:
    """A date as people say it: with the time when it is near, with the year when it is not."""
    local = moment.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days in (-1, 0, 1):
        day = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
        return f"{day} {local:%H:%M}"
    return f"{local:%m-%d}" if local.year == now.year else f"{local:%Y-%m-%d}"
