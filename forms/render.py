"""From facts to a PDF. Nothing is written to a disk here, and nothing asked of anybody."""

import threading
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from forms.catalogue import SHEETS
from forms.facts import Facts, MissingFacts, missing
from forms.fonts.faces import has_glyph
from forms.sheet.blocks import Sheet
from forms.sheet.paper import TEXT_WIDTH, Frame, pdf
from forms.sheet.rows import rows
from forms.sheet.words import minute
from station.domain.errors import StationError

# reportlab cuts each document's fonts from one shared object.
_one_at_a_time = threading.Lock()


class UnknownSheet(StationError):
    """No sheet has this code."""


def render(sheet_id: str, facts: Facts) -> bytes:
    """The sheet as a PDF; the same facts give the same bytes.

    Raises UnknownSheet, MissingFacts with all that the sheet lacks, FontFault, BadCode.
    """
    sheet = sheet_of(sheet_id)
    if lacking := missing(facts, sheet.needs):
        raise MissingFacts(sheet.code, lacking)
    with _one_at_a_time:
        return pdf(_frame(sheet, facts), rows(sheet.build(facts), TEXT_WIDTH))


def characters_without_glyph(facts: Facts) -> tuple[str, ...]:
    """The characters that would print as their code points, in order of appearance.

    Raises FontFault.
    """
    with _one_at_a_time:
        found = (char for text in _texts(facts) for char in text if char not in "\n\r\t")
        return tuple(dict.fromkeys(char for char in found if not has_glyph(char)))


def sheet_of(sheet_id: str) -> Sheet:
    """The sheet with this code. Raises UnknownSheet."""
    try:
        return SHEETS[sheet_id]
    except KeyError:
        raise UnknownSheet(
            "there is no sheet {sheet}",
            "Choose one of the list of sheets.",
            sheet=sheet_id or "-",
        ) from None


def _frame(sheet: Sheet, facts: Facts) -> Frame:
    again = f"　第 {facts.print_count} 次打印" if facts.print_count > 1 else ""
    return Frame(
        issuer=facts.station.name,
        title=sheet.title,
        number=facts.sheet_number,
        printed=f"打印时间：{minute(facts.printed_at)}{again}",
        qr=f"station:1:{facts.sheet_number}:{facts.case_number}",
        practice=facts.practice,
    )


def _texts(value: object) -> Iterator[str]:
    """Every text in the facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
