"""How far a case has come: never further than somebody said, and the district's word alone is a
receipt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.desk.ways import WayDesk, told_words
from station.domain.way import CaseWay, Leg
from sync.district import stick
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from sync.errors import NoAnswer
from tests.district.pair import CLERK, Direct, a_line, a_received_case, synced
from tests.office import an_office


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[Office, District]]:
    with a_line(tmp_path) as both:
        yield both


def way(office: Office, number: str) -> CaseWay:
    told = WayDesk(office).of(CaseDesk(office).case(number))
    assert told is not None
    assert told.way is not None
    return told.way


def said(office: Office, number: str) -> list[str]:
    return told_words(WayDesk(office).of(CaseDesk(office).case(number)))


def by_stick(office: Office, folder: Path, *, out: bool = True) -> None:
    desk = SyncDesk(office)
    visit = desk.stick_out if out else desk.stick_in
    visit(folder, progress=lambda _: None, cancel=lambda: False)


class Breaking(Direct):
    """A network on which something goes wrong: before the parcel came through, or after."""

    def __init__(self, district: District, reason: str, *, through: bool) -> None:
        super().__init__(district)
        self._reason, self._through = reason, through

    def deliver(self, parcel: bytes) -> None:
        if self._through:
            super().deliver(parcel)
        raise NoAnswer(self._reason)

    def collect(self) -> Iterator[bytes]:
        return iter(())


def by_broken_network(office: Office, road: Direct) -> None:
    desk = SyncDesk(office)
    desk.hand_over()
    report = desk._exchange(road, desk._post(), lambda _: None, lambda: False)
    assert report.road is not None


def test_a_case_goes_by_stick_and_its_receipt_and_result_come_back(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    office, district = line
    usb = tmp_path / "usb"
    usb.mkdir()
    number = a_received_case(office).number
    assert said(office, number) == ["saved here", "goes with the next exchange"]

    by_stick(office, usb)
    by_stick(office, usb)
    (only,) = said(office, number)
    assert only.startswith("on stick no. 2, 11-20 ")

    stick.visit(district, usb)
    assert way(office, number).leg is Leg.ON_STICK, "the stick has not come back"
    by_stick(office, usb, out=False)
    assert said(office, number) == ["the district has it (receipt)"]

    clerk = ClerkDesk(district, CLERK)
    clerk.act(number, "accept", {"official_number": "A1"})
    clerk.act(number, "grant", {"decision_number": "示例〔2026〕1号", "words": ""})
    clerk.act(number, "dispatch", {"document": "参保登记表", "copies": "1"})
    stick.visit(district, usb)
    by_stick(office, usb, out=False)
    assert said(office, number) == [
        "the district has it (receipt)", "accepted 2026-11-20",
        "result here, sent off 2026-11-20",
    ]  # fmt: skip


def test_what_is_written_later_waits_by_itself(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    assert way(office, number).leg is Leg.HELD
    CaseDesk(office).act(number, "write", {"words": "示例：请问进度"})
    now = way(office, number)
    assert (now.leg, now.waiting, now.all_wait) == (Leg.SAVED, 1, False)
    assert said(office, number)[1] == "what was before the last 1 entries the district has"


def test_a_look_at_a_case_is_nothing_to_wait_for(line: tuple[Office, District]) -> None:
    office, district = line
    number = a_received_case(office).number
    synced(office, district)
    CaseDesk(office).view(number, revealed=True, purpose="handling")
    assert way(office, number).leg is Leg.HELD
    assert WayDesk(office).waiting() == []
    assert SyncDesk(office).state().waiting_cases == 0


@pytest.mark.parametrize(
    ("reason", "leg"),
    [("slow", Leg.SENT), ("broken-off", Leg.SENT), ("unreachable", Leg.SAVED),
     ("no-parcel", Leg.SAVED), ("redirected", Leg.SAVED)],
)  # fmt: skip
def test_a_network_that_gives_no_receipt_proves_nothing(
    line: tuple[Office, District], reason: str, leg: Leg
) -> None:
    office, district = line
    number = a_received_case(office).number
    by_broken_network(office, Breaking(district, reason, through=leg is Leg.SENT))
    assert way(office, number).leg is leg
    assert WayDesk(office).legs([number]) == {number: leg}
    synced(office, district)
    assert way(office, number).leg is Leg.HELD


def test_a_case_that_was_on_a_stick_before_the_network_broke_tells_of_what_was_last(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    office, district = line
    number = a_received_case(office).number
    by_stick(office, tmp_path)
    by_broken_network(office, Breaking(district, "slow", through=False))
    assert way(office, number).leg is Leg.SENT
    by_stick(office, tmp_path)
    assert way(office, number).leg is Leg.ON_STICK


def test_in_a_new_life_of_the_journal_everything_goes_anew(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    office, _ = line
    number = a_received_case(office).number
    by_stick(office, tmp_path)
    with office.transaction():
        office.line.begin_life(office.clock.chance(16).hex())
    assert way(office, number).leg is Leg.SAVED


def test_a_district_that_was_put_back_has_the_case_no_more(
    line: tuple[Office, District], tmp_path: Path
) -> None:
    office, district = line
    with office.vault.reading():
        line_ = office.line
        before = line_.peer_holds()
    number = a_received_case(office).number
    synced(office, district)
    assert way(office, number).leg is Leg.HELD
    with office.transaction():
        line_.move(peer_holds=before, heard_last=line_.heard_last(), forked=())
    assert way(office, number).leg is Leg.SENT, "it left by network, and must go once more"


def test_what_waits_longest_stands_first_in_the_queue(line: tuple[Office, District]) -> None:
    office, district = line
    one, two = (a_received_case(office).number for _ in range(2))
    assert WayDesk(office).waiting() == [one, two]
    synced(office, district)
    CaseDesk(office).act(two, "write", {"words": "示例"})
    CaseDesk(office).act(one, "write", {"words": "示例"})
    assert WayDesk(office).waiting() == [two, one]
    assert set(WayDesk(office).lines([one, two])) == {one, two}


def test_a_station_without_a_district_tells_of_no_way(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        number = a_received_case(office).number
        assert WayDesk(office).of(CaseDesk(office).case(number)) is None
        assert WayDesk(office).legs([number]) == {}
