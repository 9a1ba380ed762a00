"""Makes a dictionary for sync/packing.py: `python -m tests.sync.make_dictionary FILE`.

From parcels as they will be, both ways: weeks of many villages with all items of the catalogue,
and every act there is, each where it is allowed. Who is named in them is named nowhere else, so
that what is measured with other villages is not what was learnt by heart.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random  # noqa: TID251  seeded: every run is the same

import zstandard

from station.desk.cases import all_papers
from station.desk.catalogue import SHIPPED, catalogue
from station.domain.chain import genesis
from station.domain.codec import encode
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.items import Item
from station.domain.states import HOLDER, Holder
from station.domain.values import Side
from sync import wire
from sync.columns import apart
from sync.line import Parcel
from tests.domain.round import ANSWERS, ROUND, Desk
from tests.sync.village import HERE, Village, Week, every_item

SIZE = 64 * 1024
VILLAGES = 400
LEVEL = 19


def main() -> None:
    """Trains and writes it."""
    rng = Random(1)
    texts = [wire.encode(parcel) for parcel in (*_weeks(rng), *_rounds(rng))]
    samples: list[bytes | bytearray | memoryview] = [
        columns for text in texts if (columns := apart(text)) is not None
    ]
    made = zstandard.train_dictionary(SIZE, samples, level=LEVEL)
    Path(sys.argv[1]).write_bytes(made.as_bytes())


def _weeks(rng: Random) -> Iterator[Parcel]:
    for _ in range(VILLAGES):
        village = _village(rng)
        events = Week(village, rng, every_item()).cases(rng.choice((1, 3, 10, 25)))
        yield _parcel(rng, village, tuple(events), Side.STATION)


def _rounds(rng: Random) -> Iterator[Parcel]:
    for item in catalogue(SHIPPED).versions:
        village, round_ = _village(rng), said(item, rng)
        for side in Side:
            events = [event for who, event in round_ if who is side]
            first = rng.randrange(1, 9000)
            numbered = (encode(event, number) for number, event in enumerate(events, first))
            yield _parcel(rng, village, tuple(numbered), side)


def said(item: Item, rng: Random) -> list[tuple[Side, CaseEvent]]:
    """A whole case, and on its way every act that is allowed and does not end it."""
    desk = Desk(item)
    desk.now += timedelta(minutes=rng.randrange(10**5), microseconds=rng.randrange(10**6))
    said: list[tuple[Side, CaseEvent]] = [(Side.STATION, desk.case.opened)]
    for step in ROUND:
        given = {"papers": all_papers(item)} if step == "take_papers" else {}
        holder = desk.case.decider if HOLDER[desk.case.state] is Holder.DECIDER else Side.STATION
        for act in rng.sample(sorted(ANSWERS), 6):
            with suppress(StationError):
                before = desk.case
                event = desk.do(act, holder, **ANSWERS[act])
                said.append((holder, event))
                if desk.case.state is not before.state:
                    desk.case = before
        with suppress(StationError):
            said.append((holder, desk.do(step, holder, **given)))
    return said


def _village(rng: Random) -> Village:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    return replace(
        HERE, station=f"{rng.randrange(110000, 659000)}{rng.randrange(10**5, 10**6)}",
        tag="".join(rng.choices(letters, k=2)), agents=(f"{rng.choice('王李张刘陈')}样本",),
        address=f"样本{rng.choice('乡镇')}{rng.choice('东西南北')}样村",
        begins=HERE.begins + timedelta(days=rng.randrange(900)),
    )  # fmt: skip


def _parcel(rng: Random, village: Village, events: tuple[bytes, ...], side: Side) -> Parcel:
    names = village.station, village.station[:6]
    sender, recipient = names if side is Side.STATION else names[::-1]
    mine, theirs = rng.randbytes(16).hex(), rng.randbytes(16).hex()
    first = rng.choice((1, rng.randrange(2, 9000)))
    return Parcel(
        sender=sender, recipient=recipient, incarnation=mine, first=first,
        after=genesis(sender, mine) if first == 1 else rng.randbytes(32).hex(), events=events,
        seen_incarnation=theirs, seen=rng.randrange(1, 9000), seen_head=rng.randbytes(32).hex(),
    )  # fmt: skip


if __name__ == "__main__":
    main()
