"""What is due with records of ended cases, as both ends' commands list it."""

from station.domain.retention import RecordLine
from station.domain.telling import Say, name_of


def cells(line: RecordLine, say: Say) -> tuple[str, ...]:
    """Number, state, the days on which they freeze and go, and the class."""
    until = line.goes.isoformat() if line.goes else say("kept for ever")
    state = say(name_of(line.state))
    return line.number, state, line.freezes.isoformat(), until, class_name(line, say)


def class_name(line: RecordLine, say: Say) -> str:
    """The class by its name; one whose terms are only typical says so."""
    name = line.kept.name
    return say("{name} (typical term)").format(name=name) if line.is_typical else name


def plain(line: RecordLine) -> dict[str, object]:
    """The same as data; `goes` is null for what is kept for ever."""
    return {
        "case": line.number, "item": line.item, "ended": line.ended.isoformat(),
        "state": line.state.value, "class": line.kept.name, "basis": line.kept.basis,
        "provenance": line.kept.provenance.value, "freezes": line.freezes.isoformat(),
        "goes": line.goes.isoformat() if line.goes else None,
    }  # fmt: skip
