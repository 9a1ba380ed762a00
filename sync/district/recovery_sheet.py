"""What the custodians of the recovery key put on paper: the answer to a request, and a half.

It is done where the halves are, on a machine that knows no district: sheets are called by the
request and by the key, and no journal notes them.
"""

from datetime import datetime

from forms.facts import Facts
from forms.parts.case import Applicant, Item, Office
from forms.parts.recovery import KeyHalf, WayIn
from station.domain.letters import to_letters
from station.domain.recovering import RecoveryAnswer, RecoveryRequest, answer_bytes
from sync.district.halves import Half, half_bytes

ANSWER, HALF = "F38", "F39"


def answer_sheet(
    asked: RecoveryRequest, answer: RecoveryAnswer, *, district: str, at: datetime
) -> bytes:
    """The answer as a PDF. Raises FontFault."""
    way_in = WayIn(
        station=asked.station, agent=asked.agent, request=asked.name,
        groups=to_letters(answer_bytes(answer)),
    )  # fmt: skip
    return _sheet(ANSWER, f"{asked.station}-{asked.name}", district, at, way_in=way_in)


def half_sheet(half: Half, *, at: datetime) -> bytes:
    """The half as a PDF: as secret as the half itself. Raises FontFault."""
    key_half = KeyHalf(
        district=half.district, recipient=half.recipient, part=half.part,
        groups=to_letters(half_bytes(half)),
    )  # fmt: skip
    name = f"{half.district}-{half.recipient}-{half.part}"
    return _sheet(HALF, name, half.district, at, key_half=key_half)


def _sheet(
    sheet: str, name: str, district: str, at: datetime, *,
    way_in: WayIn | None = None, key_half: KeyHalf | None = None,
) -> bytes:  # fmt: skip
    from forms.render import render

    return render(
        sheet,
        Facts(
            sheet_number=f"{sheet}-{name}", printed_at=at, agent="",
            station=Office(code="", name=f"{district} 区恢复密钥保管人"),
            item=Item(code="", name="", version=""), case_number="", applicant=Applicant(name=""),
            way_in=way_in, key_half=key_half,
        ),
    )  # fmt: skip
