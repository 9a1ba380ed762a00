"""Every page fits, in every look and language, and says what to do next."""

from pathlib import Path

import pytest

from station.desk.words import use_language
from station.tui.screens.page import Page
from station.tui.widgets.words import Words
from tests.tui.stage import ambiguous, shown, too_wide
from tests.tui.tour import APPLICANT, a_station, every_page, unlocked


@pytest.mark.parametrize(
    ("size", "language", "plain"), [((80, 24), "en", True), ((120, 36), "zh_CN", False)]
)
async def test_every_page_fits_says_what_to_do_next_and_masks(
    tmp_path: Path, size: tuple[int, int], language: str, plain: bool
) -> None:
    use_language(language)
    a_station(tmp_path / "home")
    async with unlocked(tmp_path / "home", size, plain=plain) as (app, pilot):
        async for name in every_page(pilot):
            lines = shown(app)
            assert not too_wide(lines, size[0]), name
            assert not plain or not ambiguous(lines), name
            assert lines[-1].strip() or name == "palette", name
            if isinstance(app.screen, Page):
                hint = app.screen.query_one(".hint", Words)
                assert str(hint.content).strip(), name
                assert hint.region.bottom == size[1] - 1, name
            whole = [text for text in APPLICANT.values() if text in "\n".join(lines)]
            assert whole == (list(APPLICANT.values()) if name == "revealed" else []), name
