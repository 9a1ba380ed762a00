"""The words that people see, collected from the code into the Chinese catalogue.

    python -m tests.house.msgids        (run.py words)

adds new msgids to station.po with no Chinese yet, drops those no longer said, and compiles
station.mo. Where words stand in the code: `_` and `N_`; the message and the hint of errors;
the words of key bindings and of progress; and the rolls.
"""

import ast
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from station.cli import COMMANDS
from station.desk.catalogue import catalogue as items
from station.desk.showing import Way
from station.desk.words import LOCALE
from station.domain.acts import ACTS
from station.domain.agenda import Matter
from station.domain.calendar import DayKind
from station.domain.clockcheck import ClockDoubt
from station.domain.clocks import Clock, Doing
from station.domain.consulting import CONSULTATION, EXPLANATION
from station.domain.deadlines import Note
from station.domain.disputes import CORRECT_FIELDS, DISPUTE_FIELDS, SETTLE_FIELDS
from station.domain.dues import LEGAL, PROMISED
from station.domain.event import CaseEvent
from station.domain.event_told import QUIET, label_of
from station.domain.events import KINDS
from station.domain.guard import Guard
from station.domain.items import Level, Unit
from station.domain.local_rules import Broken, Overdue
from station.domain.looking import LOOK_FIELDS, Purpose
from station.domain.negatives import SPOKEN
from station.domain.person_events import PersonEvent
from station.domain.printing import Became, Hindrance
from station.domain.published_events import NotTaken, Published
from station.domain.retention import RecordState
from station.domain.roles import AgentRole, Right
from station.domain.scrutiny_told import WORDS
from station.domain.sharing_events import SharingAnswer, SharingPurpose
from station.domain.sheet_told import OnRecord
from station.domain.states import Actor, CaseState, Holder
from station.domain.telling import name_of
from station.domain.values import (
    NOES,
    Consent,
    DeliveryPlan,
    Failure,
    Filed,
    NegativeKind,
    Place,
    Power,
    Presenter,
    Request,
    Role,
    Side,
    Taken,
)
from station.domain.versions import ChangeKind
from sync.errors import FAULTS

ROOT = Path(__file__).resolve().parents[2]
PO = LOCALE / "zh_CN" / "LC_MESSAGES" / "station.po"
MO = PO.with_suffix(".mo")
SHOWN: tuple[type[Enum], ...] = (
    Actor, AgentRole, Became, Broken, CaseState, ChangeKind, Clock, ClockDoubt, Consent, DayKind,
    DeliveryPlan, Doing, Failure, Filed, Guard, Hindrance, Holder, Level, Matter, NegativeKind,
    NotTaken, Note, OnRecord, Overdue, Place, Power, Presenter, Published, Purpose, RecordState,
    Request, Right, Role, SharingAnswer, SharingPurpose, Side, Taken, Unit, Way,
)  # fmt: skip
"""Enums whose members are shown by `word`."""
_FIRST_WORD = {"_": 0, "N_": 0, "say": 0, "progress": 0, "step": 0, "Binding": 2}
"""Calls, and the argument that is a msgid."""
_TELLS_WHY = {kind.__name__ for kind in KINDS.values() if "reason" in kind.__annotations__}
"""Events with a reason: one that the program itself gives is a literal and a msgid."""
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""The catalogue's dates: the same words make the same file."""
_HEADER = "# The words of the station in Chinese. Collected by: run.py words"
_DATA_FILES = ("the catalogue", "the calendar", "the local rules", "the code list")
"""What `DataFaults` calls the file that it refuses."""
_PAGE_WORDS = {"where", "todo"}  # class attributes of pages that are msgids


def collected() -> Mapping[str, set[str]]:
    """Each msgid of the program, and the files that say it."""
    places: dict[str, set[str]] = defaultdict(set)
    trees = {file: ast.parse(file.read_text("utf-8")) for file in files()}
    errors = _error_classes(trees.values())
    for file, tree in trees.items():
        for msgid in _said(tree, errors):
            places[msgid].add(file.relative_to(ROOT).as_posix())
    for place, msgid in (*_rolls(), *_events(), *_templates()):
        places[msgid].add(place)
    places.pop("", None)
    return places


def _templates() -> Iterator[tuple[str, str]]:
    """The words of the district's pages."""
    for file in sorted((ROOT / "sync").rglob("*.html")):
        place = file.relative_to(ROOT).as_posix()
        with file.open("rb") as page:
            for _, _, msgid, _ in babel_extract(page, ["_"], [], {}):
                yield place, str(msgid)


def files() -> Iterator[Path]:
    """The modules of the program."""
    for room in ("station", "sync", "forms"):
        yield from sorted((ROOT / room).rglob("*.py"))


