"""The words of the district's commands and pages, from the catalogue that the house shares.

The district may not ask the desk of a station, so this is a small twin of its door to words.
A language is an argument here and not a setting: one server answers people of two languages.
"""

import gettext
import os
from enum import Enum
from functools import lru_cache
from pathlib import Path

from station.domain import explaining, telling
from station.domain.case import Why
from station.domain.errors import StationError
from station.domain.fact_events import EventRefused

LOCALE = Path(__file__).resolve().parents[2] / "station" / "locale"
CHINESE, ENGLISH = "zh_CN", "en"


def system_language() -> str:
    """English if the environment says so, else Chinese."""
    asked = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    said = next((value for value in asked if value), "")
    return ENGLISH if said.startswith("en") else CHINESE


@lru_cache(maxsize=4)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("station", LOCALE, [language], fallback=True)


def say(msgid: str, language: str) -> str:
    """The word in this language; itself where the catalogue has none."""
    return _catalogue(language).gettext(msgid) if msgid else ""


def N_(msgid: str) -> str:  # noqa: N802 - the name that every extractor of words knows
    """Marks a word that is shown later, through `say`."""
    return msgid


def word(name: str | Enum, language: str) -> str:
    """The word for a state, a kind of event or another name of the rolls."""
    return say(telling.name_of(name), language)


def because(why: Why | EventRefused, language: str) -> str:
    """Why an event has no effect."""
    return explaining.because(why.reason, why.values, lambda msgid: say(msgid, language))


def explain(error: StationError, language: str) -> tuple[str, str]:
    """What went wrong, and what to do next."""
    return explaining.explain(error, lambda msgid: say(msgid, language))


def told(error: StationError, language: str) -> str:
    """The same in one line."""
    what, next_step = explain(error, language)
    return f"{what}{'。' if language == CHINESE else '. '}{next_step}" if next_step else what
