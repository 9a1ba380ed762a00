"""What is set at this station, setting by setting, in words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from types import MappingProxyType

from station.desk.words import N_, _
from station.settings import KEYS, Settings

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "[station] home": N_("Folder of the station"),
        "[station] language": N_("Language"),
        "[station] idle_lock_minutes": N_("Minutes until it locks"),
        "[district] url": N_("Address of the district"),
        "[district] ca_file": N_("Certificates for it"),
        "[district] timeout": N_("Seconds for one call"),
        "[district] every": N_("Minutes between exchanges by themselves"),
        "[district] backup_days": N_("Days that a purge waits for the district's backup"),
        "[district] store": N_("Where a district has its book"),
        "[district] rules": N_("Local rules"),
        "[office] closes": N_("End of office hours"),
        "[office] phone": N_("Telephone on sheets"),
        "[office] address": N_("Address on sheets"),
        "[office] pickup": N_("Where results are fetched"),
        "[office] hours": N_("Office hours on sheets"),
        "[print] command": N_("Program that prints"),
        "[print] printer": N_("Printer"),
        "[print] slip_printer": N_("Printer of slips"),
        "[print] copies": N_("Copies of a sheet"),
        "[print] rare_font": N_("Font for the rarest characters"),
        "[backup] daily": N_("A backup each day"),
        "[backup] folder": N_("Folder of backups"),
        "[backup] second": N_("Second place"),
        "[scan] folder": N_("Folder of the scanner"),
        "[scan] keep": N_("Scans taken stay there"),
        "[screen] look": N_("Look of the screen"),
    }
)
"""What each setting is, an English msgid."""

_PASSWORD = re.compile("(://[^:/@]*):[^/]*@")


@dataclass(frozen=True, kw_only=True)
class InForce:
    """One setting: where it stands in station.ini, what it is, its value as text."""

    where: str
    words: str
    value: str
    usual: bool
    """Whether it is as delivered: the file says nothing of it, or the same."""


def in_force(settings: Settings) -> Iterator[InForce]:
    """Every setting, in the order of the file."""
    usual = Settings(home=settings.home)
    for where, (name, _reader) in KEYS.items():
        value = getattr(settings, name)
        yield InForce(
            where=where, words=_(WORDS[where]), value=_PASSWORD.sub(r"\1:***@", _text(value)),
            usual=value == getattr(usual, name) and name != "home",
        )  # fmt: skip


def _text(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return " ".join(f"{code}:{count}" if code else str(count) for code, count in value) or "-"
    return "-" if value in (None, "") or not isinstance(value, str | int | Path) else str(value)
