"""What the page of the line says of the district's backup."""

from dataclasses import replace
from pathlib import Path

from station.desk.line_state import line_state
from station.tui.widgets.line_state import state_words
from tests.district.pair import a_line, backed_up, synced


def test_the_page_of_the_line_tells_how_far_the_backup_of_the_district_goes(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        now = office.clock.now()
        synced(office, district)
        before = str(state_words(line_state(office), "", None, "", now))
        assert "backup:" not in before
        backed_up(office, district)
        state = line_state(office)
        after = str(state_words(state, "", None, "", now))
        assert state.backed_up is not None
        assert f"; backup: {state.backed_up.through} (" in after
        many = replace(state, ours=replace(state.ours, number=99_999))
        lines = str(state_words(many, "", None, "", now)).splitlines()
        assert max(map(len, lines)) < 80
