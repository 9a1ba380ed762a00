"""The fields of an act: what a person must say, how it is checked, all faults at once.

A screen, a web page and a command draw the same fields; what they hand back are texts (and
lists of lines), and here they become values.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any

from station.domain.errors import BadInput, StationError
from station.domain.telling import quoted
from station.domain.text import clean_line, clean_text
from station.domain.values import Defect, Paper, Taken


class FieldKind(Enum):
    """What is typed into a field; screens choose the widget by it."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    """Some of the choices, with commas or spaces between."""
    NUMBERS = "numbers"
    """Numbers of materials, with commas or spaces between."""
    LINES = "lines"
    """Names or words, one a line."""
    DEFECTS = "defects"
    """One defect a line: paper ; fault ; basis ; remedy. The last two may be left out."""
    PAPERS = "papers"
    """Material number -> a word of `Taken`, or a mapping with `taken`, `copies`, ..."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing to say. `label` and the words of `choices` are English msgids."""

    name: str
    label: str
    kind: FieldKind = FieldKind.LINE
    required: bool = True
    choices: tuple[str, ...] = ()
    check: Callable[[str], str] | None = None
    """For a line: its normal form. Raises StationError for what has none."""


class BadField(StationError):
    """A field that cannot be understood."""


class SomePapersWrong(BadInput):
    """Rows of papers that cannot be understood; `good` are the others."""

    def __init__(self, faults: Mapping[str, StationError], good: Mapping[int, Paper]) -> None:
        super().__init__(faults)
        self.good = good


Given = Mapping[str, object]
_EMPTY: tuple[object, ...] = ("", None, [], {}, ())
_MILLION = 1_000_000
_MATERIAL = re.compile("[1-9][0-9]{0,3}")
_SEPARATORS = re.compile("[,，、;；]")
_DEFECT = ("paper", "fault", "basis", "remedy")


def parse(fields: Sequence[Field], given: Given) -> Mapping[str, Any]:
    """The values by field name: text, date, datetime, int, papers or defects.

    A field left empty that need not be filled is "" (text), None (date, moment, number) or ()
    (lines). Raises BadInput with the faults of all fields at once.
    """
    values, faults = understood(fields, given)
    if faults:
        raise BadInput(faults)
    return MappingProxyType(values)


def understood(
    fields: Sequence[Field], given: Given
) -> tuple[dict[str, Any], dict[str, StationError]]:
    """The values that can be understood, as `parse` has them, and the faults of the others: who
    has more to ask of the values tells all faults at once. Of papers those that can be
    understood are there, whatever is wrong with others."""
    faults: dict[str, StationError] = {
        name: BadField("there is no such field here", "Look at the list of fields.")
        for name in given.keys() - {field.name for field in fields}
    }
    values: dict[str, Any] = {}
    for field in fields:
        try:
            values[field.name] = _read(field, given.get(field.name))
        except SomePapersWrong as fault:
            faults[field.name], values[field.name] = fault, fault.good
        except StationError as fault:
            faults[field.name] = fault
    return values, faults


def _read(field: Field, raw: object) -> object:
    """The value; what is only blanks is as empty as nothing."""
    empty = raw in _EMPTY
    if not (empty and field.required):
        value = _READERS[field.kind](field, "" if empty else raw)
        if value not in _EMPTY or not field.required:
            return value
    raise BadField("this must be filled in", "It stands on a sheet or in the law.")


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise BadField("a text is expected here", 'Write it between quotes: "...".')
    return raw


def _line(field: Field, raw: object) -> str:
    line = clean_line(_text(raw))
    return field.check(line) if field.check and line else line


def _long(_: Field, raw: object) -> str:
    return clean_text(_text(raw))


def _date(_: Field, raw: object) -> date | None:
    if not (text := clean_line(_text(raw))):
        return None
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError:
        raise BadField("this is not a date", "Write it like 2026-03-04.") from None


def _moment(_: Field, raw: object) -> datetime | None:
    if not (text := clean_line(_text(raw))):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadField("this is not a time", "Write it like 2026-03-04 15:30.") from None


def _number(_: Field, raw: object) -> int | None:
    text = _word(raw).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadField("this is not a number", "Write it with digits.")
    return int(text)


def _choice(field: Field, raw: object) -> str:
    text = _text(raw)
    if text and text not in field.choices:
        raise BadField(
            "choose one of: {choices}", "Nothing else is possible here.",
            choices=quoted(field.choices),
        )  # fmt: skip
    return text


def _choices(field: Field, raw: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (_choice(field, word) for word in _words(raw)))))


def _numbers(_: Field, raw: object) -> tuple[int, ...]:
    words = _words(raw)
    if not all(_MATERIAL.fullmatch(word) for word in words):
        raise BadField("a material is named by its number", "It stands in the item's list.")
    return tuple(sorted({int(word) for word in words}))


