"""Is everything whole: the file, the chain of the journal, the agents' signatures, the tables."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from station.desk.office import Office
from station.domain.chain import digest, genesis, link, signable
from station.domain.errors import StationError
from station.domain.events import AgentAdded, Event, HeadSigned
from station.domain.values import Side
from station.storage.journal import Head
from station.storage.vault import check_file


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What was looked at, and every fault found; none means that all is whole."""

    events: int
    """Own events in the present life."""
    signed: int
    """Number of the last own event that an agent's signature covers."""
    ours: Head
    theirs: Head
    """The district's journal as held here, in the life that spoke last."""
    faults: tuple[StationError, ...]


def check(office: Office, *, progress: Callable[[str], None]) -> Checked:
    """Look at everything. `progress` is told, in an English msgid, what is looked at next.

    A damaged file raises VaultDamaged; whatever else is wrong is in the answer, all at once.
    """
    progress("Reading every page of the file")
    check_file(office.vault)
    with office.vault.reading():
        progress("Recomputing the chains of the journal")
        signatures = _Signatures()
        ours = office.journal.head()
        theirs = office.line.district_head()
        faults = [
            *_chain(office, Side.STATION, ours, office.code, signatures.look),
            *_chain(office, Side.DISTRICT, theirs, office.line.peer, _nothing),
            *signatures.faults,
        ]
        progress("Comparing the tables with the journal")
        faults += _tables(office)
    return Checked(
        events=ours.number, signed=signatures.signed, ours=ours, theirs=theirs,
        faults=tuple(faults),
    )  # fmt: skip


class _Signatures:
    """Follows our journal: whose signature covers which events (see `chain.signable`)."""

    def __init__(self) -> None:
        self.signed = 0
        self.faults: list[StationError] = []
        self._keys: dict[str, str] = {}
        self._writers: set[str] = set()
        self._digests: list[str] = []

    def look(self, number: int, name: str, event: Event) -> None:
        if isinstance(event, AgentAdded):
            self._keys[event.agent] = event.signs
        if isinstance(event, HeadSigned):
            if not self._good(event):
                self.faults.append(
                    StationError(
                        "the signature at entry {number} does not cover what is before it",
                        "Tell the district: entries may have been changed.",
                        number=number,
                    )
                )
            self.signed = number
            self._writers, self._digests = set(), []
        else:
            self._writers.add(event.by)
        self._digests.append(name)

    def _good(self, event: HeadSigned) -> bool:
        if not self._writers <= {event.by}:
            return False
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self._keys[event.by]))
            key.verify(bytes.fromhex(event.signature), signable(self._digests))
        except (InvalidSignature, KeyError, ValueError):
            return False
        return True


def _nothing(number: int, name: str, event: Event) -> None:
    """The district's events carry no agent's signature; its parcels were signed."""


def _chain(
    office: Office,
    side: Side,
    head: Head,
    writer: str,
    look: Callable[[int, str, Event], None],
) -> Iterator[StationError]:
    last = genesis(writer, head.incarnation)
    for number, data, kept_hash, kept_digest, event in office.journal.chained(
        side, head.incarnation
    ):
        last = link(last, data)
        if (last, digest(data)) != (kept_hash, kept_digest):
            yield StationError(
                "the chain of the {side} journal breaks at entry {number}",
                "Restore the latest backup that verifies, and tell the district.",
                side=side.value, number=number,
            )  # fmt: skip
            return
        look(number, kept_digest, event)


def _tables(office: Office) -> list[StationError]:
    differ = office.casebook.differences()
    return [
        StationError(
            "the tables do not show case {number} as the journal tells it",
            "Run: run.py verify --rebuild",
            number=number,
        )
        for number in differ
    ]
