"""Printing on Windows: pages drawn as pictures and given to the printer by GDI.

NOT RUN ON WINDOWS: written from the documentation of GDI and of the print spooler, checked for
types, and never tried. All that can be computed is in `raster` and `pdf_pages`, which are tested.
The copies are pages of one job, so that they do not depend on what a driver can do.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import wintypes
from pathlib import Path

from station.desk.cups import Printer, Taken
from station.desk.pdf_pages import Picture, pages
from station.desk.raster import Device
from station.domain.printing import Hindrance

assert sys.platform == "win32"

_LOCAL_AND_CONNECTED = 2 | 4  # PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS
_PAUSED, _GONE = 0x1, 0x2 | 0x80 | 0x1000  # PRINTER_STATUS_ERROR, _OFFLINE, _NOT_AVAILABLE
_WORKS_OFFLINE = 0x400  # PRINTER_ATTRIBUTE_WORK_OFFLINE
_DOTS_X, _DOTS_Y = 88, 90
_WIDTH, _HEIGHT, _LEFT, _TOP = 110, 111, 112, 113
_RGB, _COPY = 0, 0x00CC0020  # DIB_RGB_COLORS, SRCCOPY
_BITS = 24

_spooler = ctypes.WinDLL("winspool.drv", use_last_error=True)
_gdi = ctypes.WinDLL("gdi32", use_last_error=True)
_gdi.CreateDCW.restype = wintypes.HDC
_gdi.CreateDCW.argtypes = (
    wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.LPCWSTR, ctypes.c_void_p,
)  # fmt: skip
for _name in ("DeleteDC", "StartPage", "EndPage", "EndDoc", "AbortDoc"):
    getattr(_gdi, _name).argtypes = (wintypes.HDC,)
_gdi.GetDeviceCaps.argtypes = (wintypes.HDC, ctypes.c_int)
_gdi.StartDocW.argtypes = (wintypes.HDC, ctypes.c_void_p)
_gdi.StretchDIBits.argtypes = (
    wintypes.HDC, *[ctypes.c_int] * 8, ctypes.c_char_p, ctypes.c_void_p, wintypes.UINT,
    wintypes.DWORD,
)  # fmt: skip


class _Told(ctypes.Structure):
    """PRINTER_INFO_2W."""

    _fields_ = (
        *((name, wintypes.LPWSTR) for name in ("server", "name", "share", "port", "driver",
                                               "comment", "location")),
        ("mode", ctypes.c_void_p),
        *((name, wintypes.LPWSTR) for name in ("separator", "processor", "type", "parameters")),
        ("security", ctypes.c_void_p),
        *((name, wintypes.DWORD) for name in ("attributes", "priority", "usual_priority", "start",
                                              "until", "status", "jobs", "pages")),
    )  # fmt: skip


class _Document(ctypes.Structure):
    """DOCINFOW."""

    _fields_ = (
        ("size", ctypes.c_int), ("name", wintypes.LPCWSTR), ("output", wintypes.LPCWSTR),
        ("type", wintypes.LPCWSTR), ("how", wintypes.DWORD),
    )  # fmt: skip


class _Bitmap(ctypes.Structure):
    """BITMAPINFOHEADER. A height below nought: the topmost row is the first."""

    _fields_ = (
        ("size", wintypes.DWORD), ("width", wintypes.LONG), ("height", wintypes.LONG),
        ("planes", wintypes.WORD), ("bits", wintypes.WORD), ("packing", wintypes.DWORD),
        ("bytes", wintypes.DWORD), ("dots_x", wintypes.LONG), ("dots_y", wintypes.LONG),
        ("used", wintypes.DWORD), ("important", wintypes.DWORD),
    )  # fmt: skip


def printers() -> list[Printer]:
    """All printers of this user. Raises OSError."""
    usual = _usual()
    return [
        Printer(name=one.name, usual=one.name == usual, hindrance=_hindrance(one))
        for one in _known()
    ]


def printed(file: Path, *, printer: str, copies: int) -> Taken:
    """Give the file to the printer. When this returns, the system has all its pages, or none."""
    try:
        name = printer or _usual()
        if not name:
            return Taken(hindrance=Hindrance.NO_DEFAULT)
        known = {one.name: one.hindrance for one in printers()}
        if name not in known:
            return Taken(hindrance=Hindrance.UNKNOWN)
        if known[name] is not None:
            return Taken(hindrance=known[name])
        _print(file, name, copies)
    except OSError as fault:
        return Taken(hindrance=Hindrance.REFUSED, said=fault.strerror or "")
    return Taken()


def _print(file: Path, printer: str, copies: int) -> None:
    with _context(printer) as context, _job(context, file.stem):
        device = _device(context)
        for _copy in range(copies):
            for picture in pages(file, device):
                _done(_gdi.StartPage(context))
                _draw(context, picture)
                _done(_gdi.EndPage(context))


@contextmanager
def _context(printer: str) -> Iterator[int]:
    context = _gdi.CreateDCW("WINSPOOL", printer, None, None)
    if not context:
        raise ctypes.WinError(ctypes.get_last_error())
    try:
        yield context
    finally:
        _gdi.DeleteDC(context)


@contextmanager
def _job(context: int, name: str) -> Iterator[None]:
    """A job whose pages are printed together, or not at all."""
    document = _Document(size=ctypes.sizeof(_Document), name=name)
    _done(_gdi.StartDocW(context, ctypes.byref(document)))
    try:
        yield
    except BaseException:
        _gdi.AbortDoc(context)
        raise
    _done(_gdi.EndDoc(context))


def _device(context: int) -> Device:
    def cap(index: int) -> int:
        return int(_gdi.GetDeviceCaps(context, index))

    return Device(
        dots_x=cap(_DOTS_X), dots_y=cap(_DOTS_Y), width=cap(_WIDTH), height=cap(_HEIGHT),
        left=cap(_LEFT), top=cap(_TOP),
    )  # fmt: skip


def _draw(context: int, picture: Picture) -> None:
    place = picture.place
    bitmap = _Bitmap(
        size=ctypes.sizeof(_Bitmap), width=place.width, height=-place.height, planes=1, bits=_BITS
    )
    _done(_gdi.StretchDIBits(
        context, place.x, place.y, place.on_paper_width, place.on_paper_height, 0, 0,
        place.width, place.height, picture.data, ctypes.byref(bitmap), _RGB, _COPY,
    ))  # fmt: skip


def _done(answer: int) -> None:
    """All these calls answer with a number above nought. Raises OSError."""
    if answer <= 0:
        raise ctypes.WinError(ctypes.get_last_error())


def _usual() -> str:
    size = wintypes.DWORD(0)
    _spooler.GetDefaultPrinterW(None, ctypes.byref(size))
    name = ctypes.create_unicode_buffer(size.value or 1)
    return name.value if _spooler.GetDefaultPrinterW(name, ctypes.byref(size)) else ""


def _known() -> list[_Told]:
    needed, count = wintypes.DWORD(0), wintypes.DWORD(0)

    def ask(room: ctypes.Array[ctypes.c_char] | None) -> int:
        return int(_spooler.EnumPrintersW(
            _LOCAL_AND_CONNECTED, None, 2, room, needed.value if room else 0,
            ctypes.byref(needed), ctypes.byref(count),
        ))  # fmt: skip

    ask(None)
    if not needed.value:
        return []
    room = ctypes.create_string_buffer(needed.value)
    if not ask(room):
        raise ctypes.WinError(ctypes.get_last_error())
    found = ctypes.cast(room, ctypes.POINTER(_Told * count.value)).contents
    kept = [_Told.from_buffer_copy(one) for one in found]
    for one in kept:
        one.room = room  # the names lie in it
    return kept


def _hindrance(one: _Told) -> Hindrance | None:
    """One that is switched off is known to be: Windows asks it. What it is given then would wait
    in the system's own queue, in clear."""
    if one.status & (_PAUSED | _GONE) or one.attributes & _WORKS_OFFLINE:
        return Hindrance.OFF
    return None
