"""What a reader of a PDF gets: its text, and its fonts."""

import io
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

BLANKS = re.compile(r"\s+")
ROW = re.compile(r"[0-9]+\.( [０-９Ａ-Ｚ]{5}){1,6} *")


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, line by line."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """All text without any white space: how lines break is the paper's business."""
    return close("".join(pages_of(pdf)))


def rows_on(pdf: bytes) -> str:
    """The rows of letters on the sheet, as somebody types them."""
    lines = "\n".join(pages_of(pdf)).splitlines()
    return "\n".join(normalize("NFKC", line) for line in lines if ROW.fullmatch(line))


def close(text: str) -> str:
    """The text without white space."""
    return BLANKS.sub("", text)


def fonts_of(pdf: bytes) -> dict[str, dict[str, object]]:
    """The fonts that any page names: base name -> subtype, whether embedded, whether mapped."""
    found: dict[str, dict[str, object]] = {}
    for page in PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for reference in resources["/Font"].values():
            font = reference.get_object()
            file = font.get("/FontDescriptor", {}).get("/FontFile2")
            found[str(font["/BaseFont"])] = {
                "kind": str(font["/Subtype"]),
                "embedded": file is not None,
                "unicode": "/ToUnicode" in font,
            }
    return found


def drawn_on(pdf: bytes) -> set[str]:
    """The characters for which a font in the file has a glyph with an outline that is not the
    box for what is missing; by what a reader would copy for the glyph."""
    found: set[str] = set()
    for font in every_font(pdf):
        face = TTFont(io.BytesIO(font["/FontDescriptor"]["/FontFile2"].get_data()), lazy=True)
        glyphs = face["cmap"].tables[0].cmap
        starts = face["loca"]
        for byte, char in mapped(font["/ToUnicode"].get_data().decode("ascii")):
            number = face.getGlyphID(glyphs[byte]) if byte in glyphs else 0
            if number and starts[number + 1] > starts[number]:
                found.add(char)
    return found


def mapped(cmap: str) -> Iterator[tuple[int, str]]:
    """What the CMap says: byte, and the character for it."""
    for first, listed in re.findall(r"<(..)> <..> \[(.*?)\]", cmap):
        for byte, units in enumerate(re.findall(r"<([0-9A-F]+)>", listed), int(first, 16)):
            yield byte, bytes.fromhex(units).decode("utf-16-be")


def every_font(pdf: bytes) -> list[Any]:
    """All fonts anywhere in the file, each once."""
    return [
        one
        for one in every_object(pdf)
        if isinstance(one, DictionaryObject) and one.get("/Type") == "/Font"
    ]


def every_object(pdf: bytes) -> Iterator[Any]:
    """All objects of the file; a strict reader raises where it is not in order."""
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    for number in (*reader.xref[0], *reader.xref_objStm):
        yield reader.get_object(number)
