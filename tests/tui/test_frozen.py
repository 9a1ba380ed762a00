"""Frozen records in the terminal: found by the whole number, opened for a purpose, only read."""

from pathlib import Path

import pytest

from station.domain.fact_events import CaseViewed
from station.tui.app import StationApp
from station.tui.screens.case import CasePage
from station.tui.screens.cases import CasesPage
from station.tui.screens.reveal import FrozenCard
from tests.desk.ended import a_place, frozen
from tests.office import PASSPHRASE, HandClock
from tests.tui.stage import app_at, page, settled, typed


@pytest.fixture
def number_and_app(tmp_path: Path) -> tuple[str, StationApp]:
    clock = HandClock()
    with a_place(tmp_path, clock) as (office, _district):
        number = frozen(office, clock).number
    return number, app_at(tmp_path / "s", clock)


async def test_a_frozen_case_says_so_and_is_only_read(
    number_and_app: tuple[str, StationApp],
) -> None:
    number, app = number_and_app
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f3")
        await typed(pilot, number[:-1])
        assert "FRZN" not in page(app)
        await typed(pilot, number[-1])
        assert "FRZN" in page(app)
        assert "示*" not in page(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FrozenCard)
        before = app.counter.cases.case(number).count(CaseViewed)
        await pilot.press("escape")
        assert isinstance(app.screen, CasesPage)
        assert app.counter.cases.case(number).count(CaseViewed) == before

        await pilot.press("enter", "enter")
        await typed(pilot, "复议机关调阅")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CasePage)
        look = app.counter.cases.case(number).last(CaseViewed)
        assert look is not None
        assert look.purpose == "other: 复议机关调阅"
        assert "records are frozen" in page(app)
        assert "a new case: F2" in page(app)
        assert not app.screen.offers
        await pilot.press("enter", "1", "0")
        await pilot.press("escape")
        assert app.counter.cases.case(number).count(CaseViewed) == before + 1
    app.counter.get_up()
