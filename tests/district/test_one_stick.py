"""One stick goes round to several stations and the district: each finds its own on it."""

from pathlib import Path

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from sync.carriers.usb import FOLDER
from sync.district import stick
from sync.district.casedesk import CaseDesk as ClerkDesk
from tests.district.pair import CLERK, a_received_case
from tests.district.three import Three, sound, three


def out(office: Office, usb: Path) -> None:
    SyncDesk(office).stick_out(usb, progress=lambda _: None, cancel=lambda: False)


def back(office: Office, usb: Path) -> None:
    SyncDesk(office).stick_in(usb, progress=lambda _: None, cancel=lambda: False)


def carried(parties: Three, usb: Path) -> list[str]:
    """A case of each station, on the same stick."""
    numbers = [a_received_case(office).number for office in (parties.old, parties.new)]
    for office in (parties.old, parties.new):
        out(office, usb)
    return numbers


def test_many_stations_on_one_stick_each_get_their_own_answer(tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    with three(tmp_path) as parties:
        numbers = carried(parties, usb)
        visited = stick.visit(parties.district, usb)
        assert [one.station for one in visited] == [parties.old.code, parties.new.code]
        assert all(one.refused is None and one.report.received for one in visited)
        for place, number in enumerate(numbers):
            ClerkDesk(parties.district, CLERK).act(
                number, "accept", {"official_number": f"A{place}"}
            )
        stick.visit(parties.district, usb)
        for office, number in zip((parties.old, parties.new), numbers, strict=True):
            back(office, usb)
            assert CaseDesk(office).case(number).state is CaseState.ACCEPTED
        stick.visit(parties.district, usb)
        sound(parties)


def test_a_station_whose_parcels_are_damaged_holds_up_no_other_on_the_stick(tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    with three(tmp_path) as parties:
        numbers = carried(parties, usb)
        for file in (usb / FOLDER).glob(f"{parties.old.code}-to-*"):
            file.write_bytes(file.read_bytes()[:-1] + b"\0")
        bad, good = stick.visit(parties.district, usb)
        assert {fault.reason for fault in bad.report.set_aside} == {"signature"}
        assert good.report.received
        clerk = ClerkDesk(parties.district, CLERK)
        assert clerk.open(numbers[1]).case.state is CaseState.HANDED_OVER
        out(parties.old, usb)
        stick.visit(parties.district, usb)
        assert clerk.open(numbers[0]).case.state is CaseState.HANDED_OVER
