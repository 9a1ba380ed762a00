"""How the making and the content of backups are told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from station.cli.output import say, say_row
from station.desk.words import _

if TYPE_CHECKING:
    from station.desk.copying import Copied, Watch


@contextmanager
def watching() -> "Iterator[Watch]":
    """Progress, on a line that is written over; nothing where nobody watches."""
    from station.desk.copying import Watch

    seen = sys.stderr.isatty()

    def progress(words: str, done: int, whole: int) -> None:
        share = f" {100 * done // whole}%" if whole else ""
        sys.stderr.write(f"\r{_(words)}{share}\033[K")

    try:
        yield Watch(progress=progress) if seen else Watch()
    finally:
        if seen:
            sys.stderr.write("\r\033[K")


def tell_backup(file: Path, copied: "Copied") -> None:
    """What a backup says it holds, before anybody opens it."""
    told = copied.manifest
    say(_("{file}, {size} bytes").format(file=file, size=copied.size))
    made, head = f"{told.made:%Y-%m-%d %H:%M}", told.head[:16]
    lines = (
        _("station {code} {name}").format(code=told.station, name=told.name),
        _("made {when} by {program}").format(when=made, program=told.program),
        _("our journal: {count} entries, {head}").format(count=told.number, head=head),
        _("life of the journal: {life}").format(life=told.incarnation[:8]),
    )
    for one in lines:
        say_row(one, indent=2)
