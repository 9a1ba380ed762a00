"""Commands for those who work on the program: each is a module that Python runs in the project."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPREAD = ("-n", "auto", "--dist", "loadfile")
"""For pytest: a file of tests stays on one processor, for its tests share what is made once."""


def python(words: Sequence[str]) -> int:
    """The exit code of Python with these words, in the project's folder."""
    return subprocess.call([sys.executable, *words], cwd=ROOT)
