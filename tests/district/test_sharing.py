"""Documents of a space go to another station by a consent of their own, and from it when it ends:
over the real line, with three real vaults."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from station.desk.cases import CaseDesk
from station.desk.erasing import erase_spent
from station.desk.office import Office
from station.desk.sharing import SharingDesk, sharing_words
from station.desk.space import SpaceDesk
from station.domain.person_events import ConsentGiven, DocumentFiled
from station.domain.sharing import MOST
from station.domain.sharing_events import (
    DocumentBrought,
    SharingConsented,
    SharingErased,
    SharingPurpose,
)
from station.domain.values import Consent, Filed, Taken
from sync.district.enrolment import revoke
from tests.desk.ended import texts
from tests.desk.spaces import card_of, somebody, with_card
from tests.desk.story import AWARD
from tests.district.pair import synced
from tests.district.three import NOWHERE, THERE, Three, sound, three
from tests.office import NEW, STATION, HandClock
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE

WHO = somebody("141")
NUMBER = "示字第八六四二号"
"""Stands on the filed document alone."""
GIVEN = {
    "to": THERE, "name": "示例新村便民服务站", "contact": "示例镇示例新村", "until": "2027-11-20",
    "purpose": "papers_not_asked_again", "documents": "居民身份证", "guardian": "",
}  # fmt: skip


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[Three]:
    with three(tmp_path) as parties:
        yield parties


def filed(office: Office) -> str:
    """The card of a case lies in the space, with a number that nothing else has."""
    desk, entry = SpaceDesk(office), with_card(office, WHO)
    case, _, place = entry.rpartition("/")
    return desk.file(case, place, {"number": NUMBER, "expires": "2031-05-01"}).entry


def shared(parties: Three, **changes: Any) -> str:
    entry = filed(parties.old)
    SharingDesk(parties.old).share(WHO["id"], {**GIVEN, **changes})
    parties.sync()
    return entry


def there(parties: Three) -> set[str]:
    return set(SpaceDesk(parties.new).space(WHO["id"]).brought)


def state(parties: Three) -> str:
    (one,) = SharingDesk(parties.old).sharings(WHO["id"])
    return sharing_words(one, parties.old.today)


def test_a_document_goes_by_consent_serves_a_case_there_and_is_erased_when_it_ends(
    parties: Three,
) -> None:
    entry, seq = shared(parties), card_of(parties.new)
    assert there(parties) == {entry}
    lent = SpaceDesk(parties.new).space(WHO["id"]).brought[entry].lent
    assert lent is not None
    assert (lent.station, lent.until) == (STATION, date(2027, 11, 20))
    assert lent.purpose is SharingPurpose.NOT_ASKED_AGAIN
    assert "sent to the other station" in state(parties)

    case = CaseDesk(parties.new).open(AWARD, WHO, {str(seq): "space"}, receive=False).case
    paper = case.papers[seq]
    assert (paper.taken, paper.reference) == (Taken.SPACE, entry)
    (use,) = SpaceDesk(parties.new).uses(WHO["id"])
    assert (use.used.entry, use.used.purpose) == (entry, SharingPurpose.NOT_ASKED_AGAIN)

    SharingDesk(parties.old).end(WHO["id"], THERE)
    assert "NOT confirmed" in state(parties)
    synced(parties.old, parties.district)
    assert NUMBER in texts(parties.new)
    synced(parties.new, parties.district)
    assert there(parties) == set()
    assert NUMBER not in texts(parties.new)

    parties.sync()
    assert "erased at the other station" in state(parties)
    assert CaseDesk(parties.new).case(case.number).papers[seq].reference == entry
    (use,) = SpaceDesk(parties.new).uses(WHO["id"])
    assert use.used.purpose is SharingPurpose.NOT_ASKED_AGAIN
    assert SpaceDesk(parties.old).space(WHO["id"]).entries[entry].number == NUMBER
    parties.sync()
    sound(parties)


def test_the_district_keeps_nothing_of_it_on_the_line_where_it_is_erased(parties: Three) -> None:
    shared(parties)
    SharingDesk(parties.old).end(WHO["id"], THERE)
    parties.sync()
    parties.sync()
    with parties.district.vault.reading():
        rows = parties.district.vault.sql(
            "SELECT data FROM entry WHERE station = ?", THERE
        ).fetchall()
    assert NUMBER not in "\n".join(bytes(data).decode() for (data,) in rows)


def test_with_the_consent_to_the_space_the_other_ends(parties: Three) -> None:
    shared(parties)
    SpaceDesk(parties.old).revoke(WHO["id"], Consent.SPACE)
    parties.sync()
    assert there(parties) == set()
    assert NUMBER not in texts(parties.new)
    parties.sync()
    assert "erased at the other station" in state(parties)
    parties.sync()
    sound(parties)


def test_only_the_kinds_that_are_named_go(parties: Three) -> None:
    entry = shared(parties)
    desk = SpaceDesk(parties.old)
    other = parties.old.item(AWARD).materials
    kind = next(one for one in other if one.reusable and one.seq != card_of(parties.old))
    case = CaseDesk(parties.old).open(AWARD, WHO, {str(kind.seq): "seen"}, receive=False).case
    desk.file(case.number, str(kind.seq), {"number": "示-2", "expires": "2031-05-01"})
    parties.sync()
    assert there(parties) == {entry}


def test_a_document_that_is_taken_out_or_filed_anew_is_so_there_too(parties: Three) -> None:
    entry = shared(parties)
    desk = SpaceDesk(parties.old)
    case, _, place = entry.rpartition("/")
    desk.file(case, place, {"number": "示字第九号", "expires": "2032-05-01"})
    parties.sync()
    assert SpaceDesk(parties.new).space(WHO["id"]).brought[entry].number == "示字第九号"
    assert NUMBER not in texts(parties.new)

    desk.remove(WHO["id"], entry, "本人要求")
    parties.sync()
    assert there(parties) == set()
    assert "示字第九号" not in texts(parties.new)
    desk.file(case, place, {"number": "示字第十号", "expires": "2032-05-01"})
    parties.sync()
    assert there(parties) == {entry}
    parties.sync()
    sound(parties)


def test_on_the_day_after_the_last_everything_goes_by_itself(parties: Three) -> None:
    shared(parties)
    for office in (parties.old, parties.new):
        assert isinstance(office.clock, HandClock)
        office.clock.wait(days=400)
    erase_spent(parties.new)
    assert there(parties) == set()
    assert NUMBER not in texts(parties.new)
    parties.sync()
    assert "erased at the other station" in state(parties)


def test_to_a_station_that_is_not_on_the_line_nothing_goes_and_the_agent_is_told(
    parties: Three,
) -> None:
    shared(parties, to=NOWHERE)
    assert "other station not on the line" in state(parties)
    again = SharingDesk(parties.old).share(WHO["id"], GIVEN)
    parties.sync()
    assert again.given.to == THERE
    assert there(parties)


def test_what_ended_before_it_was_sent_is_settled_at_once(parties: Three) -> None:
    filed(parties.old)
    SharingDesk(parties.old).share(WHO["id"], GIVEN)
    SharingDesk(parties.old).end(WHO["id"], THERE)
    parties.sync()
    assert "nothing was sent" in state(parties)
    assert NUMBER not in texts(parties.new)


def test_a_consent_given_again_brings_it_again(parties: Three) -> None:
    entry = shared(parties)
    SharingDesk(parties.old).end(WHO["id"], THERE)
    SharingDesk(parties.old).share(WHO["id"], GIVEN)
    parties.sync()
    assert there(parties) == {entry}
    parties.sync()
    sound(parties)


# ---- who means harm


def consented(person: str, at: datetime) -> SharingConsented:
    return SharingConsented(
        at=at, by=NEW.agent, person=person, to=THERE, name="示例", contact="示例", guardian="",
        purpose=SharingPurpose.HANDLED_THERE, documents=("居民身份证",), until=date(2030, 1, 1),
    )  # fmt: skip


def made_up(person: str, at: datetime, case: str, entry: str) -> DocumentFiled:
    return DocumentFiled(
        at=at, by=NEW.agent, person=person, entry=entry, form=Filed.PAPER, name="居民身份证",
        number="1", issuer="", issued=None, expires=None, case=case,
    )  # fmt: skip


def opened(person: str, at: datetime) -> ConsentGiven:
    return ConsentGiven(at=at, by=NEW.agent, person=person, what=Consent.SPACE, guardian="")


def test_what_was_filed_from_a_case_of_somebody_else_does_not_go(parties: Three) -> None:
    office, other = parties.old, somebody("142")["id"]
    case, at = CaseDesk(office).open(AWARD, WHO, {}, receive=False).case.number, office.stamp().at
    office.record(opened(other, at), made_up(other, at, case, "x/1"), consented(other, at))
    parties.sync()
    assert not SpaceDesk(parties.new).space(other).brought


def test_one_station_takes_so_many_documents_of_a_person_and_no_more(parties: Three) -> None:
    office, person = parties.old, WHO["id"]
    case, at = CaseDesk(office).open(AWARD, WHO, {}, receive=False).case.number, office.stamp().at
    many = (made_up(person, at, case, f"x/{place}") for place in range(MOST + 7))
    office.record(opened(person, at), *many, consented(person, at))
    parties.sync()
    parties.sync()
    assert len(there(parties)) == MOST


def test_nobody_but_the_station_that_got_it_says_that_it_is_erased(parties: Three) -> None:
    shared(parties)
    (one,) = SharingDesk(parties.old).sharings(WHO["id"])
    at, by = parties.old.stamp().at, NEW.agent
    lie = SharingErased(at=at, by=by, person=WHO["id"], station=STATION, since=one.given.at)
    parties.old.record(lie)
    parties.sync()
    assert "sent to the other station" in state(parties)


def test_what_a_station_says_that_the_district_brought_is_not_there(parties: Three) -> None:
    at = parties.new.stamp().at
    parties.new.record(DocumentBrought(
        at=at, by=NEW.agent, person=WHO["id"], station=STATION, since=at, station_name="示例",
        purpose=SharingPurpose.NOT_ASKED_AGAIN, until=date(2030, 1, 1), entry="x/1",
        filed_at=at, form=Filed.PAPER, name="居民身份证", number="1", issuer="",
        issued=None, expires=None,
    ))  # fmt: skip
    assert there(parties) == set()


def test_a_station_whose_keys_were_withdrawn_gets_nothing(parties: Three) -> None:
    revoke(parties.district, THERE)
    filed(parties.old)
    SharingDesk(parties.old).share(WHO["id"], GIVEN)
    synced(parties.old, parties.district)
    synced(parties.old, parties.district)
    assert "other station not on the line" in state(parties)
