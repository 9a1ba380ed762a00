"""The four sheets of a case's round: what stands on them, and what they are made of."""

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import segno
from pypdf import PdfReader

from forms.catalogue import SHEETS
from forms.facts import FAULTS, Facts, MissingFacts
from forms.fonts.han import LEVEL_3, RADICALS
from forms.parts.case import Applicant, Paper
from forms.parts.handing import Service
from forms.render import UnknownSheet, characters_without_glyph, render
from forms.sheet.code import bars
from tests.forms import golden
from tests.forms.reading import close, fonts_of, pages_of, text_of
from tests.forms.samples import (
    CORRECTION,
    DEFECTS,
    DOCUMENTS,
    NAME,
    RECEIPT,
    SERVICE,
    STATION,
    facts,
)

CODES = tuple(SHEETS)

HEAD = ("示例镇示例村便民服务站",)
OF_NO_CASE = {"F14", "F15", "F16", "F25", "F36", "F37", "F38", "F39", "F40", "F41"}
"""Sheets whose head has no case."""
FIELDS = Path(__file__).parent / "fields"


def fields(name: str) -> tuple[str, ...]:
    """What must stand on a sheet, a line each; before ` => ` stands what the office calls it."""
    lines = (FIELDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.rpartition(" => ")[2] for line in lines)


@pytest.mark.parametrize("name", golden.NAMES)
def test_a_sheet_reads_as_it_was_found_right(name: str) -> None:
    assert golden.text(name) == golden.kept(name)


@pytest.mark.parametrize("code", CODES)
def test_every_field_that_the_office_asks_for_stands_on_the_sheet(code: str) -> None:
    text = text_of(render(code, facts()))
    head = HEAD if code in OF_NO_CASE else fields("HEAD")

    assert [field for field in (*head, *fields(code)) if close(field) not in text] == []


@pytest.mark.parametrize("code", CODES)
def test_as_many_copies_are_printed_as_the_sheet_says(code: str) -> None:
    said = re.search("一式([一两三])份", text_of(render(code, facts())))

    assert said is None or "〇一两三".index(said[1]) == SHEETS[code].copies


@pytest.mark.parametrize("code", CODES)
def test_all_fonts_are_embedded_truetype_and_searchable(code: str) -> None:
    fonts = fonts_of(render(code, facts()))

    good = {"kind": "/TrueType", "embedded": True, "unicode": True}
    assert fonts
    assert all(found == good for found in fonts.values())


@pytest.mark.parametrize("code", CODES)
def test_the_same_facts_give_the_same_bytes(code: str) -> None:
    first = render(code, facts())
    render("F01", facts(agent="示例𪚥别人"))

    assert render(code, facts()) == first


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import hashlib; from forms.render import render; from tests.forms.samples import facts;"
        "import sys; sys.stdout.write(hashlib.sha256(render('F22', facts())).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert other.stdout.decode() == hashlib.sha256(render("F22", facts())).hexdigest()


def test_the_code_and_the_file_say_nothing_about_the_person() -> None:
    pdf = render("F01", facts())
    reader = PdfReader(io.BytesIO(pdf))

    assert NAME not in str(reader.metadata)
    assert reader.metadata
    assert reader.metadata.title == "收件回执（材料接收清单）"


def test_40_papers_run_over_pages_that_count_themselves() -> None:
    papers = tuple(Paper(name=f"示例材料{n}", taken="copy", copies=1) for n in range(1, 41))

    pages = pages_of(render("F01", facts(papers=papers)))

    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in close(page)
        assert "F01-330211105203-KQ-20261122-0001" in page
    whole = close("".join(pages))
    assert all(f"{n}示例材料{n}" in whole for n in range(1, 41))


def test_characters_of_every_block_can_be_copied_from_the_sheet() -> None:
    every = sorted(LEVEL_3.union(*RADICALS.values()))[::61]
    names = ["".join(map(chr, every[start : start + 6])) for start in range(0, len(every), 6)]
    papers = tuple(Paper(name=f"示例{name}末", taken="copy") for name in names)

    text = text_of(render("F01", facts(papers=papers)))

    assert [name for name in names if f"示例{name}末" not in text] == []