def _words(raw: object) -> list[str]:
    """What stands between commas and spaces; a list is taken as it is."""
    if isinstance(raw, list | tuple):
        return [_word(one) for one in raw]
    return _SEPARATORS.sub(" ", _word(raw)).split()


def _word(raw: object) -> str:
    """A text, or a number that is written as one."""
    return str(raw) if type(raw) is int and abs(raw) < _MILLION else _text(raw)


def _lines(_: Field, raw: object) -> tuple[str, ...]:
    lines = _text(raw).splitlines() if isinstance(raw, str) else raw
    if not isinstance(lines, Sequence):
        raise BadField("a list of lines is expected here", "Write one a line.")
    return tuple(clean for line in lines if (clean := clean_line(_text(line))))


def _defects(_: Field, raw: object) -> tuple[Defect, ...]:
    lines = _text(raw).splitlines() if isinstance(raw, str) else raw
    if not isinstance(lines, Sequence):
        raise BadField("a list of lines is expected here", "One defect a line.")
    return tuple(_defect(line) for line in lines if not isinstance(line, str) or line.strip())


def _defect(line: object) -> Defect:
    """From a line of text, or from a mapping with the fields of a `Defect`."""
    seq: object = 0
    if isinstance(line, Mapping):
        seq = line.get("seq", 0)
        if set(line) - {"seq", *_DEFECT} or not _is_count(seq):
            raise BadField("a defect has seq, paper, fault, basis, remedy", "Correct the names.")
        words = [clean_text(_text(line.get(name, ""))) for name in _DEFECT]
    else:
        words = [part.strip() for part in clean_text(_text(line)).replace("；", ";").split(";")]
        if len(words) > len(_DEFECT):
            raise BadField(
                "more than four parts in one line", "Paper ; fault ; basis ; how to mend it."
            )
    paper, fault, basis, remedy = (*words, "", "", "", "")[:4]
    if not paper or not fault:
        raise BadField("each defect names the paper and the fault", "Paper ; what is wrong.")
    assert isinstance(seq, int)
    return Defect(seq=seq, paper=paper, fault=fault, basis=basis, remedy=remedy)


def _is_count(value: object) -> bool:
    """A number of sheets, or that of a paper; one beyond 9999 is a typing mistake."""
    return type(value) is int and abs(value) <= 9999


def _papers(_: Field, raw: object) -> Mapping[int, Paper]:
    if not isinstance(raw, Mapping):
        raise BadField("papers are told by their numbers", 'Write them like {"1": "original"}.')
    faults: dict[str, StationError] = {}
    papers: dict[int, Paper] = {}
    for key, value in raw.items():
        try:
            paper = _paper(key, value)
            papers[paper.seq] = paper
        except StationError as fault:
            faults[str(key)] = fault
    if faults:
        raise SomePapersWrong(faults, papers)
    return papers


def _paper(key: object, value: object) -> Paper:
    if not _MATERIAL.fullmatch(str(key)):
        raise BadField("a material is named by its number", "It stands in the item's list.")
    said = value if isinstance(value, Mapping) else {"taken": value}
    counts: dict[str, Any] = {name: part for name, part in said.items() if part is not None}
    taken = counts.pop("taken", None)
    if taken not in [way.value for way in Taken]:
        raise BadField(
            "choose one of: {choices}",
            "It says how the paper came in.",
            choices=quoted(way.value for way in Taken),
        )
    until = _date(_UNTIL, counts.pop("until", ""))
    reference = clean_line(_text(counts.pop("reference", "")))
    numbers = {"originals", "copies", "pages"}
    if not (counts.keys() <= numbers and all(map(_is_count, counts.values()))):
        raise BadField(
            "besides taken there are originals, copies, pages, until, reference",
            "Give whole numbers, a day and a name.",
        )
    if taken == Taken.CERTIFICATE.value and not reference:
        raise BadField("an electronic certificate has a number", "Give it as reference.")
    return Paper(seq=int(str(key)), taken=Taken(taken), until=until, reference=reference, **counts)


def as_given(paper: Paper) -> object:
    """What a form hands in for a paper that came in so; the sheets are counted by the item."""
    more = {"reference": paper.reference} if paper.reference else {}
    if paper.until:
        more["until"] = paper.until.isoformat()
    return {"taken": paper.taken.value, **more} if more else paper.taken.value


_UNTIL = Field(name="until", label="Promised for", kind=FieldKind.DATE)

_READERS: Mapping[FieldKind, Callable[[Field, object], Any]] = MappingProxyType(
    {
        FieldKind.LINE: _line,
        FieldKind.TEXT: _long,
        FieldKind.DATE: _date,
        FieldKind.MOMENT: _moment,
        FieldKind.NUMBER: _number,
        FieldKind.CHOICE: _choice,
        FieldKind.CHOICES: _choices,
        FieldKind.NUMBERS: _numbers,
        FieldKind.LINES: _lines,
        FieldKind.DEFECTS: _defects,
        FieldKind.PAPERS: _papers,
    }
)
