"""The end of a licence: until when its renewal is asked for in time (行政许可法 50)."""

from datetime import date

from station.domain.case import Case
from station.domain.decider_events import CaseArrived
from station.domain.items import Span
from station.domain.renewal_events import RenewalNamed
from station.domain.stamp import OFFICIAL_TIME
from station.domain.window_events import CaseReceived

SILENCE = "行政许可法第五十条第二款"
"""Nobody decides in time: the licence goes on."""


def last_day_to_ask(valid_until: date, before: Span) -> date:
    """届满三十日前: the last day on which asking is in time; `before` is in natural days. No day
    from outside is too early for it."""
    return date.fromordinal(max(1, valid_until.toordinal() - before.value))


def asked_in_time(case: Case) -> RenewalNamed | None:
    """The renewal that this case asks for, if its papers reached the authority in time for
    silence to renew; else None. A station that receives for the authority is the authority here.
    What is corrected later was asked for when it first came."""
    named, received = case.last(RenewalNamed), case.last(CaseReceived)
    here = received is not None and received.for_authority
    asked = received if here else next(iter(case.all(CaseArrived)), None)
    if named is None or asked is None:
        return None
    in_time = asked.at.astimezone(OFFICIAL_TIME).date() <= named.ask_by
    return named if in_time else None
