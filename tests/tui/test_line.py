"""The state of the line in the corner of every page, in the tongue that needs most room."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from station.desk.syncing import LineState, SyncDesk
from station.tui.widgets.words import Words
from tests.office import FRIDAY
from tests.tui.stage import page, shown
from tests.tui.tour import a_station, unlocked

CONTACT = FRIDAY - timedelta(days=12)


@pytest.mark.parametrize("when", [None, CONTACT])
async def test_the_state_of_the_line_is_read_whole_on_80_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: datetime | None
) -> None:
    a_station(tmp_path)
    known = SyncDesk.state

    def joined(desk: SyncDesk) -> LineState:
        return replace(known(desk), district="示例区", held_until=when, last_contact=when)

    monkeypatch.setattr(SyncDesk, "state", joined)
    async with unlocked(tmp_path, (80, 24)) as (app, _pilot):
        words = str(app.screen.query_one(".top .line", Words).content)
        assert f" {words}" in page(app)
        heading = str(app.screen.query_one(".top .where", Words).content)
        assert heading in page(app) or "…" in shown(app)[0]
