"""Is everything whole: the file, the chain of the journal, the agents' signatures, the tables."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.desk.agents import AgentDesk
from station.desk.office import Office, version_of
from station.domain.audit import Audit, audit, waiting_words
from station.domain.errors import StationError
from station.domain.names import mask_number
from station.domain.office_events import VaultChecked
from station.domain.roles import overstepped
from station.domain.scans import attached
from station.domain.values import Side
from station.domain.versions import silently_changed
from station.storage import own_scans
from station.storage.drafts import DraftBook
from station.storage.journal import Head
from station.storage.keys import verifies
from station.storage.scanrows import is_published
from station.storage.whole import check_file


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was looked at, and every fault found; none means that all is whole."""

    events: int
    """Own events in the present life."""
    signed: int
    """Number of the last own event that an agent's good signature covers."""
    ours: Head
    theirs: Head
    """The district's journal as held here, in the life that spoke last."""
    drafts: int
    """Forms that were typed and not recorded; every one of them can be read."""
    purged: int
    """Entries whose term of keeping was over: that they were there is all that is left."""
    waiting: tuple[StationError, ...]
    """What agents other than the one at the desk have not signed yet; no faults."""
    faults: tuple[StationError, ...]


_NOTHING: Mapping[int, str] = MappingProxyType({})


def check(
    office: Office, *, progress: Callable[[str], None], paper: Mapping[int, str] = _NOTHING
) -> Checked:
    """Look at everything. `progress` is told, in an English msgid, what is looked at next;
    `paper`: the first digits of our hash after a number, as they stand on a printed sheet.

    A damaged file raises VaultDamaged; whatever else is wrong is in the answer, all at once.
    """
    progress("Reading every page of the file")
    check_file(office.vault)
    with office.vault.reading():
        progress("Recomputing the chains of the journal")
        journal = office.journal
        ours, theirs = journal.head(), office.line.district_head()
        own = _audited(office, Side.STATION, office.code, ours, paper=paper)
        found = {
            Side.STATION: own,
            Side.DISTRICT: _audited(
                office, Side.DISTRICT, office.line.peer, theirs, own.purged
            ),
        }  # fmt: skip
        faults = [fault for side, one in found.items() for fault in _chain(side, one)]
        if found[Side.STATION].breaks_at is None and journal.own_events() != ours.number:
            faults.append(_broken(Side.STATION, ours.number + 1))
        faults += _overstepped(office, ours, own)
        faults += AgentDesk(office).strange()
        progress("Comparing the tables with the journal")
        faults += [*_tables(office), *_versions(office)]
        progress("Reading every scan")
        faults += _scans(office)
        drafts = len(DraftBook(office.vault).all())
    return Checked(
        events=ours.number, signed=found[Side.STATION].signed, ours=ours, theirs=theirs,
        drafts=drafts, purged=len(own.purged), faults=tuple(faults),
        waiting=tuple(waiting_words(one) for one in own.waiting
                      if one.gone or one.agent != office.agent),
    )  # fmt: skip


def rebuild(office: Office) -> int:
    """Make all tables anew from the journal; how many cases. A scan that is damaged is asked for
    again at the next exchange."""
    with office.transaction():
        office.personbook.rebuild()
        own_scans.rebuild(office.vault, office.scans, office.journal)
        return office.casebook.rebuild()


def _scans(office: Office) -> Iterator[StationError]:
    for number in own_scans.differences(office.vault, office.scans, office.journal):
        if is_published(number):
            yield StationError(
                "the tables do not show what the district published as the journal tells it:"
                " {name}",
                "Run: run.py verify --rebuild", name=number,
            )  # fmt: skip
            continue
        yield StationError(
            "the tables do not show case {number} as the journal tells it",
            "Run: run.py verify --rebuild", number=number,
        )  # fmt: skip
    for number, seq, sha256 in office.scans.damaged():
        if is_published(number):
            yield StationError(
                "a file that the district published is damaged: {name}",
                "Run: run.py verify --rebuild, then synchronise: the district sends it again.",
                name=number,
            )  # fmt: skip
            continue
        case = office.casebook.case(number)
        names = (one.event.scan.name for one in attached(case) if one.event.seq == seq
                 and one.event.scan.sha256 == sha256) if case else ()  # fmt: skip
        yield StationError(
            "the scan {name} of case {number} is damaged",
            "Run: run.py verify --rebuild, then synchronise: the district sends it again if it"
            " holds it. Else scan the paper again.",
            name=next(iter(names), sha256[:8]), number=number,
        )  # fmt: skip


