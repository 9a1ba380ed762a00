"""Memory that was freed goes back to the system.

Once a large block was freed, glibc takes such blocks from its heap, where they lie scattered
between small ones and stay (mallopt(3), M_MMAP_THRESHOLD). A hostile server that sends 8 MB each
time would make an old computer keep them.
"""

import ctypes
import sys
from contextlib import suppress

LARGE = 256 * 1024
"""Bytes from which on a block is the system's own."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h


def give_back_what_is_free() -> None:
    """From now on large blocks go back to the system as soon as they are freed, where the C
    library is glibc; elsewhere nothing is changed."""
    if sys.platform != "linux":
        return
    with suppress(AttributeError, OSError):  # a C library that has no such thing
        set_option = ctypes.CDLL(None).mallopt
        set_option(_MMAP_THRESHOLD, LARGE)
        set_option(_TRIM_THRESHOLD, LARGE)