def _rolls() -> Iterator[tuple[str, str]]:
    for act in ACTS.values():
        yield "station/domain/acts.py", act.title
        for field in act.fields:
            yield "station/domain/acts.py", field.label
            for choice in field.choices:
                yield "station/domain/acts.py", name_of(choice)
    yield from _forms()
    noes = (name_of(SPOKEN), *NOES.values())
    yield from (("station/domain/negatives.py", msgid) for msgid in noes)
    yield from _told()
    for names in SHOWN:
        for member in names:
            yield names.__module__.replace(".", "/") + ".py", name_of(member)
    for clock in (PROMISED, LEGAL):
        yield "station/domain/dues.py", clock
    for what in COMMANDS.values():
        yield "station/cli/__init__.py", what
    yield from (("station/domain/reading.py", named) for named in _DATA_FILES)
    for item in items().newest.values():
        yield "station/data/items.json", name_of(item.evidence.confidence)


def _told() -> Iterator[tuple[str, str]]:
    """What there is to say of a kind of fault, and what to do next."""
    for room, told in (("sync/errors.py", FAULTS), ("station/domain/scrutiny_told.py", WORDS)):
        for words in told.values():
            yield from ((room, msgid) for msgid in words)


def _forms() -> Iterator[tuple[str, str]]:
    """Forms that belong to no act of a case."""
    for room, asked in (
        ("looking", LOOK_FIELDS),
        ("disputes", (*DISPUTE_FIELDS, *SETTLE_FIELDS, *CORRECT_FIELDS)),
        ("consulting", (*CONSULTATION, *EXPLANATION)),
    ):
        for field in asked:
            yield f"station/domain/{room}.py", field.label
            for choice in field.choices:
                yield f"station/domain/{room}.py", name_of(choice)


def _events() -> Iterator[tuple[str, str]]:
    """Kinds of events, and the parts of theirs that are told."""
    for name, kind in KINDS.items():
        yield "station/domain/events.py", name_of(name)
        told = issubclass(kind, CaseEvent | PersonEvent)
        for part in {part.name for part in fields(kind)} - QUIET if told else ():
            yield "station/domain/event_told.py", label_of(kind, part)


def _error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """Names of the errors whose first two arguments are a message and a hint.

    Those with an `__init__` of their own take other arguments; theirs stand in it.
    """
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    own = {one.name for one in classes if any(_named(line, "__init__") for line in one.body)}
    errors = {"StationError"}
    for _ in classes:
        errors |= {
            one.name
            for one in classes
            if one.name not in own and errors & {_last_name(base) for base in one.bases}
        }
    return errors | {"super().__init__"}


def _named(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _said(tree: ast.Module, errors: set[str]) -> Iterator[str]:
    constants: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            constants[_target(node)].append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in _worded(node, errors):
                yield from _literals(argument, constants)
        elif isinstance(node, ast.AnnAssign | ast.Assign) and _target(node) in _PAGE_WORDS:
            yield from _literals(node.value, constants)


def _target(node: ast.AnnAssign | ast.Assign) -> str:
    return _last_name(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])


def _worded(call: ast.Call, errors: set[str]) -> Iterator[ast.expr]:
    """The arguments of a call that are msgids."""
    name = _last_name(call.func)
    if name in _FIRST_WORD:
        yield from call.args[_FIRST_WORD[name] :][:1]
    elif isinstance(call.func, ast.Name) and name == "count":
        yield from call.args[:1]
    elif name == "Limit":
        yield from (one.value for one in call.keywords if one.arg == "clock")
    elif name == "Why" or name in _TELLS_WHY:
        yield from (one.value for one in call.keywords if one.arg == "reason")
    elif name in errors or ast.unparse(call.func) in errors:
        yield from call.args[:2]
        yield from (one.value for one in call.keywords if one.arg in ("message", "hint"))


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _literals(node: ast.expr | None, constants: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    """What an argument may say: itself, what its name was set to, any row of a table."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name):
        for value in constants.get(node.id, ()):
            yield from _literals(value, {})
    for part in _parts(node, constants):
        yield from _literals(part, constants)


def _parts(node: ast.expr | None, constants: Mapping[str, list[ast.expr]]) -> list[ast.expr]:
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.Starred):
        return [node.value]
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        named = constants.get(node.value.id, ())
        tables = [one.args[0] if isinstance(one, ast.Call) and one.args else one for one in named]
        return [row for one in tables if isinstance(one, ast.Dict) for row in one.values]
    return []


def catalogue() -> Catalog:
    """The Chinese catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def renewed(old: Catalog) -> Catalog:
    """The msgids of the code, in order, with the Chinese that `old` has for them."""
    new = Catalog(
        locale="zh_CN", project="station", version="1", charset="utf-8", header_comment=_HEADER,
        creation_date=_NO_DATE, revision_date=_NO_DATE, fuzzy=False,
        msgid_bugs_address="-", last_translator="-", language_team="-",
    )  # fmt: skip
    for msgid, places in sorted(collected().items()):
        known = old.get(msgid)
        new.add(msgid, known.string if known else "", [(place, 1) for place in sorted(places)])
    return new


def compiled(words: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, words)
    return buffer.getvalue()


def main() -> int:
    """Renew and compile the catalogue. 1 if a word has no Chinese yet."""
    words = renewed(catalogue() if PO.exists() else Catalog())
    with PO.open("wb") as file:
        write_po(file, words, width=100, include_lineno=False)
    MO.write_bytes(compiled(words))
    missing = [message.id for message in words if message.id and not message.string]
    sys.stdout.write("".join(f"no Chinese: {msgid}\n" for msgid in missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
