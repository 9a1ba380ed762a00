"""Who works here, as the screen shows and changes it."""

import errno
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from station.desk import rekeying
from station.desk.agents import AgentDesk
from station.desk.office import Office
from station.desk.rekeying import change_key
from station.domain.attempts import one_more
from station.domain.office_events import ActRefused, AgentAdmitted
from station.storage.attempts import SlotAttempts, write_attempts
from station.storage.faults import translated
from station.storage.slots import read_slots
from station.tui.app import StationApp
from station.tui.screens.agents import AgentsPage
from station.tui.screens.key_cards import RemoveCard
from station.tui.screens.passphrase import OwnPassphrase
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.field import Field
from station.tui.widgets.words import Words
from tests.office import NEW, PASSPHRASE
from tests.tui.stage import digit, page, settled, typed
from tests.tui.test_backups import a_counter
from tests.tui.test_mouse import click
from tests.tui.tour import a_station, unlocked

COLLEAGUE, THEIRS = "示例同事", "示例 同事 自己 想的 一句 长口令"
OTHER = "示例 换过 以后 的新口令 也很长 qrs"


def colleague(office: Office) -> None:
    AgentDesk(office).add(COLLEAGUE, THEIRS)


async def to_the_agents(app: StationApp, pilot: Pilot[Any]) -> None:
    await pilot.press(digit("station"), "1")
    await settled(pilot)
    assert isinstance(app.screen, AgentsPage)


