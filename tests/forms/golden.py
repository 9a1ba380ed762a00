"""The text and the picture of each sheet as they were looked at and found right; in `golden/`.

After a wanted change: python -m tests.forms.golden [NAME ...], then look at the pictures and at
the diff of the texts. Pictures are those of all pages, side by side, in 16 shades of grey.
"""

import sys
from pathlib import Path

from PIL import Image, ImageChops
from pypdfium2 import PdfDocument

from forms.catalogue import SHEETS
from forms.render import render
from tests.forms.reading import pages_of
from tests.forms.samples import facts

FOLDER = Path(__file__).parent / "golden"
SLIP = "-slip"
DOTS = 50
"""Of a picture, an inch."""
SHADES = 16
SQUARE = 10
"""Dots: half a centimetre."""
NAMES = (*SHEETS, *(f"{code}{SLIP}" for code, sheet in SHEETS.items() if sheet.slip))


def pdf(name: str) -> bytes:
    """The sample sheet, or its slip."""
    code = name.removesuffix(SLIP)
    sample = facts(sheet_number=f"{code}-330211105203-KQ-20261122-0001")
    return render(code, sample, slip=name != code)


def text(name: str) -> str:
    """Its text, page by page."""
    return "\f".join(pages_of(pdf(name))) + "\n"


def kept(name: str) -> str:
    """The text that was found right."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def picture(name: str) -> Image.Image:
    """Its pages side by side."""
    pages = [page.render(scale=DOTS / 72).to_pil().convert("L") for page in PdfDocument(pdf(name))]
    width, height = sum(page.width for page in pages), max(page.height for page in pages)
    whole = Image.new("L", (width, height), 255)
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole.point(lambda dot: dot // SHADES * SHADES)


def looked(name: str) -> Image.Image:
    """The picture that was found right."""
    with Image.open(FOLDER / f"{name}.png") as kept_one:
        return kept_one.convert("L")


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are from each other: of all squares of half a centimetre the greatest
    difference of their mean, from 0 to 255. Another size is as far as can be."""
    if one.size != other.size:
        return 255.0
    squares = (one.width // SQUARE + 1, one.height // SQUARE + 1)
    difference = ImageChops.difference(one, other).resize(squares, Image.Resampling.BOX)
    return float(max(difference.tobytes()))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in sys.argv[1:] or NAMES:
        (FOLDER / f"{each}.txt").write_text(text(each), encoding="utf-8", newline="\n")
        if not (FOLDER / f"{each}.png").is_file() or apart(picture(each), looked(each)):
            picture(each).quantize(16).save(FOLDER / f"{each}.png", optimize=True)
