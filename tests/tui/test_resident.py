"""A resident's page and the space at work: consent, filing, an offer, its use, its removal."""

from pathlib import Path

from textual.pilot import Pilot

from station.desk.office import Office
from station.desk.space import SpaceDesk
from station.domain.space import LASTING
from station.domain.values import Consent, Taken
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.screens.new_case import NewCasePage
from station.tui.screens.resident import ResidentPage
from station.tui.screens.residents import ResidentsPage
from station.tui.widgets.field import Field
from station.tui.widgets.table import VirtualTable
from tests.tui.stage import page, settled, typed
from tests.tui.test_drafts import OTHER, begin
from tests.tui.tour import APPLICANT, a_station, unlocked

NUMBER = APPLICANT["id"]
CARD = 2
"""The number of the identity card among the papers of the item."""


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def resident(pilot: Pilot[None]) -> ResidentPage:
    """The page of the sample applicant, from the menu on."""
    await press(pilot, "5")
    assert isinstance(pilot.app.screen, ResidentsPage)
    await typed(pilot, NUMBER[-4:])
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, ResidentPage)
    return pilot.app.screen


def consenting(office: Office) -> None:
    SpaceDesk(office).consent(NUMBER, Consent.SPACE)


def with_card(office: Office) -> None:
    """The applicant consents, and the card of their first case is filed."""
    consenting(office)
    desk = SpaceDesk(office)
    case = desk.cases(NUMBER)[-1].number
    desk.file(case, str(CARD), {"number": NUMBER, "expires": "2031-05-01"})


async def test_nobody_is_listed_unasked_and_everybody_is_masked(tmp_path: Path) -> None:
    a_station(tmp_path, with_card)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await press(pilot, "5")
        assert "示*" not in page(app)
        await press(pilot, "escape")
        await resident(pilot)
        assert not [text for text in APPLICANT.values() if text in page(app)]
        assert "330211********0024" in page(app)
        assert "2031-05-01" in page(app)


async def test_whole_numbers_are_shown_for_a_purpose_and_masked_again(tmp_path: Path) -> None:
    a_station(tmp_path, with_card)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await resident(pilot)
        await press(pilot, "v", "enter")
        assert NUMBER in page(app)
        with app.counter.office.vault.reading():
            last = app.counter.office.personbook.events(NUMBER)[-1]
        assert last.kind == "person_viewed"
        await press(pilot, "v")
        assert NUMBER not in page(app)


async def test_consent_is_ticked_by_itself_and_taken_back(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await resident(pilot)
        assert "Nothing is filed without consent" in page(app)
        await press(pilot, "f")
        assert isinstance(app.screen, ResidentPage)
        assert app.screen.query_one(".hint").has_class("-fault")
        await press(pilot, "c", "space", "f9")
        space = app.counter.spaces.space(NUMBER)
        assert set(space.consents) == {Consent.SPACE}
        await press(pilot, "c", "space", "f9")
        assert not app.counter.spaces.space(NUMBER).consents


async def test_the_notice_prints_with_the_consents_and_gives_none(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await resident(pilot)
        await press(pilot, "f4", "f9")
        await settled(pilot)
        assert "Sheet F14-" in page(app)
        assert not app.counter.spaces.space(NUMBER).consents


async def test_a_paper_is_filed_with_what_stands_on_it_and_taken_out(tmp_path: Path) -> None:
    a_station(tmp_path, consenting)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await resident(pilot)
        await press(pilot, "f", "enter", "f9")
        assert isinstance(app.screen, ActForm)
        assert "serves until it expires" in page(app)
        app.screen.query_one("#expires", Field).value = "长期"
        await press(pilot, "f9")
        (entry,) = app.counter.spaces.space(NUMBER).entries.values()
        assert entry.expires == LASTING
        assert "lasting" in page(app)
        await press(pilot, "delete")
        await typed(pilot, "本人要求")
        await press(pilot, "f9")
        assert not app.counter.spaces.space(NUMBER).entries


async def test_a_case_of_the_resident_is_opened_from_the_page(tmp_path: Path) -> None:
    a_station(tmp_path)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await resident(pilot)
        app.screen.query_one("#own-cases", VirtualTable).focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, CasePage)


async def test_what_the_space_has_is_offered_and_s_uses_it(tmp_path: Path) -> None:
    a_station(tmp_path, with_card)
    async with unlocked(tmp_path, (100, 30)) as (app, pilot):
        form = await begin(pilot, NUMBER)
        form.papers.focus()
        form.papers.point_at(CARD)
        await settled(pilot)
        assert "in the space, 2031-05-01" in page(app)
        await press(pilot, "s")
        assert form.papers.papers[CARD].taken is Taken.SPACE
        assert "the applicant confirms" in page(app)
        await press(pilot, "a", "f9")
        assert isinstance(app.screen, CasePage)
        (use,) = app.counter.spaces.uses(NUMBER)
        assert use.used.seq == CARD


async def test_another_person_is_offered_nothing_and_a_mark_from_the_space_goes(
    tmp_path: Path,
) -> None:
    a_station(tmp_path, with_card)
    async with unlocked(tmp_path, (100, 30)) as (app, pilot):
        form = await begin(pilot, NUMBER)
        form.papers.focus()
        form.papers.point_at(CARD)
        await press(pilot, "s")
        assert isinstance(app.screen, NewCasePage)
        form.applicant.query_one("#id", Field).value = OTHER
        await settled(pilot)
        assert CARD not in form.papers.papers
        assert "in the space" not in page(app)