def put_on_record(office: Office, found: Checked) -> None:
    """That it was looked at, and what came of it."""
    now = office.stamp()
    office.record(
        VaultChecked(at=now.at, by=now.by, events=found.events, faults=len(found.faults))
    )  # fmt: skip


def _audited(
    office: Office, side: Side, writer: str, end: Head, purged: frozenset[str] = frozenset(),
    *, paper: Mapping[int, str] = _NOTHING,
) -> Audit:  # fmt: skip
    life = office.journal.chained(side, end.incarnation)
    return audit(writer, end.incarnation, life, verifies, purged, anchors=paper)


def _chain(side: Side, found: Audit) -> Iterator[StationError]:
    if found.breaks_at is not None:
        yield _broken(side, found.breaks_at)
    for number in found.doubtful:
        yield StationError(
            "the signature at entry {number} does not cover what is before it",
            "Tell the district: entries may have been changed.",
            number=number,
        )
    for number in found.strangers:
        yield StationError(
            "entry {number} bears the name of somebody who was not at the desk then",
            "Tell the district: it may have been slipped in.",
            number=number,
        )
    for number in found.foisted:
        yield StationError(
            "entry {number} says that an agent has other keys, and the agent did not sign that",
            "Tell the district: somebody may write in the name of a colleague.",
            number=number,
        )
    for number in found.denied:
        yield StationError(
            "the paper says another hash after entry {number} than this journal",
            "Compare the digits with the sheet once more; if they are right, tell the district:"
            " the journal was rewritten, or it is an old copy.",
            number=number,
        )


def _overstepped(office: Office, ours: Head, found: Audit) -> Iterator[StationError]:
    """What is not told as a stranger's already."""
    life = office.journal.chained(Side.STATION, ours.incarnation)
    for number in overstepped((one.number, one.event) for one in life):
        if number not in found.strangers:
            yield StationError(
                "entry {number} was written by somebody whose role does not allow it",
                "Tell the district: a changed program may have written it.",
                number=number,
            )


def _broken(side: Side, number: int) -> StationError:
    return StationError(
        "the chain of the {side} journal breaks at entry {number}",
        "Restore the latest backup that verifies, and tell the district.",
        side=side.value, number=number,
    )  # fmt: skip


def _versions(office: Office) -> Iterator[StationError]:
    """Versions of items that cases need and nobody has, or that the catalogue tells otherwise."""
    kept = office.itembook.all()
    here = {(item.id, item.version) for item in kept}
    for number, name, version in (*office.itembook.needed(), *_brought(office)):
        if (name, version) not in here and office.catalogue.item(name, version) is None:
            yield StationError(
                "version {version} of item {item}, with which case {number} was begun, is lost",
                "Use a catalogue that holds it: run.py catalogue FILE --use",
                item=name, version=version, number=number,
            )  # fmt: skip
    for item in silently_changed(kept, office.catalogue):
        yield StationError(
            "the catalogue says something else of version {version} of item {item} than was kept",
            "Running cases go on as they were begun; ask the district for a catalogue in which"
            " this item has the next version.",
            item=item.id, version=item.version,
        )  # fmt: skip


def _brought(office: Office) -> Iterator[tuple[str, str, int]]:
    """The same of cases that another station began."""
    for number in office.itembook.brought():
        case = office.casebook.case(number)
        if case is not None:
            yield number, *version_of(case)


def _tables(office: Office) -> list[StationError]:
    cases = (
        StationError(
            "the tables do not show case {number} as the journal tells it",
            "Run: run.py verify --rebuild",
            number=number,
        )
        for number in office.casebook.differences()
    )
    spaces = (
        StationError(
            "the tables do not show the space of {person} as the journal tells it",
            "Run: run.py verify --rebuild",
            person=mask_number(person),
        )
        for person in office.personbook.differences()
    )
    return [*cases, *spaces]
