"""One program at a time in a home."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from station.storage.instance import Instance, Occupant, VaultInUse, occupant_of

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
OTHER_PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from station.storage.instance import Instance

now = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
instance = Instance.take(Path(sys.argv[1]), now=now, agent="example agent")
sys.stdout.write("open\\n")
sys.stdout.flush()
sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "home" / "station.lock"


def _other_program(lock: Path) -> "subprocess.Popen[str]":
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, lock],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    assert other.stdout.readline() == "open\n"
    return other


def test_a_second_program_is_refused_and_told_who_holds_the_home(lock: Path) -> None:
    other = _other_program(lock)
    try:
        with pytest.raises(VaultInUse) as refusal:
            Instance.take(lock, now=NOW)
    finally:
        other.kill()
        other.communicate()

    assert str(other.pid) in str(refusal.value)
    assert "example agent" in str(refusal.value)
    assert "2026-11-20 08:00" in str(refusal.value)
    assert refusal.value.hint


def test_a_program_that_was_killed_locks_nobody_out(lock: Path) -> None:
    other = _other_program(lock)
    other.kill()
    other.communicate()

    Instance.take(lock, now=NOW).release()


def test_the_same_program_cannot_take_a_home_twice(lock: Path) -> None:
    instance = Instance.take(lock, now=NOW)

    with pytest.raises(VaultInUse):
        Instance.take(lock, now=NOW)
    instance.release()


def test_who_lets_go_lets_the_next_one_in(lock: Path) -> None:
    first = Instance.take(lock, now=NOW)
    first.release()
    first.release()

    second = Instance.take(lock, now=NOW)
    assert occupant_of(lock).since == "2026-11-20T09:30:00+00:00"
    second.release()


@pytest.mark.parametrize("left", [b"", b"rubbish", b"[]", b'{"process": "x"}', bytes(2000)])
def test_whatever_lies_in_the_lock_file_harms_nobody(lock: Path, left: bytes) -> None:
    lock.parent.mkdir()
    lock.write_bytes(left)

    assert occupant_of(lock) == Occupant(process=0, since="")
    Instance.take(lock, now=NOW).release()
