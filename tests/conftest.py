"""What holds for every test: the same examples each time, and English words."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from station.desk.words import language, use_language

settings.register_profile("house", derandomize=True, database=None, deadline=None, max_examples=30)
settings.register_profile(
    "many", derandomize=False, database=None, deadline=None, max_examples=5000
)
settings.load_profile("house")  # pytest --hypothesis-profile=many: once, before a release

use_language("en")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English here, and in every program that a test starts."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    yield
    if language() != "en":
        use_language("en")
