"""Files of a scanner, a document camera or a telephone, made ready to be kept.

What a file is its first bytes say, not its name. Pictures are drawn anew by a program of their own
(`redraw`): upright, at a size at which small print is readable, and without what a camera wrote
into them (the place, the hour, the owner). A PDF stays as it is, if it only shows pages.
"""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, ModuleType

from station.domain.pieced import LARGEST
from station.domain.scan_events import ScanForm
from station.domain.scans import LONGEST_NAME, NotAScan, Ready
from station.domain.text import clean_line
from station.storage import redraw

SECONDS = 60
"""How long a file may take on a slow machine, from the start of the program on."""
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a picture before it is drawn anew."""

_BEGINS: Mapping[bytes, tuple[str, ScanForm]] = MappingProxyType(
    {
        b"\xff\xd8\xff": ("JPEG", ScanForm.JPEG),
        b"\x89PNG\r\n\x1a\n": ("PNG", ScanForm.JPEG),
        b"BM": ("BMP", ScanForm.JPEG),
        b"%PDF-": ("PDF", ScanForm.PDF),
    }
)
"""By the first bytes how a file is read, and what it is kept as."""

_WHY: Mapping[str, Callable[[str], NotAScan]] = MappingProxyType(
    {
        "large": lambda file: NotAScan(
            "{file} has too many pixels or pages",
            "Scan it again at 300 dots to the inch, or in several parts.",
            file=file,
        ),
        "memory": lambda file: NotAScan(
            "{file} needs more memory than a scan may",
            "Scan it again at a lower resolution.",
            file=file,
        ),
        "damaged": lambda file: NotAScan(
            "{file} is cut or damaged",
            "It may still be being written: try again in a moment, or scan the paper again.",
            file=file,
        ),
        "locked": lambda file: NotAScan(
            "{file} is locked with a password", "Save it without a password.", file=file
        ),
        "active": lambda file: NotAScan(
            "{file} does more than show pages: it holds programs, forms or other files",
            "Print it and scan the paper, or save it as a plain PDF.",
            file=file,
        ),
        "slow": lambda file: NotAScan(
            "{file} takes too long to read", "Scan it again at a lower resolution.", file=file
        ),
    }
)


def ready_from(path: Path) -> Ready:
    """The file at `path`, ready to be attached. Raises NotAScan."""
    return ready(path.name, bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """What is in the file at `path`, if it is not far too long. Raises NotAScan."""
    try:
        if not path.is_file():
            raise NotAScan(
                "there is no file {file}", "Look at the name and the folder.", file=path.name
            )
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise NotAScan(
            "{file} cannot be read", "Look whether another program holds it.", file=path.name
        ) from fault


def ready(name: str, data: bytes) -> Ready:
    """The same for bytes that came under this name."""
    reads, form = reads_as(name, data)
    return Ready(name=_shown(name), form=form, data=apart(redraw, name, data, reads))


def reads_as(name: str, data: bytes) -> tuple[str, ScanForm]:
    """How the file is read, and what it is kept as. Raises NotAScan."""
    kinds = [kind for begin, kind in _BEGINS.items() if data.startswith(begin)]
    if not kinds:
        raise NotAScan(
            "{file} is no picture (JPEG, PNG, BMP) and no PDF",
            "Save it as one of these with the program of the scanner.", file=name,
        )  # fmt: skip
    reads, form = kinds[0]
    if len(data) > (LARGEST if form is ScanForm.PDF else LARGEST_FILE):
        raise _WHY["large"](name)
    return reads, form


def _shown(name: str) -> str:
    """A file's name as it can be shown: what steers machines is no loss."""
    plain = "".join(one for one in Path(name).stem if one.isprintable()).strip()
    with contextlib.suppress(NotAScan):
        return clean_line(plain[:LONGEST_NAME], longest=LONGEST_NAME)
    return ""


def apart(program: ModuleType, name: str, data: bytes, reads: str) -> bytes:
    """What this program, started by its file, makes of the data. Raises NotAScan."""
    command = [sys.executable, "-I", str(Path(str(program.__file__)).resolve()), reads]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise _WHY["slow"](name) from fault
    if done.returncode != 0 or not 0 < len(done.stdout) <= LARGEST:
        why = done.stderr.decode("ascii", "replace")
        raise _WHY.get(why, _WHY["memory"])(name)
    return done.stdout