def test_every_page_of_a_practice_sheet_says_so_and_no_page_of_a_real_one() -> None:
    papers = tuple(Paper(name=f"示例材料{n}", taken="original") for n in range(40))
    real, practice = (
        pages_of(render("F01", facts(papers=papers, practice=practice)))
        for practice in (False, True)
    )

    assert len(practice) > 1
    assert all("练习PRACTICE" in close(page) for page in practice)
    assert not [page for page in real if "练习" in page]


def test_the_code_in_the_corner_is_drawn_whole() -> None:
    side, runs = bars("station:1:F01-1:2")
    drawn = [bytearray(side) for _ in range(side)]
    for x, y, length in runs:
        drawn[y][x : x + length] = b"\x01" * length

    code = segno.make("station:1:F01-1:2", error="m", micro=False, boost_error=False)
    assert drawn == [bytearray(bool(dot) for dot in row) for row in code.matrix_iter(border=2)]


def test_a_reprint_says_which_it_is() -> None:
    assert "第3次打印" in text_of(render("F21", facts(print_count=3)))
    assert "次打印" not in text_of(render("F21", facts()))


def test_a_proof_of_service_prints_with_nearly_nothing_on_it() -> None:
    bare = Service(documents=DOCUMENTS[:1], recipient=NAME, unit="示例单位")

    text = text_of(render("F22", facts(service=bare, official_number="")))

    assert "收到日期年月日时分" in text
    assert "送达人签名1.签名：2.签名：" in text


def test_a_word_of_a_newer_office_prints_as_it_is() -> None:
    service = replace(SERVICE, way="公告送达")

    assert "公告送达" in text_of(render("F22", facts(service=service)))


@pytest.mark.parametrize("code", CODES)
def test_all_missing_facts_are_named_at_once(code: str) -> None:
    """Of a list that is missing its entries are not asked."""
    needs = SHEETS[code].needs
    whole = {one for one in needs if not any(one.startswith(f"{other}.") for other in needs)}

    with pytest.raises(MissingFacts) as raised:
        render(code, Facts(station=STATION, printed_at=facts().printed_at))

    given = {"station.code", "station.name"}
    assert whole - given <= raised.value.fields.keys() <= set(needs) - given
    assert all(str(fault) in str(raised.value) for fault in raised.value.fields.values())
    assert raised.value.hint
    assert all(str(fault) and fault.hint for fault in raised.value.fields.values())


@pytest.mark.parametrize("code", CODES)
def test_what_a_sheet_needs_can_be_named(code: str) -> None:
    assert set(SHEETS[code].needs) <= FAULTS.keys()


def test_a_list_entry_without_its_rule_is_named() -> None:
    ruleless = replace(DEFECTS[0], basis="")

    with pytest.raises(MissingFacts) as raised:
        render("F03", facts(correction=replace(CORRECTION, defects=(ruleless,))))

    assert list(raised.value.fields) == ["correction.defects.basis"]


def test_a_sheet_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownSheet):
        render("F99", facts())


def test_characters_that_no_font_draws_are_told_before_printing() -> None:
    beyond = facts(agent="示例\U0003106c", applicant=Applicant(name="示例\U00031350\U0003106c𠮷"))

    assert characters_without_glyph("F01", beyond) == ("\U00031350", "\U0003106c")
    assert characters_without_glyph("F22", beyond) == ("\U00031350", "\U0003106c")
    assert characters_without_glyph("F01", facts()) == ()
    assert "示例U+31350U+3106C𠮷" in text_of(render("F22", beyond))


def test_a_provisional_answer_day_says_so() -> None:
    late = replace(RECEIPT, reply_by=date(2027, 1, 4), reply_is_provisional=True)

    assert "最迟2027年1月4日（暂定" in text_of(render("F01", facts(receipt=late)))


def test_facts_do_not_show_themselves_in_a_log() -> None:
    assert not re.search("示例", repr(facts()))
