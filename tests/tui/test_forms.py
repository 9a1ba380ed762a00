"""Every form of every act on the smallest screen: all its fields can be seen, and how to save."""

from pathlib import Path

from rich.cells import cell_len
from textual.containers import VerticalScroll

from station.desk.guesses import guess
from station.desk.words import use_language
from station.domain.act import Act
from station.domain.acts import ACTS
from station.domain.fields import FieldKind
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.screens.papers_form import PapersForm
from station.tui.screens.thread import ThreadCard
from station.tui.widgets.field import Field
from station.tui.widgets.words import Words
from tests.tui.stage import ambiguous, settled, shown, too_wide
from tests.tui.test_case_page import of_the_village
from tests.tui.tour import a_station, unlocked

_FORMS = [
    act for act in ACTS.values()
    if act.fields and not any(field.kind is FieldKind.PAPERS for field in act.fields)
]  # fmt: skip


def form_of(act: Act, page: CasePage) -> ActForm:
    """The form as the page of the case opens it, and no case would allow all of them at once."""
    known = guess(act.name, page.case, page.counter.office)
    return ActForm(
        act.title, act.fields, lambda _: None, guess=known, residents=lambda _: ()
    )  # fmt: skip


async def test_every_form_of_every_act_has_room_on_80_columns_and_24_lines(tmp_path: Path) -> None:
    use_language("zh_CN")
    a_station(tmp_path, of_the_village, cases=False)
    async with unlocked(tmp_path, (80, 24), plain=True) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, CasePage)
        for act in _FORMS:
            form = form_of(act, page)
            await app.push_screen(form)
            await pilot.pause()
            lines = shown(app)
            assert not too_wide(lines, 80), act.name
            assert not ambiguous(lines), act.name
            assert form.query_one("#save").region.bottom < 24, act.name
            view = form.query_one(".fields", VerticalScroll)
            for name, field in form._fields.items():
                assert field.outer_size.height <= view.size.height, f"{act.name}.{name}"
                label = field.query_one(".label", Words)
                words = cell_len(str(label.content))
                assert words <= label.content_size.width, f"{act.name}.{name}"
            app.pop_screen()


async def test_what_is_asked_stays_on_view_over_what_is_typed(tmp_path: Path) -> None:
    """Down and up again through the longest form."""
    a_station(tmp_path, of_the_village, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, CasePage)
        form = form_of(ACTS["give_mandate"], page)
        await app.push_screen(form)
        view = form.query_one(".fields", VerticalScroll)
        fields = list(form._fields.values())
        for field in [*fields, *reversed(fields)]:
            field.focus()
            await pilot.pause()
            label = field.query_one(".label", Words)
            assert view.region.contains_region(label.region), field.id


async def test_a_long_name_stands_above_its_line(tmp_path: Path) -> None:
    a_station(tmp_path, of_the_village, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("enter")
        await settled(pilot)
        page = app.screen
        assert isinstance(page, CasePage)
        form = form_of(ACTS["plan_delivery"], page)
        await app.push_screen(form)
        field = form.query_one("#reference", Field)
        field.focus()
        await pilot.pause()
        assert any("Courier number or locker code" in line for line in shown(app))


async def test_the_papers_and_the_messages_have_room_on_80_columns_and_24_lines(
    tmp_path: Path,
) -> None:
    use_language("zh_CN")
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24), plain=True) as (app, pilot):
        await pilot.press("down", "enter")
        await settled(pilot)
        for act, kind in (("take_papers", PapersForm), ("write", ThreadCard)):
            assert isinstance(app.screen, CasePage)
            app.screen.action_named(act)
            await settled(pilot)
            card = app.screen
            assert isinstance(card, kind)
            assert not too_wide(shown(app), 80), act
            assert not ambiguous(shown(app)), act
            assert card.query_one("#save").region.bottom < 24, act
            await pilot.press("escape")
            await settled(pilot)
