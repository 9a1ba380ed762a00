"""What the reminder may know: which clocks of a case have struck or are about to, and for whom."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from forms.parts.urging import Late, Urging
from station.desk.facts_words import local
from station.desk.office import Office
from station.desk.words import in_chinese
from station.domain.case import Case
from station.domain.clocks import Clock
from station.domain.deadlines import Standing
from station.domain.dues import LEGAL, PROMISED, light
from station.domain.states import HOLDER, Holder

RULES: Mapping[str, str] = MappingProxyType(
    {
        Clock.PRE_REVIEW.value: "SX-01",
        Clock.FORWARD.value: "SX-02",
        Clock.NOTICE.value: "SX-03",
        Clock.REVIEW.value: "SX-04",
        PROMISED: "SX-05",
        LEGAL: "SX-06",
        Clock.EXCLUDED.value: "SX-07",
        Clock.DELIVERY.value: "SX-08",
        Clock.HEARING.value: "SX-09",
        Clock.RENEWAL.value: "SX-10",
        Clock.RATING_CONTACT.value: "SX-11",
        Clock.RATING_FIX.value: "SX-12",
    }
)
"""规则编号 of the clocks by which an office is late; the numbers are of this project. What the
applicant is late with is no matter of supervision."""
WARNINGS: Mapping[Standing, str] = MappingProxyType(
    {Standing.RED: "overdue", Standing.YELLOW: "near"}
)


def urging_of(office: Office, case: Case, now: datetime) -> Urging:
    """The clocks that are red or yellow at this moment, the nearest first; to the office that
    holds the case. A clock that waits for something urges nobody."""
    late = []
    for one in office.clocks(case, local(now).date()):
        standing = light(
            one.since, one.due.at, now, office.calendar, provisional=one.due.provisional
        )
        if one.clock in RULES and standing in WARNINGS and not one.held:
            late.append(
                Late(
                    what=in_chinese(one.clock),
                    rule=RULES[one.clock],
                    basis=one.basis,
                    due=local(one.due.at),
                    warning=WARNINGS[standing],
                )
            )
    if not late:
        return Urging()
    to, responsible = _holder(office, case)
    return Urging(kind="remind", to=to, responsible=responsible, late=tuple(late))


def _holder(office: Office, case: Case) -> tuple[str, str]:
    """Who has to act, and who answers for it there."""
    if HOLDER[case.state] is Holder.WINDOW:
        return office.name, office.name
    by = case.opened.decided_by
    named = f"（{by.responsible}）" if by.responsible else ""
    return by.department_zh, f"{by.department_zh}{named}"
