"""When the program fails, it leaves a number behind and nobody's data."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from station.domain.failure import number_of, places
from station.storage import crashes
from station.tui.counter import Counter
from station.tui.screens.home import HomePage
from station.tui.screens.unlock import UnlockPage
from tests.office import PASSPHRASE
from tests.tui.leaky import SECRETS, fail
from tests.tui.stage import app_at, page, settled, typed
from tests.tui.tour import a_station

PLACES = ["compose", "mount", "timer", "worker", "markup", "key", "drawing"]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are a thing of POSIX")
@pytest.mark.parametrize("place", PLACES)
def test_a_failure_anywhere_shows_a_number_and_no_secret(place: str, tmp_path: Path) -> None:
    from tests.tui.pseudo import answer

    ended = answer([sys.executable, "-m", "tests.tui.leaky", place, str(tmp_path)], {})
    seen = ended.written.decode(errors="replace")
    log = (tmp_path / "crash.log").read_text(encoding="utf-8")
    number = log.split()[0]
    assert ended.code == 1
    assert number in seen
    assert not [secret for secret in SECRETS if secret in seen or secret in log]


async def test_a_fault_while_the_vault_is_opened_is_told_and_the_door_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_station(tmp_path)
    app = app_at(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        with monkeypatch.context() as broken:
            broken.setattr(Counter, "open", lambda *_: fail())
            await typed(pilot, PASSPHRASE)
            await pilot.press("enter")
            with suppress(WorkerFailed):
                await settled(pilot)
            await pilot.pause()
        number = (tmp_path / "crash.log").read_text("utf-8").split()[0]
        assert isinstance(app.screen, UnlockPage)
        assert number in page(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, HomePage)
    app.counter.get_up()


def caught() -> ValueError:
    try:
        fail()
    except ValueError as error:
        return error
    raise AssertionError


def test_the_log_names_the_places_and_the_kinds_of_errors_without_their_words() -> None:
    found = places(caught())
    assert found[-1] == "ValueError"
    assert any(line.endswith("fail") and "tests.tui.leaky:" in line for line in found)


def test_the_same_failure_has_the_same_number() -> None:
    numbers = {number_of(places(caught())) for _ in range(2)}
    assert len(numbers) == 1


def test_a_log_that_cannot_be_written_does_not_hide_the_failure(tmp_path: Path) -> None:
    assert crashes.record(tmp_path / "nowhere", ["x"], "now") is None


def test_the_log_is_private_and_does_not_grow_for_ever(tmp_path: Path) -> None:
    log = tmp_path / "crash.log"
    log.write_bytes(b"x" * 300_000)
    assert crashes.record(tmp_path, ["place", "ValueError"], "now") == log
    assert log.stat().st_size < 1000
    assert log.with_name("crash.log.1").stat().st_size == 300_000
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o077 == 0
