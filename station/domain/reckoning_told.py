"""A reconciliation in words: one sentence, a table of both sides, and what to do.

What translates is handed in: `say`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from station.domain.account import Account
from station.domain.backed import BackedUp
from station.domain.explaining import explain
from station.domain.reckoning import HashAt, Reckoned, differences
from station.domain.stamp import OFFICIAL_TIME
from station.domain.states import OVER
from station.domain.telling import Say, fill, name_of
from station.domain.values import Side

DIGITS = 16
"""Of a hash so many hex digits are shown."""
_OVER = frozenset(state.value for state in OVER)


@dataclass(frozen=True, kw_only=True)
class ReckoningTold:
    """What people read of a reconciliation."""

    at: datetime
    same: bool
    """Nothing differs, and nothing is on its way."""
    headline: str
    rows: tuple[tuple[str, str, str], ...]
    """What is compared, how it is here, how it is there."""
    differences: tuple[tuple[str, str], ...]
    """What differs, and what to do next."""

    @property
    def plain(self) -> dict[str, Any]:
        """All of it as a value of JSON."""
        return {
            "at": self.at.isoformat(), "same": self.same, "words": self.headline,
            "rows": [
                {"what": what, "here": here, "there": there} for what, here, there in self.rows
            ],
            "differences": [{"what": what, "next": after} for what, after in self.differences],
        }  # fmt: skip


def reckoning_told(
    found: Reckoned, mine_at: HashAt, theirs_at: HashAt, say: Say, *, side: Side,
    backed_up: BackedUp | None,
) -> ReckoningTold:  # fmt: skip
    """The reconciliation in the language of the reader, who sits at this end of the line.
    `backed_up`: what the district's last backup holds of the station's journal."""
    differing = differences(found, mine_at, theirs_at)
    return ReckoningTold(
        at=found.at, same=not (differing or found.going or found.coming),
        headline=_headline(found, len(differing), say, side),
        rows=(*_rows(found, say), _backup_row(backed_up, say, side)),
        differences=tuple(explain(one, say) for one in differing),
    )  # fmt: skip


def _headline(found: Reckoned, differing: int, say: Say, side: Side) -> str:
    """The head is that of the station's journal, at whichever end it is read."""
    station = found.held if side is Side.STATION else found.theirs.present
    if differing:
        words = say("the two offices differ in {count} points")
    elif station.number and not (found.going or found.coming):
        words = say("both offices hold the same: {events} events, {cases} cases, head {head}")
    elif found.held.number and found.holding:
        words = say(
            "what both hold is the same up to entry {ours} of ours and {theirs} of theirs; {going}"
            " entries are on their way there, {coming} on their way here"
        )
    else:
        words = say("nothing can be compared yet: exchange once more")
    values = {
        "count": differing, "events": found.held.number + found.holding,
        "head": station.head[:DIGITS],
        "cases": sum(many for _, many in found.mine.cases), "ours": found.held.number,
        "theirs": found.holding, "going": found.going, "coming": found.coming,
    }  # fmt: skip
    return fill(words, values)


def _rows(found: Reckoned, say: Say) -> list[tuple[str, str, str]]:
    mine, theirs, none = found.mine, found.theirs, say("none")

    def stretch(number: int, head: str) -> str:
        return f"{number}  {head[:DIGITS]}" if number else none

    def contact(account: Account) -> str:
        return _moment(account.contact) if account.contact else say("never")

    ours_there, told = found.held, theirs.present
    theirs_here = next((one for one in mine.other if one.life == told.life), None)
    open_here, over_here = _counts(mine)
    open_there, over_there = _counts(theirs)
    states = sorted({state for state, _ in (*mine.cases, *theirs.cases)} - _OVER)
    here, there = dict(mine.cases), dict(theirs.cases)
    return [
        (say("counted at"), _moment(mine.at), _moment(theirs.at)),
        (
            say("entries of our journal"),
            stretch(mine.present.number, mine.present.head),
            stretch(ours_there.number, ours_there.head),
        ),
        (
            say("entries of theirs"),
            stretch(theirs_here.number, theirs_here.head) if theirs_here else none,
            stretch(told.number, told.head),
        ),
        (say("former lives of ours"), *_former(found, say)),
        (say("open cases"), str(open_here), str(open_there)),
        *(
            (f"  {say(name_of(state))}", str(here.get(state, 0)), str(there.get(state, 0)))
            for state in states
        ),
        (say("cases that are over"), str(over_here), str(over_there)),
        (say("scan pieces lacking, all"), _pieces(mine), _pieces(theirs)),
        (say("parcels set aside"), str(mine.asides), str(theirs.asides)),
        (say("last heard the other"), contact(mine), contact(theirs)),
    ]  # fmt: skip


def _backup_row(backed_up: BackedUp | None, say: Say, side: Side) -> tuple[str, str, str]:
    """A station has no word on backups of its own: one side of the row is empty."""
    words = say("none")
    if backed_up is not None:
        values = {"number": backed_up.through, "when": _moment(backed_up.at)}
        words = fill(say("up to {number}, as of {when}"), values)
    what = say("the station's entries in the district's backup")
    return (what, "—", words) if side is Side.STATION else (what, words, "—")


def _former(found: Reckoned, say: Say) -> tuple[str, str]:
    """How many there are, and how many entries of them are held."""
    lives = {one.life for one in found.mine.own[:-1]}
    there = [one for one in found.theirs.other if one.life in lives]
    words = say("{lives} with {entries} entries")
    return tuple(  # type: ignore[return-value]
        fill(words, {"lives": len(held), "entries": sum(one.number for one in held)})
        if held
        else say("none")
        for held in (list(found.mine.own[:-1]), there)
    )


def _counts(account: Account) -> tuple[int, int]:
    over = sum(many for state, many in account.cases if state in _OVER)
    return sum(many for _, many in account.cases) - over, over


def _pieces(account: Account) -> str:
    return f"{account.lacking} / {account.scans}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(OFFICIAL_TIME):%Y-%m-%d %H:%M}"
