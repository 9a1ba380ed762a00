"""Reminders, deliveries and messages at the screen, after a real district wrote."""

from pathlib import Path

from textual.pilot import Pilot

from station.domain.states import CaseState
from station.domain.values import Side
from station.domain.voices import unread
from station.tui.screens.act_form import ActForm
from station.tui.screens.agenda import DeliveriesPage, RemindersPage
from station.tui.screens.case import CasePage
from station.tui.screens.thread import ThreadCard
from tests.desk.story import Story
from tests.district.pair import a_line
from tests.tui.stage import ambiguous, digit, page, settled, shown, too_wide, typed
from tests.tui.tour import unlocked


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def a_told_story(folder: Path) -> None:
    """A result that is here, and a case about which the district wrote."""
    with a_line(folder) as both:
        Story(*both, "national").in_delivery()
        Story(*both, "national").handed_over().district("write", words="请补充联系电话").sync()


async def test_what_the_district_wrote_is_counted_read_and_answered(tmp_path: Path) -> None:
    a_told_story(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        assert "MSG  1" in page(app)
        await press(pilot, digit("reminders"))
        assert isinstance(app.screen, RemindersPage)
        assert not too_wide(shown(app), 80)
        assert "请补充联系电话" in page(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ThreadCard)
        assert "not read before" in page(app)
        await typed(pilot, "已电话联系")
        await press(pilot, "f9")
        assert isinstance(app.screen, CasePage)
        assert not unread(app.screen.case, Side.STATION)
        await press(pilot, "escape", "escape")
        assert "MSG" not in page(app)


async def test_a_result_that_is_here_is_arranged_from_the_list(tmp_path: Path) -> None:
    a_told_story(tmp_path)
    async with unlocked(tmp_path / "station", (80, 24), plain=True) as (app, pilot):
        await press(pilot, digit("deliveries"))
        assert isinstance(app.screen, DeliveriesPage)
        assert "HERE" in page(app)
        assert not ambiguous(shown(app))
        await press(pilot, "enter")
        assert isinstance(app.screen, ActForm)
        await press(pilot, "escape")
        assert isinstance(app.screen, CasePage)
        assert app.screen.case.state is CaseState.IN_DELIVERY
