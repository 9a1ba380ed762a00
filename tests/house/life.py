"""docs/cases.md, drawn from the tables of the code.

python -m tests.house.life        writes the page anew
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from forms.catalogue import SHEETS
from station.desk.words import CHINESE, use_language, word
from station.desk.words import _ as say
from station.domain.acts import ACTS
from station.domain.clocks import Effect
from station.domain.event import CaseEvent, Event
from station.domain.events import KINDS
from station.domain.facts import ANY, FACTS
from station.domain.guard import Guard
from station.domain.person_events import PersonEvent
from station.domain.states import HOLDER, CaseState
from station.domain.steps import ROWS, STEPS
from station.domain.values import Side
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "cases.md"

_HEAD = """# The life of a case

For whoever reads a journal, writes the other end of a line, or wonders why something cannot be
done now. The tables are those of the code: `station/domain/states.py` (states and holders),
`steps.py` (steps), `facts.py` (facts), `events.py` (kinds), `acts.py` (acts). This page is drawn
from them by `python -m tests.house.life`, and a test fails when it is not theirs.

## States

Only the holder's events move a case. For items that a village decides itself, the station is
window and decider in one. Two words of practice are no states here: a consultation (咨询) is a
record of its own with no case, and mending on the spot (当场更正) is a moment, one event of a case
that stays where it is.
"""
_STEPS = """
## Steps

A guard is asked of the one who acts; the other end asks only this table
([ADR 0020](adr/0020-the-table-and-the-guards.md)). Clocks: ▶ starts, ■ stops, ‖ is held,
► goes on, + gets more days.
"""
_FACTS = """
## Facts

They move nothing. A fact that may be written while the other office holds the case is welcome in
every state to which that office can take it meanwhile.
"""
_KINDS = """
## Events

Every event carries `kind`, `at` (ISO 8601 with zone), `by` (a person's name) and `no` (the number
under which it was first written); those of a case also `case`, its local receipt number, those of
a person `person`, the identity number. Values are strings, whole numbers and booleans; a date is
`2026-03-04`, a moment has a zone, what is not known is `null`. An office keeps and sends on kinds
that it does not know. Nested values stand in `station/domain/values.py`.
"""
_ACTS = """
## Acts

What a person may do. The screens, `run.py act` and the district's pages draw the same fields;
those in brackets may stay empty.
"""
_SHEETS = """
## Sheets

| code | sheet |
|---|---|
"""
_SIGNS = {"START": "▶", "START_AT_RECEIPT": "▶", "STOP": "■", "HOLD": "‖", "GO_ON": "►"}


def page() -> str:
    """The whole page."""
    use_language(CHINESE)
    parts = (
        _HEAD, _table(("state", "中文", "holder", "events that move it on"), _states()),
        _STEPS, _table(("from", "event", "to", "who", "clocks", "guards", "the rule"), _steps()),
        "\nThe guards:\n", _table(("guard", "what must hold"), _guards()),
        _FACTS, _table(("event", "who writes it", "in which states", "clocks", "guards",
                        "the rule"), _facts()),
        _KINDS, _table(("kind", "中文", "fields"), _kinds()),
        _ACTS, _table(("act", "中文", "becomes", "fields"), _acts()),
        _SHEETS, "".join(f"| `{code}` | {sheet.title} |\n" for code, sheet in SHEETS.items()),
    )  # fmt: skip
    use_language("en")
    return "".join(parts)


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = ["", f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join(lines) + "\n"


def _states() -> Iterator[Sequence[str]]:
    for state in CaseState:
        kinds = ", ".join(f"`{kind.kind}`" for kind in STEPS[state])
        yield f"`{state.value}`", word(state), HOLDER[state].value, kinds


def _steps() -> Iterator[Sequence[str]]:
    for row in ROWS:
        begin = ", ".join(f"`{state.value}`" for state in row.begin)
        yield (
            begin, f"`{row.event.kind}`", f"`{row.to.value}`", row.actor.value,
            _clocks(row.clock), _names(row.guards), row.basis,
        )  # fmt: skip


def _guards() -> Iterator[Sequence[str]]:
    for guard in Guard:
        yield f"`{guard.name.lower()}`", guard.value


def _facts() -> Iterator[Sequence[str]]:
    for fact in FACTS.values():
        both = len(fact.writers) == len(Side)
        who = "the one who decides" if fact.deciders else "both" if both else "station"
        left_out = sorted(state.value for state in ANY - fact.states)
        states = (
            "any" if not left_out
            else "any but " + ", ".join(left_out) if len(left_out) < 5
            else ", ".join(state.value for state in CaseState if state in fact.states)
        )  # fmt: skip
        yield (
            f"`{fact.event.kind}`", who, states, _clocks(fact.clock), _names(fact.guards),
            fact.basis,
        )  # fmt: skip


def _kinds() -> Iterator[Sequence[str]]:
    for name, kind in KINDS.items():
        yield f"`{name}`", word(name), ", ".join(f"`{part}`" for part in _own(kind))


def _own(kind: type[Event]) -> Iterator[str]:
    base = next(one for one in (CaseEvent, PersonEvent, Event) if issubclass(kind, one))
    common = {part.name for part in fields(base)}
    yield from (part.name for part in fields(kind) if part.name not in common)


def _acts() -> Iterator[Sequence[str]]:
    for act in ACTS.values():
        told = (f"`{one.name}`" if one.required else f"[`{one.name}`]" for one in act.fields)
        yield f"`{act.name}`", say(act.title), f"`{act.event.kind}`", " ".join(told)


def _clocks(effects: Sequence[Effect]) -> str:
    if effects == ALL_STOP:
        return "■ all"
    return ", ".join(f"{_SIGNS.get(one.doing.name, '+')} {one.clock.value}" for one in effects)


ALL_STOP = next(row.clock for row in ROWS if row.event.kind == "case_voided")


def _names(guards: Sequence[Guard]) -> str:
    return ", ".join(f"`{guard.name.lower()}`" for guard in guards)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
