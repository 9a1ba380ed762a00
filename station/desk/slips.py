"""Slips: a sheet on the 80 mm roll of a receipt printer. `F01:slip` is that of F01."""

from dataclasses import replace

from forms.catalogue import SHEETS
from station.desk.words import N_, _
from station.settings import Settings

_SLIP = ":slip"
_TITLE = N_("{title} (80 mm slip)")


def parted(code: str) -> tuple[str, bool]:
    """The code of the sheet, and whether its slip is meant."""
    sheet = code.removesuffix(_SLIP)
    return sheet, sheet != code


def offered(settings: Settings, sheet: str) -> tuple[str, ...]:
    """The sheet, and its slip where there is one and a printer for it."""
    has = settings.slip_printer and SHEETS[sheet].slip is not None
    return (sheet, f"{sheet}{_SLIP}") if has else (sheet,)


def title_of(code: str) -> str:
    """What the sheet is called; its code where this program has none of it."""
    sheet, slip = parted(code)
    if sheet not in SHEETS:
        return code
    return _(_TITLE).format(title=SHEETS[sheet].title) if slip else SHEETS[sheet].title


def printing_of(settings: Settings, code: str) -> Settings:
    """The settings by which it prints: a slip goes to its own printer, and never to the program
    that prints sheets of A4."""
    _sheet, slip = parted(code)
    if not slip:
        return settings
    return replace(settings, printer=settings.slip_printer, print_command="")
