"""Hostile text in every field: printed as it is, in no time, touching nothing outside."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from forms.catalogue import SHEETS
from forms.facts import Facts
from forms.fonts.faces import FOLDER, SONG, glyph
from forms.parts.case import Paper
from forms.render import render
from station.domain.errors import StationError
from station.domain.text import normal_form
from tests.forms.reading import close, text_of
from tests.forms.samples import facts

PAYLOADS = (
    "<b>粗", "</para>", "<br/>" * 20_000, "<img src='/etc/passwd'/>", "<font name='nowhere'>",
    "<a href='javascript:x()'>x</a>", "&amp;&lt;&#x0;", "${7*7}{{7*7}}", "%s%n%d",
    "\\(endstream) >>", "(unbalanced", "endobj endstream", "\x00\x01\x1b[31m", "file:///etc/passwd",
    "\u202e倒\u2066序\u200b", "\ud800\udfff", "\ufffe\uffff\ufdd0", "\U0010ffff", "e\u0301" * 300,
    "\u0301" * 2_000, " " * 20_000 + "末", "，" * 5_000, "\n" * 20_000 + "末", "甲\n" * 10_000,
    "\t" * 5_000 + "末", "长" * 20_000, "x" * 20_000, "王\U000e0100" * 500, "\\\\host\\share",
    "☑☐✓■", "مرحبا שלום", "\U0001f468\u200d\U0001f469",
)  # fmt: skip

_watched: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in {"open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"}:
        _watched.append(f"{event} {arguments[0]}")


sys.addaudithook(_watch)


@contextmanager
def watched() -> Iterator[list[str]]:
    """What is opened meanwhile, but for the program's own fonts."""
    global _watching  # noqa: PLW0603
    _watched.clear()
    _watching = True
    try:
        yield _watched
    finally:
        _watching = False
        _watched[:] = [each for each in _watched if str(FOLDER) not in each]


def poisoned(value: Any, payload: str) -> Any:
    """The same facts with the payload at the end of every text but what the program numbers."""
    if isinstance(value, str):
        return value + payload
    if isinstance(value, tuple):
        return tuple(poisoned(each, payload) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                each.name: poisoned(getattr(value, each.name), payload)
                for each in fields(value)
                if each.name not in ("sheet_number", "case_number", "version")
            },
        )
    return value


def spelled(payload: str) -> str:
    """How the payload reads on paper, controls and unknown signs as code points."""
    flat = normal_form(payload).replace("\t", " ").replace("\n", " ")
    return close("".join(glyph(char, SONG).text for char in flat))


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload[:12]))
def test_a_payload_is_printed_as_it_is(payload: str) -> None:
    short = payload if len(payload) < 60 else payload[:16] + payload[-4:]

    text = text_of(render("F01", facts(agent=f"示例{short}末")))

    assert close(f"示例{spelled(short)}末") in text


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload[:12]))
def test_a_payload_in_every_field_opens_nothing(payload: str) -> None:
    sheet: Facts = poisoned(facts(), payload[:60])
    render("F01", facts())

    with watched() as opened:
        pdf = render("F01", sheet)

    assert opened == []
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload[:12]))
def test_a_payload_of_any_length_is_laid_out_in_two_seconds(payload: str) -> None:
    hostile = facts(agent=f"示例{payload}末", papers=(Paper(name=payload or "x", taken="copy"),))
    begun = process_time()

    pdf = render("F01", hostile)

    assert process_time() - begun < 2
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("code", SHEETS)
def test_any_sheet_takes_20000_characters_in_a_cell_in_two_seconds(code: str) -> None:
    payload = "".join((PAYLOADS[2][:8000], "长x，" * 2000, "e\u0301" * 1000, "甲\n" * 2000))
    hostile = facts(agent=f"示例{payload}末", papers=(Paper(name=payload, taken="copy"),))
    begun = process_time()

    pdf = render(code, hostile)

    assert len(payload) == 20_000
    assert process_time() - begun < 2
    assert pdf.startswith(b"%PDF")


def test_a_cell_of_20000_characters_keeps_the_last_of_them() -> None:
    papers = (Paper(name="长" * 19_999 + "末", taken="copy"),)

    text = text_of(render("F01", facts(papers=papers)))

    assert text.count("长") == 19_999
    assert "末" in text


@pytest.mark.parametrize("code", SHEETS)
def test_no_field_of_any_sheet_opens_or_reaches_anything(code: str) -> None:
    """It is laid out, or refused with a hint where a square cannot say it."""
    payload = "<img src='https://example.org/x'/><a href='file:///etc/passwd'>\x00\u202e{0}%s\\("
    sheet: Facts = poisoned(facts(), payload)
    render(code, facts())
    begun = process_time()

    with watched() as opened:
        try:
            assert render(code, sheet).startswith(b"%PDF")
        except StationError as fault:
            assert fault.hint  # noqa: PT017 - one of two outcomes

    assert opened == []
    assert process_time() - begun < 2


def in_a_new_process(script: str) -> str:
    """What the script says; `-B`: Python itself writes nothing."""
    done = subprocess.run(
        [sys.executable, "-B", "-X", "utf8", "-c", script], cwd=FOLDER.parents[1],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.decode()


def test_a_new_process_writes_nowhere_and_calls_nobody() -> None:
    """So a folder of fonts that is read-only is as good as another."""
    said = in_a_new_process(
        "import os, sys; seen = []\n"
        "write = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC\n"
        "def watch(event, given):\n"
        "    if event == 'open' and isinstance(given[2], int) and given[2] & write:\n"
        "        seen.append(str(given[0]))\n"
        "    if event.partition('.')[0] in ('socket', 'subprocess', 'urllib', 'http'):\n"
        "        seen.append(event)\n"
        "    if event in ('os.mkdir', 'os.rename', 'os.remove', 'os.chmod', 'os.system'):\n"
        "        seen.append(event)\n"
        "sys.addaudithook(watch)\n"
        "from forms.render import render\n"
        "from tests.forms.samples import facts\n"
        "render('F01', facts())\n"
        "sys.stdout.write(repr(seen))"
    )

    assert said == "[]"


@pytest.mark.parametrize(
    "spoil",
    [
        "faces.FOLDER = faces.FOLDER / 'nowhere'",
        "faces.RARE = faces.FOLDER / 'nowhere.zip'",
        "faces.RARE = faces.FOLDER / 'han.py'",
        "faces.FOLDER = pathlib.Path('SPOILT')",
    ],
)
def test_fonts_that_are_gone_or_spoilt_are_told_with_what_to_do(spoil: str, tmp_path: Path) -> None:
    (tmp_path / "song.ttf").write_bytes((FOLDER / "song.ttf").read_bytes()[:50_000])
    said = in_a_new_process(
        "import pathlib, sys\n"
        "from forms.fonts import faces\n"
        "from forms.render import render\n"
        "from tests.forms.samples import facts\n"
        f"{spoil.replace('SPOILT', str(tmp_path))}\n"
        "try:\n"
        "    render('F01', facts())\n"
        "except faces.FontFault as fault:\n"
        "    sys.stdout.write(f'{fault} {fault.hint}')"
    )

    assert "is missing or damaged" in said
    assert "Install the program again." in said
