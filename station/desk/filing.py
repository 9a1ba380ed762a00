"""Results of concluded cases file themselves in the space of an applicant who consents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from station.domain.codec import case_of
from station.domain.decider_events import CaseConcluded
from station.domain.event import Event
from station.domain.space_acts import file_result, files_itself
from station.domain.window_events import ResultDelivered

if TYPE_CHECKING:
    from station.desk.office import Office


def results_filed(office: "Office", events: Sequence[Event]) -> tuple[Event, ...]:
    """The filings that follow from these events, which are written and shown already. Call it
    in their transaction."""
    ends = (one for one in events if isinstance(one, ResultDelivered | CaseConcluded))
    filed: list[Event] = []
    for number in dict.fromkeys(case_of(one) for one in ends):
        case = office.casebook.case(number)
        item = office.version(case.opened.item, case.item_version) if case else None
        if case is not None and item is not None:
            space = office.personbook.space(case.applicant.id_number)
            if files_itself(space, case, item):
                filed.append(file_result(space, case, item, office.stamp()))
    return tuple(filed)
