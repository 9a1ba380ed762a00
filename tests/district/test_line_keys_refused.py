"""Requests for new keys that are none, and answers that are for others: nothing changes."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from station.desk import line_keys
from station.desk.office import Office
from station.domain.line_events import LineKeysAnswered, LineKeysAsked
from sync import rekey
from sync.district import keyring
from sync.district.enrolment import revoke
from sync.district.intake import receive
from sync.district.premises import District
from sync.district.quarantine import release
from sync.district.roster import asides
from sync.errors import Refused
from sync.seal import PrivateKeys
from tests.district.pair import CLERK, assert_same_journals, frame_of, synced
from tests.district.test_line_keys import answers, renewed, stands, used
from tests.office import STATION

Line = tuple[Office, District]


def forged(office: Office, district: District, changed: dict[str, Any]) -> LineKeysAnswered:
    """The answer to a request that somebody wrote who is not the station, or not as it should."""
    new = PrivateKeys(signing=b"\5" * 32, receiving=b"\6" * 32)
    by_former, by_new = rekey.proofs(office.code, district.id, 2, former=used(office), new=new)
    now = office.stamp()
    asked = LineKeysAsked(
        at=now.at, by=now.by, version=2, signing=new.public().signing.hex(),
        receiving=new.public().receiving.hex(), by_former=by_former, by_new=by_new,
    )  # fmt: skip
    office.record(replace(asked, **changed))
    synced(office, district)
    return answers(office)[-1]


@pytest.mark.parametrize(
    "changed",
    [
        {"by_former": "00" * 64},
        {"by_new": "00" * 64},
        {"by_new": "not hex"},
        {"version": 3},
        {"version": 1},
        {"version": -(2**40)},
        {"receiving": "00" * 32},
        {"signing": "zz"},
    ],
    ids=repr,
)
def test_a_request_that_is_not_proved_gets_no_keys(line: Line, changed: dict[str, Any]) -> None:
    answer = forged(*line, changed)
    assert answer.reason
    assert not answer.body
    with line[1].vault.reading():
        assert keyring.last_version(line[1], STATION) == 1
    assert stands(line[0]) == (1, 0, "")
    assert_same_journals(*line)


def test_a_request_in_a_parcel_from_quarantine_gets_no_keys(line: Line) -> None:
    office, district = line
    line_keys.ask(office)
    frame = frame_of(office)
    revoke(district, STATION)
    with suppress(Refused):
        receive(district, frame)
    release(district, asides(district)[0].number, CLERK, "示例")
    with district.vault.reading():
        assert keyring.last_version(district, STATION) == 1


def test_an_answer_for_other_keys_changes_nothing(line: Line) -> None:
    office, district = line
    before = used(office)
    line_keys.ask(office)
    now = district.clock.now()
    with district.vault.transaction():
        made = keyring.certified(
            district, STATION, PrivateKeys(signing=b"\7" * 32, receiving=b"\7" * 32).public(),
            version=2,
        )  # fmt: skip
        district.record(STATION, LineKeysAnswered(
            at=now, by=district.name, version=2, body=made.body.decode(),
            signature=made.signature.hex(), reason="",
        ))  # fmt: skip
    synced(*line)
    assert used(office) == before


def test_a_refused_request_is_told_and_asked_anew_with_a_higher_number(line: Line) -> None:
    office, district = line
    with district.vault.transaction():
        district.vault.sql("UPDATE certificate SET version = 2")
    line_keys.ask(office)
    synced(*line)
    assert stands(office) == (2, 0, keyring.NOT_HIGHER)
    renewed(line)
    assert stands(office) == (3, 0, "")
