"""What was on a station's computer when it was lost: the counts that a report of a breach needs.

个人信息保护法 57: who processed the data tells the authority, and the people where harm cannot be
excluded, what kinds of data were concerned, why, what harm may follow, and what was done. The
computer is gone; what it held is here, as far as the station has told it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from station.domain.case import Case, replay
from station.domain.codec import person_of, read
from station.domain.events import KINDS
from station.domain.fact_events import MandateGiven, PartyNamed
from station.domain.items import SensitiveKind
from station.domain.parties import CHILD_UNDER
from station.domain.people import ResidentId
from station.domain.person_events import PersonEvent
from station.domain.retention import ended_at
from sync.district import sealed_keys
from sync.district.heard import NEVER, heard_until
from sync.district.premises import District
from sync.district.tables import CertificateRow, EntryRow


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many cases and people one kind of data concerns."""

    cases: int
    people: int


@dataclass(frozen=True, kw_only=True)
class LossReport:
    """What a station's vault held when it was last heard. It counts people and names none."""

    station: str
    heard: datetime | None
    """Up to when its entries are here; None if it never spoke. What came later is unknown."""
    cases: Held
    """Cases whose contents it held, with everybody whom they name."""
    open: int
    """Those of them that had not ended."""
    children: int
    """People under 14 on the day of the report (个人信息保护法 31)."""
    others: int
    """People with no case of whom something was on record: consents, documents, looks."""
    kinds: Mapping[SensitiveKind, Held]
    """By kind of sensitive data (个人信息保护法 28), as the items of the cases say."""
    unknown: int
    """Cases of items that the catalogue does not have: of these no kind can be told."""
    admitted: bool
    """Whether its keys are still good."""
    sealed: int
    """Data keys of its vault that are sealed here for the custodians of the recovery key."""


def loss_report(district: District, station: str) -> LossReport:
    """Count what was there, as far as it is kept here. Raises UnknownStation."""
    today = district.clock.now().date()
    with district.vault.reading():
        district.life(station)
        heard = heard_until(district, station)
        cases = list(_cases(district, station))
        named = {case.number: _people(case) for case in cases}
        known = {person for people in named.values() for person in people}
        others = set(_filed(district, station)) - known
        items = {case.number: district.lawbook.item_of(case) for case in cases}
        admitted = _admitted(district, station)
        sealed = len(sealed_keys.held(district, station))
    touched = {
        kind: [number for number, item in items.items() if item and kind in item.sensitive_kinds]
        for kind in SensitiveKind
    }
    return LossReport(
        station=station, heard=None if heard == NEVER else heard,
        cases=_held(named, named), open=sum(ended_at(case) is None for case in cases),
        children=sum(ResidentId(number=one).age_on(today) < CHILD_UNDER for one in known | others),
        others=len(others),
        kinds=MappingProxyType({
            kind: _held(named, numbers) for kind, numbers in touched.items() if numbers
        }),
        unknown=sum(item is None for item in items.values()), admitted=admitted, sealed=sealed,
    )  # fmt: skip


def _held(named: Mapping[str, frozenset[str]], numbers: Collection[str]) -> Held:
    people = {person for number in numbers for person in named[number]}
    return Held(cases=len(numbers), people=len(people))


def _cases(district: District, station: str) -> Iterator[Case]:
    """Every case on the line whose contents are here, also one that went elsewhere: the station
    keeps its copy."""
    journal = district.casebook.journal(station)
    for number in journal.cases():
        case = replay((one.entry for one in journal.of_case(number)), district.lawbook.admits)
        if case is not None:
            yield case


def _people(case: Case) -> frozenset[str]:
    """The identity numbers of everybody whom the case names."""
    parties = (one.person for one in case.all(PartyNamed))
    mandataries = (one.mandatary for one in case.all(MandateGiven))
    return frozenset(one.id_number for one in (case.applicant, *parties, *mandataries))


def _filed(district: District, station: str) -> Iterator[str]:
    """The people of whom something is on record by their number, and not by a case."""
    kinds = [name for name, kind in KINDS.items() if issubclass(kind, PersonEvent)]
    query = EntryRow.select(EntryRow.data).where(
        (EntryRow.station == station) & (EntryRow.case_number == "") & EntryRow.kind.in_(kinds)
    )
    for (data,) in query.tuples().execute(district.vault.db):
        yield person_of(read(bytes(data)))


def _admitted(district: District, station: str) -> bool:
    query = CertificateRow.select().where(
        (CertificateRow.station == station) & (CertificateRow.revoked_at == "")
    )
    return bool(query.exists(district.vault.db))
