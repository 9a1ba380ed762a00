"""The person book shows what the journal tells of persons, and is found out when it does not."""

from datetime import date
from pathlib import Path

import pytest

from station.desk.checking import check
from station.desk.office import Office
from station.domain.person_events import (
    ConsentGiven,
    ConsentRevoked,
    DocumentFiled,
    DocumentRemoved,
)
from station.domain.values import Consent, Filed
from tests import makers
from tests.office import an_office

ME, OTHER = makers.id_number(), makers.id_number(sequence="004")


def consented(office: Office, person: str) -> None:
    now = office.stamp()
    office.record(
        ConsentGiven(at=now.at, by=now.by, person=person, what=Consent.SPACE, guardian="")
    )


def filed(office: Office, person: str, entry: str, expires: date | None) -> None:
    now = office.stamp()
    office.record(
        DocumentFiled(
            at=now.at, by=now.by, person=person, entry=entry, form=Filed.PAPER, name="居民身份证",
            number="示-1", issuer="示例局", issued=None, expires=expires, case="C-1",
        )
    )  # fmt: skip


def furnished(office: Office) -> None:
    for person, day in ((ME, date(2027, 1, 1)), (OTHER, date(2026, 12, 1))):
        consented(office, person)
        filed(office, person, "C-1/1", day)
    filed(office, ME, "C-1/2", None)


def test_a_space_is_found_by_its_person_also_after_the_program_was_left(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        furnished(office)
    with an_office(tmp_path) as office, office.vault.reading():
        assert set(office.personbook.space(ME).entries) == {"C-1/1", "C-1/2"}
        assert office.personbook.space(OTHER).is_open
        assert not office.personbook.space(makers.id_number(sequence="006")).is_open


def test_documents_are_listed_by_the_day_on_which_they_end(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        furnished(office)
        with office.vault.reading():
            soon = office.personbook.expiring(date(2027, 1, 1))
        assert [(line.person, f"{line.expires}") for line in soon] == [
            (OTHER, "2026-12-01"), (ME, "2027-01-01"),
        ]  # fmt: skip
        now = office.stamp()
        office.record(ConsentRevoked(at=now.at, by=now.by, person=OTHER, what=Consent.SPACE))
        office.record(DocumentRemoved(at=now.at, by=now.by, person=ME, entry="C-1/1", reason=""))
        with office.vault.reading():
            assert office.personbook.expiring(date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM space_entry WHERE entry = 'C-1/2'",
        "UPDATE space_entry SET expires = '2099-01-01' WHERE entry = 'C-1/1'",
        "UPDATE space_entry SET open = 0",
        "INSERT INTO space_entry VALUES ('x', '110101199001011237', '', '', 'paper', '', 1)",
    ],
)
def test_verify_tells_of_a_list_that_is_not_what_the_journal_says(
    tmp_path: Path, change: str
) -> None:
    with an_office(tmp_path) as office:
        furnished(office)
        assert not check(office, progress=lambda _: None).faults
        with office.vault.transaction():
            office.vault.sql(change)
        faults = check(office, progress=lambda _: None).faults
        assert faults
        assert not [fault for fault in faults if ME in str(fault) or OTHER in str(fault)]
        with office.vault.transaction():
            assert office.personbook.rebuild() == 2
        assert not check(office, progress=lambda _: None).faults
