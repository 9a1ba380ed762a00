"""The accounts of both offices side by side: is it the same, and if not, what differs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from station.domain import canon
from station.domain.account import Account, Stretch, account_of, plain
from station.domain.errors import StationError
from station.domain.states import OVER

HashAt = Callable[[str, int], str | None]
"""The hash after a number of a life, as it is kept here; None if that is not kept."""
_OVER = frozenset(state.value for state in OVER)
_AGAIN = "Exchange once more; what is missing comes by itself."
_NEW_LIFE = "Exchange once more: whoever has the wrong one begins a new life and sends all again."


class Differs(StationError):
    """Something that the two offices hold differently, and what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """Two accounts of one line, and what passed between the two moments."""

    at: datetime
    """When the other office's account came."""
    mine: Account
    """What was held here in that moment,"""
    theirs: Account
    """and what the other office had said of itself, signed."""
    moved: int
    """Cases here with entries of ours that the other office did not hold when it said so."""

    @property
    def held(self) -> Stretch:
        """How far the other office held the present life of our journal."""
        present = self.mine.present
        return _of(self.theirs.other, present.life) or Stretch(life=present.life, number=0, head="")

    @property
    def holding(self) -> int:
        """How many entries of the present life of the other office were here."""
        here = _of(self.mine.other, self.theirs.present.life)
        return here.number if here else 0

    @property
    def going(self) -> int:
        """Entries of ours that it did not hold yet."""
        return max(0, self.mine.present.number - self.held.number)

    @property
    def coming(self) -> int:
        """Entries of its own that were not here yet."""
        return max(0, self.theirs.present.number - self.holding)

    @property
    def cases_comparable(self) -> bool:
        """Whether both had the same entries about cases when they counted them."""
        return not self.moved and not self.coming


def written(found: Reckoned) -> str:
    """As it is kept."""
    kept = {"at": found.at.isoformat(), "mine": plain(found.mine), "moved": found.moved}
    return canon.write({**kept, "theirs": plain(found.theirs)}).decode()


def read(text: str) -> Reckoned:
    """What was kept so."""
    kept = canon.read(text.encode())
    return Reckoned(
        at=datetime.fromisoformat(kept["at"]), mine=account_of(kept["mine"]),
        theirs=account_of(kept["theirs"]), moved=kept["moved"],
    )  # fmt: skip


def _of(lives: tuple[Stretch, ...], life: str) -> Stretch | None:
    return next((one for one in lives if one.life == life), None)


def differences(found: Reckoned, mine_at: HashAt, theirs_at: HashAt) -> tuple[Differs, ...]:
    """What the two hold differently. What is only on its way is no difference.

    `mine_at` and `theirs_at` look into the journals that are kept here, ours and the other
    office's: their chains are compared where the shorter one ends.
    """
    return (
        *_journals(found, mine_at, theirs_at),
        *_former(found),
        *_cases(found),
        *_scans(found),
    )


def _journals(found: Reckoned, mine_at: HashAt, theirs_at: HashAt) -> Iterator[Differs]:
    held = found.held
    if held.number and mine_at(held.life, held.number) != held.head:
        yield Differs(
            "the other office has another entry {number} of our journal than is here",
            _NEW_LIFE, number=held.number,
        )  # fmt: skip
    told, holding = found.theirs.present, found.holding
    if told.number <= holding and holding and theirs_at(told.life, told.number) != told.head:
        yield Differs(
            "entry {number} of the other office is another one here", _NEW_LIFE, number=told.number
        )
    for life in (*found.mine.forked, *found.theirs.forked):
        yield Differs(
            "a life of a journal has two histories ({life}): a copy was put back, or two are in"
            " use",
            "See to it that one computer alone works as this station; both histories are kept.",
            life=life[:8],
        )  # fmt: skip


def _former(found: Reckoned) -> Iterator[Differs]:
    """What only one of the two has, of lives that were put back to an older copy."""
    for one in found.mine.own[:-1]:
        there = _of(found.theirs.other, one.life)
        if there and there.number > one.number:
            yield Differs(
                "{count} entries of a former life of our journal are only at the other office:"
                " they were written after the backup that was restored",
                "Ask the other office which cases they are about, and look at those cases.",
                count=there.number - one.number,
            )
    for one in found.theirs.own:
        here = _of(found.mine.other, one.life)
        if here and here.number > one.number:
            yield Differs(
                "{count} entries of the other office are here that it has no more: it was put back"
                " to an older copy",
                "Tell the other office: what it wrote since that copy is only here.",
                count=here.number - one.number,
            )


def _cases(found: Reckoned) -> Iterator[Differs]:
    if not found.cases_comparable or found.mine.open_cases == found.theirs.open_cases:
        return
    hint = (
        "Make the lists anew at both ends: run.py verify --rebuild, run.py district verify"
        " --rebuild; then compare again."
    )
    here, there = dict(found.mine.cases), dict(found.theirs.cases)
    states = [state for state in sorted({*here, *there}) if state not in _OVER]
    unequal = [state for state in states if here.get(state, 0) != there.get(state, 0)]
    for state in unequal:
        yield Differs(
            "cases in the state {state}: {here} here, {there} at the other office", hint,
            state=state, here=here.get(state, 0), there=there.get(state, 0),
        )  # fmt: skip
    if not unequal:
        yield Differs("as many open cases, but not the same ones in the same state", hint)


def _scans(found: Reckoned) -> Iterator[Differs]:
    if found.mine.lacking:
        yield Differs(
            "{count} pieces of files are not here", _AGAIN, count=found.mine.lacking
        )  # fmt: skip
    if found.theirs.lacking:
        yield Differs(
            "{count} pieces of files are not at the other office", _AGAIN,
            count=found.theirs.lacking,
        )  # fmt: skip
