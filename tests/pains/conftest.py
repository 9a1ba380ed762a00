"""One station and its district for each story."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk.office import Office
from sync.district.premises import District
from tests.district.pair import a_line


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[Office, District]]:
    """A station and its district that know each other, and nothing else yet."""
    with a_line(tmp_path) as both:
        yield both
