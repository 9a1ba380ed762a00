"""A home, another computer, and a stick for backups."""

from pathlib import Path

import pytest

from tests.storage.homes import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def other(tmp_path: Path) -> Home:
    return Home(tmp_path / "other" / "computer")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "backup.station"


@pytest.fixture(scope="session", autouse=True)
def _stretched_once() -> None:
    """Here it is proven that the same passphrase gives the same keys."""
