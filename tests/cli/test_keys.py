"""run.py keys, as it is typed."""

from tests.cli.terminal import Terminal
from tests.district.pair import a_district, join, synced
from tests.office import an_office


def test_a_station_without_a_district_has_nobody_to_ask(terminal: Terminal) -> None:
    assert terminal.open("keys", "--new").code == 1
    assert "number 1" in terminal.open("keys").out


def test_new_keys_are_asked_for_and_taken_with_the_next_exchange(terminal: Terminal) -> None:
    with a_district(terminal.folder / "district") as district:
        with an_office(terminal.home) as office:
            join(office, district)
        asked = terminal.open("keys", "--new")
        assert asked.code == 0
        assert "number 1 are in use" in asked.lines[0]
        assert "the district signs with key" in asked.lines[1]
        assert "number 2" in asked.lines[2]
        with an_office(terminal.home) as office:
            synced(office, district)
        assert terminal.open("keys").lines == ["keys number 2 are in use", asked.lines[1]]
