"""The published vectors: what we wrote down once is still read the same, and by a stranger too."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from station.domain.chain import genesis, links
from station.domain.line_events import DistrictSigningTold, LineKeysAsked
from sync import enrol, pieces, refusal, rekey, resign, seal, wire
from sync.errors import FAULTS, NotEnrolled, NotOurs, Refused
from sync.post import Post
from sync.seal import PrivateKeys
from tests.office import FRIDAY
from tests.sync import stranger
from tests.sync.frames import TRUSTING


def load(name: str) -> Any:
    return json.loads((Path(__file__).parent / "vectors" / f"{name}.json").read_text("utf-8"))


def each(name: str) -> list[Any]:
    return [pytest.param(row, id=row["what"]) for row in load(name)["refused"]]


def keys(office: dict[str, str]) -> PrivateKeys:
    return PrivateKeys(
        signing=bytes.fromhex(office["signing"]), receiving=bytes.fromhex(office["receiving"])
    )


def district_post() -> Post:
    given = load("seal")
    station, district = given["station"], given["district"]
    return Post(
        me=district["name"],
        peer=station["name"],
        app="",
        keys=keys(district),
        peer_receiving=keys(station).public().receiving,
        peer_signing=(keys(station).public().signing,),
    )


def test_the_chain() -> None:
    given = load("chain")
    start = genesis(given["writer"], given["incarnation"])
    assert start == given["genesis"] == stranger.genesis(given["writer"], given["incarnation"])
    assert list(links(start, [text.encode() for text in given["events"]])) == given["hashes"]


@pytest.mark.parametrize("row", load("wire")["good"], ids=lambda row: row["what"])
def test_a_good_parcel(row: dict[str, str]) -> None:
    data = row["parcel"].encode()
    parcel = wire.decode(data)
    head, events, hashes = stranger.read_parcel(data)
    assert (head["sender"], head["first"]) == (parcel.sender, parcel.first)
    assert tuple(events) == parcel.events
    assert tuple(hashes) == links(parcel.after, parcel.events)


@pytest.mark.parametrize("row", each("wire"))
def test_a_parcel_that_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(NotOurs) as refused:
        wire.decode(row["parcel"].encode())
    assert refused.value.reason == row["reason"]


@pytest.mark.parametrize("row", load("seal")["good"], ids=lambda row: row["what"])
def test_a_good_frame(row: dict[str, str]) -> None:
    frame = bytes.fromhex(row["frame"])
    parcel = district_post().unpack(frame)
    assert wire.encode(parcel) == row["content"].encode()
    given = load("seal")
    _, _, content = stranger.open_frame(
        frame, keys(given["district"]).receiving, keys(given["station"]).public().signing
    )
    assert content == row["content"].encode()


@pytest.mark.parametrize("row", each("seal"))
def test_a_frame_that_is_refused(row: dict[str, str]) -> None:
    with pytest.raises((NotOurs, Refused)) as refused:
        district_post().unpack(bytes.fromhex(row["frame"]))
    assert refused.value.reason == row["reason"]


@pytest.mark.parametrize("row", load("pieces")["good"], ids=lambda row: row["what"])
def test_good_pieces(row: dict[str, Any]) -> None:
    content = bytes.fromhex(row["content"])
    load_ = pieces.decode(content)
    assert pieces.encode(load_) == content
    assert dict(load_.named()) == stranger.read_pieces(content)
    assert [name for name, _ in load_.named()] == row["names"]
    frame, given = bytes.fromhex(row["frame"]), load("seal")
    assert district_post().open(frame) == load_
    _, _, opened = stranger.open_frame(
        frame, keys(given["district"]).receiving, keys(given["station"]).public().signing
    )
    assert opened == content


@pytest.mark.parametrize("row", each("pieces"))
def test_pieces_that_are_refused(row: dict[str, str]) -> None:
    with pytest.raises(NotOurs) as refused:
        pieces.decode(bytes.fromhex(row["content"]))
    assert refused.value.reason == row["reason"]


def station_post() -> Post:
    given = load("seal")
    station, district = given["station"], given["district"]
    return Post(
        me=station["name"],
        peer=district["name"],
        app="",
        keys=keys(station),
        peer_receiving=keys(district).public().receiving,
        peer_signing=(keys(district).public().signing,),
    )


@pytest.mark.parametrize("row", load("refusal")["good"], ids=lambda row: row["what"])
def test_a_refusal_is_told_to_whom_it_is_for(row: dict[str, str]) -> None:
    assert refusal.encode(refusal.decode(row["content"].encode())) == row["content"].encode()
    with pytest.raises(Refused) as refused:
        station_post().open(bytes.fromhex(row["frame"]))
    assert refused.value.reason == row["reason"]
    given = load("seal")
    _, _, content = stranger.open_frame(
        bytes.fromhex(row["frame"]),
        keys(given["station"]).receiving,
        keys(given["district"]).public().signing,
    )
    assert content == row["content"].encode()


@pytest.mark.parametrize("row", each("refusal"))
def test_a_refusal_that_is_none(row: dict[str, str]) -> None:
    with pytest.raises(NotOurs) as refused:
        refusal.decode(row["content"].encode())
    assert refused.value.reason == row["reason"]


def test_a_good_enrolment() -> None:
    given = load("enrol")
    request = given["request"].encode()
    key = enrol.code_key(given["code"], enrol.read_request(request).station)
    assert key.hex() == given["key"]
    enrol.prove_request(request, key)
    answer = enrol.read_answer(given["answer"].encode(), request, key)
    assert answer.keys == keys(load("seal")["district"]).public()


@pytest.mark.parametrize("row", each("enrol"))
def test_an_answer_that_is_refused(row: dict[str, str]) -> None:
    given = load("enrol")
    with pytest.raises(NotEnrolled) as refused:
        enrol.read_answer(
            row["answer"].encode(), given["request"].encode(), bytes.fromhex(given["key"])
        )
    assert refused.value.reason == row["reason"]


def test_a_request_for_new_keys() -> None:
    given = load("rekey")
    asked = LineKeysAsked(
        at=FRIDAY, by="示例代办员", version=given["version"], signing=given["signing"],
        receiving=given["receiving"], by_former=given["by_former"], by_new=given["by_new"],
    )  # fmt: skip
    text = rekey.asked_text(
        given["station"], given["district"], given["version"], rekey.keys_of(asked)
    )
    assert text.hex() == given["text"]
    assert rekey.is_proved(
        asked, station=given["station"], district=given["district"],
        former=[bytes.fromhex(given["former"])],
    )  # fmt: skip
    for other in ({"station": "other"}, {"district": "other"}):
        office = {"station": given["station"], "district": given["district"], **other}
        assert not rekey.is_proved(asked, **office, former=[bytes.fromhex(given["former"])])
    for changed in ({"version": 3}, {"by_new": given["by_former"]}, {"by_former": given["by_new"]}):
        assert not rekey.is_proved(
            replace(asked, **changed), station=given["station"], district=given["district"],
            former=[bytes.fromhex(given["former"])],
        )  # fmt: skip


def test_a_word_on_another_key_of_the_district() -> None:
    given = load("resign")
    days: dict[str, Any] = {
        name: date.fromisoformat(given[name]) for name in ("since", "former_until")
    }
    named: dict[str, Any] = {name: given[name] for name in ("version", "former", "signing")}
    told = DistrictSigningTold(
        at=FRIDAY, by="示例区", **named, **days, by_former=given["by_former"],
        by_new=given["by_new"],
    )  # fmt: skip
    assert resign.told_text(given["district"], **named, **days).hex() == given["text"]
    assert resign.is_proved(told, given["district"])
    assert not resign.is_proved(told, "other")
    for changed in (
        {"version": 3}, {"by_new": given["by_former"]}, {"by_former": given["by_new"]},
        {"since": days["former_until"]}, {"former": given["signing"]},
    ):  # fmt: skip
        assert not resign.is_proved(replace(told, **changed), given["district"])


def test_who_says_which_key_of_the_other_end_it_believes_is_understood() -> None:
    said = {
        row["what"]: seal.claimed_trust(bytes.fromhex(row["frame"])) for row in load("seal")["good"]
    }
    assert {what for what, kid in said.items() if kid} == {TRUSTING}
    assert said[TRUSTING] == seal.key_id(keys(load("seal")["district"]).public().signing)


def test_every_fault_of_a_parcel_has_a_vector_or_cannot_have_a_small_one() -> None:
    shown = {
        row["reason"]
        for name in ("wire", "pieces", "seal", "enrol")
        for row in load(name)["refused"]
    }
    place = list(FAULTS)
    parcels = set(place[: place.index("revoked")])
    assert parcels - shown == set()


def test_the_description_names_every_fault() -> None:
    text = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
    assert [reason for reason in FAULTS if f"`{reason}`" not in text] == []


def test_the_description_shows_the_genesis_of_the_vectors() -> None:
    text = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
    given = load("chain")
    assert given["genesis"] in text
    assert hashlib.sha256(given["events"][0].encode()).hexdigest() in text
