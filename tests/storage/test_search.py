"""Nothing typed is syntax, and every character of a name is found."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from station.storage.search import COLUMNS, index_words, match

PEOPLE = {
    1: ("示例𠮷䶮", "330211195804120024", "13800005678"),
    2: ("单示例", "11010519491231002X", "13900001111"),
    3: ("阿卜杜拉·示例", "440524188001010014", ""),
    4: ("Maria Sample", "330211199001011234", "057412345678"),
    5: ("示例𰀡\U0002ebf0", "330211199001011235", ""),
    6: ("令狐示例", "330211199001011236", ""),
}


@pytest.fixture(scope="module")
def index() -> Iterator[sqlcipher.Connection]:
    connection = sqlcipher.connect(":memory:")
    connection.execute(
        f"CREATE VIRTUAL TABLE people USING fts5({', '.join(COLUMNS)}, prefix='1 2 3 4',"
        ' tokenize="unicode61 remove_diacritics 0")'
    )
    for row, (name, id_number, phone) in PEOPLE.items():
        words = index_words(
            name=name, id_number=id_number, phone=phone,
            number=f"330211105203-KQ-20261122-{row:04d}",
        )  # fmt: skip
        connection.execute(
            f"INSERT INTO people (rowid, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",
            (row, *words),
        )
    yield connection
    connection.close()


def found(index: sqlcipher.Connection, typed: str) -> set[int]:
    query = match(typed)
    if not query:
        return set()
    rows = index.execute("SELECT rowid FROM people WHERE people MATCH ?", (query,))
    return {row for (row,) in rows.fetchall()}


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("𠮷䶮", {1}), ("䶮", {1}), ("例𠮷", {1}), ("吉", set()), ("𰀡", {5}), ("\U0002ebf0", {5}),
        ("单示例", {2}), ("shansl", set()), ("ssl", {2}), ("shanshili", {2}), ("danshili", {2}),
        ("阿卜杜拉·示例", {3}), ("阿卜杜拉", {3}), ("maria", {4}), ("SAMP", {4}),
        ("linghu", {6}), ("lhsl", {6}), ("0024", {1}), ("002X", {2}), ("002x", {2}),
        ("11010519491231002X", {2}), ("１３８０", {1}), ("5678", {1, 4}),
        ("20261122-0003", {3}), ("kq-20261122-0004", {4}), ("示例 0024", {1}), ("示例 9999", set()),
    ],
)  # fmt: skip
def test_people_are_found_by_what_an_agent_remembers(
    index: sqlcipher.Connection, typed: str, rows: set[int]
) -> None:
    assert found(index, typed) == rows


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "name:x",
        "a OR b",
        "NEAR(a b)",
        "x*",
        "-x",
        "^x",
        "(",
        "{name} : x",
        "a AND",
        "\x00",
        "*",
    ],
)
def test_what_looks_like_a_query_is_text(index: sqlcipher.Connection, typed: str) -> None:
    found(index, typed)


@given(st.text(max_size=60))
def test_no_text_is_an_error(typed: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE people USING fts5({', '.join(COLUMNS)})")
    query = match(typed)
    if query:
        connection.execute("SELECT rowid FROM people WHERE people MATCH ?", (query,)).fetchall()
    connection.close()


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FEF) | st.characters(
    min_codepoint=0x20000, max_codepoint=0x2EBE0
)


@given(st.text(HAN, min_size=1, max_size=6))
def test_a_name_is_found_by_itself_and_by_each_of_its_characters(name: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        f"CREATE VIRTUAL TABLE people USING fts5({', '.join(COLUMNS)},"
        ' tokenize="unicode61 remove_diacritics 0")'
    )
    words = index_words(name=name, id_number="", phone="", number="")
    connection.execute("INSERT INTO people VALUES (?, ?, ?, ?, ?)", words)
    for typed in (name, *name):
        query = match(typed)
        hits = connection.execute("SELECT count(*) FROM people WHERE people MATCH ?", (query,))
        assert hits.fetchone() == (1,)
    connection.close()
