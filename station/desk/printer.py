"""The way of a finished sheet: to a file that somebody named, to the printer, or to a viewer."""

import os
import shutil
from pathlib import Path

from station.desk.showing import Way, run, save, show_file
from station.desk.spool import Spool
from station.settings import Settings, command_words


def hand_on(
    data: bytes, name: str, out: Path | None, *, spool: Spool, settings: Settings
) -> tuple[Way, Path]:
    """Save the sheet to `out`, else print it from the spool, else show it there. Raises
    CannotSave."""
    if out is not None:
        return Way.SAVED, save(data, name, out)
    path = spool.put(name, data)
    command = _print_command(settings.print_command, settings.printer, settings.print_copies)
    if command and run([part.replace("{file}", str(path)) for part in command]):
        return Way.PRINTED, path
    return (Way.OPENED if show_file(path) else Way.SAVED), path


def _print_command(own: str, printer: str, copies: int) -> list[str]:
    """The command of station.ini, else the system's `lp`; empty when there is none."""
    if own:
        return command_words(own)
    if os.name == "nt" or not shutil.which("lp"):
        return []
    chosen = ["-d", printer] if printer else []
    return ["lp", "-s", *chosen, "-n", str(copies), "{file}"]
