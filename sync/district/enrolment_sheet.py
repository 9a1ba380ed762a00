"""A one-time code on paper, for one station."""

from datetime import datetime

from forms.facts import Facts
from forms.parts.admission import Admission
from forms.parts.case import Office
from sync.district.enrolment import OneTimeCode
from sync.district.paper_keys import sealed
from sync.district.premises import District
from sync.seal import key_id

SHEET = "F41"


def code_sheet(district: District, made: OneTimeCode, *, at: datetime) -> bytes:
    """The code as a PDF: as secret as the code itself. Raises FontFault."""
    from forms.render import render

    facts = Facts(
        sheet_number=f"{SHEET}-{made.station}-{made.expires_at:%Y%m%d%H%M}", printed_at=at,
        station=Office(code="", name=district.name),
        admission=Admission(
            district=district.id, station=made.station, name=made.name,
            groups=tuple(made.code.split("-")), until=made.expires_at,
            key=key_id(district.keys.public().signing),
        ),
    )  # fmt: skip
    return render(SHEET, facts, code=sealed(district, facts))
