"""station.ini -> Settings. The only reader of configparser.

A setting says where this station is, how machines are reached, what sheets call it, which file
holds the rules of the place; never itself how long a resident may be made to wait: that is law.
"""

import configparser
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from station.domain.errors import BadInput, StationError
from station.domain.text import clean_line

INI = Path(__file__).resolve().parents[1] / "station.ini"
"""The settings that belong to this copy of the program."""
RULES = Path(__file__).resolve().parent / "data" / "rules"
"""The local rules that the program brings along, one file for each."""


class BadSetting(StationError):
    """One setting that cannot be used."""


class BadSettings(BadInput):
    """station.ini cannot be used; `fields` names each setting as `[section] key`."""

    def __init__(self, fields: Mapping[str, StationError]) -> None:
        super().__init__(fields, hint="Correct station.ini with a text editor, then start again.")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One copy of the program at one counter."""

    home: Path
    """The folder of the vault and all that belongs to it."""
    language: str = "auto"
    idle_lock_minutes: int = 5
    """Minutes without a key after which the agent's passphrase is asked for again."""
    district_url: str = ""
    """Where the district's server is; empty at a station that only uses sticks."""
    district_ca_file: Path | None = None
    """Certificates that may vouch for that server; None for those of the machine."""
    district_timeout: int = 60
    """Seconds for one call."""
    district_every: int = 30
    """Minutes between two exchanges that go by themselves; 0: there are none."""
    district_backup_days: int = 30
    """Days for which a purge waits for a backup of the district; a typical value, in no law."""
    district_store: str = ""
    """Address of the PostgreSQL database of a district; empty: a file in its folder."""
    rules: str = "national"
    """The local rules in force: a name in RULES, or the path of a file."""
    closes: time = time(17, 0)
    """The end of office hours: the last day of a limit in days ends then (民法典 203)."""
    office_phone: str = ""
    office_address: str = ""
    office_pickup: str = ""
    """Where residents fetch results, if it is not the address."""
    office_hours: str = ""
    """Office hours as they stand on sheets."""
    print_command: str = ""
    """What prints `{file}` in so many `{copies}`; empty: the system's own."""
    printer: str = ""
    """The printer by its name in the system; empty for the system's default."""
    slip_printer: str = ""
    """The receipt printer for slips of 80 mm; empty: none."""
    print_copies: tuple[tuple[str, int], ...] = ()
    """By code of the sheet, or by no code for all others; else as the sheet asks."""
    rare_font: Path | None = None
    """A TrueType font of this PC for characters that no font of the program draws. It is looked
    at when something prints: that it is gone must not keep the station closed."""
    backup_daily: bool = True
    """Whether the program at the counter makes a backup of each day by itself."""
    backup_folder: Path | None = None
    """Where it lies; None for the folder `backups` of the home."""
    backup_second: Path | None = None
    """The folder that gets each backup once more, on a stick or another machine."""
    scan_folder: Path | None = None
    """Where the scanner or the document camera writes; None where there is none."""
    scan_keep: bool = False
    """Whether what was attached stays in that folder."""
    look: str = "auto"
    """Colours and boxes of the screen; `plain` for old consoles."""


def read(file: Path, *, home: Path | None = None) -> Settings:
    """The settings in `file`, or the defaults if there is none. `home` goes before the file's.
    Raises BadSettings with all faults at once, each naming key and value."""
    base = file.resolve().parent
    values: dict[str, Any] = {"home": base / "data"} | _values(_parsed(file), base)
    return Settings(**values if home is None else values | {"home": home.resolve()})


def _parsed(file: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, default_section="\0")
    try:
        parser.read_string(_text(file))
    except configparser.MissingSectionHeaderError as fault:
        raise BadSettings(_unclear((fault.lineno, fault.line))) from fault
    except configparser.ParsingError as fault:
        raise BadSettings(_unclear(*fault.errors)) from fault
    except configparser.DuplicateSectionError as fault:
        raise BadSettings(_twice(f"[{fault.section}]")) from fault
    except configparser.DuplicateOptionError as fault:
        raise BadSettings(_twice(f"[{fault.section}] {fault.option}")) from fault
    return parser


