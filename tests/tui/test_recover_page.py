"""A forgotten passphrase: a request on a stick, the answer of two custodians, and in again."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from station.domain.letters import from_letters
from station.tui.app import StationApp
from station.tui.screens.home import HomePage
from station.tui.screens.recover import RecoverPage
from station.tui.screens.recover_cards import AnswerCard, RequestCard
from station.tui.screens.restore import RestorePage
from station.tui.screens.unlock import UnlockPage
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.field import Field
from station.tui.widgets.long import LongField
from tests.district.locked_out import FRESH, a_recoverable_station, asked
from tests.forms.reading import rows_on
from tests.office import STATION
from tests.tui.stage import app_at, page, settled, typed


async def sent(app: StationApp, pilot: Pilot[None], **fields: str) -> str:
    """The page after the card was sent off with these fields."""
    for name, text in fields.items():
        field = app.screen.query_one(f"#{name}")
        assert isinstance(field, Field | LongField)
        field.value = text
    await pilot.press("f9")
    await settled(pilot)
    return page(app)


async def test_a_request_goes_onto_a_stick_and_its_name_to_the_telephone(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
        app = app_at(tmp_path / "station")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f4")
            assert isinstance(app.screen, RecoverPage)
            await pilot.press("1")
            assert isinstance(app.screen, RequestCard)
            fields = {"passphrase": FRESH, "again": "another", "folder": str(tmp_path / "nowhere")}
            assert "the two are not the same" in await sent(app, pilot, **fields)
            assert "there is no such folder" in await sent(app, pilot, again=FRESH)
            told = await sent(app, pilot, folder=str(tmp_path))
            assert "tell this name to the district" in told
            (file,) = tmp_path.glob(f"request-{STATION}-*.txt")
            assert FRESH not in file.read_text("utf-8")
            (sheet,) = tmp_path.glob(f"request-{STATION}-*.pdf")
            assert from_letters(rows_on(sheet.read_bytes())) == from_letters(
                file.read_text("utf-8")
            )
            await pilot.press("escape")
            await settled(pilot)
            assert "made for 示例代办员" in page(app)


@pytest.mark.skipif(os.name == "nt", reason="cp stands for a printer")
async def test_a_request_is_printed_before_the_door(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
        app = app_at(tmp_path / "station")
        printed = tmp_path / "printed.pdf"
        place = app.counter.premises
        command = replace(place.settings, print_command=f'cp {{file}} "{printed}"')
        app.counter.premises = replace(place, settings=command)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f4", "1")
            await settled(pilot)
            assert "do not print it" in page(app)
            app.screen.query_one("#paper", ChoiceField).value = "print"
            told = await sent(app, pilot, passphrase=FRESH, again=FRESH, folder="")
            assert "is printing" in told
            row, *_ = rows_on(printed.read_bytes()).splitlines()
            assert row in told


async def test_who_forgot_the_passphrase_comes_in_with_the_districts_answer(
    tmp_path: Path,
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
        letters = scene.custodians.answer(asked(tmp_path, scene.clock).text)
        app = app_at(tmp_path / "station")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f4", "2")
            await settled(pilot)
            assert isinstance(app.screen, AnswerCard)
            slip = letters.replace(letters[5], "?", 1)
            await sent(app, pilot, letters=slip, passphrase=FRESH)
            assert app.screen.query_one("#letters").has_class("-faulty")
            (tmp_path / "answer.txt").write_text(letters, "utf-8")
            await sent(app, pilot, file=str(tmp_path / "answer.txt"), passphrase="not it")
            assert app.screen.query_one("#passphrase").has_class("-faulty")
            told = await sent(app, pilot, passphrase=FRESH)
            assert "opens this station with the new passphrase" in told
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, HomePage)
        app.counter.get_up()


async def test_where_the_key_slots_are_lost_the_station_is_named_by_its_code(
    tmp_path: Path,
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
        for file in (tmp_path / "station").glob("keyslots.json*"):
            file.unlink()
        app = app_at(tmp_path / "station")
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert isinstance(app.screen, RestorePage)
            await pilot.press("f4", "1")
            for text in ("1", "示例代办员", FRESH, FRESH):
                await typed(pilot, text)
                await pilot.press("enter")
            app.screen.query_one("#folder", Field).value = ""
            await pilot.press("f9")
            await settled(pilot)
            assert app.screen.query_one("#station").has_class("-faulty")
            app.screen.query_one("#station", Field).value = STATION
            await pilot.press("f9")
            await settled(pilot)
            assert "Copy these rows by hand" in page(app)
            await pilot.press("end")
            await settled(pilot)
            assert "Keep the new passphrase" in page(app)


async def test_the_door_stands_open_for_who_remembers(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        scene.office.leave()
        app = app_at(tmp_path / "station")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f4", "2", "f9")
            await settled(pilot)
            assert app.screen.query_one("#letters").has_class("-faulty")
            await pilot.press("escape", "escape")
            await settled(pilot)
            assert isinstance(app.screen, UnlockPage)
