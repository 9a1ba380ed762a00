"""Parcels as somebody would make them who means harm, each opened as a district opens them.

None may be believed, each must end in an error of the house, and soon: frames changed at random,
frames put together wrongly on purpose, frames of others, bombs; and, signed by a station that is
known here, contents that are no parcels. What a judge would miss, the controls show: frames opened
without looking at the signature, or unpacked without a bound.
"""

import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import lru_cache, partial
from pathlib import Path
from time import thread_time
from typing import Any
from unittest.mock import patch

from station.domain import canon
from sync import columns, packing, seal, wire
from sync.district.intake import StationPost
from sync.district.signing import Voice
from sync.errors import NotOurs, Refused
from tests.office import FRIDAY
from tests.sync import frames
from tests.sync.parcels import (
    APP,
    DISTRICT,
    DISTRICT_KEYS,
    LIFE,
    OTHER,
    OTHER_KEYS,
    PARCEL,
    STATION,
    STATION_KEYS,
    keys,
)
from tests.torture.campaign import Campaign, Seen
from tests.torture.changed import changed, cut, grow
from tests.torture.hostile_json import hostile_event, hostile_value

LONGEST = 0.05
"""Seconds of this thread for one frame."""
_SHOWN = 20
WITHDRAWN = keys(4)
POST = StationPost(
    me=DISTRICT, peer=STATION, app=APP, keys=DISTRICT_KEYS,
    peer_receiving=STATION_KEYS.public().receiving,
    peer_signing=(STATION_KEYS.public().signing,),
    withdrawn=(WITHDRAWN.public().signing,), replaced=(), unheard=frozenset(),
    heard=lambda _: None, now=lambda: FRIDAY,
    voice=Voice(DISTRICT_KEYS, {}, "", lambda _: None),
)  # fmt: skip
"""The district's end of a line to a station that changed its keys."""

Make = Callable[[random.Random], bytes]


def campaign(
    make: Make, without: Callable[[], AbstractContextManager[Any]], folder: Path, amount: int,
    rng: random.Random,
) -> Seen:  # fmt: skip
    """Open so many frames, and see how each is refused."""
    reasons: Counter[str] = Counter()
    faults: list[str] = []
    slowest = 0.0
    make(rng)  # what is made once is not counted
    with without():
        for _ in range(amount):
            frame = make(rng)
            began = thread_time()
            try:
                POST.unpack(frame)
            except (NotOurs, Refused) as refusal:
                reasons[refusal.reason] += 1
            except Exception as stranger:  # noqa: BLE001 - whatever such bytes bring about
                faults.append(f"told in no words: {stranger!r}: {frame[:300].hex()}")
            else:
                faults.append(f"believed: {frame[:300].hex()}")
            took = _again(frame, thread_time() - began)
            slowest = max(slowest, took)
            if took > LONGEST:
                faults.append(f"took {1000 * took:.0f} ms: {frame[:300].hex()}")
    told = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    remarks = f"slowest {1000 * slowest:.0f} ms; {told}"
    return Seen(trials=amount, faults=faults[:_SHOWN], remarks=remarks)


# ---- put together wrongly


def structured(rng: random.Random) -> bytes:
    """One of the frames that are wrong in one way, or one with something wrong by chance."""
    return rng.choice(_STRUCTURED)(rng)


def _again(frame: bytes, took: float) -> float:
    """The shortest time of a few, if the first was too long: other work of this program, like
    looking for garbage, is no cost of the frame."""
    for _ in range(3 * (took > LONGEST)):
        began = thread_time()
        with suppress(NotOurs, Refused):
            POST.unpack(frame)
        took = min(took, thread_time() - began)
    return took


@lru_cache(maxsize=1)
def _wrong() -> Sequence[bytes]:
    return [frame for _, _, frame in frames.wrong() if len(frame) < seal.MAX_SEALED]


def _of_the_pool(rng: random.Random) -> bytes:
    return rng.choice(_wrong())


def _head_field(rng: random.Random) -> bytes:
    """A field of the head is another value than it should be, and all of it is signed."""
    good = {
        "sender": STATION, "recipient": DISTRICT, "body_len": len(frames.BODY),
        "kid": seal.key_id(STATION_KEYS.public().signing),
        "to_kid": seal.key_id(DISTRICT_KEYS.public().receiving),
    }  # fmt: skip
    field = rng.choice(sorted(good))
    value = hostile_value(rng)
    while value == good[field]:
        value = hostile_value(rng)
    try:
        return frames.frame(head_=frames.head(**{field: value}))
    except (TypeError, ValueError, OverflowError):  # no JSON can say it
        return frames.frame(head_=rng.randbytes(90))


def _another(rng: random.Random) -> bytes:
    """Another office signs, another is meant, another key seals; withdrawn keys."""
    signer = rng.choice((OTHER_KEYS, WITHDRAWN, DISTRICT_KEYS))
    named = rng.choice((STATION, OTHER, DISTRICT, "x"))
    kid = seal.key_id(rng.choice((signer, STATION_KEYS)).public().signing)
    return frames.frame(
        head_=frames.head(sender=named, kid=kid),
        by=signer, to=rng.choice((DISTRICT_KEYS, OTHER_KEYS, STATION_KEYS)),
        inside=frames.names(sender=named) + b"\n" + packing.pack(frames.BODY),
    )  # fmt: skip


def _lying_length(rng: random.Random) -> bytes:
    length = rng.choice((0, 1, len(frames.BODY) - 1, len(frames.BODY) + 1, seal.MAX_BODY,
                         rng.randrange(seal.MAX_BODY)))  # fmt: skip
    return frames.frame(head_=frames.head(body_len=length))


