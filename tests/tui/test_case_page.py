"""The page of a case: what may be done by the table, with every form it needs, by keys."""

from pathlib import Path

from textual.pilot import Pilot

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.domain.items import Level
from station.domain.states import CaseState
from station.domain.values import Paper, Presenter, Taken
from station.domain.window_events import CaseReceived
from station.tui.screens.act_form import ActForm
from station.tui.screens.acting import MOST
from station.tui.screens.all_acts import AllActs
from station.tui.screens.case import CasePage
from station.tui.widgets.acts import ActButton
from station.tui.widgets.states import state_block
from station.tui.widgets.ticks import TicksField
from tests.makers import id_number
from tests.tui.stage import choose, page, settled, shown, too_wide, typed
from tests.tui.tour import APPLICANT, PENSION, a_station, unlocked

CHILD = {**APPLICANT, "id": id_number(birth="20150412")}


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def case_page(pilot: Pilot[None]) -> CasePage:
    assert isinstance(pilot.app.screen, CasePage)
    return pilot.app.screen


def promised(office: Office) -> None:
    """A received case with one promised paper."""
    desk = CaseDesk(office)
    item = next(
        item for item in office.items.values()
        if any(paper.necessity.value == "gap" for paper in item.materials)
    )  # fmt: skip
    late = next(one.seq for one in item.materials if one.necessity.value == "gap")
    papers = {**all_papers(item), str(late): {"taken": "promised", "until": "2026-11-27"}}
    desk.open(item.id, APPLICANT, papers, receive=True)


def of_the_village(office: Office) -> None:
    """A case of an item that the station decides itself."""
    item = next(one for one in office.items.values() if one.decides_level is Level.VILLAGE)
    desk = CaseDesk(office)
    number = desk.open(item.id, APPLICANT, all_papers(item), receive=True).case.number
    desk.act(number, "hand_over", {})


def test_every_state_has_a_word_on_a_colour() -> None:
    words = [state_block(state).word for state in CaseState]

    assert all(words)
    assert len(set(words)) == len(words)


async def test_all_acts_say_who_by_which_clause_and_what_hinders(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24), plain=True) as (app, pilot):
        await press(pilot, "enter", "0")
        assert "the agent at the window" in page(app)
        await typed(pilot, "void")
        assert "WAIT" in page(app)
        assert "a received case is voided by two people" in page(app)
        await press(pilot, "enter")
        assert not isinstance(app.screen, CasePage)
        assert not too_wide(shown(app), 80)


async def test_a_child_is_received_with_the_guardian_named_first(tmp_path: Path) -> None:
    def furnish(office: Office) -> None:
        desk = CaseDesk(office)
        desk.open("MZ-08", APPLICANT, {}, receive=False)
        desk.open(PENSION, CHILD, all_papers(office.item(PENSION)), receive=True)

    a_station(tmp_path, furnish, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        assert case_page(pilot).case.state is CaseState.DRAFT
        assert "Not received yet: the applicant is under 16" in page(app)
        assert "hearing" not in " ".join(act.title for act in case_page(pilot).acts)
        await press(pilot, "enter", "enter")
        await typed(pilot, id_number()[-6:])
        await press(pilot, "enter")
        await press(pilot, "enter")
        await typed(pilot, "祖父")
        await press(pilot, "f9")
        assert isinstance(app.screen, CasePage), page(app)
        await press(pilot, "enter")
        await press(pilot, "f9")
        received = case_page(pilot).case.last(CaseReceived)
        assert received is not None
        assert received.presenter is Presenter.GUARDIAN


async def test_a_promised_paper_is_taken_in_by_two_keys(tmp_path: Path) -> None:
    a_station(tmp_path, promised, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        assert "11-27 in 7 d" in page(app)
        await press(pilot, "enter")
        await press(pilot, "f9")
        papers = case_page(pilot).case.papers.values()
        assert all(paper.taken is not Taken.PROMISED for paper in papers)


async def test_a_promise_asks_the_day_and_a_certificate_its_number(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (_, pilot):
        await press(pilot, "down", "enter", "enter")
        await press(pilot, "e", *"ZJ-0001", "enter")
        await press(pilot, "down", "w", "4")
        await press(pilot, "f9")
        papers = case_page(pilot).case.papers
        assert papers[1] == Paper(seq=1, taken=Taken.CERTIFICATE, reference="ZJ-0001")
        assert papers[2].taken is Taken.SCAN


async def test_what_cannot_be_promised_says_so_in_its_row(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "down", "enter", "enter")
        await press(pilot, "g")
        assert "must be here" in page(app)


async def test_the_dates_explain_themselves_day_by_day(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter", "d")
        assert "2026-11-21 .. 2026-11-22  weekend" in page(app)
        assert "runs since 2026-11-20 09:30" in page(app)


async def test_originals_are_ticked_by_name(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        assert "at station" not in page(app)  # what stays in the file is nobody's to give back
        await choose(pilot, "move_originals")
        assert app.screen.query_one("#papers", TicksField).value == "1"
        await press(pilot, "f9")
        assert "going up" in page(app)


async def test_the_village_decides_by_enter_and_form(tmp_path: Path) -> None:
    a_station(tmp_path, of_the_village, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        assert "1 Accept" in page(app)
        await press(pilot, "enter")
        await press(pilot, "f9")
        await press(pilot, "enter")
        await press(pilot, "f9")
        assert case_page(pilot).case.state is CaseState.GRANTED
        await press(pilot, "enter")
        await press(pilot, "f9")
        assert case_page(pilot).case.state is CaseState.IN_DELIVERY


async def test_what_has_no_button_is_counted_on_one_and_withdrawing_is_one_key(
    tmp_path: Path,
) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        on_page = case_page(pilot)
        more = len(on_page.offers) - MOST
        assert f"0 {more} more, all acts" in page(app)
        assert page(app).count("all acts") == 2  # the button, and the key below
        await press(pilot, "w")
        assert isinstance(app.screen, ActForm)
        await typed(pilot, "示例: 本人不再申请")
        await press(pilot, "f9")
        assert case_page(pilot).case.state is CaseState.WITHDRAWN
        await press(pilot, "w")
        assert isinstance(app.screen, CasePage)


async def test_the_button_of_all_acts_opens_them(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        await pilot.click(list(app.screen.query(ActButton))[-1])
        await settled(pilot)
        assert isinstance(app.screen, AllActs)


async def test_a_case_that_went_to_another_station_says_where_and_offers_nothing(
    tmp_path: Path,
) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "enter")
        await choose(pilot, "transfer")
        await typed(pilot, "330211105204")
        await press(pilot, "enter")
        await typed(pilot, "示例: 两村合并")
        await press(pilot, "f9")
        assert case_page(pilot).case.state is CaseState.TRANSFERRED
        assert "goes on at station 330211105204" in page(app)
        assert "all acts" not in page(app)
        assert "next step" not in page(app)
