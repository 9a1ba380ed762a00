"""Writes tests/sync/vectors: `python -m tests.sync.make_vectors`. Frames differ in each run.

The files are what another implementation checks itself against: docs/wire.md names them.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from station.domain.account import Account, Stretch, counted, plain
from station.domain.backed import BackedUp
from station.domain.chain import genesis, links
from sync import enrol, pieces, refusal, rekey, resign, wire
from sync.enrol import Answer, Request
from sync.pieces import Pieces
from sync.refusal import Refusal
from tests.sync.frames import BODY, right, wrong
from tests.sync.parcels import (
    DISTRICT,
    DISTRICT_KEYS,
    DISTRICT_POST,
    EMPTY,
    LIFE,
    OTHER_KEYS,
    PARCEL,
    STATION,
    STATION_KEYS,
    STATION_POST,
)
from tests.sync.test_wire import head

FOLDER = Path(__file__).parent / "vectors"
CODE = "0123456789ABCDEFGHJK"
LONGEST = 8192
ACCOUNT = Account(
    at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
    own=(
        Stretch(life="fedcba9876543210fedcba9876543210", number=1, head="ab" * 32),
        Stretch(life=LIFE, number=2, head=links(genesis(STATION, LIFE), PARCEL.events)[-1]),
    ),
    other=(), heard="", forked=(), cases=(("handed_over", 1), ("received", 2)),
    open_cases=counted(
        [("a", "handed_over"), ("b", "received"), ("c", "received")], frozenset()
    )[1],
    scans=40, lacking=2, asides=0, contact=None,
)  # fmt: skip

ANSWER = replace(
    EMPTY, seen_incarnation=LIFE, seen=3, seen_head="ab" * 32,
    backed_up=BackedUp(through=2, at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC)),
)  # fmt: skip


def plain_backup() -> dict[str, Any]:
    return {"at": "2026-11-20T01:30:00Z", "through": 0}


PARCELS_REFUSED = {
    "no line feed at the end": ("form", head()[:-1]),
    "another form": ("form", head(form="letter")),
    "a newer version": ("newer", head(version=2)),
    "spaces": ("canonical", head().replace(b":", b": ")),
    "a fraction": ("canonical", head().replace(b'"seen":0', b'"seen":0.0')),
    "a number said twice": ("canonical", head().replace(b'"seen":0', b'"seen":0,"seen":0')),
    "a number too large": ("canonical", head().replace(b'"first":1', b'"first":' + b"9" * 19)),
    "an unneeded escape": ("canonical", head().replace(b"station/p", b"station\\/p")),
    "counts from nothing": ("fields", head(first=0)),
    "a name with a slash": ("fields", head(sender="../x")),
    "wrong genesis": ("fields", head(after="0" * 64)),
    "a road that bears less than nothing": ("fields", head(bears=-1)),
    "room below nothing": ("fields", head(room=-1)),
    "a backup of more than is held": ("fields", head(backed_up={**plain_backup(), "through": 1})),
    "a backup of no moment": ("fields", head(backed_up={"through": 0})),
    "a backup of half an entry": (
        "canonical",
        head(backed_up=plain_backup()).replace(b'"through":0', b'"through":0.5'),
    ),
    "an account of nothing": ("fields", head(account={})),
    "an account without a journal": ("fields", head(account={**plain(ACCOUNT), "own": []})),
    "an account with a head too short": ("fields", head(account={**plain(ACCOUNT), "open": "ab"})),
    "fewer events than promised": ("count", head(count=1)),
    "an event that is not canonical": ("event", head(count=1) + b'{"b":1,"a":2}\n'),
    "an event that is a list": ("event", head(count=1) + b"[]\n"),
    "an event with NaN": ("event", head(count=1) + b'{"a":NaN}\n'),
    "an event 33 levels deep": ("event", head(count=1) + b'{"a":' + b"[" * 32 + b"]" * 32 + b"}\n"),
}


def chain_vectors() -> dict[str, Any]:
    return {
        "writer": STATION,
        "incarnation": LIFE,
        "genesis": genesis(STATION, LIFE),
        "events": [event.decode() for event in PARCEL.events],
        "hashes": list(links(genesis(STATION, LIFE), PARCEL.events)),
    }


def wire_vectors() -> dict[str, Any]:
    asking = replace(EMPTY, wants=("ab" * 32, "cd" * 32), lacks=40, room=1_000_000)
    good = {
        "two events": BODY, "nothing but a receipt": wire.encode(EMPTY),
        "two of forty pieces that are lacking": wire.encode(asking),
        "a road that bears 64 KiB": wire.encode(replace(EMPTY, bears=65536)),
        "an account": wire.encode(replace(EMPTY, account=ACCOUNT)),
        "a backup that holds nothing yet": head(backed_up=plain_backup()),
        "a backup with a field of later": head(backed_up={**plain_backup(), "where": "x"}),
        "a backup of two of three events": wire.encode(ANSWER),
        "unknown field in the head": head(later=1),
    }  # fmt: skip
    return {
        "good": [{"what": what, "parcel": data.decode()} for what, data in good.items()],
        "refused": [
            {"what": what, "reason": why, "parcel": data.decode()}
            for what, (why, data) in PARCELS_REFUSED.items()
        ],
    }


PIECES = Pieces(
    sender=STATION, recipient=DISTRICT, incarnation=LIFE,
    pieces=(b"\xff\xd8 a sample of a scan, its first piece", b"and the last"),
)  # fmt: skip


def pieces_vectors() -> dict[str, Any]:
    """The content of frames; a whole frame is made as those in seal.json are."""
    good = pieces.encode(PIECES)
    names = [name for name, _ in PIECES.named()]
    first, last = (name.encode() for name in names)
    refused = {
        "a bit of the last piece": ("piece", good[:-1] + bytes([good[-1] ^ 1])),
        "pieces under each other's names": (
            "piece",
            good.replace(b'"%b","%b"' % (first, last), b'"%b","%b"' % (last, first)),
        ),
        "cut": ("count", good[:-1]),
        "something behind the last piece": ("count", good + b"\n"),
        "a size too many": ("count", good.replace(b'"sizes":[', b'"sizes":[1,')),
        "a piece of nothing": ("fields", good.replace(b'"sizes":[38', b'"sizes":[0')),
        "a piece too long": ("fields", good.replace(b'"sizes":[38', b'"sizes":[65537')),
        "a name that is no hash": ("fields", good.replace(names[0].encode(), b"../scan.jpg")),
        "a newer version": ("newer", good.replace(b'"version":1', b'"version":2')),
        "another form": ("form", good.replace(b"station/pieces", b"station/scans")),
        "spaces": ("canonical", good.replace(b'":', b'": ')),
    }  # fmt: skip
    return {
        "good": [{"what": "two pieces", "names": names, "frame": STATION_POST.pack(PIECES).hex(),
                  "content": good.hex()}],
        "refused": [
            {"what": what, "reason": why, "content": data.hex()}
            for what, (why, data) in refused.items()
        ],
    }  # fmt: skip


REFUSAL = Refusal(sender=DISTRICT, recipient=STATION, incarnation=LIFE, reason="revoked")


def refusal_vectors() -> dict[str, Any]:
    """The content of frames from the district to a station whose keys were withdrawn."""
    good = refusal.encode(REFUSAL)
    refused = {
        "a reason that is none": ("fields", good.replace(b'"revoked"', b'"because"')),
        "a newer version": ("newer", good.replace(b'"version":1', b'"version":2')),
        "something behind it": ("canonical", good + b"\n"),
        "spaces": ("canonical", good.replace(b'":', b'": ')),
        "another form": ("form", good.replace(b"station/refusal", b"station/denial")),
    }
    return {
        "good": [{"what": "the keys were withdrawn", "reason": "revoked",
                  "frame": DISTRICT_POST.pack(REFUSAL).hex(), "content": good.decode()}],
        "refused": [
            {"what": what, "reason": why, "content": data.decode()}
            for what, (why, data) in refused.items()
        ],
    }  # fmt: skip


def seal_vectors() -> dict[str, Any]:
    return {
        "station": {"name": STATION, "signing": STATION_KEYS.signing.hex(),
                    "receiving": STATION_KEYS.receiving.hex()},
        "district": {"name": DISTRICT, "signing": DISTRICT_KEYS.signing.hex(),
                     "receiving": DISTRICT_KEYS.receiving.hex()},
        "good": [{"what": what, "frame": frame.hex(), "content": body.decode()}
                 for what, frame, body in right()],
        "refused": [
            {"what": what, "reason": why, "frame": data.hex()}
            for what, why, data in wrong()
            if len(data) < LONGEST
        ],
    }  # fmt: skip


def enrol_vectors() -> dict[str, Any]:
    key = enrol.code_key(CODE, STATION)
    request = Request(
        station=STATION, name="示例村便民服务站", incarnation=LIFE, keys=STATION_KEYS.public(),
        nonce="ab" * 16, app="station test",
    )  # fmt: skip
    asked = enrol.ask(request, key)
    certificate = enrol.certify(
        DISTRICT, request.name, "2026-03-02", request.station, request.keys, DISTRICT_KEYS.signing
    )
    answer = Answer(
        district=DISTRICT, name="示例区", keys=DISTRICT_KEYS.public(), certificate=certificate
    )
    other = Answer(
        district=DISTRICT, name="示例区", keys=OTHER_KEYS.public(), certificate=certificate
    )
    replied = enrol.reply(answer, asked, key)
    wrong_key = enrol.code_key("Z" * 20, STATION)
    return {
        "code": CODE,
        "key": key.hex(),
        "request": asked.decode(),
        "answer": replied.decode(),
        "refused": [
            {"what": "answer by somebody without the code", "reason": "code-wrong",
             "answer": enrol.reply(answer, asked, wrong_key).decode()},
            {"what": "answer to another request", "reason": "code-wrong",
             "answer": enrol.reply(answer, asked + b"x", key).decode()},
            {"what": "certificate signed by another district", "reason": "certificate",
             "answer": enrol.reply(other, asked, key).decode()},
            {"what": "cut", "reason": "enrol-form", "answer": replied.decode()[:-1]},
            {"what": "a newer version", "reason": "enrol-newer",
             "answer": replied.decode().replace('"version":1', '"version":2')},
        ],
    }  # fmt: skip


def rekey_vectors() -> dict[str, Any]:
    """What both keys sign when a station asks for new ones."""
    by_former, by_new = rekey.proofs(STATION, DISTRICT, 2, former=STATION_KEYS, new=OTHER_KEYS)
    return {
        "station": STATION, "district": DISTRICT, "version": 2,
        "former": STATION_KEYS.public().signing.hex(),
        "signing": OTHER_KEYS.public().signing.hex(),
        "receiving": OTHER_KEYS.public().receiving.hex(),
        "text": rekey.asked_text(STATION, DISTRICT, 2, OTHER_KEYS.public()).hex(),
        "by_former": by_former, "by_new": by_new,
    }  # fmt: skip


def resign_vectors() -> dict[str, Any]:
    """What both keys sign when a district tells another one."""
    day, until = date(2026, 11, 20), date(2027, 2, 18)
    told = resign.told(
        DISTRICT, 2, former=DISTRICT_KEYS, new=OTHER_KEYS, since=day, former_until=until,
        at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC), by="示例区",
    )  # fmt: skip
    text = resign.told_text(
        DISTRICT, 2, former=told.former, signing=told.signing, since=day, former_until=until
    )
    return {
        "district": DISTRICT, "version": 2, "former": told.former, "signing": told.signing,
        "since": day.isoformat(), "former_until": until.isoformat(), "text": text.hex(),
        "by_former": told.by_former, "by_new": told.by_new,
    }  # fmt: skip


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = {
        "chain": chain_vectors(),
        "wire": wire_vectors(),
        "pieces": pieces_vectors(),
        "refusal": refusal_vectors(),
        "seal": seal_vectors(),
        "enrol": enrol_vectors(),
        "rekey": rekey_vectors(),
        "resign": resign_vectors(),
    }
    for name, vectors in made.items():
        text = json.dumps(vectors, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
