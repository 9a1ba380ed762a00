"""What the district's commands write. One line of data stays one line, and steers no terminal."""

import sys
from typing import TextIO

from station.domain.errors import BadInput, StationError
from station.domain.telling import harmless, one_line_of_json
from sync.district import words


def _(msgid: str) -> str:
    """The word in the language of the terminal."""
    return words.say(msgid, words.system_language())


def say(line: str = "") -> None:
    """One line on stdout, at once."""
    _write(sys.stdout, line)


def say_json(value: object) -> None:
    """One value as one line of JSON on stdout, at once."""
    _write(sys.stdout, one_line_of_json(value))


def told(fault: StationError) -> str:
    """What there is to say and what to do next, in the language of the terminal."""
    return words.told(fault, words.system_language())


def complain(fault: StationError) -> None:
    """What happened and what to do next, in one line on stderr; of bad input, field by field."""
    language = words.system_language()
    if isinstance(fault, BadInput) and fault.fields:
        told = (f"{name}: {words.told(one, language)}" for name, one in fault.fields.items())
        _write(sys.stderr, "; ".join(told))
    else:
        _write(sys.stderr, words.told(fault, language))


def _write(stream: TextIO, line: str) -> None:
    stream.write(f"{harmless(line)}\n")
    stream.flush()
