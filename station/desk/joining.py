"""What follows when a station has joined its district, and when the two have met."""

from contextlib import suppress

from station.desk.office import Office
from station.desk.paper_keys import keep_former
from station.desk.recovery_slot import RecoverySlot
from station.domain.office_events import DistrictJoined
from station.storage.faults import DiskFailing, DiskFull, VaultReadOnly
from sync.enrol import Answer
from sync.seal import PrivateKeys


def keep_district(office: Office, answer: Answer, keys: PrivateKeys, url: str) -> None:
    """What the station knows of its district from now on."""
    now = office.stamp()
    with office.transaction():
        again = 1 if office.line.peer else 0
        if again:
            keep_former(office.memory)
        office.memory.set(
            line_version=str(int(office.memory.get("line_version", "1")) + again),
            signing_key=keys.signing.hex(),
            receiving_key=keys.receiving.hex(),
            next_signing_key="",
            next_receiving_key="",
            pending_version="",
            pending_signing_key="",
            pending_receiving_key="",
            district=answer.district,
            district_name=answer.name,
            district_url=url,
            district_signing=answer.keys.signing.hex(),
            district_signing_version="0",
            former_district_signing="",
            district_key_version="0",
            district_receiving=answer.keys.receiving.hex(),
            certificate=answer.certificate.body.decode(),
            certificate_signature=answer.certificate.signature.hex(),
            bundle_enrolled=answer.bundle.body if answer.bundle else "",
            bundle_enrolled_signature=answer.bundle.signature if answer.bundle else "",
        )
        office.record(
            DistrictJoined(at=now.at, by=now.by, district=answer.district, name=answer.name)
        )


def seal_to_district(office: Office) -> None:
    """The district's way in, as its newest word has it. A disk that does not take it now stops
    nothing: the next opening does it."""
    with suppress(DiskFull, DiskFailing, VaultReadOnly):
        RecoverySlot(office).settle()
