"""A one-time code on paper, for one station."""

from datetime import datetime

from forms.facts import Facts
from forms.parts.admission import Admission
from forms.parts.case import Applicant, Item, Office
from sync.district.enrolment import OneTimeCode

SHEET = "F41"


def code_sheet(made: OneTimeCode, *, district: str, name: str, at: datetime) -> bytes:
    """The code as a PDF: as secret as the code itself. `district` and `name` are those of the
    district. Raises FontFault."""
    from forms.render import render

    return render(
        SHEET,
        Facts(
            sheet_number=f"{SHEET}-{made.station}-{made.expires_at:%Y%m%d%H%M}", printed_at=at,
            agent="", station=Office(code="", name=name), item=Item(code="", name="", version=""),
            case_number="", applicant=Applicant(name=""),
            admission=Admission(
                district=district, station=made.station, name=made.name,
                groups=tuple(made.code.split("-")), until=made.expires_at,
            ),
        ),
    )  # fmt: skip
