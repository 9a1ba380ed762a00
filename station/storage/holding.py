"""A lock on a file that the operating system drops when its holder ends, however it ends."""

import sys
from typing import BinaryIO

_BEYOND = 1 << 20  # Windows forbids reading a locked byte: lock one that is never written

if sys.platform == "win32":
    import msvcrt

    def locked(file: BinaryIO) -> bool:
        """Lock the file for whoever opened it; False if somebody holds it."""
        file.seek(_BEYOND)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def locked(file: BinaryIO) -> bool:
        """Lock the file for whoever opened it; False if somebody holds it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
