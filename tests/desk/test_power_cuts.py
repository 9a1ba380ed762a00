"""What a power cut leaves unsigned: no alarm at either end, and its author signs it later."""

from contextlib import AbstractContextManager
from pathlib import Path

from station.desk.agents import AgentDesk
from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.copying import make_backup, restore_station
from station.desk.home import Home
from station.desk.news import news
from station.desk.office import Office
from station.desk.opening import open_station
from sync.district.verify import examine
from tests.desk.test_agents import LEAD, THEIRS, visit
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.district.pair import a_district, join, synced
from tests.office import NEW, PASSPHRASE, STATION, HandClock, an_office, settings


def test_after_a_power_cut_the_next_agent_signs_without_an_alarm_and_what_was_cut_waits(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    with a_district(tmp_path / "district") as district:
        with an_office(tmp_path / "station", clock) as office:
            join(office, district)
            AgentDesk(office).add(LEAD, THEIRS)
        _power_fails(tmp_path / "station", clock)
        with visit(tmp_path / "station", LEAD, THEIRS, clock) as office:
            synced(office, district)
            checked = check(office, progress=quiet)
        at_the_district = examine(district, STATION)

        assert (checked.faults, at_the_district.faults) == ((), ())
        assert [one.values["agent"] for one in checked.waiting] == [NEW.agent]

        with an_office(tmp_path / "station", clock) as office:
            synced(office, district)
            after = check(office, progress=quiet)

        assert (after.faults, after.waiting) == ((), ())
        assert examine(district, STATION).faults == ()


def _power_fails(folder: Path, clock: HandClock) -> None:
    """The agent opens a case, and the program ends without a signature."""
    office = open_station(
        Home(folder=folder), NEW.agent, PASSPHRASE, settings=settings(folder), clock=clock
    )  # fmt: skip
    CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)
    office.close()


def test_who_comes_back_after_a_power_cut_is_told_what_they_will_sign(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path, clock) as office:
        assert not list(news(office))
    _power_fails(tmp_path, clock)
    with an_office(tmp_path, clock) as office:
        [told] = news(office)
        assert "ended without your signature" in told.message
    with an_office(tmp_path, clock) as office:
        assert not list(news(office))


def test_a_visit_in_which_the_backup_was_made_is_told_as_that_after_a_restore(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    with an_office(tmp_path / "station", clock) as office:
        make_backup(office, tmp_path / "copy.station")
    with _restored(tmp_path, clock) as office:
        [told] = news(office)
        assert "the backup was made during your visit" in told.message
    with an_office(tmp_path / "there", clock) as office:
        assert not list(news(office))


def test_a_power_cut_before_the_backup_is_still_told_after_a_restore(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path / "station", clock) as office:
        AgentDesk(office).add(LEAD, THEIRS)
    _power_fails(tmp_path / "station", clock)
    with visit(tmp_path / "station", LEAD, THEIRS, clock) as office:
        make_backup(office, tmp_path / "copy.station")
    with _restored(tmp_path, clock) as office:
        [told] = news(office)
        assert "ended without your signature" in told.message


def _restored(tmp_path: Path, clock: HandClock) -> AbstractContextManager[Office]:
    there = Home(folder=tmp_path / "there")
    restore_station(
        there, tmp_path / "copy.station", NEW.agent, PASSPHRASE,
        settings=settings(there.folder), clock=clock,
    ).close()  # fmt: skip
    return an_office(there.folder, clock)
