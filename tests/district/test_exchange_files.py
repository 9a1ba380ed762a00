"""Exchange tables as files: every value comes back, and none is a formula."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.district.national import gb18030
from sync.district.national.files import (
    Encoding,
    Shape,
    TableFile,
    as_it_was,
    csv_line,
    harmless,
    json_line,
)

COLUMNS = ("a", "b", "c")
FORMULAS = "=+-@\t\r＝＋－＠"
_DECODE: dict[Encoding, Callable[[bytes], str]] = {
    Encoding.UTF_8: bytes.decode,
    Encoding.GB18030: gb18030.decode,
}
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["=1+1", "'=1", "''", "-2", "＝SUM(A1)", "\t=1", "a\r\nb", '"', ",", "示例𠮷䶮"]
)
rows = st.lists(st.tuples(texts, texts, texts), max_size=5)


def written(shape: Shape, encoding: Encoding, lines: list[tuple[str, str, str]]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t"
        file = TableFile(path, COLUMNS, shape, encoding)
        for line in lines:
            file.write(line)
        file.finish()
        return path.read_bytes()


@given(rows)
@example([("=1+1", "'=1", "\r")])
@pytest.mark.parametrize("encoding", [Encoding.UTF_8, Encoding.GB18030])
def test_csv_has_every_value_and_no_formula(
    encoding: Encoding, lines: list[tuple[str, str, str]]
) -> None:
    text = _DECODE[encoding](written(Shape.CSV, encoding, lines))
    head, *read = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(head) == COLUMNS
    assert [tuple(map(as_it_was, line)) for line in read] == lines
    assert not [cell for line in read for cell in line if cell[:1] and cell[0] in FORMULAS]


@given(rows)
def test_json_lines_have_every_value_as_it_is(lines: list[tuple[str, str, str]]) -> None:
    text = written(Shape.JSONL, Encoding.UTF_8, lines).decode()
    read = [json.loads(line) for line in text.split("\n")[:-1]]
    assert read == [dict(zip(COLUMNS, line, strict=True)) for line in lines]


def test_what_a_spreadsheet_would_count_has_a_mark_before_it() -> None:
    assert [harmless(f"{char}1")[0] for char in FORMULAS] == ["'"] * len(FORMULAS)
    assert harmless("330211") == "330211"
    assert harmless("") == ""


def test_empty_and_number_stay_what_they_are() -> None:
    assert csv_line(["", None, 3]) == ",,3\r\n"
    assert json.loads(json_line(COLUMNS, ["", None, 3])) == {"a": "", "b": None, "c": 3}


def test_a_spreadsheet_is_told_that_it_is_utf_8() -> None:
    assert written(Shape.CSV, Encoding.UTF_8_BOM, []) == b"\xef\xbb\xbfa,b,c\r\n"
    assert written(Shape.JSONL, Encoding.UTF_8, []) == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows gives a file the rights of its folder")
def test_only_who_writes_it_may_read_it(tmp_path: Path) -> None:
    TableFile(tmp_path / "t", COLUMNS, Shape.CSV, Encoding.UTF_8).close()
    assert (tmp_path / "t").stat().st_mode & 0o077 == 0
