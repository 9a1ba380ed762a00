"""Results of concluded cases file themselves in the space of an applicant who consents."""

from collections.abc import Callable, Sequence

from station.domain.case import Case
from station.domain.codec import case_of
from station.domain.decider_events import CaseConcluded
from station.domain.event import Event
from station.domain.items import Item
from station.domain.space import Space
from station.domain.space_acts import file_result, files_itself
from station.domain.stamp import Stamp
from station.domain.window_events import ResultDelivered


def results_filed(
    events: Sequence[Event], *, case_by: Callable[[str], Case | None],
    item_by: Callable[[str, int], Item | None], space_by: Callable[[str], Space],
    stamp: Callable[[], Stamp],
) -> tuple[Event, ...]:  # fmt: skip
    """The filings that follow from these events, which are written and shown already. Call it
    in their transaction; how a case, an item's version and a space are found is handed in."""
    ends = (one for one in events if isinstance(one, ResultDelivered | CaseConcluded))
    filed: list[Event] = []
    for number in dict.fromkeys(case_of(one) for one in ends):
        case = case_by(number)
        item = item_by(case.opened.item, case.item_version) if case else None
        if case is not None and item is not None:
            space = space_by(case.applicant.id_number)
            if files_itself(space, case, item):
                filed.append(file_result(space, case, item, stamp()))
    return tuple(filed)
