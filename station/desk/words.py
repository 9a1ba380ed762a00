"""The words that people see. The code writes English; the catalogue has the Chinese.

A msgid may be marked where it is shown, `_("...")`, or where it stands, `N_("...")`. Errors,
fields and rolls are not marked at all: `tests/house/msgids.py` knows where their words stand.
"""

import gettext
import locale
import os
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from station.domain import explaining, telling
from station.domain.errors import StationError
from station.domain.values import NOES, NegativeKind

if TYPE_CHECKING:  # the first screen has words, and no case yet
    from station.domain.case import Why
    from station.domain.fact_events import EventRefused

LOCALE = Path(__file__).resolve().parents[1] / "locale"
CHINESE, ENGLISH = "zh_CN", "en"


class _Shown:
    """The language of this program while it runs."""

    code = ENGLISH
    words: gettext.NullTranslations = gettext.NullTranslations()


def use_language(code: str) -> None:
    """Show words in `zh_CN` or `en`; `auto` asks the system. Chinese where it does not say."""
    chosen = system_language(os.environ) if code == "auto" else code
    _Shown.code = chosen
    _Shown.words = gettext.translation("station", LOCALE, [chosen], fallback=True)


def language() -> str:
    """The language in use: `zh_CN` or `en`."""
    return _Shown.code


def system_language(environment: Mapping[str, str]) -> str:
    """English if the system is set to English, else Chinese."""
    asked = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        _windows_language(),
    )
    return ENGLISH if asked.startswith("en") else CHINESE


def _windows_language() -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def _(msgid: str) -> str:
    """The word in the language of the screen."""
    return _Shown.words.gettext(msgid) if msgid else ""


def in_chinese(msgid: str) -> str:
    """The word in Chinese, whatever the screen shows: sheets are Chinese."""
    return gettext.translation("station", LOCALE, [CHINESE], fallback=True).gettext(msgid)


def N_(msgid: str) -> str:  # noqa: N802 - the name that every extractor of words knows
    """Marks a word that is shown later, through `_`."""
    return msgid


def word(name: str | Enum) -> str:
    """The word for a state, a kind of event or another name of the rolls."""
    return _(telling.name_of(name))


def no_word(kind: NegativeKind) -> str:
    """What a no is called, in the language of the screen."""
    return _(NOES[kind.value])


def explain(error: StationError) -> tuple[str, str]:
    """What went wrong, and what to do next, in the language of the screen."""
    return explaining.explain(error, _)


def because(why: "Why | EventRefused") -> str:
    """Why an event has no effect, in the language of the screen."""
    return explaining.because(why.reason, why.values, _)


def told(error: StationError) -> str:
    """The same in one line."""
    what, next_step = explain(error)
    end = "。" if language() == CHINESE else ". "
    return f"{what}{end}{next_step}" if next_step else what
