"""Sheets with nothing on them, to be filled by pen, and sheets that only an authority issues."""

import re
from dataclasses import fields
from datetime import datetime

import pytest

from forms.catalogue import SHEETS
from forms.facts import Facts, MissingFacts
from forms.render import AUTHORITY, NoSuchForm, render, render_blank
from tests.forms.reading import close, pages_of, text_of
from tests.forms.samples import CHINA, NAME, STATION, facts

AT = datetime(2026, 11, 22, 9, 31, tzinfo=CHINA)
BLANKS = tuple(code for code, sheet in SHEETS.items() if sheet.blank)
OF_AN_AUTHORITY = tuple(code for code, sheet in SHEETS.items() if sheet.by_authority)


@pytest.mark.parametrize("code", BLANKS)
def test_a_blank_has_its_title_its_office_and_nobodys_name(code: str) -> None:
    text = text_of(render_blank(code, facts(sheet_number=f"{code}-1")))

    issuer = AUTHORITY if SHEETS[code].by_authority else STATION.name
    assert close(SHEETS[code].title) in text
    assert close(issuer) in text
    assert f"{code}-1" in text
    assert [word for word in ("None", "()", NAME) if word in text] == []


@pytest.mark.parametrize("code", BLANKS)
def test_a_blank_has_no_more_pages_than_the_filled_sheet_and_one(code: str) -> None:
    blank = pages_of(render_blank(code, facts()))

    assert len(blank) <= len(pages_of(render(code, facts()))) + 1


@pytest.mark.parametrize("code", BLANKS)
def test_a_day_and_an_hour_to_be_written_stand_on_one_line(code: str) -> None:
    lines = "\n".join(pages_of(render_blank(code, facts()))).splitlines()

    assert [line for line in lines if line.strip() in ("年", "月", "日", "时", "分")] == []


@pytest.mark.parametrize("code", sorted(set(SHEETS) - set(BLANKS)))
def test_a_sheet_of_letters_or_of_a_reckoning_has_no_blank(code: str) -> None:
    with pytest.raises(NoSuchForm) as raised:
        render_blank(code, facts())

    assert raised.value.hint


def test_a_blank_of_a_practice_station_says_so() -> None:
    assert "练习" in text_of(render_blank("F01", facts(practice=True)))


def test_a_sheet_without_a_slip_says_so() -> None:
    with pytest.raises(NoSuchForm):
        render("F22", facts(), slip=True)


@pytest.mark.parametrize("code", OF_AN_AUTHORITY)
def test_what_only_an_authority_may_issue_waits_for_its_act(code: str) -> None:
    with pytest.raises(MissingFacts) as raised:
        render(code, facts(authority=""))

    assert "authority" in raised.value.fields


@pytest.mark.parametrize("code", OF_AN_AUTHORITY)
def test_what_only_an_authority_may_issue_bears_its_name_and_a_place_for_its_seal(
    code: str,
) -> None:
    text = text_of(render(code, facts()))

    assert close(facts().authority) in text
    assert "章" in text


def test_every_part_but_the_office_may_be_left_out() -> None:
    empty = Facts(station=STATION, printed_at=AT)

    assert {one.name for one in fields(empty)} > {"item", "applicant", "receipt", "pickup"}


NUMERALS = {1: "一", 2: "两", 3: "三"}


@pytest.mark.parametrize("code", [code for code, sheet in SHEETS.items() if sheet.copies > 1])
def test_a_sheet_of_several_copies_says_how_many_and_who_gets_them(code: str) -> None:
    text = text_of(render(code, facts()))

    [(said, takers)] = re.findall("一式(.)份，([^。]*)。", text)
    assert said == NUMERALS[SHEETS[code].copies]
    each = takers.count("、") + 1 if "各一份" in takers else takers.count("一份")
    assert each == SHEETS[code].copies
