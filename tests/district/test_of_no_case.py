"""What a district writes of a case that the station does not have: answered, and no stop."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from station.desk.office import Office
from station.domain.event import CaseEvent
from station.domain.fact_events import EventRefused
from station.domain.transfer_events import CaseBrought
from station.domain.window_events import VersionTaken
from sync.district.premises import District
from tests.district.pair import OTHER, a_line, assert_same_journals, synced
from tests.office import STATION

BROUGHT: dict[str, Any] = {
    "from_station": OTHER,
    "from_name": "示例村",
    "reason": "两村合并",
    "told": (),
}
WRITES: dict[str, Callable[..., CaseEvent]] = {
    "a newer version": lambda **head: VersionTaken(**head, item_version=2, papers=(), was=()),
    "no history": lambda **head: CaseBrought(**head, **BROUGHT, part=1, parts=1),
    "the end of a history": lambda **head: CaseBrought(**head, **BROUGHT, part=2, parts=2),
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, District]]:
    with a_line(tmp_path_factory.mktemp("of_no_case")) as both:
        yield both


@pytest.mark.parametrize("name", WRITES)
def test_what_is_of_no_case_is_answered_and_the_line_goes_on(
    both: tuple[Office, District], name: str
) -> None:
    office, district = both
    head: dict[str, Any] = {"at": office.clock.now(), "by": "示例", "case": f"{OTHER}-{len(name)}"}
    with district.vault.transaction():
        district.record(STATION, WRITES[name](**head))
    for _ in range(2):
        assert synced(office, district).road is None

    with office.vault.reading():
        last = office.journal.of_case(head["case"])[-1]
    assert isinstance(last.entry.event, EventRefused)
    assert_same_journals(office, district)
