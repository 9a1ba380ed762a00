"""Questions at the counter: typed in a moment, listed, explained, made into a case."""

from pathlib import Path

from station.tui.screens.consultations import ConsultationsPage, ConsultCard
from station.tui.screens.new_case import NewCasePage
from station.tui.widgets.long import LongField
from tests.tui.stage import page, settled, typed
from tests.tui.tour import PENSION, a_station, unlocked


async def test_a_question_is_recorded_by_pinyin_and_becomes_a_case(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(app.screen, ConsultationsPage)
        await pilot.press("f9")
        await settled(pilot)
        await typed(pilot, PENSION)
        await pilot.press("enter")
        await typed(pilot, "怎么参保")
        await pilot.press("f9")
        await settled(pilot)
        assert app.counter.consultations.count() == 0, "an answer is asked for"
        await typed(pilot, "带身份证来办")
        await pilot.press("f9")
        await settled(pilot)

        assert "怎么参保" in page(app)
        [one] = app.counter.consultations.latest(0, 9)
        held = one.held
        assert (held.item, held.question, held.answer) == (PENSION, "怎么参保", "带身份证来办")
        await pilot.press("enter")
        await settled(pilot)
        assert one.held.number in page(app)
        assert app.counter.office.items[PENSION].name_en[:20] in page(app), "a code says nothing"
        await pilot.press("escape")
        await pilot.press("e")
        await settled(pilot)
        assert isinstance(app.screen, ConsultationsPage), "nothing was refused"
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, NewCasePage)
        assert app.screen.item is not None
        assert app.screen.item.id == PENSION


async def test_an_unfinished_consultation_goes_on_where_it_stopped(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("f4")
        await settled(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await typed(pilot, PENSION)
        await pilot.press("enter")
        await typed(pilot, "怎么参保")
        await pilot.press("escape")
        await settled(pilot)
        [line] = app.counter.drafts.lines()
        assert dict(line.draft.form) == {"item": PENSION, "question": "怎么参保"}
        assert not app.counter.drafts.new_cases()
        app.action_page("drafts")
        await settled(pilot)
        assert "New consultation" in page(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ConsultCard)
        assert "怎么参保" in page(app)
        app.screen.query_one("#answer", LongField).value = "带身份证来办"
        await pilot.press("f9")
        await settled(pilot)

        [one] = app.counter.consultations.latest(0, 9)
        assert (one.held.item, one.held.answer) == (PENSION, "带身份证来办")
        assert not app.counter.drafts.lines()
