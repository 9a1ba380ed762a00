"""The sticks that are plugged in, as the system tells; nothing on them is read here."""

import os
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_MEDIA = ("/media/", "/run/media/", "/mnt/")
"""Where desktops mount what is plugged in (Filesystem Hierarchy Standard 3.11, 3.12; udisks)."""
_OCTAL = re.compile(r"\\([0-7]{3})")  # how the table writes a space
_REMOVABLE = 2  # GetDriveTypeW: DRIVE_REMOVABLE


def sticks() -> tuple[Path, ...]:
    """The folders of the sticks that are plugged in; none where the system does not tell."""
    if sys.platform == "win32":
        return tuple(_drives())
    if sys.platform == "darwin":
        volumes = Path("/Volumes")
        return tuple(sorted(volumes.iterdir())) if volumes.is_dir() else ()
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ()
    return mounted(mounts)


def mounted(mounts: str) -> tuple[Path, ...]:
    """The folders of sticks in a table of mounts as Linux writes it."""
    places = (line.split(" ")[1] for line in mounts.splitlines() if line.count(" ") >= 3)
    plain = (_OCTAL.sub(lambda sign: chr(int(sign[1], 8)), place) for place in places)
    return tuple(Path(place) for place in plain if place.startswith(_MEDIA))


def _drives() -> Iterator[Path]:
    if sys.platform != "win32":  # for the type checker: it knows no windll elsewhere
        return
    import ctypes

    for letter in string.ascii_uppercase:
        drive = f"{letter}:\\"
        if ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOVABLE and os.path.exists(drive):  # noqa: PTH110
            yield Path(drive)
