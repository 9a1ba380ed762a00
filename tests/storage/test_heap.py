"""An old computer gets back what a long answer took."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MEGABYTE = 1024 * 1024
SCATTERED = """
import sys
from pathlib import Path
from station.storage.heap import give_back_what_is_free

def held():
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

give_back_what_is_free()
bytearray(4 << 20)
before = held()
blocks = [(bytearray(1 << 20), bytearray(600)) for _ in range(40)]
small = [one for _, one in blocks]
del blocks
sys.stdout.write(str(held() - before))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc and glibc")
def test_blocks_that_lie_between_small_ones_go_back_to_the_system() -> None:
    told = subprocess.run(
        [sys.executable, "-c", SCATTERED], cwd=ROOT, capture_output=True, check=True
    ).stdout
    assert 1024 * int(told) < 5 * MEGABYTE
