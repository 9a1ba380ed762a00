"""A station with very many cases, made fast.

Events go through the journal itself, the rows of the list are made by the case book itself;
only the statements that write the rows are gathered, and a thousand cases share a transaction.
At the end some cases are shown again in the ordinary way, and nothing may change.
"""

from collections.abc import Iterator
from datetime import timedelta

from station.desk.office import Office
from station.domain.acts import open_case
from station.domain.approvers import Approver
from station.domain.case import Case
from station.domain.numbers import case_number
from station.domain.people import Person
from station.storage.casebook import case_row
from station.storage.search import COLUMNS, index_words
from tests.makers import id_number
from tests.office import HandClock

ITEM = "SB-01"
DAILY = 1000
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香建国玉梅文𠮷䶮龙志春海燕红小"


def resident(number: int) -> Person:
    """Resident `number` (a sample): name, identity number and telephone are all different."""
    given = len(_GIVEN)
    name = (
        _SURNAMES[number % len(_SURNAMES)]
        + _GIVEN[number // len(_SURNAMES) % given]
        + _GIVEN[number // (len(_SURNAMES) * given) % given]
    )
    days, sequence = divmod(number, 1000)
    birth = f"19{30 + days // 336 % 70}{1 + days // 28 % 12:02}{1 + days % 28:02}"
    return Person(
        name=name,
        id_number=id_number(birth=birth, sequence=f"{sequence:03}"),
        phone=f"139{number:08}",
        address=f"示例镇示例村{number}号",
    )


def fill(office: Office, clock: HandClock, count: int) -> None:
    """Record so many cases, a day's worth in a transaction."""
    for first in range(0, count, DAILY):
        clock.time += timedelta(days=1)
        with office.vault.transaction():
            cases = list(_recorded(office, first, min(DAILY, count - first)))
            _show(office, cases)
    _compare(office)


def _recorded(office: Office, first: int, count: int) -> Iterator[tuple[Case, int]]:
    item, tag = office.item(ITEM), office.tag
    for serial in range(1, count + 1):
        stamp = office.stamp()
        number = case_number(office.code, tag, stamp.at.date(), serial)
        event = open_case(
            number=number, item=item, approver=Approver.of(item),
            applicant=resident(first + serial), stamp=stamp,
        )  # fmt: skip
        yield Case.begin(event), office.journal.append(event).seq


def _show(office: Office, cases: list[tuple[Case, int]]) -> None:
    rows = [case_row(case, seq, office.clocks(case)) for case, seq in cases]
    names = list(rows[0])
    last = office.vault.sql("SELECT coalesce(max(id), 0) FROM case_row").fetchone()[0]
    for place, ((case, seq), row) in enumerate(zip(cases, rows, strict=True), start=last + 1):
        person = case.opened.applicant
        values = [row[name] for name in names]
        _insert(office, "case_row", ("id", *names), (place, *values))
        _insert(
            office,
            "resident",
            ("id_number", "name", "phone", "address", "last_seq"),
            (person.id_number, person.name, person.phone, person.address, seq),
        )
        for table, number in (("case_search", case.number), ("resident_search", "")):
            words = index_words(
                name=person.name, id_number=person.id_number, phone=person.phone, number=number
            )
            _insert(office, table, ("rowid", *COLUMNS), (place, *words))


def _insert(office: Office, table: str, names: tuple[str, ...], values: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(names))
    office.vault.sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", *values)


def _compare(office: Office) -> None:
    """The gathered rows are those that the case book writes."""
    with office.vault.transaction():
        rows = office.vault.sql("SELECT number FROM case_row ORDER BY random() LIMIT 20").fetchall()
        for (number,) in rows:
            before = _row(office, number)
            office.casebook.show(number)
            assert _row(office, number) == before


def _row(office: Office, number: str) -> tuple[object, ...]:
    found: tuple[object, ...] = office.vault.sql(
        "SELECT case_row.*, resident.* FROM case_row JOIN resident USING (id_number)"
        " WHERE number = ?",
        number,
    ).fetchone()
    return found
