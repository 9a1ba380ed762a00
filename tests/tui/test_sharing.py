"""Documents for another station on a resident's page: the consent, its end, what came of it; and
there what came, used in a case."""

from pathlib import Path

from textual.pilot import Pilot

from station.desk.cases import CaseDesk
from station.domain.values import Taken
from station.tui.screens.act_form import ActForm
from station.tui.screens.case import CasePage
from station.tui.screens.resident import ResidentPage
from station.tui.screens.sharing_cards import SharingCard
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.field import Field
from station.tui.widgets.history import Names, what_happened
from station.tui.widgets.papers import PapersList
from station.tui.widgets.table import VirtualTable
from tests.desk.spaces import card_of
from tests.desk.story import AWARD
from tests.district.test_sharing import GIVEN, WHO, filed, shared
from tests.district.three import three
from tests.office import PASSPHRASE
from tests.tui.stage import app_at, page, settled, typed


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def resident(pilot: Pilot[None]) -> ResidentPage:
    await typed(pilot, PASSPHRASE)
    await press(pilot, "enter", "5")
    await typed(pilot, WHO["id"][-4:])
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, ResidentPage)
    return pilot.app.screen


async def test_a_consent_is_asked_for_by_name_told_and_taken_back(tmp_path: Path) -> None:
    with three(tmp_path) as parties:
        filed(parties.old)
    app = app_at(tmp_path / "old")
    async with app.run_test(size=(100, 44)) as pilot:
        await resident(pilot)
        await press(pilot, "p")
        card = app.screen
        assert isinstance(card, SharingCard)
        assert "confirmed each time" in page(app)
        await press(pilot, "f9")
        assert "this must be filled in" in page(app)
        for name in ("to", "name", "contact", "until"):
            card.query_one(f"#{name}", Field).value = GIVEN[name]
        card.query_one("#purpose", ChoiceField).value = GIVEN["purpose"]
        card.query_one("#documents").focus()
        await press(pilot, "space", "f9")
        assert isinstance(app.screen, ResidentPage)
        (one,) = app.counter.sharing.sharings(WHO["id"])
        assert one.given.documents == ("居民身份证",)
        assert "not confirmed by the" in page(app)

        await press(pilot, "e")
        assert isinstance(app.screen, ActForm)
        await press(pilot, "f9")
        (one,) = app.counter.sharing.sharings(WHO["id"])
        assert one.ended is not None
        assert "NOT" in page(app)


async def test_what_came_is_marked_is_not_taken_out_here_and_serves_a_case(tmp_path: Path) -> None:
    with three(tmp_path) as parties:
        shared(parties)
        CaseDesk(parties.new).open(AWARD, WHO, {}, receive=False)
        number = card_of(parties.new)
    app = app_at(tmp_path / "new")
    async with app.run_test(size=(120, 30)) as pilot:
        await resident(pilot)
        assert "<- from" in page(app)
        assert "2027-11-20" in page(app)
        assert "papers not asked again" in " ".join(page(app).split())
        app.screen.query_one("#entries", VirtualTable).focus()
        await press(pilot, "delete")
        assert "came from another station" in page(app)
        app.screen.query_one("#own-cases", VirtualTable).focus()
        await press(pilot, "enter")
        assert isinstance(app.screen, CasePage)
        app.screen.action_named("take_papers")
        await settled(pilot)
        papers = app.screen.query_one("#papers", PapersList)
        papers.point_at(number)
        await press(pilot, "s")
        assert papers.from_space == ("Resident identity card (only for: papers not asked again)",)
        assert "only for: papers not asked" in " ".join(page(app).split())
        await press(pilot, "escape")
        assert isinstance(app.screen, CasePage)
        case = CaseDesk(app.counter.office).act(
            app.screen.number, "take_papers", {"papers": {str(number): "space"}}
        )
        assert case.papers[number].taken is Taken.SPACE
        names = Names(papers={}, sheet=app.counter.sheet_title)
        told = [what_happened(one, names) for one in case.history]
        assert any(one.endswith("used for: papers not asked again") for one in told)
