"""Nothing typed is lost: by Esc, by the lock, by a crash, by a full disk."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from station.desk.drafts import DraftDesk, act_draft
from station.desk.office import Office
from station.storage.drafts import DraftBook
from station.storage.faults import DiskFull
from station.tui.app import StationApp
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.screens.drafts import DraftsPage
from station.tui.screens.home import HomePage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.papers_form import PapersForm
from station.tui.widgets.field import Field
from station.tui.widgets.long import LongField
from tests.makers import id_number
from tests.office import NEW, PASSPHRASE, an_office
from tests.tui.stage import choose, digit, page, settled, typed
from tests.tui.tour import PENSION, a_station, unlocked

OTHER = id_number(sequence="004")


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def begin(pilot: Pilot[None], number: str = OTHER) -> NewCasePage:
    """A new case with an item and somebody new."""
    await press(pilot, "f2")
    for text in ("jbylbxcb", number, "示例乙"):
        await typed(pilot, text)
        await press(pilot, "enter")
    assert isinstance(pilot.app.screen, NewCasePage)
    return pilot.app.screen


async def type_a_reason(pilot: Pilot[None], text: str = "示例的理由") -> None:
    """The form for withdrawing the received case."""
    await press(pilot, "enter")
    await choose(pilot, "withdraw")
    assert isinstance(pilot.app.screen, ActForm)
    await typed(pilot, text)


def reason(app: StationApp) -> str:
    return app.screen.query_one("#reason", LongField).value


def typed_name(app: StationApp) -> str:
    return app.screen.query_one("#name", Field).value


async def test_the_form_of_an_act_goes_on_where_esc_left_it(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await type_a_reason(pilot)
        await press(pilot, "escape")
        await choose(pilot, "withdraw")
        assert reason(app) == "示例的理由"
        assert f"Going on with what {NEW.agent} began" in page(app)
        await press(pilot, "ctrl+n")
        emptied = reason(app)
        assert "again brings it back" in page(app)
        await typed(pilot, "乙")
        assert "again brings it back" not in page(app)
        await press(pilot, "backspace", "ctrl+n")
        assert (emptied, reason(app)) == ("", "示例的理由")
        await press(pilot, "f9")
        assert app.counter.drafts.lines() == []


async def test_a_form_without_a_name_says_so_and_how_long_ago_it_was_typed(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "f2")
        await typed(pilot, "jbylbxcb")
        await press(pilot, "enter", "escape", digit("drafts"))
        assert "no name" in page(app)
        assert "a moment ago" in page(app)


async def test_an_unfinished_form_is_not_called_an_open_case(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await begin(pilot)
        await press(pilot, "f2")
        await typed(pilot, "jbylbxcb")
        await press(pilot, "enter")
        page_of = app.screen
        assert isinstance(page_of, NewCasePage)
        page_of.applicant.fill({"id": OTHER, "name": "示例乙"})
        page_of.applicant.post_message(page_of.applicant.Finished(page_of.applicant))
        await settled(pilot)
        assert "A form of this person is unfinished" in page(app)
        await press(pilot, "shift+tab", "enter")
        assert page_of.form.name == "new_case/1"


async def test_marks_on_papers_go_on_where_esc_left_them(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "down", "enter", "1")
        await press(pilot, "space", "escape", "1")
        form = app.screen
        assert isinstance(form, PapersForm)
        assert form.typed()
        await press(pilot, "ctrl+n")
        assert not form.typed()


async def test_the_lock_keeps_what_a_card_holds_for_whoever_comes(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await type_a_reason(pilot)
        await press(pilot, "ctrl+l")
        with an_office(tmp_path) as office:
            [line] = DraftDesk(office).lines()
        assert line.draft.form == {"reason": "示例的理由"}
        await typed(pilot, PASSPHRASE)
        await press(pilot, "enter")
        assert reason(app) == "示例的理由"


async def test_a_crash_while_a_form_is_open_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    """The files as a kill leaves them, opened by another program."""
    home, after = tmp_path / "home", tmp_path / "after"
    a_station(home)
    async with unlocked(home, (80, 24)) as (app, pilot):
        await type_a_reason(pilot)
        assert isinstance(app.screen, ActForm)
        app.screen._later._due()
        after.mkdir()
        for file in filter(Path.is_file, home.iterdir()):
            shutil.copy(file, after)
    with an_office(after) as office:
        [line] = DraftDesk(office).lines()

    assert line.draft.form == {"reason": "示例的理由"}


async def test_f2_puts_one_person_aside_and_goes_on_with_them(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await begin(pilot)
        await press(pilot, "f2")
        assert typed_name(app) == ""
        assert "F2 goes on with 示*" in page(app)
        await press(pilot, "f2")
        assert typed_name(app) == "示例乙"
        await press(pilot, "escape")
        assert isinstance(app.screen, HomePage)
        assert "TYPED  1" in page(app)
        await press(pilot, digit("drafts"))
        assert isinstance(app.screen, DraftsPage)
        assert NEW.agent in page(app)
        await press(pilot, "enter")
        assert typed_name(app) == "示例乙"


async def test_a_draft_is_discarded_by_the_second_delete_only(tmp_path: Path) -> None:
    def two(office: Office) -> None:
        for name in ("示例乙", "示例丙"):
            DraftDesk(office).keep("", {"name": name})

    a_station(tmp_path, two)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, digit("drafts"), "delete", "down", "delete")
        assert len(app.counter.drafts.lines()) == 2
        await press(pilot, "delete")
        assert len(app.counter.drafts.lines()) == 1


async def test_the_draft_of_an_act_that_came_too_late_can_be_read(tmp_path: Path) -> None:
    def late(office: Office) -> None:
        DraftDesk(office).keep(act_draft("330211105203-AA-20261120-0009", "withdraw"),
                               {"reason": "示例的理由"})  # fmt: skip

    a_station(tmp_path, late)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, digit("drafts"), "enter")
        assert "示例的理由" in page(app)
        assert "cannot be done any more" in page(app)


async def test_an_open_case_of_the_same_person_is_shown_and_opened_instead(
    tmp_path: Path,
) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "f2")
        await typed(pilot, "jbylbxcb")
        await press(pilot, "enter", "tab")
        await typed(pilot, id_number())
        assert "RECD" in page(app)
        await press(pilot, *("tab",) * 4, "enter")
        assert isinstance(app.screen, CasePage)


async def test_the_same_person_in_another_draft_is_shown_and_taken(tmp_path: Path) -> None:
    def waiting(office: Office) -> None:
        DraftDesk(office).keep("", {"name": "示例丁", "id": OTHER})

    a_station(tmp_path, waiting)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await begin(pilot)
        assert "TYPED" in page(app)
        await press(pilot, "tab", "tab", "enter")
        assert typed_name(app) == "示例丁"
        assert len(app.counter.drafts.lines()) == 2


async def test_a_newer_version_of_the_item_is_an_explicit_step(tmp_path: Path) -> None:
    def begun(office: Office) -> None:
        item = office.item(PENSION)
        names = {str(paper.seq): paper.name_zh for paper in item.materials}
        form = {"item": PENSION, "name": "示例乙", "id": OTHER, "paper_names": names,
                "papers": {"1": "original", "2": "seen"}}  # fmt: skip
        DraftDesk(office).keep("", form, item=PENSION, version=item.version)

    a_station(tmp_path, begun)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        office = app.counter.office
        old = office.items[PENSION]
        new = replace(old, version=old.version + 1, materials=old.materials[1:])
        versions = (*office.catalogue.versions, new)
        office.catalogue = replace(office.catalogue, versions=versions)
        await press(pilot, "f2", "f2", "f9")
        assert isinstance(app.screen, NewCasePage)
        assert "Ctrl+R moves to it" in page(app)
        await press(pilot, "ctrl+r")
        assert f"not asked for any more: {old.materials[0].name_zh[:4]}" in page(app)
        assert [*app.screen.papers.taken] == [2]
        [line] = app.counter.drafts.lines()
        assert line.draft.version == old.version + 1


async def test_a_full_disk_is_told_and_typing_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("no space is left on the disk of {place}", "Free some space.", place="x")

    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await type_a_reason(pilot, "示")
        with monkeypatch.context() as broken:
            broken.setattr(DraftBook, "keep", full)
            await press(pilot, "escape")
            assert isinstance(app.screen, ActForm)
            assert "no space is left" in page(app)
            await typed(pilot, "例")
        await press(pilot, "escape")
        assert isinstance(app.screen, CasePage)
        [line] = app.counter.drafts.lines()
        assert line.draft.form == {"reason": "示例"}


async def test_what_a_colleague_began_is_named_as_theirs(tmp_path: Path) -> None:
    def theirs(office: Office) -> None:
        opened = office.opened
        office.opened = replace(opened, agent="示例同事")
        DraftDesk(office).keep("", {"name": "示例乙"})
        office.opened = opened

    a_station(tmp_path, theirs)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "f2")
        assert "示例同事" in page(app)
        await press(pilot, "f2")
        assert "Going on with what 示例同事 began" in page(app)
        await press(pilot, "escape")
        [line] = app.counter.drafts.lines()
        assert (line.draft.by, line.draft.typed_by) == ("示例同事", "示例同事")
