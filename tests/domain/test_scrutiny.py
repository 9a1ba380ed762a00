"""What whoever supervises a station finds in its journal, and what is nothing to be found."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from station.domain.audit import audit
from station.domain.fact_events import CaseViewed, MessageWritten
from station.domain.findings import Finding, Oddity, Weight
from station.domain.office_events import AgentAdded, ClockDoubted, DataKeyChanged, KeyChangeBegun
from station.domain.scrutiny import TYPICAL, HeldLife, scrutinised
from station.domain.scrutiny_told import WORDS, finding_words
from station.storage.keys import verifies
from tests.torture.history import LEAD, WRITER, Trail, rechained

AGENT = "示例甲"
CASE = f"{WRITER}-AA-20261120-"


@pytest.fixture
def trail() -> Trail:
    trail = Trail(3)
    trail.add(AGENT)
    trail.visit(LEAD, 1)
    trail.visit(AGENT, 2)
    return trail


def held(trail: Trail) -> HeldLife:
    life, name = trail.life(), trail.book.incarnation()
    return HeldLife(name=name, entries=lambda: life, audit=audit(WRITER, name, life, verifies))


def found(*lives: HeldLife, now: datetime, heard: datetime | None = None) -> Sequence[Finding]:
    return scrutinised(lives, now=now, heard=heard)


def kinds(findings: Sequence[Finding]) -> list[Oddity]:
    return [one.what for one in findings]


def looks(trail: Trail, agent: str, count: int, *, worked: int = 0) -> None:
    trail.come(agent)
    for number in range(count):
        case = f"{CASE}{number:04}"
        trail.write(
            CaseViewed(at=trail.clock, by=agent, case=case, revealed=False, purpose="")
        )  # fmt: skip
        if number < worked:
            trail.write(MessageWritten(at=trail.clock, by=agent, case=case, words="示例"))
    trail.sign(agent)


def test_in_an_honest_journal_nothing_is_odd(trail: Trail) -> None:
    assert not found(held(trail), now=trail.now(), heard=trail.clock)


def test_who_looked_at_very_many_records_and_worked_on_none_is_named_with_the_day(
    trail: Trail,
) -> None:
    looks(trail, AGENT, TYPICAL.looks)

    [one] = found(held(trail), now=trail.now())

    assert (one.what, one.who) == (Oddity.MANY_LOOKS, AGENT)
    assert one.count >= TYPICAL.looks
    assert one.numbers == "2026-11-20"
    assert one.weight is Weight.ASK


def test_who_works_on_what_they_look_at_is_asked_nothing(trail: Trail) -> None:
    looks(trail, AGENT, TYPICAL.looks, worked=TYPICAL.looks // 2)

    assert not found(held(trail), now=trail.now())


def test_a_clock_that_was_set_back_or_runs_ahead_is_named(trail: Trail) -> None:
    trail.visit(AGENT, 1)
    trail.clock -= timedelta(days=2)
    trail.visit(AGENT, 1)
    back = found(held(trail), now=trail.now() + timedelta(days=3))
    trail.clock += timedelta(days=30)
    trail.visit(AGENT, 0)
    ahead = found(held(trail), now=trail.clock - timedelta(days=20))

    assert kinds(back) == [Oddity.CLOCK_BACK]
    assert Oddity.CLOCK_AHEAD in kinds(ahead)


def test_a_doubt_that_the_station_had_itself_is_a_note(trail: Trail) -> None:
    trail.come(AGENT)
    at = trail.now()
    trail.write(ClockDoubted(at=at, by=AGENT, doubt="behind", latest=at))
    trail.sign(AGENT)

    assert [one.weight for one in found(held(trail), now=trail.now())] == [Weight.NOTE]


def test_a_station_that_says_nothing_for_days_is_asked(trail: Trail) -> None:
    now = trail.now()

    [one] = found(held(trail), now=now, heard=now - timedelta(days=TYPICAL.silent_days))

    assert (one.what, one.count) == (Oddity.SILENT, TYPICAL.silent_days)


def test_what_a_role_does_not_allow_is_a_fault(trail: Trail) -> None:
    trail.come(AGENT)
    trail.write(KeyChangeBegun(at=trail.now(), by=AGENT, without=""))
    trail.write(DataKeyChanged(at=trail.now(), by=AGENT, key="k"))
    trail.sign(AGENT)

    assert Oddity.OVERSTEPPED in kinds(found(held(trail), now=trail.now()))


def test_what_waits_for_a_signature_is_a_note_with_who_and_which(trail: Trail) -> None:
    trail.visit(AGENT, 1, killed=True)
    trail.visit(LEAD, 0)

    [one] = found(held(trail), now=trail.now())

    assert (one.what, one.who, one.weight) == (Oddity.WAITING, AGENT, Weight.NOTE)
    assert one.numbers


# ---- more than one life


def test_a_restored_backup_that_is_on_record_is_a_note(trail: Trail) -> None:
    trail.come(LEAD)
    back = trail.copy()
    trail.back_up()
    trail.sign(LEAD)
    trail.visit(AGENT, 2)
    back.clock = trail.clock
    back.begin_life(LEAD, "restored")
    back.sign(LEAD)

    [one] = found(held(trail), held(back), now=back.now())

    assert one.what is Oddity.WENT_BACK
    assert one.count == trail.book.written() - back.book.written() + 2


def test_a_newer_backup_that_is_restored_after_an_older_one_is_a_note_too(trail: Trail) -> None:
    older = trail.copy()
    trail.visit(LEAD, 1)
    newer = trail.copy()
    older.begin_life(LEAD, "restored")
    older.sign(LEAD)
    newer.begin_life(LEAD, "restored")
    newer.sign(LEAD)

    findings = found(held(older), held(newer), now=newer.now())

    assert kinds(findings) == [Oddity.WENT_BACK]


def test_a_backup_of_a_restored_life_that_nobody_heard_is_restored_and_that_is_a_note_too(
    trail: Trail,
) -> None:
    trail.come(LEAD)
    back = trail.copy()
    trail.back_up()
    trail.sign(LEAD)
    back.clock = trail.clock
    back.begin_life(LEAD, "restored")
    back.visit(LEAD, 1)
    again = back.copy()
    again.begin_life(LEAD, "restored")
    again.sign(LEAD)

    assert kinds(found(held(trail), held(again), now=again.now())) == [Oddity.WENT_BACK]


def test_a_journal_that_was_cut_off_and_calls_itself_restored_is_asked(trail: Trail) -> None:
    back = trail.copy()
    trail.visit(AGENT, 2)
    back.clock = trail.clock
    back.begin_life(LEAD, "restored")
    back.sign(LEAD)

    [one] = found(held(trail), held(back), now=back.now())

    assert (one.what, one.weight) == (Oddity.CUT_OFF, Weight.ASK)


def test_two_computers_with_one_disk_are_told_as_two_histories(trail: Trail) -> None:
    other = trail.copy()
    trail.visit(AGENT, 2)
    other.visit(LEAD, 1)
    other.begin_life(LEAD, "two histories")
    other.sign(LEAD)

    findings = found(held(trail), held(other), now=max(trail.clock, other.clock))

    assert kinds(findings) == [Oddity.FORKED]


def test_a_new_life_in_which_an_old_entry_is_told_otherwise_was_rewritten(trail: Trail) -> None:
    trail.visit(AGENT, 2)
    other = trail.copy()
    life = other.life()
    del life[6]
    other.rewrite(rechained(life, other.book.incarnation()), chained=True, sealed=True)
    other.begin_life(LEAD, "restored")
    other.sign(LEAD)

    findings = found(held(trail), held(other), now=other.now())

    [one] = [one for one in findings if one.what is Oddity.REWRITTEN]
    assert (one.number, one.weight) == (7, Weight.FAULT)


def test_every_finding_has_words_and_says_what_to_do() -> None:
    for what in Oddity:
        words = finding_words(Finding(what=what, life="x", number=7, who=AGENT, count=3), WRITER)
        assert "{" not in str(words)
        assert words.hint
    assert WORDS.keys() == set(Oddity)


def test_who_was_never_added_is_a_stranger_and_not_twice_a_fault(trail: Trail) -> None:
    trail.come(LEAD)
    trail.write(
        CaseViewed(at=trail.now(), by="外人", case=f"{CASE}0001", revealed=False, purpose="")
    )
    trail.sign(LEAD)

    assert kinds(found(held(trail), now=trail.now())) == [Oddity.STRANGER]


def test_people_are_told_apart_by_the_entries_that_added_them(trail: Trail) -> None:
    added = [one.event for one in trail.life() if isinstance(one.event, AgentAdded)]

    assert [(one.agent, one.role) for one in added] == [(LEAD, "lead"), (AGENT, "agent")]
