"""What an audit of a journal finds. A signature here is the hex of what was signed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from station.domain.audit import NOTED, Audit, Chained, Waiting, audit
from station.domain.chain import digest, genesis, link, signable
from station.domain.codec import encode
from station.domain.decider_events import CaseDeemedWithdrawn
from station.domain.event import Event
from station.domain.office_events import AgentAdded, AgentCame, AgentRemoved, HeadSigned
from station.domain.stamp import SYSTEM
from station.domain.states import Actor
from station.domain.steps import ROWS

WRITER, LIFE = "330211105203", "life"
AT = datetime(2026, 11, 22, tzinfo=UTC)


def added(name: str) -> AgentAdded:
    return AgentAdded(
        at=AT, by="示例甲", agent=name, role="agent", signs=name, opens="", given=False
    )


def came(name: str) -> AgentCame:
    return AgentCame(at=AT, by=name)


def life_of(*events: Event | str) -> list[Chained]:
    """A journal of these events; a name stands for this agent's signature of all since the last."""
    life: list[Chained] = []
    last, since = genesis(WRITER, LIFE), list[str]()
    for number, event in enumerate(events, start=1):
        if isinstance(event, str):
            event = HeadSigned(at=AT, by=event, signature=signable(since).hex())  # noqa: PLW2901
            since = []
        data = encode(event, number)
        last = link(last, data)
        since.append(digest(data))
        life.append(Chained(number=number, data=data, hash=last, digest=digest(data), event=event))
    return life


def found_in(life: Sequence[Chained]) -> Audit:
    return audit(WRITER, LIFE, life, lambda key, message, signature: message.hex() == signature)


def judged(life: Sequence[Chained]) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The last good signature, the doubtful ones, and what strangers wrote."""
    found = found_in(life)
    return found.signed, found.doubtful, found.strangers


def test_an_honest_journal_is_signed_up_to_its_last_signature() -> None:
    life = life_of(added("示例甲"), "示例甲", came("示例甲"), "示例甲", came("示例甲"))

    assert found_in(life) == Audit(
        breaks_at=None, signed=4, doubtful=(), signing=(("示例甲", 4),),
        waiting=(Waiting(agent="示例甲", numbers=(5,), gone=False),),
    )  # fmt: skip


def test_nobody_signs_for_what_another_has_done() -> None:
    life = life_of(added("示例甲"), added("示例乙"), "示例甲", came("示例甲"), "示例乙")

    found = found_in(life)

    assert (found.signed, found.doubtful) == (5, ())
    assert found.waiting == (Waiting(agent="示例甲", numbers=(4,), gone=False),)


def test_nobody_signs_who_was_not_added() -> None:
    assert found_in(life_of(came("示例丙"), "示例丙")).doubtful == (2,)


def test_who_was_removed_signs_no_more() -> None:
    removed = AgentRemoved(at=AT, by="示例甲", agent="示例乙")
    life = life_of(
        added("示例甲"), came("示例甲"), added("示例乙"), removed, "示例甲",
        came("示例乙"), "示例乙",
    )  # fmt: skip

    assert judged(life) == (5, (7,), (6,))


def test_after_a_doubtful_signature_the_next_good_one_counts_again() -> None:
    life = life_of(added("示例甲"), "示例甲", "示例乙", came("示例甲"), "示例甲")

    assert judged(life) == (5, (3,), ())


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda life: life[:1] + life[2:], 3),
        (lambda life: [life[0], replace(life[1], data=life[1].data + b" "), *life[2:]], 2),
        (lambda life: [life[0], replace(life[1], digest="0" * 64), *life[2:]], 2),
        (lambda life: [life[0], life[2], life[1]], 3),
    ],
    ids=["dropped", "altered", "misnamed", "changed places"],
)
def test_the_first_entry_that_does_not_fit_is_named(change: object, at: int) -> None:
    assert callable(change)
    life = life_of(added("示例甲"), came("示例甲"), came("示例甲"))

    assert found_in(change(life)).breaks_at == at


def noted(by: str) -> CaseDeemedWithdrawn:
    return CaseDeemedWithdrawn(
        at=AT, by=by, case="1", reason="补正期限已过", basis="示例", station_said=""
    )


def test_what_the_program_noted_by_itself_is_signed_by_who_was_there() -> None:
    life = life_of(added("示例甲"), "示例甲", came("示例甲"), noted(SYSTEM), "示例甲")

    assert (found_in(life).signed, found_in(life).doubtful) == (5, ())


@pytest.mark.parametrize("event", [noted("示例乙"), came(SYSTEM)], ids=["somebody's", "no note"])
def test_nothing_else_may_bear_the_name_of_the_program_or_of_a_stranger(event: Event) -> None:
    life = life_of(added("示例甲"), "示例甲", came("示例甲"), event, "示例甲")

    assert judged(life) == (5, (), (4,))


def test_every_step_that_time_takes_may_bear_the_name_of_the_program() -> None:
    assert {row.event for row in ROWS if row.actor is Actor.TIME} <= set(NOTED)
