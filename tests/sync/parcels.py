"""Offices, keys and parcels that the tests of the line share. All are samples."""

import json
from collections.abc import Sequence
from dataclasses import replace

from station.domain.chain import digest, genesis
from sync.line import Parcel
from sync.post import Post
from sync.seal import PrivateKeys

STATION, DISTRICT, OTHER = "330211105203", "330211", "330211105299"
LIFE = "0123456789abcdef0123456789abcdef"
APP = "station test"


def keys(seed: int) -> PrivateKeys:
    """Keys that are the same in every run."""
    return PrivateKeys(signing=bytes([seed]) * 32, receiving=bytes([seed + 100]) * 32)


STATION_KEYS, DISTRICT_KEYS, OTHER_KEYS = keys(1), keys(2), keys(3)


def post(me: str, peer: str, mine: PrivateKeys, theirs: PrivateKeys) -> Post:
    return Post(
        me=me,
        peer=peer,
        app=APP,
        keys=mine,
        peer_receiving=theirs.public().receiving,
        peer_signing=(theirs.public().signing,),
    )


STATION_POST = post(STATION, DISTRICT, STATION_KEYS, DISTRICT_KEYS)
DISTRICT_POST = post(DISTRICT, STATION, DISTRICT_KEYS, STATION_KEYS)


def event(number: int, words: str = "示例 𠮷䶮") -> bytes:
    body = {
        "at": "2026-03-02T12:00:00+08:00", "by": "示例代办员", "kind": "sample", "no": number,
        "words": words,
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def scan_event(number: int, pieces: Sequence[bytes]) -> bytes:
    """An event that names these pieces, as the memory of the tests reads it."""
    return event(number, " ".join(f"piece {digest(piece)}" for piece in pieces))


PARCEL = Parcel(
    sender=STATION,
    recipient=DISTRICT,
    incarnation=LIFE,
    first=1,
    after=genesis(STATION, LIFE),
    events=(event(1), event(2)),
    seen_incarnation="",
    seen=0,
    seen_head="",
    wants=(),
)
EMPTY = replace(PARCEL, events=())
