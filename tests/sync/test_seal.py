"""What may open a parcel, and what must not."""

import contextlib
from collections import Counter
from dataclasses import replace
from random import Random  # noqa: TID251  seeded: every run is the same

import pytest

from sync import seal, wire
from sync.errors import NotOurs, Refused
from sync.post import Post
from sync.seal import PrivateKeys
from tests.sync import stranger
from tests.sync.frames import BODY, GOOD, frame, head, sealed_part, wrong
from tests.sync.parcels import (
    DISTRICT,
    DISTRICT_KEYS,
    DISTRICT_POST,
    LIFE,
    OTHER,
    OTHER_KEYS,
    PARCEL,
    STATION,
    STATION_KEYS,
    STATION_POST,
)

MUTATIONS = 6000


def reason(post: Post, data: bytes) -> str:
    with pytest.raises((NotOurs, Refused)) as refused:
        post.unpack(data)
    assert refused.value.hint
    return refused.value.reason


def test_what_the_station_seals_the_district_opens() -> None:
    assert DISTRICT_POST.unpack(STATION_POST.pack(PARCEL)) == PARCEL


def test_a_frame_put_together_by_hand_is_the_same_frame() -> None:
    assert DISTRICT_POST.unpack(frame()) == PARCEL


def test_the_same_parcel_is_never_sealed_to_the_same_bytes() -> None:
    assert STATION_POST.pack(PARCEL) != STATION_POST.pack(PARCEL)


def test_nothing_of_the_content_is_in_clear() -> None:
    for words in ("示例代办员".encode(), b"sample", LIFE.encode()):
        assert words in BODY
        assert words not in GOOD


def test_who_wrote_it_cannot_read_it_again() -> None:
    own = replace(STATION_POST, me=STATION, peer=STATION)
    with pytest.raises(Refused):
        own.unpack(GOOD)


WRONG = list(wrong())


@pytest.mark.parametrize(("what", "why", "data"), WRONG, ids=[what for what, _, _ in WRONG])
def test_each_wrong_frame_is_refused_for_its_own_reason(what: str, why: str, data: bytes) -> None:
    assert reason(DISTRICT_POST, data) == why


def test_another_station_cannot_sign_the_sealed_part_as_its_own() -> None:
    stolen = frame(
        head_=head(sender=OTHER, kid=seal.key_id(OTHER_KEYS.public().signing)),
        sealed=sealed_part(GOOD),
        by=OTHER_KEYS,
    )
    line_of_the_other = replace(
        DISTRICT_POST, peer=OTHER, peer_signing=(OTHER_KEYS.public().signing,)
    )
    assert reason(line_of_the_other, stolen) == "decryption"


def test_a_parcel_sealed_to_our_former_key_can_still_be_opened() -> None:
    new = PrivateKeys(signing=DISTRICT_KEYS.signing, receiving=bytes([9]) * 32)
    changed = replace(DISTRICT_POST, keys=new, former_receiving=(DISTRICT_KEYS.receiving,))
    assert changed.unpack(GOOD) == PARCEL
    assert reason(replace(changed, former_receiving=()), GOOD) == "unknown-receiver-key"


def test_while_a_station_changes_its_key_both_are_believed() -> None:
    both = (OTHER_KEYS.public().signing, STATION_KEYS.public().signing)
    assert replace(DISTRICT_POST, peer_signing=both).unpack(GOOD) == PARCEL


def test_a_stranger_with_the_description_alone_can_read_a_parcel() -> None:
    outer, inner, content = stranger.open_frame(
        GOOD, DISTRICT_KEYS.receiving, STATION_KEYS.public().signing
    )
    assert set(outer) == {"sender", "recipient", "kid", "to_kid", "body_len", "app"}
    assert inner == {"sender": STATION, "recipient": DISTRICT, "incarnation": LIFE}
    first, events, _ = stranger.read_parcel(content)
    assert content == wire.encode(PARCEL)
    assert tuple(events) == PARCEL.events
    assert first["after"] == stranger.genesis(STATION, LIFE)


def test_the_claimed_sender_is_found_without_any_key() -> None:
    assert seal.claimed_sender(GOOD) == STATION
    with pytest.raises(NotOurs):
        seal.claimed_sender(b"<html>")


def test_keys_do_not_show_themselves() -> None:
    assert STATION_KEYS.signing.hex() not in repr(STATION_KEYS)
    assert "\\x01" not in repr(STATION_POST)


def test_eight_megabytes_pass_and_one_byte_more_does_not() -> None:
    def pack(size: int) -> bytes:
        return seal.seal(
            bytes(size), sender=STATION, recipient=DISTRICT, incarnation=LIFE, said={"app": ""},
            keys=STATION_KEYS, to=DISTRICT_KEYS.public().receiving,
        )  # fmt: skip

    opened = seal.open_sealed(
        pack(seal.MAX_BODY),
        me=DISTRICT,
        keys={seal.key_id(DISTRICT_KEYS.public().receiving): DISTRICT_KEYS.receiving},
        senders={
            (STATION, seal.key_id(STATION_KEYS.public().signing)): STATION_KEYS.public().signing
        },
    )
    assert len(opened.body) == seal.MAX_BODY
    with pytest.raises(NotOurs):
        pack(seal.MAX_BODY + 1)


def mutate(data: bytes, chance: Random) -> bytes:
    changed, place = bytearray(data), chance.randrange(len(data))
    match chance.randrange(6):
        case 0:
            changed[place] ^= 1 << chance.randrange(8)
        case 1:
            del changed[place:]
        case 2:
            changed += chance.randbytes(chance.randrange(1, 50))
        case 3:
            changed[place : place + chance.randrange(1, 9)] = chance.randbytes(chance.randrange(9))
        case 4:
            last = chance.randrange(len(changed))
            changed[min(place, last) : max(place, last)] = changed[
                min(place, last) : max(place, last)
            ][::-1]
        case _:
            del changed[place : place + chance.randrange(1, 60)]
    return bytes(changed)


def test_of_thousands_of_changed_frames_none_is_accepted() -> None:
    chance = Random(7)
    outcomes: Counter[str] = Counter()
    for _ in range(MUTATIONS):
        data = mutate(GOOD, chance)
        if data != GOOD:
            outcomes[reason(DISTRICT_POST, data)] += 1
    assert outcomes.total() > MUTATIONS * 0.95
    assert len(outcomes) >= 4


def test_of_thousands_of_changed_contents_signed_anew_none_crashes() -> None:
    """What a station with a good key and a bad program could send."""
    chance = Random(8)
    for _ in range(MUTATIONS // 6):
        body = mutate(BODY, chance)
        data = seal.seal(
            body, sender=STATION, recipient=DISTRICT, incarnation=LIFE, said={"app": ""},
            keys=STATION_KEYS, to=DISTRICT_KEYS.public().receiving,
        )  # fmt: skip
        with contextlib.suppress(NotOurs, Refused):
            parcel = DISTRICT_POST.unpack(data)
            assert wire.encode(parcel) == body
