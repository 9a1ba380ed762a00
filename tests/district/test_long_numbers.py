"""A station writes numbers longer than an index of a server has room for."""

from hashlib import sha256
from typing import Any

import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.domain import canon
from station.domain.decider_events import CaseAccepted, CaseGranted
from station.domain.states import CaseState
from sync.district.premises import District
from tests.desk.story import MEMBER
from tests.district.pair import a_received_case, assert_same_journals, state_at, synced
from tests.district.test_hostile import append_raw
from tests.office import STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE
LONG = "".join(sha256(str(place).encode()).hexdigest() for place in range(60))
"""A text that nothing makes shorter."""


@pytest.mark.parametrize("kind", ["case_received", "unheard_of"])
def test_a_case_that_is_called_by_a_long_text_stops_nothing(
    line: tuple[Office, District], kind: str
) -> None:
    office, district = line
    head = {"at": "2026-11-20T10:00:00+08:00", "by": "示例", "no": 99}
    append_raw(office, canon.write({**head, "kind": kind, "case": f"{STATION}-{LONG}"}))
    case = a_received_case(office)
    synced(office, district)
    assert state_at(district, case.number) is CaseState.HANDED_OVER
    assert_same_journals(office, district)


def test_a_decision_with_a_long_number_stops_nothing(line: tuple[Office, District]) -> None:
    office, district = line
    case = a_received_case(office, MEMBER)
    CaseDesk(office).act(case.number, "hand_over", {})
    head: dict[str, Any] = {"at": office.stamp().at, "by": "示例", "case": case.number}
    accepted = CaseAccepted(**head, official_number=LONG, legal_due=None, promised_due=None)
    with office.vault.transaction():
        office.journal.append(accepted)
        office.journal.append(CaseGranted(**head, decision_number=LONG, words=""))
    synced(office, district)
    assert state_at(district, case.number) is CaseState.GRANTED
    with district.vault.reading():
        assert not district.casebook.differences(STATION)
