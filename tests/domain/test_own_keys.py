"""Keys of one's own: told once, by one's own word, and nothing later by the former ones."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from station.domain.audit import Audit, audit
from station.domain.chain import signable_keys
from station.domain.findings import Oddity
from station.domain.office_events import AgentKeysChanged
from station.domain.roster import Colleague, roster
from station.domain.scrutiny import HeldLife, scrutinised
from station.storage.keys import verifies
from tests.torture.history import LEAD, WRITER, Trail

AGENT = "示例甲"


@pytest.fixture
def trail() -> Trail:
    """A lead made a passphrase for somebody who has not come yet."""
    trail = Trail(9)
    trail.add(AGENT, given=True)
    trail.sign(LEAD)
    return trail


def look(trail: Trail) -> Audit:
    return audit(WRITER, trail.book.incarnation(), trail.life(), verifies)


def known(trail: Trail) -> Colleague:
    return roster(one.event for one in trail.life())[AGENT]


def public(trail: Trail) -> str:
    return trail.keys.of[AGENT].public_key().public_bytes_raw().hex()


def alarms(found: Audit) -> tuple[tuple[int, ...], ...]:
    return found.doubtful, found.strangers, found.foisted


# ---- honest


@pytest.mark.parametrize("killed", [False, True])
def test_what_was_signed_before_holds_and_what_follows_is_by_the_new_keys(
    trail: Trail, killed: bool
) -> None:
    trail.own_keys(AGENT, killed=killed)
    trail.visit(AGENT, 2)

    assert alarms(look(trail)) == ((), (), ())
    assert look(trail).waiting == ()
    assert look(trail).signed == trail.book.written()
    assert known(trail).signs == public(trail)
    assert not known(trail).given


def test_a_colleague_puts_on_record_what_a_power_cut_kept_back(trail: Trail) -> None:
    trail.own_keys(AGENT, killed=True)
    trail.visit(LEAD, 1)
    trail.visit(AGENT, 1)

    assert alarms(look(trail)) == ((), (), ())
    assert look(trail).waiting == ()
    assert known(trail).signs == public(trail)


def test_what_waits_after_the_change_is_signed_at_the_next_visit(trail: Trail) -> None:
    trail.own_keys(AGENT)
    trail.visit(LEAD, 1)
    assert [one.gone for one in look(trail).waiting] == [False]
    trail.visit(AGENT, 0)

    assert alarms(look(trail)) == ((), (), ())
    assert look(trail).waiting == ()


# ---- whoever kept the former keys


def test_nothing_later_by_the_former_keys_is_believed(trail: Trail) -> None:
    former = trail.keys.of[AGENT]
    trail.own_keys(AGENT)
    trail.sign(AGENT)
    trail.keys.of[AGENT] = former
    trail.visit(AGENT, 1)

    assert look(trail).doubtful == (trail.book.written(),)


def test_keys_are_given_up_once(trail: Trail) -> None:
    former = trail.keys.of[AGENT]
    trail.own_keys(AGENT)
    trail.sign(AGENT)
    mine = public(trail)
    trail.keys.of[AGENT] = former
    trail.come(AGENT)
    trail.write(trail.keys_told(AGENT))
    told = trail.book.written()
    trail.sign(AGENT)

    found = look(trail)

    assert (found.foisted, found.doubtful) == ((told,), (told + 1,))
    assert known(trail).signs == mine


Change = Callable[[Trail, AgentKeysChanged], AgentKeysChanged]


def _of_a_colleague(trail: Trail, told: AgentKeysChanged) -> AgentKeysChanged:
    proof = trail.keys.of[LEAD].sign(b"anything").hex()
    return replace(told, by=LEAD, proof=proof)


def _the_same_keys(_: Trail, told: AgentKeysChanged) -> AgentKeysChanged:
    return replace(told, signs=told.former)


def _other_keys(trail: Trail, told: AgentKeysChanged) -> AgentKeysChanged:
    return replace(told, signs=trail.keys.new("外人"))


def _to_open_with(trail: Trail, told: AgentKeysChanged) -> AgentKeysChanged:
    return replace(told, opens=trail.keys.new("外人"))


def _of_somebody_else(_: Trail, told: AgentKeysChanged) -> AgentKeysChanged:
    return replace(told, agent=LEAD)


def _nonsense(_: Trail, told: AgentKeysChanged) -> AgentKeysChanged:
    return replace(told, former="x", proof="y")


@pytest.mark.parametrize(
    "change",
    [_of_a_colleague, _the_same_keys, _other_keys, _to_open_with, _of_somebody_else, _nonsense],
)
def test_keys_that_the_agent_did_not_sign_are_foisted_on_them(trail: Trail, change: Change) -> None:
    told = trail.keys_told(AGENT)
    trail.come(LEAD)
    trail.write(replace(change(trail, told), by=LEAD))
    number = trail.book.written()
    trail.sign(LEAD)

    assert alarms(look(trail)) == ((), (), (number,))


def test_who_chose_the_first_passphrase_themselves_keeps_their_keys() -> None:
    trail = Trail(9)
    trail.add(AGENT)
    trail.visit(AGENT, 1)
    mine = public(trail)
    trail.come(AGENT)
    trail.write(trail.keys_told(AGENT))

    assert look(trail).foisted == (trail.book.written(),)
    assert known(trail).signs == mine


def test_the_proof_is_for_this_office_alone(trail: Trail) -> None:
    told = trail.keys_told(AGENT)

    proofs = [
        verifies(told.former, signable_keys(office, AGENT, told.signs, told.opens), told.proof)
        for office in (WRITER, "330211105299")
    ]
    assert proofs == [True, False]


# ---- a state from before comes back


def held(trail: Trail) -> HeldLife:
    life, name = trail.life(), trail.book.incarnation()
    return HeldLife(name=name, entries=lambda: life, audit=audit(WRITER, name, life, verifies))


def test_who_comes_for_the_first_time_once_more_after_a_restore_is_asked_about(
    trail: Trail,
) -> None:
    back = trail.copy()
    trail.own_keys(AGENT)
    trail.sign(AGENT)
    back.clock = trail.clock
    back.begin_life(LEAD, "restored")
    back.sign(LEAD)
    lives = [held(trail), held(back)]
    assert Oddity.KEYS_AGAIN not in kinds(trail, lives)

    back.own_keys(AGENT)
    back.sign(AGENT)

    told = kinds(trail, [held(trail), held(back)])
    assert Oddity.KEYS_AGAIN in told
    assert Oddity.KEYS_ENDED not in told


def test_a_signature_by_keys_that_were_given_up_in_a_life_before_is_asked_about(
    trail: Trail,
) -> None:
    trail.visit(AGENT, 0)
    back = trail.copy()
    trail.own_keys(AGENT)
    changed = trail.life()[-1].event
    trail.sign(AGENT)
    back.clock = trail.clock
    back.begin_life(LEAD, "restored")
    back.sign(LEAD)
    assert Oddity.KEYS_ENDED not in kinds(back, [held(trail), held(back)])

    back.visit(AGENT, 1)
    number = back.book.written()
    back.write(replace(changed, at=back.now()))  # the word of the life before covers nothing

    found = scrutinised([held(trail), held(back)], now=back.clock, heard=back.clock)
    [one] = (one for one in found if one.what is Oddity.KEYS_ENDED)
    assert (one.who, one.number) == (AGENT, number)


def test_the_same_change_in_a_later_life_is_nothing_to_ask(trail: Trail) -> None:
    trail.own_keys(AGENT)
    trail.sign(AGENT)
    back = trail.copy()
    trail.back_up()
    back.clock = trail.clock
    back.begin_life(LEAD, "restored")
    back.sign(LEAD)

    assert Oddity.KEYS_AGAIN not in kinds(back, [held(trail), held(back)])


def test_keys_that_were_foisted_are_a_fault_of_the_verdict(trail: Trail) -> None:
    trail.come(LEAD)
    trail.write(_of_a_colleague(trail, trail.keys_told(AGENT)))
    trail.sign(LEAD)

    assert Oddity.FOISTED in kinds(trail, [held(trail)])


def kinds(trail: Trail, lives: list[HeldLife]) -> list[Oddity]:
    return [one.what for one in scrutinised(lives, now=trail.clock, heard=trail.clock)]
