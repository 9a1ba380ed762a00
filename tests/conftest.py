"""What holds for every test: the same examples each time, and English words."""

import gc
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from station.desk.words import language, use_language
from station.storage import locks

settings.register_profile("house", derandomize=True, database=None, deadline=None, max_examples=30)
settings.register_profile(
    "many", derandomize=False, database=None, deadline=None, max_examples=5000
)
settings.load_profile("house")  # pytest --hypothesis-profile=many: once, before a release

use_language("en")

if sys.dont_write_bytecode:  # compiled again in each of the programs that tests start
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".venv" / "cache" / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

gc.set_threshold(50_000, 20, 50)  # a screen makes garbage by the thousand; its default is a sixth
# of the time that tests take


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English here, and in every program that a test starts."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    yield
    if language() != "en":
        use_language("en")


@pytest.fixture(scope="session", autouse=True)
def _stretched_once() -> Iterator[None]:
    """The chance of tests repeats itself, and so do salts: the same passphrase is stretched once.
    The tests of storage stretch it each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locks, "_stretch", cache(locks._stretch))
        yield
