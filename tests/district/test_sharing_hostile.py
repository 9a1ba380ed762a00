"""Documents of spaces between stations where somebody lies, a clock is wrong, or a consent came
to nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.erasing import erase_spent
from station.desk.sharing import SharingDesk, lent_words, sharing_words
from station.desk.space import SpaceDesk
from station.domain.office_events import TracesPurged
from station.domain.sharing_events import DocumentBrought
from station.domain.space import LASTING, offers
from station.domain.stamp import SYSTEM
from sync.district import stick
from tests.desk.spaces import card_of, somebody
from tests.desk.story import AWARD
from tests.district.pair import join, synced
from tests.district.test_one_stick import out
from tests.district.test_sharing import (
    GIVEN,
    WHO,
    consented,
    filed,
    made_up,
    opened,
    shared,
    state,
    there,
)
from tests.district.three import NEW_THERE, NOWHERE, THERE, Three, three
from tests.office import FRIDAY, HandClock, an_office
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE
LAST = datetime(9999, 12, 31, 23, tzinfo=UTC)


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[Three]:
    with three(tmp_path) as parties:
        yield parties


def filed_anew(parties: Three, entry: str) -> None:
    case, _, place = entry.rpartition("/")
    SpaceDesk(parties.old).file(case, place, {"number": "示字第九号", "expires": "2032-05-01"})


def test_a_consent_that_had_no_effect_has_none_when_that_station_joins_later(
    parties: Three, tmp_path: Path
) -> None:
    entry = shared(parties, to=NOWHERE)
    assert "2027-11-20" not in state(parties)  # it did not end on a day that is to come
    late = replace(NEW_THERE, station=NOWHERE, name="示例后来站")
    clock = HandClock(FRIDAY + timedelta(hours=2), "late")
    with an_office(tmp_path / "late", clock, late) as office:
        join(office, parties.district)
        filed_anew(parties, entry)
        synced(parties.old, parties.district)
        synced(office, parties.district)
        assert not SpaceDesk(office).space(WHO["id"]).brought

        SharingDesk(parties.old).share(WHO["id"], {**GIVEN, "to": NOWHERE})
        synced(parties.old, parties.district)
        synced(office, parties.district)
        assert set(SpaceDesk(office).space(WHO["id"]).brought) == {entry}


def test_what_a_wrong_clock_erased_comes_by_another_consent_and_not_by_that_one(
    parties: Three,
) -> None:
    entry, clock = shared(parties), parties.new.clock
    assert isinstance(clock, HandClock)
    clock.wait(days=400)
    erase_spent(parties.new)
    clock.wait(days=-400)
    parties.sync()
    filed_anew(parties, entry)
    parties.sync()
    assert there(parties) == set()
    assert "erased at the other station, confirmed" in state(parties)

    SharingDesk(parties.old).share(WHO["id"], GIVEN)
    parties.sync()
    assert there(parties) == {entry}
    SharingDesk(parties.old).end(WHO["id"], THERE)
    parties.sync()
    assert there(parties) == set()


@pytest.mark.parametrize("end", [LAST, LAST.replace(year=1, month=1, day=2, hour=0)])
def test_days_at_the_ends_of_all_calendars_keep_no_other_station_from_work(
    parties: Three, end: datetime
) -> None:
    office, person, at = parties.old, WHO["id"], parties.old.stamp().at
    case = CaseDesk(office).open(AWARD, WHO, {}, receive=False).case.number
    odd = made_up(person, end, case, "x/1")
    late = replace(made_up(person, at, case, "x/2"), issued=date.max, expires=LASTING)
    office.record(opened(person, at), odd, late, consented(person, end))
    parties.sync()
    space = SpaceDesk(parties.new).space(person)
    assert set(space.brought) == {"x/1", "x/2"}
    assert card_of(parties.new) in offers(parties.new.item(AWARD), space, parties.new.today)
    assert all(lent_words(one) for one in space.brought.values())


def test_a_station_that_lets_go_of_what_came_and_does_not_say_so_is_waited_for(
    parties: Three,
) -> None:
    shared(parties)
    with parties.new.vault.reading():
        names = tuple(one.digest for one in parties.new.journal.of_kinds(DocumentBrought))
    at = parties.new.stamp().at
    parties.new.record(TracesPurged(at=at, by=SYSTEM, digests=names, head="", unbacked=""))
    parties.sync()
    SharingDesk(parties.old).end(WHO["id"], THERE)
    synced(parties.old, parties.district)
    synced(parties.old, parties.district)
    assert "NOT confirmed" in state(parties)


def test_nothing_is_called_sent_that_did_not_go(parties: Three) -> None:
    office, other = parties.old, somebody("144")["id"]
    case, at = CaseDesk(office).open(AWARD, WHO, {}, receive=False).case.number, office.stamp().at
    office.record(opened(other, at), made_up(other, at, case, "x/1"), consented(other, at))
    parties.sync()
    (one,) = SharingDesk(office).sharings(other)
    assert "not confirmed by the district" in sharing_words(one, office.today)
    SharingDesk(office).end(other, THERE)
    parties.sync()
    (one,) = SharingDesk(office).sharings(other)
    assert "nothing was sent" in sharing_words(one, office.today)


def test_a_consent_that_comes_on_a_stick_brings_as_one_over_the_network_does(
    parties: Three, tmp_path: Path
) -> None:
    entry = filed(parties.old)
    SharingDesk(parties.old).share(WHO["id"], GIVEN)
    usb = tmp_path / "usb"
    usb.mkdir()
    out(parties.old, usb)
    (visited,) = stick.visit(parties.district, usb)
    assert visited.report.received
    synced(parties.new, parties.district)
    assert there(parties) == {entry}
