"""New keys for the line, asked for on its page."""

from pathlib import Path

from station.tui.screens.act_form import ActForm
from station.tui.screens.sync import SyncPage
from station.tui.widgets.keys import keys_here
from tests.district.pair import a_line, synced
from tests.tui.stage import page, settled
from tests.tui.tour import a_station, unlocked


async def test_a_lead_asks_for_new_keys_and_sees_their_number(tmp_path: Path) -> None:
    with a_line(tmp_path):
        pass
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await settled(pilot)
        assert "keys number 1" in page(app)
        await pilot.press("k")
        await settled(pilot)
        assert isinstance(app.screen, ActForm)
        await pilot.press("escape")
        await settled(pilot)
        assert "asked for" not in page(app)
        await pilot.press("k")
        await settled(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, SyncPage)
        assert "number 2 asked for" in page(app)
    with a_line(tmp_path) as line:
        synced(*line)
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await settled(pilot)
        assert "keys number 2" in page(app)
        assert "asked for" not in page(app)


async def test_a_station_without_a_district_is_offered_none(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("f5")
        await settled(pilot)
        assert "keys number" not in page(app)
        assert "new keys" not in {words for _key, words in keys_here(app.screen)}
