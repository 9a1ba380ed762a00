"""The agents' handbook: every item on its page, and the contents say which."""

import io
import re
from dataclasses import replace

from pypdf import PdfReader

from forms.handbook import Handbook, handbook
from forms.parts.guide import GuidePaper
from tests.forms.reading import close, fonts_of, pages_of
from tests.forms.samples import STATION, facts
from tests.forms.samples_guide import GUIDE

LONG = tuple(GuidePaper(name=f"示例材料{n}", necessity="必要", copies=1) for n in range(60))
GUIDES = tuple(
    replace(
        GUIDE, code=f"SB-{n:02d}", name=f"示例事项{n}号", field="社保" if n < 40 else "民政",
        papers=LONG if n == 7 else GUIDE.papers,
    )
    for n in range(1, 61)
)  # fmt: skip
BOOK = Handbook(office=STATION, edition="示例目录", made="2026年11月22日", guides=GUIDES)
PDF = handbook(BOOK)
PAGES = pages_of(PDF)


def test_the_contents_name_the_page_on_which_each_item_begins() -> None:
    listed = re.findall(r"(SB-\d\d) (示例事项\d+号) 3 (\d+)", " ".join(PAGES[:3]))

    assert len(listed) == len(GUIDES)
    for code, name, number in listed:
        assert close(f"{code}　{name}") in close(PAGES[int(number) - 1])


def test_every_page_says_which_it_is_of_how_many() -> None:
    assert len(PAGES) > len(GUIDES)
    for number, page in enumerate(PAGES, start=1):
        assert f"第{number}页共{len(PAGES)}页" in close(page)


def test_a_bookmark_leads_to_each_item() -> None:
    outline = PdfReader(io.BytesIO(PDF)).outline

    assert [str(getattr(one, "title", "")) for one in outline][:2] == ["目录", "SB-01 示例事项1号"]
    assert len(outline) == len(GUIDES) + 1


def test_a_long_item_goes_on_on_the_next_page_and_loses_nothing() -> None:
    whole = close("".join(PAGES))

    assert [n for n in range(60) if f"示例材料{n}" not in whole] == []


def test_the_same_catalogue_gives_the_same_bytes_with_fonts_embedded() -> None:
    assert handbook(BOOK) == PDF
    assert all(found["embedded"] for found in fonts_of(PDF).values())


# ---- with filled samples

SAMPLED = handbook(
    replace(
        BOOK, samples={code: facts() for code in ("F01", "F11")},
        guides=tuple(
            replace(
                one, sheets=("F01", "F11", "F21"),
                papers=(GuidePaper(name="代办委托书", necessity="必要", form="F11"),),
            )
            for one in GUIDES[:3]
        ),
    )
)  # fmt: skip
SAMPLED_PAGES = pages_of(SAMPLED)


def test_every_sample_stands_before_the_items_and_each_page_of_it_says_what_it_is() -> None:
    titles = [str(getattr(one, "title", "")) for one in PdfReader(io.BytesIO(SAMPLED)).outline]

    assert titles[1:4] == [
        "样例 F01 收件回执（材料接收清单）", "样例 F11 代办委托书", "SB-01 示例事项1号"
    ]  # fmt: skip
    assert [n for n, page in enumerate(SAMPLED_PAGES) if "样例SAMPLE" in close(page)] == [1, 2]


def test_an_item_points_to_the_pages_of_the_samples_that_it_uses() -> None:
    whole = [close(page) for page in SAMPLED_PAGES]
    words = "用到的文书样例：收件回执（材料接收清单），第2页；代办委托书，第3页。"

    assert words in whole[3]
    assert "样例见第3页" in whole[3]
    assert "收件回执（材料接收清单）2" in whole[0]
    for number, title in ((2, "收件回执（材料接收清单）"), (3, "代办委托书")):
        assert title in whole[number - 1]
    assert not any("用到的文书样例" in close(page) for page in PAGES)
