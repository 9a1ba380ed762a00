"""Code lists as a district publishes them: 行政区划代码 and others, with the days of each code.

Codes of villages change every year (统计用区划代码): one that ended stays in the list, with the
one that took its place.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from station.domain.errors import StationError
from station.domain.items import Words
from station.domain.reading import DataFaults, Flaw, Reader

AREAS = "areas"
"""行政区划代码: the list by which a station's own code is understood."""
ListName = Annotated[str, Meta(pattern="^[a-z][a-z0-9_-]{0,39}$")]
Code = Annotated[str, Meta(pattern="^[0-9A-Za-z._-]{1,40}$")]


class CodeFaults(DataFaults):
    """A code list cannot be used; each fault names the code and the field."""


class CodeEnded(StationError):
    """A code that is not used any more."""


@dataclass(frozen=True, kw_only=True)
class CodeRow:
    """One code and what it stands for."""

    code: Code
    name: Words
    since: date | None
    """Its first day; None: since ever."""
    until: date | None
    """The first day on which it is not used any more; None if none is known."""
    successor: str
    """The code that takes its place then; empty if none does."""

    def counts(self, day: date) -> bool:
        """Whether it is used on this day."""
        return (self.since or date.min) <= day < (self.until or date.max)


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """One list in one version."""

    schema: Annotated[int, Meta(ge=1, le=1)]
    list: ListName
    version: int
    name_zh: Words
    name_en: Words
    source: Words
    """Which standard or notice it follows."""
    codes: tuple[CodeRow, ...]

    @cached_property
    def rows(self) -> Mapping[str, CodeRow]:
        """By code."""
        return {row.code: row for row in self.codes}

    def ended(self, code: str, day: date) -> CodeEnded | None:
        """What there is to say if the list says that the code is not used any more on this day.
        One that it does not have is not judged."""
        row = self.rows.get(code)
        if row is None or row.until is None or row.until > day:
            return None
        return CodeEnded(
            "code {code} ({name}) ended on {day}",
            "Take the one that came in its place: {successor}",
            code=code, name=row.name, day=row.until, successor=row.successor or "-",
        )  # fmt: skip


def read_codes(raw: object) -> CodeList:
    """The list in a parsed file. Raises CodeFaults."""
    reader = Reader()
    named = str(raw.get("list", "-")) if isinstance(raw, Mapping) else "-"
    found = reader.read(CodeList, raw, named)
    if found:
        for record, field, what in _contradictions(found):
            reader.note(record, field, what)
    if found is None or reader.faults:
        raise CodeFaults("the code list", tuple(reader.faults))
    return found


def _contradictions(found: CodeList) -> Iterator[tuple[str, str, Flaw]]:
    for code, count in Counter(row.code for row in found.codes).items():
        if count > 1:
            yield code, "code", Flaw("stands {count} times", count=count)
    for row in found.codes:
        if row.until is not None and row.until <= (row.since or date.min):
            yield row.code, "until", Flaw("before its first day")
        if row.successor and (row.successor not in found.rows or row.successor == row.code):
            yield row.code, "successor", Flaw("not another code of this list")
        if row.successor and row.until is None:
            yield row.code, "until", Flaw("this must be filled in")
