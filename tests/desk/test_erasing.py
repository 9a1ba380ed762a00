"""What a person takes back goes from the vault and from the district; what a case has stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.backed import NO_BACKUP
from station.desk.cases import CaseDesk
from station.desk.erasing import waiting
from station.desk.office import Office
from station.desk.passing import TimeDesk
from station.desk.space import SpaceDesk
from station.domain.office_events import TracesPurged
from station.domain.person_events import ConsentGiven, ConsentRevoked
from station.domain.values import Consent, Taken
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.ended import a_place, texts, whole
from tests.desk.spaces import card_of, somebody
from tests.desk.story import AWARD
from tests.district.keeping import wait
from tests.district.pair import assert_same_journals, backed_up, synced
from tests.office import STATION, HandClock, an_office

WHO = somebody("141")
NUMBER = "示字第八六四二号"
"""Stands on the filed document alone."""


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[Office, District]]:
    with a_place(tmp_path, HandClock()) as both:
        yield both


def furnished(office: Office) -> str:
    """A filed card whose number no case knows; the name of the entry."""
    desk, seq = SpaceDesk(office), card_of(office)
    case = CaseDesk(office).open(AWARD, WHO, {str(seq): "seen"}, receive=False).case
    desk.consent(WHO["id"], Consent.SPACE)
    return desk.file(case.number, str(seq), {"number": NUMBER, "expires": "2031-05-01"}).entry


def said_at(district: District) -> str:
    with district.vault.reading():
        rows = district.vault.sql("SELECT data FROM entry").fetchall()
    return "\n".join(bytes(data).decode() for (data,) in rows)


def sound(office: Office, district: District) -> bool:
    backed_up(office, district)
    assert_same_journals(office, district)
    return whole(office) and not examine(district, STATION).faults


def test_consent_taken_back_erases_the_documents_at_both_ends(
    line: tuple[Office, District],
) -> None:
    office, district = line
    furnished(office)
    backed_up(office, district)
    assert NUMBER in texts(office)
    assert NUMBER in said_at(district)

    SpaceDesk(office).revoke(WHO["id"], Consent.SPACE)
    backed_up(office, district)

    assert not SpaceDesk(office).space(WHO["id"]).entries
    assert NUMBER not in texts(office)
    assert NUMBER not in said_at(district)
    assert sound(office, district)


def test_consent_and_its_withdrawal_stay_on_record(line: tuple[Office, District]) -> None:
    office, district = line
    furnished(office)
    backed_up(office, district)
    SpaceDesk(office).revoke(WHO["id"], Consent.SPACE)
    with office.vault.reading():
        events = office.personbook.events(WHO["id"])

    assert [type(one) for one in events if isinstance(one, ConsentGiven | ConsentRevoked)] == [
        ConsentGiven, ConsentRevoked,
    ]  # fmt: skip


def test_what_a_case_took_from_the_space_stays_with_the_case(
    line: tuple[Office, District],
) -> None:
    office, district = line
    entry, seq = furnished(office), card_of(office)
    case = CaseDesk(office).open(AWARD, WHO, {str(seq): "space"}, receive=False).case
    backed_up(office, district)

    SpaceDesk(office).revoke(WHO["id"], Consent.SPACE)

    paper = CaseDesk(office).case(case.number).papers[seq]
    assert (paper.taken, paper.reference) == (Taken.SPACE, entry)
    (use,) = SpaceDesk(office).uses(WHO["id"])
    assert (use.used.case, use.name) == (case.number, "居民身份证")
    assert sound(office, district)


def test_what_the_district_does_not_hold_yet_goes_with_the_next_exchange(
    line: tuple[Office, District],
) -> None:
    office, district = line
    furnished(office)
    desk = SpaceDesk(office)
    desk.revoke(WHO["id"], Consent.SPACE)
    assert waiting(office) == 1
    assert not desk.space(WHO["id"]).entries
    backed_up(office, district)

    assert waiting(office) == 0
    assert NUMBER not in texts(office)
    assert sound(office, district)
    assert NUMBER not in said_at(district)


def test_a_document_that_is_taken_out_or_replaced_is_erased_and_no_other(
    line: tuple[Office, District],
) -> None:
    office, district = line
    entry, desk = furnished(office), SpaceDesk(office)
    case, _, place = entry.rpartition("/")
    desk.file(case, place, {"number": "示字第九号", "expires": "2032-05-01"})
    backed_up(office, district)
    TimeDesk(office).note()
    assert NUMBER not in texts(office)
    assert "示字第九号" in texts(office)
    assert desk.space(WHO["id"]).entries[entry].number == "示字第九号"

    desk.remove(WHO["id"], entry, "本人要求")

    assert "示字第九号" not in texts(office)
    assert sound(office, district)


def test_consent_given_again_begins_an_empty_space_that_fills_again(
    line: tuple[Office, District],
) -> None:
    office, district = line
    entry, desk = furnished(office), SpaceDesk(office)
    backed_up(office, district)
    desk.revoke(WHO["id"], Consent.SPACE)
    assert not desk.consent(WHO["id"], Consent.SPACE).entries
    case, _, place = entry.rpartition("/")
    desk.file(case, place, {"number": "示字第九号", "expires": "2032-05-01"})
    backed_up(office, district)
    TimeDesk(office).note()

    assert desk.space(WHO["id"]).entries[entry].number == "示字第九号"
    assert sound(office, district)


def test_what_was_taken_back_waits_for_a_backup_and_then_goes_without_one(
    line: tuple[Office, District],
) -> None:
    office, district = line
    furnished(office)
    SpaceDesk(office).revoke(WHO["id"], Consent.SPACE)
    for days in (29, 1):
        synced(office, district)
        TimeDesk(office).note()
        assert waiting(office) == 1
        wait(line, days)
    synced(office, district)
    TimeDesk(office).note()

    assert waiting(office) == 0
    assert NUMBER not in texts(office)
    with office.vault.reading():
        told = office.journal.own_of(TracesPurged)
    assert [one.unbacked for one in told if isinstance(one, TracesPurged)] == [NO_BACKUP]
    assert sound(office, district)


def test_a_new_life_after_an_erasing_is_whole_at_both_ends(
    line: tuple[Office, District],
) -> None:
    office, district = line
    furnished(office)
    backed_up(office, district)
    SpaceDesk(office).revoke(WHO["id"], Consent.SPACE)
    backed_up(office, district)
    office.sign_head()
    with office.vault.transaction():
        office.line.begin_life("ab" * 16)

    assert sound(office, district)


def test_a_station_cannot_have_the_district_erase_what_belongs_to_a_case(
    line: tuple[Office, District],
) -> None:
    office, district = line
    number = CaseDesk(office).open(AWARD, WHO, {}, receive=False).case.number
    backed_up(office, district)
    with office.vault.reading():
        digests = tuple(one.digest for one in office.journal.of_case(number))
    now = office.stamp()
    office.record(TracesPurged(at=now.at, by=now.by, digests=digests, head="", unbacked=""))
    backed_up(office, district)

    assert WHO["id"] in said_at(district)


def test_a_station_without_a_district_shows_nothing_and_keeps_the_bytes_sealed(
    tmp_path: Path,
) -> None:
    with an_office(tmp_path) as office:
        furnished(office)
        SpaceDesk(office).revoke(WHO["id"], Consent.SPACE)

        assert not SpaceDesk(office).space(WHO["id"]).entries
        assert waiting(office) == 1
        assert whole(office)