async def test_a_colleague_is_added_and_the_digits_are_shown_once(tmp_path: Path) -> None:
    a_station(tmp_path, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await click(app, pilot, "Add a")
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#agent").has_class("-faulty")
        await typed(pilot, COLLEAGUE)
        await pilot.press("f9")
        await settled(pilot)
        assert "It is shown only now" in page(app)
        shown = next(line for line in page(app).splitlines() if sum(map(str.isdigit, line)) == 14)
        await pilot.press("escape")
        await settled(pilot)
        assert shown.strip() not in page(app)
        row = next(line for line in page(app).splitlines() if COLLEAGUE in line)
        assert "NEW" in row

        await pilot.press("ctrl+l")
        await settled(pilot)
        app.screen.query_one("#agent").focus()
        await pilot.press("down", "enter")
        await typed(pilot, shown.strip())
        await pilot.press("enter")
        await settled(pilot)
        assert "your passphrase was made by somebody else" in page(app)


async def test_a_colleague_types_their_own_and_is_told_if_it_is_weak(tmp_path: Path) -> None:
    a_station(tmp_path, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await pilot.press("a")
        await typed(pilot, COLLEAGUE)
        await pilot.press("enter", "enter")
        for text in ("short", "short"):
            await typed(pilot, text)
            await pilot.press("enter")
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#passphrase").has_class("-faulty")
        for name in ("passphrase", "again"):
            app.screen.query_one(f"#{name}", Field).value = THEIRS
        await pilot.press("f9")
        await settled(pilot)
        assert f"{COLLEAGUE} can open this station now" in page(app)
        assert THEIRS not in page(app)


async def test_ones_own_passphrase_is_changed_with_the_old_one(tmp_path: Path) -> None:
    a_station(tmp_path, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await pilot.press("enter")
        assert isinstance(app.screen, OwnPassphrase)
        for text in ("not it", OTHER, OTHER):
            await typed(pilot, text)
            await pilot.press("enter")
        await pilot.press("f9")
        await settled(pilot)
        assert app.screen.query_one("#old").has_class("-faulty")
        app.screen.query_one("#old", Field).value = PASSPHRASE
        await pilot.press("ctrl+l")  # what was typed does not stay behind the lock
        await settled(pilot)
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        await to_the_agents(app, pilot)
        await pilot.press("enter")
        assert [field.value for field in app.screen.query(Field)] == ["", "", ""]
        for text, name in ((PASSPHRASE, "old"), (OTHER, "passphrase"), (OTHER, "again")):
            app.screen.query_one(f"#{name}", Field).value = text
        await pilot.press("f9")
        await settled(pilot)
        assert "The new passphrase opens this station" in page(app)

        await pilot.press("escape", "ctrl+l")
        await settled(pilot)
        await typed(pilot, OTHER)
        await pilot.press("enter")
        await settled(pilot)
        assert app.counter.is_open


async def test_who_leaves_is_removed_with_the_key_and_old_backups_are_named(
    tmp_path: Path,
) -> None:
    a_station(tmp_path / "home", colleague, cases=False)
    backups = tmp_path / "backups"
    async with a_counter(tmp_path / "home", backups) as (app, pilot):
        (before,) = backups.iterdir()
        slots = app.counter.office.home.slots
        key = read_slots(slots).key
        await to_the_agents(app, pilot)
        await pilot.press("delete")
        assert "Nobody removes themselves" in page(app)
        await pilot.press("down", "delete")
        assert isinstance(app.screen, RemoveCard)
        await pilot.press("enter")
        assert isinstance(app.screen, AgentsPage)  # Enter alone removes nobody
        await pilot.press("delete", "f9")
        await settled(pilot)
        assert f"{COLLEAGUE} cannot open this station any more" in page(app)
        assert before.name[:30] in page(app)
        assert read_slots(slots).key != key
        await pilot.press("escape")
        await settled(pilot)
        assert COLLEAGUE not in page(app)

        await pilot.press("escape", "2")
        await settled(pilot)
        assert "older key" in page(app)


async def test_a_key_that_cannot_be_changed_leads_to_the_door_which_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_station(tmp_path, colleague, cases=False)

    def failing(place: Path, *_keys: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space", str(place))

    def full(place: Path, *keys: bytes) -> None:
        with translated(place):
            failing(place, *keys)

    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        monkeypatch.setattr(rekeying, "rekey_vault", full)
        await pilot.press("n", "f9")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, UnlockPage)
        assert "no space is left" in str(app.screen.query_one(".hint", Words).content)
        await typed(pilot, PASSPHRASE)
        await pilot.press("enter")
        await settled(pilot)
        await to_the_agents(app, pilot)
        assert COLLEAGUE in page(app)


async def test_a_refusal_leaves_the_station_open(tmp_path: Path) -> None:
    a_station(tmp_path, colleague, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await pilot.press("down", "delete")
        change = change_key(app.counter.lend(), without=COLLEAGUE, progress=lambda _words: None)
        app.counter.sit_down(change)  # a colleague was quicker
        await pilot.press("f9")
        await settled(pilot)
        assert f"{COLLEAGUE} does not work here" in page(app)
        assert app.counter.is_open


async def test_a_slot_that_is_gone_is_named_with_what_mends_it(tmp_path: Path) -> None:
    a_station(tmp_path, colleague, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        slots = app.counter.office.home.slots
        alone = tmp_path / "alone"
        a_station(alone, cases=False)
        for name in (slots.name, f"{slots.name}.1"):
            slots.with_name(name).write_bytes((alone / name).read_bytes())
        await to_the_agents(app, pilot)
        await pilot.press("down")
        await settled(pilot)
        assert "GONE" in page(app)
        assert f"the key slot of {COLLEAGUE} is missing" in page(app)
        assert NEW.agent in page(app)


async def test_a_role_is_given_and_who_is_no_lead_is_told_so(tmp_path: Path) -> None:
    a_station(tmp_path, colleague, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await pilot.press("r", "down", "f9")
        await settled(pilot)
        assert "is the only lead" in page(app)
        await pilot.press("escape", "down", "r")
        assert "auditor: look at cases" in page(app)
        await pilot.press("down", "down", "f9")
        await settled(pilot)
        row = next(line for line in page(app).splitlines() if COLLEAGUE in line)
        assert "auditor" in row

        await pilot.press("ctrl+l")
        await settled(pilot)
        app.screen.query_one("#agent").focus()
        await pilot.press("down", "enter")
        await typed(pilot, THEIRS)
        await pilot.press("enter")
        await settled(pilot)
        await to_the_agents(app, pilot)
        assert "You are here as auditor" in page(app)
        await pilot.press("a")
        await settled(pilot)
        assert isinstance(app.screen, AgentsPage)
        assert "not allowed as auditor" in page(app)
        office = app.counter.office
        with office.vault.reading():
            refused = office.journal.own_of(ActRefused)
        assert [getattr(one, "what", "") for one in refused] == ["agent_added"]


async def test_somebody_who_has_to_wait_is_let_in_again_by_a_colleague(tmp_path: Path) -> None:
    def furnish(office: Office) -> None:
        colleague(office)
        salt = read_slots(office.home.slots).slots[1].salt.hex()
        once = one_more(None, office.clock.now())
        for _ in range(4):
            once = one_more(once, office.clock.now())
        write_attempts(office.home.attempts, {COLLEAGUE: SlotAttempts(slot=salt, attempts=once)})

    a_station(tmp_path, furnish, cases=False)
    async with unlocked(tmp_path, (80, 24)) as (app, pilot):
        await to_the_agents(app, pilot)
        await pilot.press("w")
        assert isinstance(app.screen, AgentsPage)  # nobody keeps oneself out
        await pilot.press("down")
        await settled(pilot)
        assert "SHUT" in page(app)
        assert f"w lets {COLLEAGUE} try again at once" in page(app)
        await pilot.press("w", "f9")
        await settled(pilot)
        assert "SHUT" not in page(app)
        office = app.counter.office
        with office.vault.reading():
            assert len(office.journal.own_of(AgentAdmitted)) == 1
