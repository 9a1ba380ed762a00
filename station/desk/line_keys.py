"""New keys for the line to the district: asked for by a lead, taken when the district has certified
them. The keys before are read with for a while, for a stick may be on its way."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station.desk.district_keys import certifiers, settle_signing, told_of
from station.desk.office import Office
from station.desk.paper_keys import certificate, keep_former
from station.desk.recovering import write_new
from station.domain.errors import RuleBroken
from station.domain.line_events import DistrictKeyTold, LineKeysAnswered, LineKeysAsked
from station.domain.roles import Right
from station.domain.values import Side
from sync.enrol import Certificate, check_certificate
from sync.errors import NotEnrolled
from sync.paper import certificate_file
from sync.rekey import FORMER_LIFE, proofs
from sync.seal import PrivateKeys, key_id


@dataclass(frozen=True, kw_only=True)
class LineKeysState:
    """Where the keys of the line stand."""

    number: int
    """Of those in use."""
    asked: int
    """Of those that the district has not answered yet; 0: none."""
    refused: str
    """Why the last request came to nothing, as a msgid; empty: it did not."""
    district: str
    """The id of the newest key of the district, 16 hex digits; empty without a district."""


def ask(office: Office) -> int:
    """Make new keys and ask the district for them, with the next exchange; their number. What was
    asked and is not answered yet is asked once.

    Raises RuleBroken for a station without a district, and for who may not.
    """
    office.rights.ask(Right.JOIN, LineKeysAsked.kind)
    memory, chance, now = office.memory, office.clock.chance, office.stamp()
    with office.transaction():
        if not office.line.peer:
            raise RuleBroken(
                "this station does not belong to a district yet", "Join one first: F5."
            )
        if memory.get("pending_version"):
            return int(memory.get("pending_version"))
        new = PrivateKeys(signing=chance(32), receiving=chance(32))
        version = int(memory.get("line_version", "1")) + 1
        by_former, by_new = proofs(
            office.code, office.line.peer, version, former=_in_use(office), new=new
        )
        memory.set(
            pending_version=str(version), pending_signing_key=new.signing.hex(),
            pending_receiving_key=new.receiving.hex(),
        )  # fmt: skip
        public = new.public()
        office.record(
            LineKeysAsked(
                at=now.at, by=now.by, version=version, signing=public.signing.hex(),
                receiving=public.receiving.hex(), by_former=by_former, by_new=by_new,
            )
        )  # fmt: skip
    return version


def settle(office: Office) -> None:
    """Take what the district has answered and told of keys, and let go of those whose time is over.
    It may be done any number of times."""
    with office.transaction():
        if not office.line.peer:
            return
        settle_signing(office)
        for answer in office.journal.own_of(LineKeysAnswered, side=Side.DISTRICT):
            if isinstance(answer, LineKeysAnswered):
                _answered(office, answer)
        told, before = told_of(office, DistrictKeyTold)
        for one in told[before:]:
            _told(office, one)
        until = office.memory.get("former_until")
        if until and datetime.fromisoformat(until) < office.clock.now():
            office.memory.set(former_receiving_key="", former_until="")


def former_receiving(office: Office) -> tuple[bytes, ...]:
    """The private key before, to which parcels may still be sealed. Inside a visit."""
    former = office.memory.get("former_receiving_key")
    return (bytes.fromhex(former),) if former else ()


def state(office: Office) -> LineKeysState:
    """Which keys are in use."""
    with office.vault.reading():
        memory = office.memory
        known = certifiers(memory)
        return LineKeysState(
            district=key_id(known[0]) if known else "",
            number=int(memory.get("line_version", "1")),
            asked=int(memory.get("pending_version") or 0), refused=memory.get("keys_refused"),
        )  # fmt: skip


def save_certificate(office: Office, file: Path) -> None:
    """The district's word on the keys in use, as a file to be shown to others. Raises RuleBroken
    for a station without a district, FileThere, DiskFull, DiskFailing."""
    with office.vault.reading():
        ours = certificate(office.memory)
    if ours is None:
        raise RuleBroken("this station does not belong to a district yet", "Join one first: F5.")
    write_new(file, certificate_file(ours))


def _answered(office: Office, answer: LineKeysAnswered) -> None:
    memory = office.memory
    ours = memory.get("pending_version") == str(answer.version)
    if answer.version <= int(memory.get("line_version", "1")) or (answer.reason and not ours):
        return
    if ours and not answer.reason:
        new = PrivateKeys(
            signing=bytes.fromhex(memory.get("pending_signing_key")),
            receiving=bytes.fromhex(memory.get("pending_receiving_key")),
        )
        if not _is_certified(office, answer, new):
            return
        keep_former(memory)
        memory.set(
            former_receiving_key=memory.get("receiving_key"),
            former_until=(office.clock.now() + FORMER_LIFE).isoformat(),
            signing_key=new.signing.hex(), receiving_key=new.receiving.hex(),
            certificate=answer.body, certificate_signature=answer.signature,
        )  # fmt: skip
    memory.set(
        line_version=str(answer.version), keys_refused=answer.reason, pending_version="",
        pending_signing_key="", pending_receiving_key="",
    )  # fmt: skip


def _is_certified(office: Office, answer: LineKeysAnswered, new: PrivateKeys) -> bool:
    for signer in certifiers(office.memory):
        with suppress(NotEnrolled, ValueError):
            certificate = Certificate(
                body=answer.body.encode(), signature=bytes.fromhex(answer.signature)
            )
            check_certificate(
                certificate, district=office.line.peer, station=office.code, keys=new.public(),
                signer=signer,
            )  # fmt: skip
            return True
    return False


def _told(office: Office, told: DistrictKeyTold) -> None:
    memory = office.memory
    if told.version > int(memory.get("district_key_version", "0")):
        memory.set(district_key_version=str(told.version), district_receiving=told.receiving)


def _in_use(office: Office) -> PrivateKeys:
    return PrivateKeys(
        signing=bytes.fromhex(office.memory.get("signing_key")),
        receiving=bytes.fromhex(office.memory.get("receiving_key")),
    )
