"""One line and one web desk for all tests of a file: each brings a case of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from station.desk.office import Office
from sync.district.clerks import Clerks
from sync.district.premises import District
from sync.district.web.app import create_app
from tests.district.browser import COLLEAGUE, Browser
from tests.district.pair import CLERK, a_line, a_received_case, synced
from tests.district.test_clerks import PASSWORD
from tests.district.three import Three, three
from tests.office import WEAK, HandClock
from tests.postgres import Server, on_server, started, why_not


@pytest.fixture(scope="session")
def _postgres() -> Iterator[Server]:
    """One server for all tests of this process."""
    if reason := why_not():
        pytest.skip(reason)
    with started() as server:
        yield server


@pytest.fixture(scope="module")
def store(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where districts lie that are made for a test: in files. A file of tests that says
    `pytestmark = EITHER_STORE` runs twice, and then they lie on a server."""
    on_a_server = getattr(request, "param", "file") == "postgres"
    with on_server(request.getfixturevalue("_postgres") if on_a_server else None):
        yield


@pytest.fixture(scope="module")
def web_line(
    store: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, District]]:
    """One line for all tests of a file: each brings a case of its own. A file that names its
    `LINE` has that one."""
    begin = getattr(request.module, "LINE", a_line)
    with begin(tmp_path_factory.mktemp("web")) as both:
        yield both


@pytest.fixture
def wait(web_line: tuple[Office, District]) -> Iterator[Callable[[int], None]]:
    """Lets days pass at both ends, until the end of the test."""
    clocks = [office.clock for office in web_line if isinstance(office.clock, HandClock)]
    before = [clock.time for clock in clocks]

    def later(days: int) -> None:
        for clock in clocks:
            clock.wait(days=days)

    yield later
    for clock, time in zip(clocks, before, strict=True):
        clock.time = time


@pytest.fixture(scope="module")
def app(web_line: tuple[Office, District]) -> Flask:
    clerks = Clerks(web_line[1], WEAK)
    clerks.add(CLERK, PASSWORD)
    clerks.add(COLLEAGUE, PASSWORD)
    return create_app(web_line[1], clerks, https=False)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    browser = Browser(client)
    browser.log_in()
    return browser


@pytest.fixture
def number(web_line: tuple[Office, District]) -> str:
    number = a_received_case(web_line[0]).number
    synced(*web_line)
    return number


@pytest.fixture
def line(store: None, tmp_path: Path) -> Iterator[tuple[Office, District]]:
    """A station and its district that know each other, and nothing else yet."""
    with a_line(tmp_path) as both:
        yield both


@pytest.fixture
def parties(store: None, tmp_path: Path) -> Iterator[Three]:
    """Two stations and their district, and nothing else yet."""
    with three(tmp_path) as parties:
        yield parties
