"""Several people at one station, power cuts, restores, removals: what the audit says of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.domain.audit import Audit, Chained, Waiting, audit
from station.domain.codec import encode
from station.domain.fact_events import CaseViewed
from station.domain.office_events import EntryPurged, HeadSigned
from station.storage.keys import verifies
from tests.torture.history import LEAD, WRITER, Trail, rechained

SECOND = "示例甲"
OTHERS = (SECOND, "示例乙", "示例丙", "示例丁")


def found_in(life: Sequence[Chained], incarnation: str, **more: object) -> Audit:
    return audit(WRITER, incarnation, life, verifies, **more)  # type: ignore[arg-type]


def look(trail: Trail, **more: object) -> Audit:
    return found_in(trail.life(), trail.book.incarnation(), **more)


def is_alarm(found: Audit) -> bool:
    return bool(
        found.breaks_at is not None or found.doubtful or found.strangers or found.foisted
        or found.denied
    )  # fmt: skip


@pytest.fixture
def trail() -> Trail:
    """Two people; both have signed."""
    trail = Trail(4)
    trail.visit(LEAD, 2)
    trail.add(SECOND)
    trail.visit(LEAD, 1)
    trail.visit(SECOND, 2)
    return trail


# ---- a power cut


def test_what_somebody_wrote_before_the_power_failed_waits_for_them(trail: Trail) -> None:
    trail.visit(SECOND, 2, killed=True)
    cut = trail.book.written()
    trail.visit(LEAD, 2)

    found = look(trail)

    assert not is_alarm(found)
    (waiting,) = found.waiting
    assert waiting.agent == SECOND
    assert waiting.numbers[-1] <= cut


def test_at_their_next_visit_they_sign_it_and_nothing_waits(trail: Trail) -> None:
    trail.visit(SECOND, 2, killed=True)
    trail.visit(LEAD, 2)
    trail.visit(SECOND, 0)

    found = look(trail)

    assert not is_alarm(found)
    assert found.waiting == ()
    assert found.signed == trail.book.written()


def test_what_waits_of_somebody_who_was_removed_is_told_as_never_to_be_signed(
    trail: Trail,
) -> None:
    trail.visit(SECOND, 2, killed=True)
    trail.remove(SECOND)
    trail.sign(LEAD)

    found = look(trail)

    assert not is_alarm(found)
    assert [(one.agent, one.gone) for one in found.waiting] == [(SECOND, True)]


def test_nobody_of_the_same_name_signs_for_who_was_removed(trail: Trail) -> None:
    trail.visit(SECOND, 2, killed=True)
    trail.remove(SECOND)
    trail.add(SECOND)
    trail.visit(LEAD, 0)
    trail.visit(SECOND, 1)

    found = look(trail)

    assert not is_alarm(found)
    assert [one.gone for one in found.waiting] == [True]


# ---- what is no honest history


def test_an_entry_that_waits_and_is_changed_is_noticed_by_the_signature_of_the_next(
    trail: Trail,
) -> None:
    trail.visit(SECOND, 2, killed=True)
    trail.visit(LEAD, 2)
    life = trail.life()
    (waiting,) = look(trail).waiting
    place = waiting.numbers[0] - 1
    life[place] = replace(life[place], data=life[place].data.replace(b"2026", b"2025"))

    found = found_in(rechained(life, "x"), "x")

    assert found.doubtful == (trail.book.written(),)


def test_nobody_is_charged_with_an_entry_that_was_slipped_in_under_their_name(
    trail: Trail,
) -> None:
    slipped = CaseViewed(
        at=trail.now(), by=SECOND, case=f"{WRITER}-AA-20261120-0001", revealed=True, purpose="x"
    )
    life = trail.life()
    life.insert(4, replace(life[3], data=encode(slipped, 5), event=slipped))

    assert found_in(rechained(life, "x"), "x").doubtful


@pytest.mark.parametrize("name", ["外人", SECOND])
def test_a_borrowed_name_is_told_and_no_signature_makes_it_good(trail: Trail, name: str) -> None:
    trail.come(LEAD)
    trail.write(
        CaseViewed(
            at=trail.now(), by=name, case=f"{WRITER}-AA-20261120-0001", revealed=True, purpose="x"
        )
    )
    number = trail.book.written()
    trail.sign(LEAD)
    trail.visit(SECOND, 0)

    assert look(trail).strangers == (number,)


def test_paper_and_chain_agree_or_the_number_is_named(trail: Trail) -> None:
    number = trail.book.written()
    head = trail.book.mine(number)
    assert head is not None
    trail.visit(LEAD, 1)

    assert look(trail, anchors={number: head[:16]}).denied == ()
    assert look(trail, anchors={number: "0" * 16}).denied == (number,)


def test_a_journal_that_ends_before_what_was_written_on_paper_denies_it(trail: Trail) -> None:
    beyond = trail.book.written() + 1

    assert look(trail, anchors={beyond: "ab"}).denied == (beyond,)


# ---- all histories

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "visit",
                "visit",
                "killed",
                "add",
                "given",
                "keys",
                "keys cut",
                "remove",
                "purge",
                "copy",
                "restore",
            ]
        ),
        st.integers(0, 3),
        st.integers(0, 4),
    ),
    max_size=14,
)


def told(steps: Sequence[tuple[str, int, int]], seed: int) -> Trail:
    """A history of these steps: what cannot be done is left out."""
    trail = Trail(seed)
    trail.sign(LEAD)
    backups = [trail.copy()]
    for what, whom, count in steps:
        agent = trail.agents[whom % len(trail.agents)]
        if what in ("visit", "killed"):
            trail.visit(agent, count, killed=what == "killed")
        elif what in ("add", "given") and OTHERS[whom] not in trail.agents:
            trail.add(OTHERS[whom], by=agent, given=what == "given")
        elif what in ("keys", "keys cut") and agent in trail.given:
            trail.own_keys(agent, killed=what == "keys cut")
        elif what == "remove" and agent != LEAD:
            trail.remove(agent)
        elif what == "purge":
            trail.purge(agent, trail.book.written() // 2)
        elif what == "copy":
            backups.append(trail.copy())
        elif what == "restore":
            back = backups[count % len(backups)]
            back.clock, trail = trail.clock, back.copy()
            trail.begin_life(trail.agents[whom % len(trail.agents)], "restored")
    return trail


@settings(max_examples=150, deadline=None)
@given(STEPS, st.integers(0, 2**32))
def test_no_honest_history_raises_an_alarm(
    steps: Sequence[tuple[str, int, int]], seed: int
) -> None:
    trail = told(steps, seed)

    assert not is_alarm(look(trail))
    for agent in trail.agents:
        trail.visit(agent, 0)
    after = look(trail)
    assert not is_alarm(after)
    assert all(one.gone for one in after.waiting)


@lru_cache
def signed_by_all() -> tuple[Trail, list[Chained]]:
    trail = told([("add", 0, 0), ("visit", 0, 2), ("visit", 1, 3), ("killed", 1, 2),
                  ("visit", 0, 2), ("visit", 1, 2), ("visit", 0, 0)], 7)  # fmt: skip
    return trail, trail.life()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_single_change_below_the_last_signature_passes_even_if_the_chain_is_made_anew(
    data: st.DataObject,
) -> None:
    _, life = signed_by_all()
    changed = list(life)
    place = data.draw(st.integers(0, len(life) - 2))
    match data.draw(st.sampled_from(["edit", "delete", "swap", "double"])):
        case "edit":
            one = life[place]
            changed[place] = replace(one, data=one.data.replace(b'"at":"2026', b'"at":"2025', 1))
        case "delete":
            del changed[place]
        case "swap":
            other = data.draw(st.integers(0, len(life) - 2).filter(lambda number: number != place))
            changed[place], changed[other] = changed[other], changed[place]
        case _:
            changed.insert(place, life[place])

    found = found_in(rechained(changed, "x"), "x")

    assert found.doubtful or found.strangers


def test_a_waiting_one_says_whose_and_which(trail: Trail) -> None:
    began = trail.book.written()
    trail.visit(SECOND, 0, killed=True)
    trail.visit(LEAD, 0)

    assert look(trail).waiting == (Waiting(agent=SECOND, numbers=(began + 1,), gone=False),)


def test_the_history_of_the_model_holds_what_it_should() -> None:
    trail, life = signed_by_all()
    kinds = {type(one.event) for one in life}

    assert HeadSigned in kinds
    assert EntryPurged not in kinds
    assert trail.agents == [LEAD, SECOND]
