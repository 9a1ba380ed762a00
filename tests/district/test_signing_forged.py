"""What is no word of the district on its signing key, and changes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from station.domain.line_events import DistrictSigningTold
from sync import resign
from sync.district import signing
from sync.district.premises import District
from sync.seal import PrivateKeys
from tests.district.pair import synced
from tests.district.test_signing_key import Line, believed, newest
from tests.office import STATION

THIEF = PrivateKeys(signing=b"\1" * 32, receiving=b"\2" * 32)


def word(district: District, former: PrivateKeys, new: PrivateKeys) -> DistrictSigningTold:
    now = district.clock.now()
    return resign.told(
        district.id, 9, former=former, new=new, since=now.date(), former_until=now.date(), at=now,
        by=district.name,
    )  # fmt: skip


def told_by_line(line: Line, event: DistrictSigningTold) -> None:
    office, district = line
    with district.vault.transaction():
        district.record(STATION, event)
    for _ in range(2):
        synced(office, district)


@pytest.mark.parametrize(
    "changed",
    [{"version": 10}, {"signing": "ab" * 32}, {"former_until": date(2099, 1, 1)},
     {"by_new": "00" * 64}, {"by_former": "xy"}],
)  # fmt: skip
def test_a_word_that_not_both_keys_signed_changes_nothing(
    line: Line, changed: dict[str, object]
) -> None:
    office, district = line
    whole = word(district, district.keys, THIEF)
    told_by_line(line, replace(whole, **changed))  # type: ignore[arg-type]
    assert believed(office) == newest(district)


def test_a_word_that_both_keys_signed_is_believed_whoever_has_them(line: Line) -> None:
    """The control of the tests around: a stolen key leads away who has not heard of another."""
    told_by_line(line, word(line[1], line[1].keys, THIEF))
    assert believed(line[0]) == THIEF.public().signing


def test_a_word_for_another_district_changes_nothing(line: Line) -> None:
    office, district = line
    now = district.clock.now()
    elsewhere = resign.told(
        "330212", 9, former=district.keys, new=THIEF, since=now.date(), former_until=now.date(),
        at=now, by="",
    )  # fmt: skip
    told_by_line(line, elsewhere)
    assert believed(office) == newest(district)


def test_who_has_a_former_key_leads_nobody_away_who_knows_the_new_one(line: Line) -> None:
    office, district = line
    synced(*line)
    stolen = district.keys
    signing.renew(district)
    for _ in range(2):
        synced(*line)
    told_by_line(line, word(district, stolen, THIEF))
    assert believed(office) == newest(district)


def test_the_number_of_a_key_never_goes_down(line: Line) -> None:
    office, district = line
    with office.transaction():
        office.memory.set(district_signing_version="9")
    told_by_line(line, word(district, district.keys, THIEF))
    assert believed(office) == newest(district)
