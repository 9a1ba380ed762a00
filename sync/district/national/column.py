"""What a column of an exchange table is, and a table of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Generic, TypeVar

from station.domain.case import Case
from station.domain.items import Item
from station.domain.telling import Say
from sync.district.national.plan import Plan
from sync.district.words import N_

S = TypeVar("S")
Value = str | int | datetime | None
NOWHERE = N_("It stands in no entry of the case; type it at the other system.")
IN_THE_PLAN = N_("Give it in exchange.json in the folder of the district.")


class Form(Enum):
    """The type of a column, as the published tables declare it."""

    TEXT = "varchar"
    NUMBER = "int"
    TIME = "datetime"
    """In official time, YYYY-MM-DD hh:mm:ss."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What the rows of one case are filled from."""

    case: Case
    item: Item | None
    """In the case's own version; None if the catalogue does not have it."""
    scans: Mapping[int, tuple[str, ...]]
    """The names of the files that belong to each paper."""
    plan: Plan
    say: Say
    """Into Chinese: the tables are."""


@dataclass(frozen=True)
class Column(Generic[S]):
    """One column. An empty value in one that is `required` is told as a fault."""

    name: str
    name_zh: str
    form: Form
    length: int
    """Characters; 0 for numbers and times."""
    required: bool
    how: str
    """From what it is filled, for whoever reads docs/exchange-tables.md."""
    fill: Callable[[S], Value]
    codes: str = ""
    """The list in which `fill` finds a word, and the table wants its code."""
    hint: str = NOWHERE


@dataclass(frozen=True)
class Table(Generic[S]):
    """One table. `rows` tells what its rows are about, each with a key that is its own within the
    case, and stays so."""

    name: str
    name_zh: str
    rows: Callable[[About], Iterable[tuple[str, S]]]
    about: Callable[[S], About]
    columns: tuple[Column[S], ...]


AnyTable = Table[Any]
