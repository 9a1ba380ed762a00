"""A case that one station passes on to another goes through the district, or not at all.

Only the district knows all stations, so it alone says whether a transfer has effect: it writes
the case on the line of the other station, or its refusal on the line that the case would leave.
Both in the transaction of the intake, and once for each transfer (ADR 0023).
"""

from collections.abc import Collection, Sequence

from station.domain.case import Arrived, Case, Why, replay
from station.domain.codec import NotAnEvent, encode
from station.domain.errors import RuleBroken
from station.domain.fact_events import EventRefused
from station.domain.judging import refusal
from station.domain.stamp import Stamp
from station.domain.states import CaseState
from station.domain.transfer import bring
from station.domain.transfer_events import CaseTransferred
from sync.district.premises import District
from sync.district.scans import scans_of
from sync.district.serverfaults import NotAlone
from sync.district.tables import CertificateRow, StationRow

_LATE = 10**9
"""A number that no journal comes to: what is short enough with it can be written."""


def passing_on(
    district: District, station: str, case: Case | None, kept: Sequence[Arrived],
    new: Collection[str],
) -> tuple[EventRefused, ...]:  # fmt: skip
    """Bring the case to the station that one of the `new` entries (digests) names; if that
    cannot be, the refusal of that entry, to be recorded."""
    went = _gone(case)
    digest = next((one.digest for one in kept if one.entry.event is went), "")
    if case is None or went is None or digest not in new:
        return ()
    why = _hindrance(district, station, case.number, went) or _bring(district, station, case, went)
    return (refusal(_stamp(district), case.number, digest, why),) if why else ()


def _gone(case: Case | None) -> CaseTransferred | None:
    """The transfer that the case waits for."""
    if case is None or case.state is not CaseState.TRANSFERRED:
        return None
    return case.last(CaseTransferred)


def _hindrance(district: District, station: str, number: str, went: CaseTransferred) -> Why | None:
    if went.to == station:
        return Why.of(RuleBroken(
            "the case is at this station already", "Name the station that goes on with it.",
        ))  # fmt: skip
    known = CertificateRow.select().where(
        (CertificateRow.station == went.to) & (CertificateRow.revoked_at == "")
    )
    if not known.exists(district.vault.db):
        return Why.of(RuleBroken(
            "station {to} is not on the line", "Ask the district for its code.", to=went.to,
        ))  # fmt: skip
    there = replay(one.entry for one in district.casebook.journal(went.to).of_case(number))
    if there is not None and there.state is not CaseState.TRANSFERRED:
        return Why.of(RuleBroken(
            "station {to} has a case with this number", "Ask the district to look.", to=went.to,
        ))  # fmt: skip
    return None


def _bring(district: District, station: str, case: Case, went: CaseTransferred) -> Why | None:
    """Write the case on the line of the other station; why it cannot be. Raises NotAlone."""
    if not district.vault.alone:
        raise NotAlone
    query = StationRow.select(StationRow.name).where(StationRow.code == station)
    try:
        brought = bring(
            case, went, from_station=station, from_name=query.scalar(district.vault.db),
            stamp=_stamp(district),
        )  # fmt: skip
        for one in brought:
            encode(one, _LATE)
    except NotAnEvent:
        return Why.of(RuleBroken(
            "an entry of the case is too long to be sent on", "End the case at this station.",
        ))  # fmt: skip
    district.record(went.to, *brought)
    district.casebook.show(went.to, case.number)
    scans_of(district, went.to).show([case.number])
    return None


def _stamp(district: District) -> Stamp:
    return Stamp(at=district.clock.now(), by=district.name)
