"""What sheets may know of a visit, a courier, and a public notice, from the events of a case."""

import re
from datetime import date, datetime, time, timedelta

from forms.parts.carrying import Appointment, Courier, Posted, Posting
from station.domain.act import Law
from station.domain.case import Case
from station.domain.decider_events import PublicityEnded, PublicityPosted
from station.domain.publicity import publicity_lines
from station.domain.stamp import OFFICIAL_TIME, official_day
from station.domain.values import DeliveryPlan
from station.domain.window_events import DeliveryPlanned

CANCEL_BY = time(17, 0)
"""Of the day before: a rule of this project, of no law."""
BRING = ("本人居民身份证原件", "收件回执")
"""What the resident has at hand when somebody comes."""


def courier_of(case: Case) -> Courier:
    """What was planned to go by courier; empty if nothing was."""
    plan = case.last(DeliveryPlanned)
    if plan is None or plan.way is not DeliveryPlan.COURIER:
        return Courier()
    return Courier(number=plan.reference, address=plan.place or case.applicant.address)


def appointment_of(case: Case) -> Appointment:
    """A visit that was planned at the resident's home; empty if none was."""
    plan = case.last(DeliveryPlanned)
    if plan is None or plan.way is not DeliveryPlan.HOME:
        return Appointment()
    return Appointment(
        place=plan.place or case.applicant.address,
        day=plan.day,
        slot=plan.slot,
        bring=BRING,
        cancel_by=cancel_by(plan.day),
    )


def cancel_by(day: date) -> datetime:
    """Until when a visit of this day may be called off."""
    return datetime.combine(day - timedelta(days=1), CANCEL_BY, OFFICIAL_TIME)


def posting_of(case: Case, law: Law) -> Posting:
    """The notice that hangs out or hung out; empty before, and for whom none may hang out."""
    posted = case.last(PublicityPosted)
    if posted is None or law.item.publicity is None:
        return Posting()
    ended = case.last(PublicityEnded)
    return Posting(
        lines=tuple(
            Posted(
                name=line.name,
                number=line.number,
                place=line.place,
                matter=line.matter,
                amount=posted.amount,
            )
            for line in publicity_lines(case, law.item, official_day(posted.at))
        ),
        place=posted.place,
        begins=official_day(posted.at),
        ends=posted.until,
        objections=_objections(ended) if ended else "",
        over=ended is not None,
    )


def _objections(ended: PublicityEnded) -> str:
    """What was said against it; the usual words for nothing are nothing."""
    words = ended.objections.strip()
    return "" if re.fullmatch(r"(无|没有|未收到)?(异议)?[。.]?", words) else words
