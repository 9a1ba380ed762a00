"""What the district's former key certified: stations, their sheets, its own, its recovery key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.desk import line_keys
from station.desk.office import Office
from station.desk.recovery_slot import RecoverySlot
from station.desk.sheet_check import SheetDesk
from station.domain.errors import BadInput
from station.domain.sheet_told import CheckedSheet
from station.storage.squares import squares_in
from sync import enrol, resign
from sync.district import signing
from sync.district.enrolment import admit, make_code
from sync.district.enrolment_sheet import code_sheet
from sync.district.premises import District
from sync.district.sheet_check import check
from sync.district.signed import is_ours, sign
from sync.enrol import Certificate
from sync.paper import SheetRefused, certificate_file
from tests.desk.test_sheet_check import checked, printed
from tests.district.locked_out import Custodians
from tests.district.pair import a_district, a_received_case, join, request_of, synced
from tests.district.test_line_keys import wait
from tests.district.three import NEW_THERE, THERE, Three, three
from tests.office import HandClock, an_office
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE
Line = tuple[Office, District]
WHAT = b"district/sample\0"


@pytest.fixture
def parties(tmp_path: Path) -> Iterator[Three]:
    with three(tmp_path) as all_three:
        yield all_three


def own_sheet(district: District, out: Path) -> str:
    """The code of a sheet that the district prints."""
    made = make_code(district, THERE, "示例站")
    out.write_bytes(code_sheet(district, made, at=district.clock.now()))
    [text] = squares_in(out)
    return text


def shown(office: Office, text: str, certificate: Path) -> str:
    """Whose sheet it is, by a certificate that was brought."""
    found = SheetDesk(office).check(text, certificate)
    assert isinstance(found, CheckedSheet)
    return found.office


def test_a_sheet_from_before_is_genuine_after_it_everywhere(parties: Three, tmp_path: Path) -> None:
    old, new, district = parties.old, parties.new, parties.district
    text = printed(old, a_received_case(old).number, tmp_path)
    line_keys.save_certificate(old, tmp_path / "before.json")
    signing.renew(district)
    parties.sync()
    parties.sync()
    line_keys.save_certificate(old, tmp_path / "after.json")

    assert checked(old, text).district == district.id
    for file in ("before.json", "after.json"):
        assert shown(new, text, tmp_path / file) == old.code
    found = check(district, text)
    assert isinstance(found, CheckedSheet)
    assert found.office == old.code


def test_who_joins_later_proves_what_the_former_key_certified(line: Line, tmp_path: Path) -> None:
    office, district = line
    text = printed(office, a_received_case(office).number, tmp_path)
    line_keys.save_certificate(office, tmp_path / "before.json")
    for _ in range(2):
        signing.renew(district)
    with an_office(tmp_path / "new", HandClock(seed="new"), NEW_THERE) as new:
        join(new, district)
        with pytest.raises(BadInput):
            SheetDesk(new).check(text, tmp_path / "before.json")
        synced(new, district)
        assert shown(new, text, tmp_path / "before.json") == office.code


def test_a_certificate_that_the_former_key_gave_after_its_time_is_none(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    text = printed(office, a_received_case(office).number, tmp_path)
    before = district.keys.signing
    signing.renew(district)
    for _ in range(2):
        synced(office, district)
    with office.vault.reading():
        body = office.memory.get("certificate").encode()
    later = body.replace(b'"issued":"2026-11-20"', b'"issued":"2026-12-20"')
    assert later != body
    for words, believed in ((body, True), (later, False)):
        (tmp_path / "shown.json").write_bytes(
            certificate_file(resign.certified_again(words, before))
        )
        if believed:
            assert shown(office, text, tmp_path / "shown.json") == office.code
        else:
            with pytest.raises(BadInput):
                SheetDesk(office).check(text, tmp_path / "shown.json")


def test_a_sheet_of_the_district_is_proved_by_the_key_of_its_day(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    text = own_sheet(district, tmp_path / "F41.pdf")
    signing.renew(district)
    after = own_sheet(district, tmp_path / "later.pdf")
    with pytest.raises(SheetRefused, match="not known here"):
        checked(office, after)
    for _ in range(2):
        synced(office, district)
    for one in (text, after):
        assert checked(office, one).office == district.id
        assert isinstance(check(district, one), CheckedSheet)


def test_a_sheet_that_the_former_key_signed_after_its_time_is_refused(
    line: Line, tmp_path: Path
) -> None:
    office, district = line
    with district.vault.reading():
        before = district.keys
    signing.renew(district)
    for _ in range(2):
        synced(office, district)
    wait(line, days=2)
    with district.vault.transaction():  # who has kept the former key
        now = district.keys
        district.identity.set(signing_key=before.signing.hex())
    text = own_sheet(district, tmp_path / "F41.pdf")
    with district.vault.transaction():
        district.identity.set(signing_key=now.signing.hex())

    with pytest.raises(SheetRefused, match="printed later"):
        checked(office, text)
    with pytest.raises(SheetRefused, match="printed later"):
        check(district, text)


def test_what_the_district_signed_for_itself_stays_signed(line: Line) -> None:
    district = line[1]
    with district.vault.reading():
        signature = sign(district, WHAT, b"words")
    signing.renew(district)
    with district.vault.reading():
        assert is_ours(district, WHAT, b"words", signature)
        assert is_ours(district, WHAT, b"words", sign(district, WHAT, b"words"))
        assert not is_ours(district, WHAT, b"other", signature)


def test_the_word_on_the_recovery_key_goes_on(tmp_path: Path) -> None:
    custodians, more = Custodians(tmp_path / "sticks"), Custodians(tmp_path / "more")
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        custodians.make(district)
        join(office, district)
        synced(office, district)
        first = RecoverySlot(office).recipient()
        signing.renew(district)
        for _ in range(2):
            synced(office, district)
        RecoverySlot(office).settle()
        assert RecoverySlot(office).recipient() == first != ""
        more.make(district, again=True)
        for _ in range(2):
            synced(office, district)
        assert RecoverySlot(office).recipient() not in ("", first)
        with an_office(tmp_path / "new", HandClock(seed="new"), NEW_THERE) as new:
            join(new, district)
            assert RecoverySlot(new).recipient() == RecoverySlot(office).recipient()


def test_an_answer_that_was_lost_is_given_again_under_the_new_key(tmp_path: Path) -> None:
    with a_district(tmp_path / "district") as district, an_office(tmp_path / "station") as office:
        key = enrol.code_key(make_code(district, office.code, office.name).code, office.code)
        asked = enrol.ask(request_of(office), key)
        first = enrol.read_answer(admit(district, asked), asked, key)
        signing.renew(district)
        again = enrol.read_answer(admit(district, asked), asked, key)

    assert isinstance(again.certificate, Certificate)
    assert again.certificate.body == first.certificate.body
    assert again.keys.signing != first.keys.signing
