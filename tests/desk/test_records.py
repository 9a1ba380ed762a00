"""Records of ended cases: used, then only stored, then gone, and the journal stays whole."""

import json
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
from station.domain.case import Case
from station.domain.errors import BadInput
from station.domain.fact_events import CaseViewed
from station.domain.retention import RecordState
from station.domain.table import IllegalStep
from station.domain.values import Consent
from station.storage.casebook import Wanted
from station.storage.lookbook import WantedLooks
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.test_cases import APPLICANT, PENSION
from tests.district.pair import CLERK, a_district, assert_same_journals, join, synced
from tests.office import STATION, HandClock, an_office

CLASS = {
    "name": "示例", "items": [], "fields": [], "item_types": [], "use_months": 24,
    "keep_years": 10, "basis": "示例规定", "provenance": "typical",
}  # fmt: skip
CLEAR = ("示例𠮷䶮", APPLICANT["id"], APPLICANT["phone"], APPLICANT["address"])


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def line(tmp_path: Path, clock: HandClock) -> Iterator[tuple[Office, District]]:
    """A station and its district; the place's own retention classes."""
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "s", clock) as office:
        join(office, district)
        own = json.dumps({"schema": 1, "classes": [CLASS]})
        office.home.retention.write_text(own, "utf-8")
        yield office, district


@pytest.fixture
def office(line: tuple[Office, District]) -> Office:
    return line[0]


def a_void_case(office: Office, applicant: dict[str, str] = APPLICANT) -> Case:
    desk = CaseDesk(office)
    number = desk.open(PENSION, applicant, {}, receive=False).case.number
    return desk.act(number, "void", {"reason": "录入错误"})


def states(office: Office) -> list[RecordState]:
    return [one.state for one in RecordDesk(office).lines()]


def frozen(office: Office, clock: HandClock) -> Case:
    case = a_void_case(office)
    clock.wait(days=731)
    assert [one.number for one in RecordDesk(office).freeze()] == [case.number]
    return case


def whole(office: Office) -> bool:
    return not check(office, progress=lambda _: None).faults


def texts(office: Office) -> str:
    """All that the vault says, table by table, sealed parcels aside."""
    with office.vault.reading():
        names = office.vault.sql(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND name <> 'aside'"
        ).fetchall()
        rows = [
            office.vault.sql(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in names
            if name not in ("case_search", "resident_search")
        ]
    cells = (cell for table in rows for row in table for cell in row)
    return "\n".join(
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells
    )


def test_records_are_in_use_until_the_term_and_nothing_is_frozen_before(
    office: Office, clock: HandClock
) -> None:
    a_void_case(office)
    assert states(office) == [RecordState.LIVE]
    assert not list(RecordDesk(office).freeze())
    clock.wait(days=731)

    assert states(office) == [RecordState.DUE]


def test_a_case_that_has_not_ended_is_on_no_list_of_records(office: Office) -> None:
    CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)

    assert not states(office)


def test_frozen_records_are_in_no_list_and_found_by_nothing(
    office: Office, clock: HandClock
) -> None:
    desk = CaseDesk(office)
    case = frozen(office, clock)

    assert states(office) == [RecordState.FROZEN]
    assert desk.count(Wanted()) == 0
    assert not desk.by_state()
    for text in ("示例", "shili", APPLICANT["phone"], case.number, APPLICANT["id"]):
        assert desk.count(Wanted(text=text)) == 0
        assert not desk.residents(text)
    assert whole(office)


def test_frozen_records_open_for_a_purpose_only_and_that_is_on_record(
    office: Office, clock: HandClock
) -> None:
    desk = CaseDesk(office)
    number = frozen(office, clock).number
    with pytest.raises(BadInput):
        desk.view(number, revealed=False)
    shown = desk.view(number, revealed=False, purpose="复议需要")
    look = desk.case(number).last(CaseViewed)

    assert shown.applicant.name == "示例𠮷䶮"
    assert look is not None
    assert look.purpose == "other: 复议需要"


def test_nothing_is_done_with_frozen_records(office: Office, clock: HandClock) -> None:
    desk = CaseDesk(office)
    number = frozen(office, clock).number

    assert not desk.acts(desk.case(number))
    with pytest.raises(IllegalStep, match="are frozen"):
        desk.act(number, "contact", {"channel": "telephone", "words": "示例"})


def test_who_has_another_case_in_use_is_still_found(office: Office, clock: HandClock) -> None:
    frozen(office, clock)
    a_void_case(office)

    assert [one.name for one in CaseDesk(office).residents("示例")] == ["示例𠮷䶮"]
    with office.vault.transaction():
        office.casebook.rebuild()
    assert [one.name for one in CaseDesk(office).residents("示例")] == ["示例𠮷䶮"]
    assert whole(office)


def test_records_that_are_over_leave_the_vault_and_the_chain_stays_whole(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    case = frozen(office, clock)
    DraftDesk(office).keep(f"act/{case.number}/contact", {"words": "示例𠮷䶮"})
    synced(office, district)
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
    synced(office, district)
    assert_same_journals(office, district)


def test_index_of_words_holds_nothing_of_who_was_purged(
    line: tuple[Office, District], clock: HandClock
) -> None:
    office, district = line
    frozen(office, clock)
    synced(office, district)
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
    synced(office, district)
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
    synced(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    assert spaces.space(APPLICANT["id"]).is_open
    spaces.revoke(APPLICANT["id"], Consent.SPACE)
    synced(office, district)
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
    synced(office, district)
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
    synced(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    office.sign_head()
    with office.vault.transaction():
        office.line.begin_life("ab" * 16)
    synced(office, district)

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
    synced(office, district)
    clock.wait(days=8 * 366)
    assert list(RecordDesk(office).purge())
    clock.time = case.opened.at
    again = CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False).case

    assert before > clock.time
    assert again.number != case.number
