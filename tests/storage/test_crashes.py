"""What nobody catches leaves a number behind, whoever would have printed it; and no memory."""

import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "11010519491231002X"
BEGUN = f"""
import asyncio, logging, sys, threading
from datetime import UTC, datetime
from pathlib import Path
from station.storage import crashes
crashes.guard()
crashes.keep_in(Path(sys.argv[1]), lambda: datetime(2026, 11, 20, tzinfo=UTC))
def fail(*_):
    number = "{SECRET}"
    raise ValueError(number)
class Dying:
    def __del__(self):
        fail()
async def forgotten():
    asyncio.get_running_loop().call_soon(fail)
    await asyncio.sleep(0)
def logged():
    try:
        fail()
    except ValueError:
        logging.getLogger("somebody").exception("of %s", "{SECRET}")
"""
WAYS = {
    "nobody catches it": "fail()",
    "in a thread": "one = threading.Thread(target=fail); one.start(); one.join()",
    "while something is cleared away": "Dying()",
    "in the loop": "asyncio.run(forgotten())",
    "a library logs it": "logged()",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_failure_that_nobody_catches_is_noted_without_its_words(way: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGUN + way, str(tmp_path)], capture_output=True, check=False
    )  # fmt: skip
    log = (tmp_path / "crash.log").read_text("utf-8")

    assert "ValueError" in log
    assert SECRET not in log
    assert SECRET.encode() not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="asked of Linux")
def test_no_memory_of_the_program_goes_to_the_disk(tmp_path: Path) -> None:
    asked = (
        "import ctypes, resource;"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", BEGUN + asked, str(tmp_path)], capture_output=True, check=True
    )

    assert done.stdout.split() == [b"(0,", b"0)", b"0"]
