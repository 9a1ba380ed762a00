"""A hearing of which the district told: it is what comes next, until it is answered."""

from pathlib import Path

from station.domain.hearing_events import HearingAnswered
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from tests.desk.story import Story
from tests.district.pair import a_line
from tests.office import FRIDAY
from tests.tui.stage import page
from tests.tui.test_papers import press
from tests.tui.tour import unlocked


async def test_a_hearing_that_was_told_of_is_the_next_step_until_it_is_answered(
    tmp_path: Path,
) -> None:
    with a_line(tmp_path) as both:
        story = Story(*both, "national").in_review().until(FRIDAY)
        story.district("offer_hearing", to="示例𠮷䶮", about="拟不予许可").sync()
    async with unlocked(tmp_path / "station", (80, 24)) as (app, pilot):
        await press(pilot, "f3", "enter")
        case = app.screen
        assert isinstance(case, CasePage)
        assert case.lead is not None
        assert case.lead.act.name == "answer_hearing"
        await press(pilot, "enter")
        assert isinstance(app.screen, ActForm), page(app)
        await press(pilot, "f9")
        assert app.screen.query_one("#wanted").has_class("-faulty"), page(app)
        assert case.case.count(HearingAnswered) == 0
        await press(pilot, "down", "down", "f9")
        answered = case.case.last(HearingAnswered)
        assert answered is not None
        assert not answered.wanted
        assert case.lead is None
