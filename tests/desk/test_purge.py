"""Records whose term is over leave the vault, and the journal stays whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.drafts import DraftDesk
from station.desk.office import Office, UnknownCase
from station.desk.people import PersonDesk
from station.desk.records import RecordDesk
from station.desk.space import SpaceDesk
from station.domain.retention import RecordState
from station.domain.values import Consent
from station.storage.lookbook import WantedLooks
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.ended import CLEAR, a_place, a_void_case, frozen, states, texts, whole
from tests.desk.test_cases import APPLICANT, PENSION
from tests.district.pair import CLERK, a_received_case, assert_same_journals, backed_up
from tests.office import STATION, HandClock, an_office


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def line(tmp_path: Path, clock: HandClock) -> Iterator[tuple[Office, District]]:
    with a_place(tmp_path, clock) as both:
        yield both


@pytest.fixture
def office(line: tuple[Office, District]) -> Office:
    return line[0]


def test_records_that_are_over_leave_the_vault_and_the_chain_stays_whole(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    case = frozen(office, clock)
    DraftDesk(office).keep(f"act/{case.number}/contact", {"words": "示例𠮷䶮"})
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert states(office) == [RecordState.OVER]
    done = list(RecordDesk(office).purge())

    assert [(one.number, why) for one, why in done] == [(case.number, None)]
    assert not states(office)
    assert not [text for text in CLEAR if text in texts(office)]
    with pytest.raises(UnknownCase):
        CaseDesk(office).case(case.number)
    found = check(office, progress=lambda _: None)
    assert not found.faults
    assert found.purged == 3
    backed_up(office, district)
    assert_same_journals(office, district)


def test_what_the_district_wrote_of_the_case_goes_too(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    desk, number = CaseDesk(office), a_received_case(office).number
    backed_up(office, district)
    why = {"reason": "示例𠮷䶮不属本机关", "basis": "示例办法", "authority": "示例局"}
    ClerkDesk(district, CLERK).act(number, "not_accept", why)
    backed_up(office, district)
    handed = {"way": "direct", "place": "本站", "receiver": "示例𠮷䶮", "relation": "self"}
    desk.act(number, "deliver", handed)
    desk.act(number, "archive", {"by_hand": "纸质卷"})
    clock.wait(days=731)
    assert list(RecordDesk(office).freeze())
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert [why for _, why in RecordDesk(office).purge()] == [None]

    assert not [text for text in CLEAR if text in texts(office)]
    assert whole(office)
    backed_up(office, district)
    assert_same_journals(office, district)


def test_index_of_words_holds_nothing_of_who_was_purged(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    frozen(office, clock)
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    with office.vault.reading():
        blocks = [
            bytes(block)
            for name in ("case_search_data", "resident_search_data")
            for (block,) in office.vault.sql(f"SELECT block FROM {name}").fetchall()
        ]

    assert blocks
    assert not [block for block in blocks if b"13800005" in block or b"shili" in block]


def test_what_the_district_does_not_hold_stays(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    number = frozen(office, clock).number
    clock.wait(days=8 * 366)
    (_, why), *_ = RecordDesk(office).purge()

    assert why is not None
    assert "does not hold all of this case" in str(why)
    assert CaseDesk(office).case(number).applicant.name == "示例𠮷䶮"
    backed_up(office, district)
    assert [why for _, why in RecordDesk(office).purge()] == [None]


def test_a_station_without_a_district_lets_nothing_go(tmp_path: Path, clock: HandClock) -> None:
    with an_office(tmp_path, clock) as office:
        a_void_case(office)
        clock.wait(days=60 * 366)
        assert list(RecordDesk(office).freeze())
        (_, why), *_ = RecordDesk(office).purge()

        assert why is not None
        assert why.hint


def test_an_entry_that_was_emptied_without_a_word_is_found_by_verify(
    office: Office, clock: HandClock
) -> None:
    case = frozen(office, clock)
    with office.vault.transaction():
        office.vault.sql(
            "UPDATE entry SET kind = 'entry_purged', data = CAST(replace(CAST(data AS TEXT),"
            " '}', '') AS BLOB) WHERE case_number = ? AND kind = 'case_opened'",
            case.number,
        )

    assert not whole(office)


def test_who_consents_to_a_space_stays_on_record_when_the_last_case_goes(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    frozen(office, clock)
    spaces = SpaceDesk(office)
    spaces.consent(APPLICANT["id"], Consent.SPACE)
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    assert spaces.space(APPLICANT["id"]).is_open
    spaces.revoke(APPLICANT["id"], Consent.SPACE)
    backed_up(office, district)
    assert not list(RecordDesk(office).purge())

    assert APPLICANT["id"] not in texts(office)
    assert whole(office)


def test_who_looked_at_a_person_stays_on_record_for_three_years(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    frozen(office, clock)
    clock.wait(days=8 * 366)
    SpaceDesk(office).view(APPLICANT["id"], "own_request")
    backed_up(office, district)
    assert list(RecordDesk(office).purge())
    looks = PersonDesk(office).looks(WantedLooks(person=APPLICANT["id"]))
    assert [look.purpose for look in looks] == ["own_request"]
    clock.wait(days=3 * 366 + 1)
    assert not list(RecordDesk(office).purge())

    assert not PersonDesk(office).looks(WantedLooks(person=APPLICANT["id"]))
    assert APPLICANT["id"] not in texts(office)
    assert whole(office)


def test_a_new_life_after_a_purge_is_sent_and_both_ends_stay_whole(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    number = frozen(office, clock).number
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    office.sign_head()
    with office.vault.transaction():
        office.line.begin_life("ab" * 16)
    backed_up(office, district)

    assert whole(office)
    assert_same_journals(office, district)
    assert not examine(district, STATION).faults
    held = ClerkDesk(district, CLERK).open(number).case
    assert held.applicant.name == "示例𠮷䶮"


def test_purged_numbers_are_not_given_again_on_their_day(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    case = frozen(office, clock)
    before = clock.time
    backed_up(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    clock.time = case.opened.at
    again = CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False).case

    assert before > clock.time
    assert again.number != case.number
