"""Names: whatever stands in one is drawn, and read back from the sheet as it was."""

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from forms.catalogue import SHEETS
from forms.facts import Applicant, Paper
from forms.fonts.han import LEVEL_3
from forms.render import render
from tests.forms.reading import close, drawn_on, pages_of, text_of
from tests.forms.samples import APPLICANT, NAME, STATION, facts

MINORITY = "示例阿卜杜拉热合曼·麦麦提吐尔逊·买买提艾力·伊敏江·艾尼瓦尔"
ODD = (
    MINORITY,
    "示例欧阳·𠮷䶮",
    "示例葛\U000e0100城",
    "示例邊\U000e0109𠮷",
    "示例Zo\xeb·m\u0304·Ćosić·Nguyễn",
    "示例⺁⼀﨎",
    "示例〇一",
)
"""Names of minorities with their dots, chosen forms, letters with marks, radicals."""
IN_A_ROW = 12


def test_every_character_of_level_3_is_drawn_on_a_sheet_with_a_glyph_of_its_own() -> None:
    every = "".join(map(chr, sorted(LEVEL_3)))

    drawn = drawn_on(render("F01", facts(papers=(Paper(name=every, taken="copy"),))))

    assert len(every) == 87_887
    assert set(every) - drawn == set()


def test_2000_names_from_all_blocks_are_read_back_as_they_were() -> None:
    every = [chr(code) for code in sorted(LEVEL_3)[::14]]
    names = ["".join(every[at : at + 3]) for at in range(0, len(every), 3)]
    lists = ["、".join(names[at : at + IN_A_ROW]) for at in range(0, len(names), IN_A_ROW)]

    text = text_of(
        render("F01", facts(papers=tuple(Paper(name=one, taken="copy") for one in lists)))
    )

    assert len(names) > 2000
    assert len({ord(char) >> 10 for char in every}) == len({code >> 10 for code in LEVEL_3})
    assert [one for one in lists if one not in text] == []


@pytest.mark.parametrize("code", SHEETS)
def test_odd_names_are_read_back_from_every_sheet_that_bears_a_name(code: str) -> None:
    if NAME not in text_of(render(code, facts())):
        pytest.skip("this sheet bears no name")
    name = "；".join(ODD)

    text = text_of(render(code, renamed(facts(), name)))

    assert name in text
    assert NAME not in text


def renamed(value: Any, name: str) -> Any:
    """The same facts of somebody with another name."""
    if value == NAME:
        return name
    if isinstance(value, tuple):
        return tuple(renamed(each, name) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        known = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{key: renamed(one, name) for key, one in known.items()})
    return value


def test_long_names_addresses_and_lists_are_laid_out_and_nothing_is_cut() -> None:
    address = ("示例省示例市示例镇𠮷䶮村第十二村民小组34号院内东侧" * 8)[:200]
    names = [f"示例材料{n}：{'城乡居民基本养老保险待遇领取资格确认表' * 3}" for n in range(1, 41)]
    known = facts(
        applicant=Applicant(name=MINORITY, address=address),
        station=replace(STATION, address=address),
        papers=tuple(Paper(name=name, taken="copy", pages=3) for name in names),
    )

    pages = pages_of(render("F01", known))

    assert len(pages) >= 3
    there = Counter(close("".join(pages)))
    assert Counter("".join((MINORITY, *names))) - there == Counter()
    assert all(name in close("".join(pages)) for name in names[:5])
    assert MINORITY in close(pages[0])
    assert len(MINORITY) >= 30


@pytest.mark.parametrize("code", SHEETS)
def test_an_address_of_200_characters_is_whole_where_it_is_printed(code: str) -> None:
    short = replace(APPLICANT, address="示例专用住址")
    if short.address not in text_of(render(code, facts(applicant=short))):
        pytest.skip("this sheet bears no address of an applicant")
    address = "".join(chr(0x4E00 + 7 * n) for n in range(200))

    known = facts(
        applicant=replace(APPLICANT, address=address),
        home_visit=replace(facts().home_visit, place=address),
    )
    text = text_of(render(code, known))

    assert address in text
