"""Two power cuts, one in an agent's first change and one in the answer that let them in since."""

from contextlib import suppress
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.checking import check
from station.desk.own_keys import StrangeKeys
from station.desk.own_passphrase import come_first
from station.domain.office_events import AgentKeysChanged, PassphraseChanged, SlotsFoundStrange
from tests.desk.test_agents import LEAD, THEIRS, WRITING, visit
from tests.desk.test_checking import quiet
from tests.district.locked_out import a_recoverable_station, answered, asked
from tests.faults import Killed, disk
from tests.office import an_office
from tests.tui.stage import place


def test_keys_of_a_first_change_that_was_cut_short_are_not_said_of_who_was_let_in_since(
    tmp_path: Path,
) -> None:
    with a_recoverable_station(tmp_path) as scene:
        clock, folder = scene.clock, tmp_path / "station"
        given = AgentDesk(scene.office).add(LEAD).passphrase
        scene.office.leave()
        with suppress(Killed), disk("." * (WRITING - 1) + "K"):
            come_first(place(folder, clock), LEAD, given, THEIRS, THEIRS)
        letters = scene.custodians.answer(asked(tmp_path, clock, agent=LEAD).text)
        with suppress(Killed), disk("K"):
            answered(tmp_path, clock, letters)

        with pytest.raises(StrangeKeys, match="not the one"), visit(folder, LEAD, THEIRS, clock):
            pass
        with an_office(folder, clock) as office:
            assert check(office, progress=quiet).faults == ()
        office = answered(tmp_path, clock, letters)
        found = check(office, progress=quiet)
        with office.vault.reading():
            said = office.journal.own_of(AgentKeysChanged, PassphraseChanged, SlotsFoundStrange)
        office.leave()

    assert found.faults == ()
    assert said == []
