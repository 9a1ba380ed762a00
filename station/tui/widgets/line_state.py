"""Where the line to the district stands, in words."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from station.desk.line_state import LineState
from station.desk.words import _, explain
from station.domain.schedule import Schedule
from station.tui.widgets.states import near_date
from station.tui.widgets.words import line, lines

if TYPE_CHECKING:
    from station.desk.line_keys import LineKeysState
    from station.domain.reckoning_told import ReckoningTold


def state_words(
    state: LineState, keys: str, compared: "ReckoningTold | None", scheduled: str, now: datetime
) -> Content:
    """Both sides, as they last said it themselves; and the exchanges that go by themselves."""

    def when(moment: datetime | None) -> str:
        return near_date(moment, now) if moment else _("never")

    def head(number: int, chain: str) -> str:
        return _("{number} events, head {head}").format(number=number, head=chain[:16])

    return lines(
        line((_("District: "), "bold"), state.district or _("not joined to a district"), keys),
        line((_("To send: "), "bold"), _waiting_words(state)),
        line((_("Scans: "), "bold"), _scan_words(state)),
        line(
            (_("Last contact: "), "bold"),
            when(state.last_contact),
            "   ",
            (_("District holds ours up to: "), "bold"),
            when(state.held_until),
        ),
        line((_("By itself: "), "bold"), scheduled),
        line(
            (_("This station: "), "bold"),
            head(state.ours.number, state.ours.hash) + _backup_words(state, now),
        ),
        line((_("The district: "), "bold"), head(state.theirs.number, state.theirs.hash)),
        line((_("Compared: "), "bold"), _compared(compared, now)),
    )


def keys_words(keys: "LineKeysState") -> str:
    """Which keys the station signs with, behind the name of the district."""
    words = _("keys number {number}").format(number=keys.number)
    if keys.asked:
        words = _("keys number {number}, number {asked} asked for").format(
            number=keys.number, asked=keys.asked
        )
    return f"   {words}"


def schedule_words(state: Schedule, coming: datetime | None, now: datetime) -> str:
    """When it was tried last, what came of it, when it is tried next."""
    if not state.every:
        return _("off")
    if state.tried is None or coming is None:
        return _("each {minutes} min, the first one soon").format(minutes=state.every)
    words = _("each {minutes} min; {tried} done, {count} came; next {then}")
    if state.fault is not None:
        words = _("each {minutes} min; {tried} not done: {why}; next {then}")
    return words.format(
        minutes=state.every, tried=near_date(state.tried, now), then=near_date(coming, now),
        why=explain(state.fault)[0] if state.fault else "", count=state.received,
    )  # fmt: skip


def _backup_words(state: LineState, now: datetime) -> str:
    """How far the district's last backup goes, and of when it is."""
    said = state.backed_up
    if said is None:
        return ""
    words = _("; backup: {number} ({when})")
    return words.format(number=said.through, when=near_date(said.at, now))


def _compared(compared: "ReckoningTold | None", now: datetime) -> str:
    """When both ends told what they hold, and what came of it."""
    if compared is None:
        return _("not yet: F5 does it")
    return f"{near_date(compared.at, now)}  {compared.headline}"


def _scan_words(state: LineState) -> str:
    """Pieces on the way, both ways: they follow behind the entries."""
    if not state.going.pieces and not state.coming.pieces:
        return _("all are where they belong")
    return _("{out} pieces ({out_size} kB) to send, {come} ({come_size} kB) to come").format(
        out=state.going.pieces, out_size=-(-state.going.size // 1024),
        come=state.coming.pieces, come_size=-(-state.coming.size // 1024),
    )  # fmt: skip


def _waiting_words(state: LineState) -> str:
    """The same number as in the top line, and how many of these are handed over only now."""
    words = _("{cases} cases, {events} entries not confirmed yet").format(
        cases=state.waiting_cases, events=state.waiting_events
    )
    if state.to_hand_over:
        words += "; " + _("{count} of them to be handed over").format(count=state.to_hand_over)
    return words
