"""The notice on personal information on paper, with the consents that stand on record."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from station.desk.cases import CaseDesk
from station.desk.office import Office
from station.desk.people import UnknownResident
from station.desk.person_sheets import print_notice
from station.desk.sharing import SharingDesk
from station.desk.space import SpaceDesk
from station.domain.event import Event
from station.domain.person_events import ConsentGiven, PersonSheetPrinted
from station.domain.values import Consent
from station.storage.lookbook import LookBook
from tests import makers
from tests.desk.spaces import somebody, with_card
from tests.desk.story import AWARD, CHILD, PERSON
from tests.desk.test_sharing import GIVEN
from tests.forms.reading import close, text_of
from tests.office import an_office

E = TypeVar("E", bound=Event)
OTHER = somebody("166")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "home") as office:
        for who in (PERSON, CHILD):
            CaseDesk(office).open(AWARD, who, {}, receive=False)
        yield office


def printed(office: Office, id_number: str, folder: Path) -> str:
    return text_of(print_notice(office, id_number, out=folder).path.read_bytes())


def on_record(office: Office, kind: type[E]) -> list[E]:
    with office.vault.reading():
        events = office.personbook.events(PERSON["id"])
    return [one for one in events if isinstance(one, kind)]


def test_the_notice_prints_in_the_wording_that_was_given(office: Office, tmp_path: Path) -> None:
    """个人信息保护法 17, 30."""
    text = printed(office, PERSON["id"], tmp_path)

    for words in (
        PERSON["name"], PERSON["id"], office.name, "版本 2026-1", "保存期限：办结后在使用期内",
        "您的权利：查阅、复制", "已阅知", "告知人", "必要性",
    ):  # fmt: skip
        assert close(words) in text


def test_what_is_on_record_is_ticked_and_nothing_else_is_consented_to(
    office: Office, tmp_path: Path
) -> None:
    """个人信息保护法 29: each by itself."""
    assert "日登记" not in printed(office, PERSON["id"], tmp_path)

    SpaceDesk(office).consent(PERSON["id"], Consent.SPACE)
    assert printed(office, PERSON["id"], tmp_path).count("日登记") == 1
    SpaceDesk(office).revoke(PERSON["id"], Consent.SPACE)
    assert "日登记" not in printed(office, PERSON["id"], tmp_path)

    assert len(on_record(office, ConsentGiven)) == 1


def test_for_a_child_the_guardian_stands_there(office: Office, tmp_path: Path) -> None:
    """个人信息保护法 31."""
    assert close("（不满十四周岁的填写）") in printed(office, CHILD["id"], tmp_path)

    SpaceDesk(office).consent(CHILD["id"], Consent.SPACE, "示例李四")
    assert close("示例李四（不满十四周岁）") in printed(office, CHILD["id"], tmp_path)


def test_each_print_is_numbered_and_on_record(office: Office, tmp_path: Path) -> None:
    first, second = (print_notice(office, PERSON["id"], out=tmp_path) for _ in "12")

    noted = on_record(office, PersonSheetPrinted)
    assert [(one.sheet, one.sheet_number, one.nth, one.saved) for one in noted] == [
        ("F14", made.number, nth, True) for nth, made in ((1, first), (2, second))
    ]
    assert close("第 2 次打印") in text_of(second.path.read_bytes())


def test_nobody_knows_a_stranger(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnknownResident):
        print_notice(office, makers.id_number("19700101", "005"), out=tmp_path)


def test_a_consent_that_names_another_station_has_its_own_line(
    office: Office, tmp_path: Path
) -> None:
    """个人信息保护法 23."""
    with office.transaction():
        office.memory.set(district="330211")
    with_card(office, OTHER)
    SharingDesk(office).share(OTHER["id"], {**GIVEN, "name": "示例新村便民服务站"})

    text = printed(office, OTHER["id"], tmp_path)
    for words in (GIVEN["to"], GIVEN["contact"], "种类：居民身份证", "有效期至"):
        assert close(words) in text
    SharingDesk(office).end(OTHER["id"], GIVEN["to"])
    assert close("有效期至") not in printed(office, OTHER["id"], tmp_path)


def test_a_guardian_on_record_in_a_case_stands_there_with_what_they_are(
    office: Office, tmp_path: Path
) -> None:
    with office.vault.reading():
        (number,) = LookBook(office.vault).cases_of(CHILD["id"])
    CaseDesk(office).act(number, "name_party", {**PERSON, "role": "guardian", "relation": "祖母"})

    text = printed(office, CHILD["id"], tmp_path)
    assert close(f"{PERSON['name']}（不满十四周岁）") in text
    assert close("与本人关系祖母") in text
