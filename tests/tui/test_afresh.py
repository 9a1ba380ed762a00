"""The lock in a real terminal: a new process at the door, and nothing of the old one on view."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from station.desk.drafts import DraftDesk
from station.domain.office_events import HeadSigned, StationLocked
from tests.desk.test_spool import left_by_a_killed_program
from tests.office import NEW, PASSPHRASE, an_office
from tests.tui.tour import APPLICANT, a_station

if sys.platform == "win32":
    pytest.skip("pseudo terminals are a thing of POSIX", allow_module_level=True)

from tests.tui.sat import Sat, sat_down

CTRL_L, CTRL_Q, F2 = "\x0c", "\x11", "\x1bOQ"
TYPED = "示例未完"
SHOWN = "330211****"
ENTERED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"  # the screen of programs


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A station with cases, in English."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "station.ini").write_text("[station]\nlanguage = en\n[backup]\ndaily = no\n", "utf-8")
    a_station(home)
    return home


@contextmanager
def at_work(home: Path) -> Iterator[Sat]:
    """Somebody came in and began a new case."""
    with sat_down(["--home", str(home)]) as sat:
        sat.until("Passphrase")
        unlock(sat)
        sat.type(F2)
        sat.until("Identity no.")
        sat.type("jbylbxcb")
        sat.until("SB-01")
        sat.type("\r")
        sat.until("F9")
        sat.quiet()
        sat.type("\t\t")
        sat.quiet()
        sat.type(TYPED)
        sat.until(TYPED)
        sat.quiet()
        yield sat


def unlock(sat: Sat) -> None:
    sat.type(f"{PASSPHRASE}\r")
    sat.until("岚山村")


def test_what_a_killed_program_left_in_clear_is_gone_when_the_door_is_shown(home: Path) -> None:
    left = left_by_a_killed_program(home / "spool")

    with sat_down(["--home", str(home)]) as sat:
        sat.until("Passphrase")
        assert not left.exists()


def locked_for(home: Path) -> list[str]:
    """Why the station was locked so far; each time all was signed."""
    with an_office(home) as office, office.vault.reading():
        told = office.journal.own_of(StationLocked, HeadSigned)
    locks = [place for place, one in enumerate(told) if isinstance(one, StationLocked)]
    assert all(isinstance(told[place + 1], HeadSigned) for place in locks)
    return [one.why for one in told if isinstance(one, StationLocked)]


def test_the_lock_begins_a_new_process_that_goes_on_where_the_agent_was(home: Path) -> None:
    with at_work(home) as sat:
        sat.type(CTRL_L)
        sat.until("Locked.")
        after_lock = sat.written.rpartition(LEFT)[2].decode(errors="replace")
        assert not [text for text in (*APPLICANT.values(), TYPED, SHOWN) if text in after_lock]
        assert NEW.agent in after_lock
        assert not sat.echoes
        unlock(sat)
        sat.until(TYPED)
        sat.type(CTRL_Q)
        assert sat.ended() == 0
    assert locked_for(home) == ["key"]
    assert not (home / "door.json").exists()


def test_between_two_processes_what_is_typed_is_not_shown(home: Path) -> None:
    with at_work(home) as sat:
        sat.type(f"{CTRL_L}too early")
        sat.until("Locked.")
        assert b"too early" not in sat.written
        sat.type(CTRL_Q)
        sat.ended()


def test_the_terminal_is_as_it_was_when_the_program_has_ended(home: Path) -> None:
    with at_work(home) as sat:
        sat.type(CTRL_L)
        sat.until("Locked.")
        sat.type(CTRL_Q)
        assert sat.ended() == 0
        assert sat.echoes
    assert (sat.written.count(ENTERED), sat.written.count(LEFT)) == (2, 2)
    outside = [part.partition(ENTERED)[0] for part in sat.written.split(LEFT)]
    assert not [words for words in outside if TYPED.encode() in words or SHOWN.encode() in words]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_who_is_ended_by_the_system_has_signed_and_kept_what_was_typed(
    home: Path, number: signal.Signals
) -> None:
    with at_work(home) as sat:
        os.kill(sat.process, number)
        assert sat.ended() == 128 + number
    assert locked_for(home) == ["ended"]
    with an_office(home) as office:
        assert any(TYPED in str(line.draft.form) for line in DraftDesk(office).lines())


def test_a_program_that_is_halted_is_locked_before(home: Path) -> None:
    with at_work(home) as sat:
        os.kill(sat.process, signal.SIGTSTP)
        assert sat.halted()
        assert sat.echoes
        os.kill(sat.process, signal.SIGCONT)
        sat.until("Locked: the computer slept, or the program was halted.")
        sat.type(CTRL_Q)
        assert sat.ended() == 0
    assert locked_for(home) == ["suspend"]
