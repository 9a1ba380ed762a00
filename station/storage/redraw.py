"""A program of its own that draws a picture anew, or looks a PDF through, and ends.

What a stranger's file does to its decoder it does in here, with little memory and little time, and
takes nothing along: only the picture as it was seen comes out, no words of a camera, no place, no
second file behind the first. `station.storage.pictures` starts it; it knows nothing of a station.

In: the file. Out: the picture as a JPEG; a PDF as it was. Or one word of why not, and 3.
"""

import sys
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 2480
"""Pixels of the longer side: an A4 page at 210 dots to the inch, small print stays readable."""
QUALITY = 72
MOST_PIXELS = 60_000_000
"""An A3 page at 400 dots, or what a telephone takes; 180 MB when it is unpacked."""
MOST_PAGES = 300
MEMORY = 1_500_000_000
"""Bytes of address space; a quarter of it is used for the largest picture."""
CPU = 25
"""Seconds of the processor."""
ACTIVE = frozenset({
    "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA",
    "/ImportData", "/SubmitForm",
})  # fmt: skip
"""What makes a PDF do something, or carry something else along."""


def limit() -> None:
    """Take away what a decoder does not need. Windows has no such call: there the size of the
    picture and the patience of whoever waits are the bounds."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def redrawn(data: bytes, form: str) -> bytes:
    """The picture as a JPEG, upright, grey or in colour, and not larger than `LONGEST`."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # asked here, before anything is unpacked
    with Image.open(BytesIO(data), formats=[form]) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise OverflowError
        picture.draft("RGB", (LONGEST, LONGEST))
        upright = ImageOps.exif_transpose(picture)
        grey = upright.mode in ("1", "L", "LA", "I", "I;16")
        seen = _on_white(upright, "L" if grey else "RGB")
        seen.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        seen.info.clear()  # what would be written back: a comment, colours, a place
        out = BytesIO()
        seen.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _on_white(picture: "Image.Image", mode: str) -> "Image.Image":
    """What shines through is paper."""
    from PIL import Image

    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture.convert(mode)
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert(mode)


def looked_through(data: bytes) -> bytes:
    """A PDF as it is, if it is one, is not locked, does nothing, and has not too many pages."""
    from pypdf import PdfReader

    if b"%%EOF" not in data[-1024:] or data.rstrip(b"\r\n \0")[-5:] != b"%%EOF":
        raise EOFError
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise PermissionError
    if len(reader.pages) > MOST_PAGES or not reader.pages:
        raise OverflowError
    for number in [*reader.xref.get(0, {}), *reader.xref_objStm]:
        _refuse_active(reader.get_object(number), 0)
    _refuse_active(reader.trailer["/Root"].get_object(), 0)
    return data


def _refuse_active(thing: object, depth: int) -> None:
    if depth > 50:
        raise OverflowError
    if isinstance(thing, dict):
        if ACTIVE & {str(key) for key in thing} or str(dict.get(thing, "/S")) in ACTIVE:
            raise PermissionError("active")
        for value in dict.values(thing):
            _refuse_active(value, depth + 1)
    elif isinstance(thing, list):
        for value in thing:
            _refuse_active(value, depth + 1)


def main() -> int:
    """One file in, one file out."""
    limit()
    form, data = sys.argv[1], sys.stdin.buffer.read()
    try:
        made = looked_through(data) if form == "PDF" else redrawn(data, form)
    except OverflowError:
        return _no("large")
    except MemoryError:
        return _no("memory")
    except PermissionError as fault:
        return _no("active" if fault.args else "locked")
    except Exception:  # noqa: BLE001 - a decoder may fail in any way; the word for all is the same
        return _no("damaged")
    sys.stdout.buffer.write(made)
    return 0


def _no(why: str) -> int:
    sys.stderr.write(why)
    return 3


if __name__ == "__main__":
    sys.exit(main())
