"""From facts to a PDF. Nothing is written to a disk here, and nothing asked of anybody."""

import re
import threading
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from forms.catalogue import SHEETS
from forms.facts import Facts, MissingFacts, missing
from forms.fonts.faces import has_glyph
from forms.sheet.blocks import Sheet
from forms.sheet.paper import TEXT_WIDTH, Frame, pdf
from forms.sheet.rows import BODY, OFFICIAL, rows
from forms.sheet.slip import TEXT_WIDTH as SLIP_WIDTH
from forms.sheet.slip import slip as slip_pdf
from forms.sheet.words import minute
from station.domain.errors import StationError
from station.domain.sheet_code import numbers_text

AUTHORITY = "（行政机关名称）＿＿＿＿＿＿＿＿"
"""Above a blank that only an authority may issue."""

_COUNT = re.compile(rb"/Count ([0-9]+)")
# reportlab cuts each document's fonts from one shared object.
one_at_a_time = threading.Lock()


class UnknownSheet(StationError):
    """No sheet has this code."""


class NoSuchForm(StationError):
    """The sheet is not printed in this form: as a slip, or empty."""


def render(sheet_id: str, facts: Facts, *, slip: bool = False, code: str = "") -> bytes:
    """The sheet as a PDF, on A4 or as a slip; the same facts give the same bytes. `code` is the
    signed text of its code; where nobody can sign, the code says the numbers and no more.

    Raises UnknownSheet, MissingFacts with all that the sheet lacks, NoSuchForm, FontFault, BadCode.
    """
    sheet = sheet_of(sheet_id)
    if lacking := missing(facts, sheet.needs):
        raise MissingFacts(sheet.code, lacking)
    if not slip:
        return on_paper(sheet, facts, code)
    if sheet.slip is None:
        raise NoSuchForm("sheet {sheet} has no slip", "Print it on A4 paper.", sheet=sheet.code)
    with one_at_a_time:
        return slip_pdf(_frame(sheet, facts, code), rows(sheet.slip(facts), SLIP_WIDTH))


def render_blank(sheet_id: str, facts: Facts, *, code: str = "") -> bytes:
    """The sheet with lines to fill by pen: of the facts it has the office, its number and the time.

    Raises UnknownSheet, NoSuchForm where an empty one is of no use, FontFault, BadCode.
    """
    sheet = sheet_of(sheet_id)
    if not sheet.blank:
        raise NoSuchForm(
            "sheet {sheet} is not printed empty", "Choose a sheet of a case.", sheet=sheet.code
        )
    empty = Facts(
        station=facts.station, printed_at=facts.printed_at, sheet_number=facts.sheet_number,
        practice=facts.practice,
    )  # fmt: skip
    return on_paper(sheet, empty, code)


def on_paper(sheet: Sheet, facts: Facts, code: str) -> bytes:
    """The sheet on A4, whatever it lacks. Raises FontFault, BadCode."""
    with one_at_a_time:
        letter = OFFICIAL if sheet.by_authority else BODY
        return pdf(_frame(sheet, facts, code), rows(sheet.build(facts), TEXT_WIDTH, letter=letter))


def pages_in(pdf: bytes) -> int:
    """How many pages a sheet has that was made here: the root of its page tree counts them
    (PDF 32000-1, 7.7.3.2)."""
    return int(_COUNT.findall(pdf)[-1])


def characters_without_glyph(sheet_id: str, facts: Facts) -> tuple[str, ...]:
    """The characters of the sheet that would print as their code points, in order of appearance.

    Raises UnknownSheet, MissingFacts, FontFault.
    """
    sheet = sheet_of(sheet_id)
    if lacking := missing(facts, sheet.needs):
        raise MissingFacts(sheet.code, lacking)
    with one_at_a_time:
        texts = _texts((_frame(sheet, facts, ""), sheet.build(facts)))
        found = dict.fromkeys(char for text in texts for char in text)
        return tuple(char for char in found if char not in "\n\r\t" and not has_glyph(char))


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


def _frame(sheet: Sheet, facts: Facts, code: str) -> Frame:
    own = sheet.qr(facts) if sheet.qr else code
    again = f"　第 {facts.print_count} 次打印" if facts.print_count > 1 else ""
    return Frame(
        issuer=facts.authority or AUTHORITY if sheet.by_authority else facts.station.name,
        title=sheet.title,
        number=facts.sheet_number,
        printed=f"打印时间：{minute(facts.printed_at)}{again}",
        qr=own or numbers_text(facts.sheet_number, facts.case_number),
        practice=facts.practice,
    )


def _texts(value: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
