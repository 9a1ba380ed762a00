"""The numbers that people see on paper, made without a server.

    case     330211105203-KQ-20261122-0001     station, tag of the incarnation, day, serial
    sheet    F01-330211105203-KQ-20261122-0001 the sheet's code, then the same parts
    consult  ZX-330211105203-KQ-20261122-0001  a consultation (咨询) with no case

The tag keeps numbers apart that two lives of one station give on one day. The official
number (办件编号) comes from the district with acceptance.
"""

import hashlib
import re
from collections.abc import Container, Iterable
from datetime import date

from station.domain.errors import StationError

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which are read as digits."""

CONSULTATION = "ZX"
PRACTICE = "0" * 12
"""The code of every practice station; of no office. Its numbers say so on every sheet."""
PRACTICE_TAG = "LX"
"""练习: the tag of every practice station."""
_ATTEMPTS = 9 * len(LETTERS) ** 2
"""So many that a tag that is free is almost surely met."""
_STATION = re.compile(r"[0-9]{12}")


class BadStationCode(StationError):
    """A station is named by its 12-digit statistical area code."""


def station_code(text: str) -> str:
    """The 12-digit code of a station. Raises BadStationCode."""
    code = text.strip()
    if code == PRACTICE:
        raise BadStationCode(
            "this is the code of practice stations", "It is on the sheet from the district."
        )
    if not _STATION.fullmatch(code):
        raise BadStationCode(
            "a station code has 12 digits", "It is on the sheet from the district."
        )
    return code


def case_number(station: str, tag: str, day: date, serial: int) -> str:
    """The local receipt number (收件编号). `serial` counts from 1 on each day."""
    return f"{station}-{tag}-{day:%Y%m%d}-{serial:04d}"


def sheet_number(sheet: str, station: str, tag: str, day: date, serial: int) -> str:
    """The number on a printed sheet. `serial` counts this sheet's prints of the day."""
    return f"{sheet}-{case_number(station, tag, day, serial)}"


def consultation_number(station: str, tag: str, day: date, serial: int) -> str:
    """The number of a consultation. `serial` counts from 1 on each day."""
    return f"{CONSULTATION}-{case_number(station, tag, day, serial)}"


def tag_of(incarnation: str, taken: Container[str]) -> str:
    """Two letters for an incarnation, other than those of the lives known so far.

    Of 576 tags a station uses one for each restore or copy of its vault; when all were used,
    they begin again, and the date keeps the numbers apart.
    """
    tags = (_letters(incarnation, attempt) for attempt in range(_ATTEMPTS))
    return next((tag for tag in tags if tag not in taken), _letters(incarnation, 0))


def last_tag(lives: Iterable[str]) -> str:
    """The tag of the last of these incarnations of one station, told from its first on."""
    tags: list[str] = []
    for life in lives:
        tags.append(tag_of(life, tags))
    return tags[-1]


def _letters(incarnation: str, attempt: int) -> str:
    seed = hashlib.sha256(f"{incarnation}/{attempt}".encode()).digest()
    return LETTERS[seed[0] % len(LETTERS)] + LETTERS[seed[1] % len(LETTERS)]
