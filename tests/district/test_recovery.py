"""A forgotten passphrase: request, answer by two custodians without a network, and work goes on."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.answering import WrongAnswer
from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.desk.home import Home
from station.desk.opening import open_station
from station.desk.recovering import NothingAsked, ask
from station.desk.recovery_slot import RecoverySlot
from station.desk.rekeying import change_key
from station.domain.errors import BadInput
from station.domain.findings import Finding, Oddity
from station.domain.letters import WrongLetters, from_letters, to_letters
from station.domain.office_events import SlotsFoundStrange
from station.domain.recovering import NotARecovery, RecoveryAnswer, answer_bytes, read_request
from station.domain.recovery_events import (
    AgentRecovered,
    RecoveryGranted,
)
from station.domain.values import Side
from station.storage.casebook import Wanted
from station.storage.faults import DiskFull
from station.storage.keys import WrongPassphrase
from station.storage.slots import twin_of
from sync.district import recovery
from sync.district.halves import joined, read_half
from sync.district.premises import District
from sync.district.recovery import NothingSealed
from sync.district.verify import examine
from tests.desk.test_agents import THEIRS
from tests.desk.test_checking import quiet
from tests.district.locked_out import (
    FRESH,
    a_recoverable_station,
    answered,
    asked,
)  # fmt: skip
from tests.district.pair import (
    CLERK,
    OTHER,
    a_received_case,
    assert_same_journals,
    synced,
)
from tests.faults import Killed, disk
from tests.office import NEW, PASSPHRASE, WEAK, an_office, settings


def in_letters(answer: RecoveryAnswer) -> str:
    return " ".join(to_letters(answer_bytes(answer)))


def test_who_has_forgotten_the_passphrase_gets_in_again_and_works_on(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        district = scene.district
        custodians = scene.custodians
        a_received_case(office)
        clock = scene.clock
        office.leave()
        request = asked(tmp_path, clock)
        letters = custodians.answer(request.text)
        recovery.grant(district, read_request(from_letters(request.text)), CLERK)

        office = answered(tmp_path, clock, letters)
        assert check(office, progress=quiet).faults == ()
        assert AgentDesk(office).strange() == ()
        assert len(CaseDesk(office).lines(Wanted(), 0, 10)) == 1
        synced(office, district)
        synced(office, district)
        assert_same_journals(office, district)
        with office.vault.reading():
            (here,) = office.journal.own_of(AgentRecovered)
            (there,) = office.journal.own_of(RecoveryGranted, side=Side.DISTRICT)
        office.leave()
        assert examine(district, NEW.station).faults == ()

    assert isinstance(here, AgentRecovered)
    assert isinstance(there, RecoveryGranted)
    assert (here.agent, here.request) == (there.agent, there.request) == (NEW.agent, request.name)
    assert there.by == CLERK
    home = Home(folder=tmp_path / "station")
    assert not home.recovery.exists()
    with pytest.raises(WrongPassphrase):
        open_station(home, NEW.agent, PASSPHRASE, settings=settings(home.folder), clock=clock)
    open_station(home, NEW.agent, FRESH, settings=settings(home.folder), clock=clock).leave()


def test_a_granted_request_is_no_pass_for_other_keys(tmp_path: Path) -> None:
    """Whoever has the data key can write that they were let in, by the name of a real request."""
    with a_recoverable_station(tmp_path) as scene:
        district = scene.district
        scene.office.leave()
        request = asked(tmp_path, scene.clock)
        recovery.grant(district, read_request(from_letters(request.text)), CLERK)
        office = answered(tmp_path, scene.clock, scene.custodians.answer(request.text))
        with office.vault.reading():
            (honest,) = office.journal.own_of(AgentRecovered)
        assert isinstance(honest, AgentRecovered)
        synced(office, district)
        assert not let_in(district)
        forgeries = (
            replace(honest, signs="5a" * 32), replace(honest, opens="5a" * 32),
            replace(honest, agent="示例外人"), replace(honest, opens="no key"),
        )  # fmt: skip
        for count, forged in enumerate(forgeries, start=1):
            with office.vault.transaction():
                office.journal.append(replace(forged, at=scene.clock.now()))
            synced(office, district)
            assert len(let_in(district)) == count
        office.close()


def let_in(district: District) -> list[Finding]:
    found = examine(district, NEW.station).findings
    return [one for one in found if one.what is Oddity.LET_IN]


def test_a_colleague_stays_and_a_new_agent_may_be_let_in(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        district = scene.district
        custodians = scene.custodians
        AgentDesk(office).add("示例站长", "山那边 的口令 也有十五字 不短")
        clock = scene.clock
        office.leave()
        request = asked(tmp_path, clock, agent="示例新人")
        office = answered(tmp_path, clock, custodians.answer(request.text))
        assert [(one.name, one.role, one.slot) for one in AgentDesk(office).all()] == [
            (NEW.agent, "lead", True), ("示例站长", "agent", True), ("示例新人", "lead", True)
        ]  # fmt: skip
        assert check(office, progress=quiet).faults == ()
        office = change_key(office, progress=quiet)
        synced(office, district)
        office.leave()
        assert examine(district, NEW.station).faults == ()


def test_typed_from_paper_it_is_the_same(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        custodians = scene.custodians
        clock = scene.clock
        office.leave()
        typed = "\n".join(asked(tmp_path, clock).rows).lower().replace("0", "o")
        letters = custodians.answer(typed)
        place = letters.index("A") if "A" in letters else letters.index("B")
        slip = letters[:place] + "Z" + letters[place + 1 :]

        with pytest.raises(WrongLetters):
            answered(tmp_path, clock, slip)
        answered(tmp_path, clock, letters).leave()


def test_each_wrong_answer_has_its_own_words(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        custodians = scene.custodians
        clock = scene.clock
        office.leave()
        with pytest.raises(NothingAsked):
            answered(tmp_path, clock, "")
        former = asked(tmp_path, clock)
        old = custodians.answer(former.text)
        newest = asked(tmp_path, clock)

        with pytest.raises(WrongAnswer, match="another request"):
            answered(tmp_path, clock, old)
        with pytest.raises(NotARecovery):
            answered(tmp_path, clock, newest.text)
        with pytest.raises(WrongPassphrase):
            answered(tmp_path, clock, custodians.answer(newest.text), PASSPHRASE)
        other = recovery.answer(
            read_request(from_letters(newest.text)),
            joined(*(read_half(half) for half in custodians.halves)),
        )
        with pytest.raises(WrongAnswer, match="for station"):
            answered(tmp_path, clock, in_letters(replace(other, station=OTHER)))
        (sealed,) = other.sealed
        forged = replace(sealed, sealed=bytes(80))
        with pytest.raises(WrongAnswer, match="not sealed to your request"):
            answered(tmp_path, clock, in_letters(replace(other, sealed=(forged,))))
        with pytest.raises(WrongAnswer, match="former key"):
            answered(tmp_path, clock, in_letters(replace(other, sealed=())))
        home = Home(folder=tmp_path / "station")
        open_station(
            home, NEW.agent, PASSPHRASE, settings=settings(home.folder), clock=clock
        ).leave()
        answered(tmp_path, clock, custodians.answer(newest.text)).leave()


def test_an_answer_after_a_new_data_key_is_told_as_outdated(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        custodians = scene.custodians
        clock = scene.clock
        office.leave()
        letters = custodians.answer(asked(tmp_path, clock).text)
        with an_office(tmp_path / "station", clock) as again:
            change_key(again, progress=quiet).leave()

        with pytest.raises(WrongAnswer, match="former key"):
            answered(tmp_path, clock, letters)
        answered(tmp_path, clock, custodians.answer(asked(tmp_path, clock).text)).leave()


def test_with_all_key_slots_lost_the_districts_copy_lets_the_agent_in(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        district = scene.district
        custodians = scene.custodians
        clock = scene.clock
        office = change_key(office, progress=quiet)
        synced(office, district)
        office.leave()
        home = Home(folder=tmp_path / "station")
        home.slots.unlink()
        twin_of(home.slots).write_bytes(b"damaged")
        with pytest.raises(BadInput):
            asked(tmp_path, clock)
        request = asked(tmp_path, clock, station=NEW.station)
        assert not request.sealed
        with pytest.raises(NothingSealed):
            custodians.answer(request.text)
        held = recovery.held_key(district, NEW.station)
        carried = recovery.read_slot_file(recovery.slot_file(NEW.station, held), NEW.station)

        office = answered(tmp_path, clock, custodians.answer(request.text, (carried,)))
        assert check(office, progress=quiet).faults == ()
        assert RecoverySlot(office).recipient() == held.recipient
        office.leave()


def test_nobody_is_let_in_under_a_weak_passphrase_or_without_a_name(tmp_path: Path) -> None:
    with a_recoverable_station(tmp_path) as scene:
        office = scene.office
        clock = scene.clock
        office.leave()
        home = Home(folder=tmp_path / "station")

        with pytest.raises(BadInput) as refusal:
            ask(home, "", "too short", clock=clock, cost=WEAK)

    assert refusal.value.fields.keys() == {"agent", "passphrase"}


def test_a_colleague_signs_between_the_answer_and_the_first_signature_of_who_was_let_in(
    tmp_path: Path,
) -> None:
    """The power fails when the agent has come in, and a colleague is the next."""
    with a_recoverable_station(tmp_path) as scene:
        clock, folder = scene.clock, tmp_path / "station"
        AgentDesk(scene.office).add("示例同事", THEIRS)
        scene.office.leave()
        letters = scene.custodians.answer(asked(tmp_path, clock).text)
        answered(tmp_path, clock, letters).close()
        for agent, passphrase in (("示例同事", THEIRS), (NEW.agent, FRESH)):
            office = open_station(
                Home(folder=folder), agent, passphrase, settings=settings(folder), clock=clock
            )
            office.leave()
        office = open_station(
            Home(folder=folder), NEW.agent, FRESH, settings=settings(folder), clock=clock
        )
        found = check(office, progress=quiet)
        office.leave()

    assert (found.faults, found.waiting) == ((), ())


@pytest.mark.parametrize("step", range(9))
@pytest.mark.parametrize("fault", "KF")
def test_an_answer_that_is_cut_short_is_taken_again(tmp_path: Path, step: int, fault: str) -> None:
    with a_recoverable_station(tmp_path) as scene:
        clock = scene.clock
        scene.office.leave()
        letters = scene.custodians.answer(asked(tmp_path, clock).text)
        with suppress(Killed, DiskFull), disk("." * step + fault):
            answered(tmp_path, clock, letters).leave()
        home = Home(folder=tmp_path / "station")
        office = (
            answered(tmp_path, clock, letters)
            if home.recovery.exists()
            else open_station(home, NEW.agent, FRESH, settings=settings(home.folder), clock=clock)
        )
        assert check(office, progress=quiet).faults == ()
        assert AgentDesk(office).strange() == ()
        with office.vault.reading():
            assert office.journal.own_of(SlotsFoundStrange) == []
        synced(office, scene.district)
        office.leave()
        assert examine(scene.district, NEW.station).faults == ()
