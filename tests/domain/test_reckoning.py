"""The accounts of both offices side by side: the same, on its way, or different."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import canon
from station.domain.account import Account, Stretch, account_of, counted, plain
from station.domain.chain import genesis, links
from station.domain.reckoning import Reckoned, differences, read, written
from station.domain.reckoning_told import ReckoningTold, reckoning_told
from station.domain.values import Side

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
OURS = [b"ours %d" % number for number in range(9)]
THEIRS = [b"theirs %d" % number for number in range(9)]
STATION, DISTRICT = genesis("330211105203", "life"), genesis("330211", "their-life")
MINE_AT = (STATION, *links(STATION, OURS))
THEIRS_AT = (DISTRICT, *links(DISTRICT, THEIRS))


def stretch(number: int, chain: tuple[str, ...] = MINE_AT, life: str = "life") -> Stretch:
    return Stretch(life=life, number=number, head=chain[number])


def theirs(number: int) -> Stretch:
    return stretch(number, THEIRS_AT, "their-life")


def account(own: Stretch, other: Stretch | None, **more: object) -> Account:
    counts, open_ones = counted([("1", "received"), ("2", "archived")], frozenset({"archived"}))
    plainest = Account(
        at=NOON, own=(own,), other=(other,) if other else (), heard="", forked=(),
        cases=tuple(sorted(counts.items())), open_cases=open_ones, scans=0, lacking=0, asides=0,
        contact=None,
    )  # fmt: skip
    return replace(plainest, **more)  # type: ignore[arg-type]


def reckoned(mine: Account, other: Account, moved: int = 0) -> Reckoned:
    return Reckoned(at=NOON, mine=mine, theirs=other, moved=moved)


def told(found: Reckoned) -> ReckoningTold:
    def at(chain: tuple[str, ...], known: str, life: str, number: int) -> str | None:
        return chain[number] if life == known and number < len(chain) else None

    return reckoning_told(
        found, lambda life, number: at(MINE_AT, "life", life, number),
        lambda life, number: at(THEIRS_AT, "their-life", life, number), str,
        side=Side.STATION, backed_up=None,
    )  # fmt: skip


SAME = account(stretch(9), theirs(9)), account(theirs(9), stretch(9))


def test_both_hold_the_same() -> None:
    found = told(reckoned(*SAME))

    assert found.same
    assert found.headline == (
        f"both offices hold the same: 18 events, 2 cases, head {MINE_AT[9][:16]}"
    )
    assert found.differences == ()


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_what_is_on_its_way_is_no_difference(held: int, here: int, written_there: int) -> None:
    here, there = min(here, written_there), written_there
    mine = account(stretch(9), theirs(here) if here else None)
    found = told(reckoned(mine, account(theirs(there), stretch(held)), moved=1))

    assert found.differences == ()
    assert found.same == (held == 9 and here == there)


@given(st.integers(1, 9))
def test_another_history_is_never_the_same(number: int) -> None:
    other = Stretch(life="life", number=number, head="f" * 64)
    found = told(reckoned(SAME[0], account(theirs(9), other)))

    assert not found.same
    assert f"another entry {number} " in found.differences[0][0]


@given(st.integers(1, 9))
def test_another_history_of_theirs_is_never_the_same(number: int) -> None:
    own = Stretch(life="their-life", number=number, head="f" * 64)
    found = told(reckoned(SAME[0], account(own, stretch(9))))

    assert not found.same
    assert f"entry {number} of the other office" in found.differences[0][0]


def test_an_office_that_was_put_back_is_told_of() -> None:
    found = told(reckoned(SAME[0], account(theirs(4), stretch(9))))

    [(what, after)] = found.differences
    assert "5 entries of the other office are here that it has no more" in what
    assert "only here" in after


def test_what_a_restore_has_left_at_the_other_office_is_told() -> None:
    former, longer = Stretch(life="old", number=3, head="a" * 64), 7
    mine = replace(SAME[0], own=(former, SAME[0].present))
    there = replace(SAME[1], other=(*SAME[1].other, replace(former, number=longer)))

    [(what, _)] = told(reckoned(mine, there)).differences

    assert what.startswith("4 entries of a former life of our journal are only at the other")


def test_two_histories_stay_told() -> None:
    found = told(reckoned(SAME[0], replace(SAME[1], forked=("life",))))

    assert "two histories (life)" in found.differences[0][0]


def test_cases_that_are_counted_differently_are_named_by_state() -> None:
    counts, open_ones = counted([("1", "draft"), ("2", "archived")], frozenset({"archived"}))
    other = replace(SAME[1], cases=tuple(sorted(counts.items())), open_cases=open_ones)
    found = told(reckoned(SAME[0], other))

    assert [what for what, _ in found.differences] == [
        "cases in the state draft: 0 here, 1 at the other office",
        "cases in the state received: 1 here, 0 at the other office",
    ]
    assert all("--rebuild" in after for _, after in found.differences)


def test_as_many_but_other_cases_are_not_the_same() -> None:
    _, open_ones = counted([("3", "received")], frozenset())
    found = told(reckoned(SAME[0], replace(SAME[1], open_cases=open_ones)))

    assert "not the same ones" in found.differences[0][0]


def test_cases_are_compared_only_where_both_had_the_same_entries() -> None:
    _, open_ones = counted([("3", "received")], frozenset())
    other = replace(SAME[1], open_cases=open_ones)

    assert told(reckoned(SAME[0], other, moved=1)).differences == ()


def test_records_that_one_office_purged_earlier_are_no_difference() -> None:
    other = replace(SAME[1], cases=(("received", 1),))

    assert told(reckoned(SAME[0], other)).differences == ()


def test_scans_that_are_lacking_are_told_for_both_ends() -> None:
    found = told(reckoned(replace(SAME[0], lacking=2), replace(SAME[1], lacking=3)))

    assert [what for what, _ in found.differences] == [
        "2 pieces of files are not here", "3 pieces of files are not at the other office",
    ]  # fmt: skip


def test_an_office_that_holds_nothing_yet_is_no_match() -> None:
    found = told(reckoned(account(stretch(9), None), account(theirs(0), None)))

    assert not found.same
    assert "nothing can be compared yet" in found.headline


lives = st.from_regex(r"[a-z0-9]{1,32}", fullmatch=True)
stretches = st.builds(
    Stretch, life=lives, number=st.integers(0, 2**53),
    head=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)  # fmt: skip
moments = st.integers(0, 2**37).map(lambda count: datetime.fromtimestamp(count, UTC))
accounts = st.builds(
    Account, at=moments, own=st.lists(stretches, min_size=1, max_size=3).map(tuple),
    other=st.lists(stretches, max_size=3).map(tuple), heard=st.just("") | lives,
    forked=st.lists(lives, max_size=2).map(tuple),
    cases=st.dictionaries(st.sampled_from(["draft", "received", "a_new_state"]),
                          st.integers(0, 2**40)).map(lambda counts: tuple(sorted(counts.items()))),
    open_cases=st.from_regex(r"[0-9a-f]{64}", fullmatch=True), scans=st.integers(0, 2**40),
    lacking=st.integers(0, 2**40), asides=st.integers(0, 500), contact=st.none() | moments,
)  # fmt: skip


@given(accounts, accounts)
def test_what_is_kept_of_a_comparison_is_what_it_was(mine: Account, other: Account) -> None:
    found = Reckoned(at=NOON, mine=mine, theirs=other, moved=3)

    assert account_of(canon.read(canon.write(plain(mine)))) == mine
    assert read(written(found)) == found


@given(accounts, accounts)
def test_whatever_the_other_office_says_can_be_told(mine: Account, other: Account) -> None:
    found = Reckoned(at=NOON, mine=mine, theirs=other, moved=0)
    words = told(found)

    assert words.headline
    assert (
        len(words.differences)
        == len(differences(found, lambda _life, _number: None, lambda _life, _number: None))
        or words.differences
    )
    assert words.plain["rows"]


@pytest.mark.parametrize(
    "wrong",
    [
        None, [], {}, {"own": []}, {"cases": []}, {"cases": {"Received": 1}},
        {"cases": {"received": -1}}, {"cases": {"received": True}}, {"at": "2026-11-20"},
        {"own": [["life", 1]]}, {"own": [["../life", 1, "a" * 64]]}, {"open": "a" * 63},
        {"own": [["life", 2**53 + 1, "a" * 64]]}, {"forked": ["life"] * 101}, {"contact": None},
        {"scans": 1.0}, {"other": "life"}, {"heard": 5},
    ],
)  # fmt: skip
def test_what_is_no_account_is_refused(wrong: object) -> None:
    whole = {**plain(SAME[0]), **wrong} if isinstance(wrong, dict) and wrong else wrong

    with pytest.raises(ValueError, match=r".*"):
        account_of(whole)