def _text(file: Path) -> str:
    """Editors on Windows put a mark before UTF-8; older ones save in the Chinese code page."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as fault:
        reason = BadSetting("it cannot be read: {reason}", reason=fault.strerror)
        raise BadSettings({file.name: reason}) from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _unclear(*lines: tuple[int, str]) -> Mapping[str, StationError]:
    return {
        f"line {number}": BadSetting("it is neither a section nor a setting") for number, _ in lines
    }


def _twice(where: str) -> Mapping[str, StationError]:
    return {where: BadSetting("it stands there twice")}


def _values(parser: configparser.ConfigParser, base: Path) -> dict[str, object]:
    values: dict[str, object] = {}
    faults: dict[str, StationError] = {}
    for section in parser.sections():
        if not any(where.startswith(f"[{section}] ") for where in KEYS):
            faults[f"[{section}]"] = BadSetting("there is no such section")
            continue
        for key, value in parser[section].items():
            where = f"[{section}] {key}"
            try:
                values |= _setting(where, value, base)
            except StationError as fault:
                faults[where] = fault
    if faults:
        raise BadSettings(faults)
    return values


def _setting(where: str, value: str, base: Path) -> dict[str, object]:
    if where not in KEYS:
        raise BadSetting("there is no such setting (it says {value})", value=repr(value))
    name, reader = KEYS[where]
    return {name: reader(clean_line(value), base)} if value else {}


def _line(value: str, _: Path) -> str:
    return value


def command_words(value: str) -> list[str]:
    """The words of a command; what stands in double quotes is one, and a backslash is itself."""
    return [word.replace('"', "") for word in re.findall(r'(?:"[^"]*"|[^\s"])+', value)]


def _command(value: str, _: Path) -> str:
    if value.count('"') % 2:
        raise BadSetting("{value} has a quote without an end", value=value)
    return value


def _path(value: str, base: Path) -> Path:
    try:
        return base / Path(value).expanduser()
    except RuntimeError:
        raise BadSetting("{value} begins with a user unknown here", value=value) from None


def _file(value: str, base: Path) -> Path:
    file = _path(value, base)
    if not file.is_file():
        raise BadSetting("there is no file {value}", value=value)
    return file


def _rules(value: str, base: Path) -> str:
    if value.endswith(".json"):
        return str(_file(value, base))
    return _choice(*sorted(file.stem for file in RULES.glob("*.json")))(value, base)


def _url(value: str, _: Path) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and parts.port != 0
        usable = usable and bool((parts.hostname or "").encode("idna"))
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting("{value} is not an address like https://district.example", value=value)
    return value.rstrip("/")


def _store(value: str, _: Path) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("postgresql", "postgres") and parts.port != 0
    except ValueError:
        usable = False
    if not usable:  # the value is not repeated: a password may stand in it
        raise BadSetting("this is not an address like postgresql://name@server/database")
    return value


def _time(value: str, _base: Path) -> time:
    hours, _, minutes = value.replace("：", ":").partition(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise BadSetting("{value} is not a time like 17:00", value=value) from None


def _number(least: int, most: int) -> Callable[[str, Path], int]:
    def read_number(value: str, _: Path) -> int:
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise BadSetting(
                "{value} is not a whole number from {least} to {most}",
                value=value, least=least, most=most,
            )  # fmt: skip
        return int(value)

    return read_number


def _copies(value: str, _: Path) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for part in re.split("[\\s,;，；]+", value):
        said = re.fullmatch("(?:([A-Z][0-9]{2}[A-Z]?)[:=：])?([1-9])", part)
        if said is None or (said[1] or "") in found:
            raise BadSetting(
                "{value} says no number of copies; write 2, or for single sheets F01:2 F22:1",
                value=value,
            )  # fmt: skip
        found[said[1] or ""] = int(said[2])
    return tuple(sorted(found.items()))


def _choice(*known: str) -> Callable[[str, Path], str]:
    def read_choice(value: str, _: Path) -> str:
        if value not in known:
            raise BadSetting("{value} is none of {known}", value=value, known=", ".join(known))
        return value

    return read_choice


def _yes_or_no(value: str, base: Path) -> bool:
    return _choice("yes", "no")(value, base) == "yes"


KEYS: Mapping[str, tuple[str, Callable[[str, Path], object]]] = MappingProxyType(
    {
        "[station] home": ("home", _path),
        "[station] language": ("language", _choice("auto", "zh_CN", "en")),
        "[station] idle_lock_minutes": ("idle_lock_minutes", _number(1, 15)),
        "[district] url": ("district_url", _url),
        "[district] ca_file": ("district_ca_file", _file),
        "[district] timeout": ("district_timeout", _number(5, 600)),
        "[district] every": ("district_every", _number(0, 1440)),
        "[district] backup_days": ("district_backup_days", _number(7, 365)),
        "[district] store": ("district_store", _store),
        "[district] rules": ("rules", _rules),
        "[office] closes": ("closes", _time),
        "[office] phone": ("office_phone", _line),
        "[office] address": ("office_address", _line),
        "[office] pickup": ("office_pickup", _line),
        "[office] hours": ("office_hours", _line),
        "[print] command": ("print_command", _command),
        "[print] printer": ("printer", _line),
        "[print] slip_printer": ("slip_printer", _line),
        "[print] copies": ("print_copies", _copies),
        "[print] rare_font": ("rare_font", _path),
        "[backup] daily": ("backup_daily", _yes_or_no),
        "[backup] folder": ("backup_folder", _path),
        "[backup] second": ("backup_second", _path),
        "[scan] folder": ("scan_folder", _path),
        "[scan] keep": ("scan_keep", _yes_or_no),
        "[screen] look": ("look", _choice("auto", "plain", "full")),
    }
)
"""Each setting of station.ini: the field that it fills, and how it is read."""
