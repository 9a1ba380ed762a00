"""A request to the district on paper, made at a station that nobody can open.

There is no vault to take a number or a name from, and no journal to note the print in: the sheet is
called by its request. It holds nothing that the file of the request does not hold.
"""

from pathlib import Path

from forms.facts import Facts
from forms.parts.case import Applicant, Item
from forms.parts.case import Office as SheetOffice
from forms.parts.recovery import WayIn
from station.desk.premises import Premises
from station.desk.printer import copies_of, hand_on, kept_in_spool
from station.desk.recovering import Asked, write_new
from station.desk.showing import Way
from station.desk.spool import Spool

REQUEST = "F37"


def save_request(place: Premises, asked: Asked, file: Path) -> None:
    """The sheet as this PDF. Raises FileThere, DiskFull, DiskFailing."""
    write_new(file, request_sheet(place, asked))


def print_request(place: Premises, asked: Asked) -> tuple[Way, Path]:
    """The sheet to the printer, or to a viewer; what became of it, and where it lies until
    this program ends: no queue can be opened here."""
    data, name = request_sheet(place, asked), f"{asked.file}.pdf"
    spool, settings = Spool(place.home.spool), place.settings
    copies = copies_of(settings, REQUEST)
    outcome = hand_on(data, name, copies, spool=spool, settings=settings)
    outcome = kept_in_spool(data, name, outcome, spool)
    return outcome.way, outcome.path


def request_sheet(place: Premises, asked: Asked) -> bytes:
    """The request as a PDF. Raises FontFault."""
    from forms.render import render

    settings = place.settings
    return render(
        REQUEST,
        Facts(
            sheet_number=f"{REQUEST}-{asked.station}-{asked.name}", printed_at=place.clock.now(),
            station=SheetOffice(
                code=asked.station, name=f"{asked.station} 服务站", phone=settings.office_phone,
                address=settings.office_address,
            ),
            agent=asked.agent, item=Item(code="", name="", version=""), case_number="",
            applicant=Applicant(name=""),
            way_in=WayIn(
                station=asked.station, agent=asked.agent, request=asked.name,
                groups=asked.groups, sealed=asked.sealed,
            ),
        ),
    )  # fmt: skip
