"""Every act at a real station, with data that cannot be: nothing of it reaches the journal."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest

from station.desk.cases import CaseDesk
from station.desk.catalogue import put_in_force
from station.desk.home import Home
from station.desk.local_rules import local_rules
from station.desk.office import Office
from station.domain.acts import ACTS
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from tests import makers
from tests.domain.ready import RULES, ready
from tests.domain.round import ANSWERS
from tests.domain.test_bad_acts import WRONG
from tests.office import STATION, HandClock, an_office

VILLAGE = makers.item_row(decides_level="village", level_chain=["village"])


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("acts")
    put_in_force(Home(folder=folder), json.dumps({"schema": 1, "items": [VILLAGE]}).encode())
    with an_office(folder) as office:
        yield office


@pytest.fixture(scope="module")
def numbers() -> Iterator[str]:
    return (f"{STATION}-ZZ-20261123-{serial:04d}" for serial in count(1))


def recorded(office: Office, name: str, number: str) -> str:
    """A case of this station to which the act may be done next."""
    desk = ready(name, village=True)
    events = (entry.event for entry in desk.case.history)
    office.record(*(replace(one, case=number) for one in events if isinstance(one, CaseEvent)))
    office.rules = local_rules(RULES.get(name, "national"))
    assert isinstance(office.clock, HandClock)
    office.clock.time = desk.stamp().at
    return number


@pytest.mark.parametrize("name", ACTS)
def test_what_is_refused_leaves_the_journal_as_it_was(
    office: Office, numbers: Iterator[str], name: str
) -> None:
    number, desk = recorded(office, name, next(numbers)), CaseDesk(office)
    with office.vault.reading():
        before = office.journal.head()
    wrong: list[dict[str, object]] = [{"colour": "red"}]
    wrong += [{field.name: one} for field in ACTS[name].fields for one in WRONG[field.kind]]
    for said in wrong:
        with pytest.raises(StationError):
            desk.act(number, name, {**ANSWERS.get(name, {}), **said})

    with office.vault.reading():
        assert office.journal.head() == before
