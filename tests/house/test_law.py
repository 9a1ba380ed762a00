"""Every article that the code cites stands on the page about the law, and every place exists."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
LAWS = {
    "行政许可法": "行政许可法",
    "行政复议法": "行政复议法",
    "行政诉讼法": "行政诉讼法",
    "民法典": "民法典",
    "民事诉讼法": "民事诉讼法",
    "个人信息保护法": "个人信息保护法",
    "档案法": "档案法",
    "全国年节及纪念日放假办法": "全国年节及纪念日放假办法",
    "改革规定": "浙江省保障“最多跑一次”改革规定",
    "安阳市政务服务条例": "安阳市政务服务条例",
    "社会救助暂行办法": "社会救助暂行办法",
    "居民身份证法": "居民身份证法",
    "法律援助法": "法律援助法",
    "在线政务服务规定": "国务院关于在线政务服务的若干规定",
}
"""What the code calls a law, and what the page calls it."""

SHORT = {
    "{_LAW}": "行政许可法",
    "{_ZHEJIANG}": "浙江省保障“最多跑一次”改革规定",
    "{_ANYANG}": "安阳市政务服务条例",
}
"""Names of laws that a table says with a constant."""

_ARTICLES = r"[》”]*\s*((?:第[一二三四五六七八九十百]+条[^，。；\"]*?[、,]?)+|[0-9][0-9(), -]*)"
_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九", start=1)}


def number(words: str) -> int:
    """`一百六十五` as 165."""
    total = digit = 0
    for word in words:
        if word in "十百":
            total += (digit or 1) * (10 if word == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[word]
    return total + digit


def articles(cited: str) -> Iterator[int]:
    """The numbers in `32(4), 72(4)`, `87-91` or `第二条、第六条`."""
    yield from (number(words) for words in re.findall("第([一二三四五六七八九十百]+)条", cited))
    plain = re.sub(r"\([^)]*\)", "", cited)
    for first, last in re.findall(r"(?<![0-9])([0-9]+)(?:-([0-9]+))?(?![0-9])", plain):
        yield from range(int(first), int(last or first) + 1)


def citations() -> Iterator[tuple[str, str, int]]:
    for room in ("station", "sync", "forms"):
        for file in sorted((ROOT / room).rglob("*.py")):
            code = re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8"))
            for short, law in SHORT.items():
                code = code.replace(short, law)
            for called, law in LAWS.items():
                for cited in re.findall(f"(?:{called}){_ARTICLES}", code):
                    for article in articles(cited):
                        yield file.relative_to(ROOT).as_posix(), law, article


def test_every_article_that_the_code_cites_is_on_the_page() -> None:
    missing = {
        (law, article, file)
        for file, law, article in citations()
        if f"| {law} {article} |" not in PAGE
    }

    assert not missing


def test_every_place_that_the_page_names_exists() -> None:
    places = set(re.findall(r"`((?:station|forms|sync|tests)/[^`]+)`", PAGE))

    assert len(places) > 10
    assert not [place for place in places if not (ROOT / place).exists()]


def test_the_reader_of_citations_reads() -> None:
    assert list(articles("32(4), 72(4)")) == [32, 72]
    assert list(articles("87-91")) == [87, 88, 89, 90, 91]
    assert list(articles("第一百六十五条")) == [165]
    assert len(set(citations())) > 30
