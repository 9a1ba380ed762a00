"""A program of its own that reads the square codes in a picture or a PDF, and ends.

In: the file. Out: what each QR code says, as a JSON list of texts, page after page; or one word of
why not, and 3. Like `redraw` it has little memory and little time, and takes nothing along.
"""

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

DOTS = 250
"""To the inch: a module of our smallest code is four of them."""
MOST_PAGES = 50
MOST_PIXELS = 30_000_000
"""Of one page of a PDF; a larger one is drawn coarser."""


def pictures(data: bytes, form: str) -> Iterator["Image.Image"]:
    """The picture, or the pages of the PDF, in grey. Raises OverflowError for too many or too
    large ones, PermissionError for what is locked."""
    from PIL import Image

    from station.storage.redraw import MOST_PIXELS as MOST_OF_A_PICTURE

    if form == "PDF":
        yield from _pages(data)
        return
    Image.MAX_IMAGE_PIXELS = None  # asked here, before anything is unpacked
    with Image.open(BytesIO(data), formats=[form]) as picture:
        if picture.width * picture.height > MOST_OF_A_PICTURE:
            raise OverflowError
        yield picture.convert("L")


def _pages(data: bytes) -> Iterator["Image.Image"]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as fault:
        raise PermissionError if "password" in str(fault).lower() else EOFError from fault
    if len(document) > MOST_PAGES:
        raise OverflowError
    for page in document:
        width, height = page.get_size()
        finest = (MOST_PIXELS / max(width * height, 1)) ** 0.5
        yield page.render(scale=min(DOTS / 72, finest), grayscale=True).to_pil()


def squares(data: bytes, form: str) -> list[str]:
    """What the QR codes say."""
    import zxingcpp

    found: list[str] = []
    for picture in pictures(data, form):
        codes = zxingcpp.read_barcodes(
            picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
        found += [code.text for code in codes if code.valid and code.text not in found]
    return found


def main() -> int:
    """One file in, its codes out."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # it is started by its file
    from station.storage.redraw import limit

    limit()
    form, data = sys.argv[1], sys.stdin.buffer.read()
    try:
        found = squares(data, form)
    except OverflowError:
        return _no("large")
    except MemoryError:
        return _no("memory")
    except PermissionError:
        return _no("locked")
    except Exception:  # noqa: BLE001 - a decoder may fail in any way; the word for all is the same
        return _no("damaged")
    sys.stdout.buffer.write(json.dumps(found).encode())
    return 0


def _no(why: str) -> int:
    sys.stderr.write(why)
    return 3


if __name__ == "__main__":
    sys.exit(main())
