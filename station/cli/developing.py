"""Commands for those who work on the program: each is a module that Python runs in the project."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPREAD = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile")
"""For pytest: a file of tests stays with one worker, for its tests share what is made once. One
worker more than processors: a sixth of the time is waiting for screens and other programs."""


def python(words: Sequence[str]) -> int:
    """The exit code of Python with these words, in the project's folder."""
    return subprocess.call([sys.executable, *words], cwd=ROOT)
