"""The two ends of one line compared, as the district sees it."""

from functools import partial

from station.domain.reckoning_told import ReckoningTold, reckoning_told
from station.domain.telling import Say
from station.domain.values import Side
from sync.district.intake import book
from sync.district.premises import District


def reconciled(district: District, station: str, say: Say) -> ReckoningTold | None:
    """What the station signed last that it holds, beside what was here then; None if it never
    told. Raises UnknownStation."""
    with district.vault.reading():
        district.life(station)
        memory = book(district, station)
        found = memory.reckoned()
        if found is None:
            return None
        at = district.casebook.journal(station).hash_at
        return reckoning_told(
            found, partial(at, Side.DISTRICT), partial(at, Side.STATION), say, side=Side.DISTRICT,
            backed_up=memory.backed_up(),
        )  # fmt: skip
