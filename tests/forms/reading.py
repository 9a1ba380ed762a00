"""What a reader of a PDF gets: its text, and its fonts."""

import io
import re
from typing import Any
from unicodedata import normalize

from pypdf import PdfReader

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
