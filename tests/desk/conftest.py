"""One line for the stories of a file: each brings a case of its own and its own calendar day."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from station.desk.office import Office
from sync.district.premises import District
from tests.desk.newcomer import Newcomer, a_newcomer
from tests.desk.story import Story
from tests.district.pair import a_line


@pytest.fixture(scope="module")
def story_line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, District]]:
    """A station and its district that know each other."""
    with a_line(tmp_path_factory.mktemp("story")) as both:
        yield both


@pytest.fixture
def tell(story_line: tuple[Office, District]) -> Callable[..., Story]:
    """A new story, in a place with these local rules."""

    def begun(rules: str = "national") -> Story:
        return Story(*story_line, rules)

    return begun


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    """Somebody with a passphrase that a colleague made for them."""
    return a_newcomer(tmp_path)


@pytest.fixture
def story(tell: Callable[..., Story]) -> Story:
    """A new story in a place without rules of its own."""
    return tell()