def _version(rng: random.Random) -> bytes:
    version, suite = rng.choice(((2, 1), (0, 1), (255, 1), (1, 0), (1, 2), (1, 3), (1, 255)))
    return frames.frame(version=version, suite=suite)


def _packed(rng: random.Random) -> bytes:
    """Not packed as it says, or columns of another text than was promised."""
    data = bytearray(columns.apart(frames.BODY) or b"")
    rng.choice((cut, grow))(data, rng)
    if len(data) == len(columns.apart(frames.BODY) or b""):
        data += b"\n"
    return frames.inside(
        rng.choice((
            lambda: bytes((rng.randrange(3, 256),)) + frames.BODY,
            lambda: bytes((rng.randrange(3),)) + rng.randbytes(rng.randrange(300)),
            lambda: b"\1" + zlib.compress(bytes(data)),
            lambda: frames.zstd(bytes(data)),
            lambda: frames.zstd(bytes(data))[: rng.randrange(1, 60)],
        ))()
    )  # fmt: skip


@lru_cache(maxsize=1)
def packed_bombs() -> Sequence[bytes]:
    """Contents that were packed: a million records, lines, places, zeros."""
    records = wire.encode(PARCEL).split(b"\n")[0] + b"\n" + b"{}\n" * 1_000_000
    many = b"x" + b"\1" + b" " * 1_000_000
    places = b"\0" * 9_000 + b"\1" + b" " * 4_000 + (b"\1" + b"\n" * 3_999) * 9_000
    made = [packing.pack(records), b"\1" + zlib.compress(records, 9), frames.zstd(many)]
    made += [frames.zstd(places[: 8 << 20]), b"\1" + zlib.compress(bytes(200 << 20), 9)]
    made += [frames.zstd(bytes(200 << 20)), frames.zstd(bytes(200 << 20), sized=False)]
    return [packed for packed in made if len(packed) < seal.MAX_BODY]


@lru_cache(maxsize=1)
def _bombs() -> Sequence[bytes]:
    """Each promises what it holds, or less."""
    return [
        frames.frame(head_=frames.head(body_len=length), inside=frames.names() + b"\n" + packed)
        for packed in packed_bombs()
        for length in (1000, 3_000_000, seal.MAX_BODY)
    ]


def _bomb(rng: random.Random) -> bytes:
    return rng.choice(_bombs())


_STRUCTURED: Sequence[Make] = (
    *(_of_the_pool, _of_the_pool, _head_field, _another, _lying_length, _version, _packed),
)


# ---- signed, and no parcel


def body(rng: random.Random) -> bytes:
    """A frame that is right, signed by a station known here, with a content that is no parcel."""
    head = wire.encode(PARCEL).split(b"\n")[0]
    lines = [head, *(hostile_event(rng) for _ in PARCEL.events)]
    kind = rng.randrange(3)
    if kind == 0:
        told = {**canon.read(head), rng.choice(_FIELDS): hostile_value(rng)}
        if told == canon.read(head) or told["wants"] == ["0" * 64]:  # that may be wanted
            told["count"] = 3
        try:
            lines[0] = canon.write(told)
        except (TypeError, ValueError, OverflowError):
            lines[0] = head[: rng.randrange(len(head))]
        lines[1:] = PARCEL.events
    elif kind == 1:
        lines[0] = hostile_event(rng)
    content = b"".join(line + b"\n" for line in lines)
    return seal.seal(
        content[: seal.MAX_BODY], sender=STATION, recipient=DISTRICT, incarnation=LIFE,
        said={"app": APP},
        keys=STATION_KEYS, to=DISTRICT_KEYS.public().receiving,
    )  # fmt: skip


_FIELDS = (
    "form", "version", "sender", "recipient", "incarnation", "after", "count", "seen_incarnation",
    "seen_head", "wants", "sent",
)  # fmt: skip


# ---- the controls


def _signatures_not_looked_at() -> AbstractContextManager[Any]:
    withdrawn = WITHDRAWN.public().signing
    return patch.object(seal, "_verifies", lambda frame, public: public != withdrawn)


def _unpacked_without_bound() -> AbstractContextManager[Any]:
    def inflated(data: bytes, size: int) -> bytes:
        return zlib.decompress(data)[:size]

    return patch.object(packing, "_UNPACKERS", {packing.ZLIB: inflated})


def _resigned(rng: random.Random) -> bytes:
    """Good but for its signature."""
    return frames.frame(by=OTHER_KEYS)


def _campaigns() -> Iterator[Campaign]:
    for part in ("first", "second"):
        run = partial(campaign, changed, nullcontext)
        yield Campaign(name=f"changed at random, {part} half", run=run, whole=400_000, short=1500)
    amounts = (
        ("put together wrongly", structured, 120_000, 500),
        ("bombs", _bomb, 3_000, 7),
        ("signed, and no parcel inside", body, 80_000, 300),
    )
    for name, make, whole, short in amounts:
        run = partial(campaign, make, nullcontext)
        yield Campaign(name=name, run=run, whole=whole, short=short)
    controls = (
        ("signatures are not looked at", _resigned, _signatures_not_looked_at),
        ("bombs unpacked without bound", _bomb, _unpacked_without_bound),
    )
    for name, make, without in controls:
        run = partial(campaign, make, without)
        yield Campaign(name=name, run=run, whole=20, short=6, control=True)


FRAMES = tuple(_campaigns())
