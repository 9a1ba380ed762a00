"""What the district has told of its recovery key, as the vault keeps it: signed, the newest, and
never an older one again."""

from collections.abc import Iterator
from contextlib import suppress

from station.desk.district_keys import certifiers
from station.desk.office import Office
from station.domain.recovery_events import BundleTold, RecoverySealed
from station.domain.values import Side
from station.storage.slots import SlotFile
from sync.bundle import Bundle, SignedBundle, read_bundle
from sync.errors import Refused


def newest_bundle(office: Office) -> Bundle | None:
    """The bundle with the highest version that the district signed; kept from then on. Inside a
    transaction."""
    kept = {one.version: (one, signed) for signed, one in _believed(office)}
    if not kept:
        return None
    newest, signed = kept[max(kept)]
    office.memory.set(bundle=signed.body, bundle_signature=signed.signature)
    return newest


def _believed(office: Office) -> Iterator[tuple[SignedBundle, Bundle]]:
    """Every bundle that was told, by enrolment or in parcels, and that can be believed; the one
    that is kept comes last, so that no other of its version takes its place."""
    memory = office.memory
    signers = certifiers(memory)
    if not signers:
        return
    events = office.journal.own_of(BundleTold, side=Side.DISTRICT)
    came = [
        SignedBundle(body=one.body, signature=one.signature)
        for one in events
        if isinstance(one, BundleTold)
    ]
    kept = [
        SignedBundle(body=memory.get(name), signature=memory.get(f"{name}_signature"))
        for name in ("bundle_enrolled", "bundle")
    ]
    for signed in (*came, *kept):
        for signer in signers:
            with suppress(Refused):
                yield signed, read_bundle(signed, district=office.line.peer, signer=signer)
                break


def seal_told(office: Office, content: SlotFile) -> RecoverySealed:
    """What the district is told of its slot in this content, which must have one."""
    now, recovery = office.stamp(), content.recovery
    if recovery is None:
        raise ValueError("nothing is sealed to the district")
    return RecoverySealed(
        at=now.at, by=now.by, recipient=recovery.recipient, key=content.key,
        sealed=recovery.sealed.hex(),
    )  # fmt: skip
