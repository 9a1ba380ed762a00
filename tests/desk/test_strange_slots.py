"""Key slots that somebody changed behind the program's back: on record, and nobody's other name."""

from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk, NewAgent
from station.desk.home import Home
from station.desk.opening import NewStation
from station.desk.own_keys import StrangeKeys
from station.domain.office_events import SlotsFoundStrange
from station.storage import slots
from station.storage.keys import Lock, with_agent
from sync.district.enrolment import OneTimeCode
from sync.district.founding import NewDistrict
from tests.desk.test_agents import LEAD, THEIRS, copies, put_back, told, visit
from tests.office import WEAK, HandClock, an_office

SEEN = "上一句 口令 被人看见 过的 十五字"


@pytest.fixture
def clock(tmp_path: Path) -> HandClock:
    clock = HandClock()
    with an_office(tmp_path, clock):
        pass
    return clock


def test_an_old_slot_leaves_its_trace_also_when_the_newer_one_is_put_back(
    tmp_path: Path, clock: HandClock
) -> None:
    """Somebody saw a passphrase, keeps a copy from before it was changed, and comes in by it."""
    home = Home(folder=tmp_path)
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(LEAD, SEEN)
    former = copies(home)
    with visit(tmp_path, LEAD, SEEN, clock) as office:
        AgentDesk(office).change(SEEN, THEIRS)
    today = copies(home)
    for files, passphrase in ((former, SEEN), (former, SEEN), (today, THEIRS)):
        put_back(files)
        with visit(tmp_path, LEAD, passphrase, clock):
            pass

    with an_office(tmp_path, clock) as office, office.vault.reading():
        (found,) = office.journal.own_of(SlotsFoundStrange)
    assert isinstance(found, SlotsFoundStrange)
    assert (found.by, found.agents) == (LEAD, (LEAD,))


def test_no_passphrase_shows_when_what_holds_it_is_printed() -> None:
    held = (
        NewStation(station="s", name="n", agent="a", passphrase=THEIRS),
        NewAgent(name="n", passphrase=THEIRS),
        NewDistrict(id="d", name="n", passphrase=THEIRS),
        OneTimeCode(station="s", name="n", code=THEIRS, expires_at=HandClock().now()),
        Lock(passphrase=THEIRS),
    )

    assert not [one for one in held if THEIRS in repr(one)]


def test_nobody_comes_in_under_the_name_of_another_with_keys_of_their_own(
    tmp_path: Path, clock: HandClock
) -> None:
    """Whoever is in has the data key, and could write a slot with any name into the file."""
    forged = "冒用 别人名字的 人自己 想的口令"
    with an_office(tmp_path, clock) as office:
        AgentDesk(office).add(LEAD, THEIRS)
        for name in (LEAD, "示例外人"):
            content = slots.read_slots(office.home.slots)
            others = tuple(slot for slot in content.slots if slot.agent != name)
            made, _ = with_agent(
                replace(content, slots=others), office.opened.data_key, agent=name,
                passphrase=forged, cost=WEAK, chance=clock.chance,
            )  # fmt: skip
            slots.write_slots(office.home.slots, made)

    for name in (LEAD, "示例外人"):
        with pytest.raises(StrangeKeys), visit(tmp_path, name, forged, clock):
            pass
    assert len(told(tmp_path, clock)) == 2
