"""How stations come to a district: one-time codes, certificates, and withdrawing them."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from station.domain.errors import BadInput, StationError
from station.domain.line_events import KeysWithdrawn
from station.domain.numbers import station_code
from sync import enrol
from sync.district import sealed_keys, signing
from sync.district.deciding import Decision
from sync.district.founding import some_line
from sync.district.keyring import certified, last_version
from sync.district.premises import District
from sync.district.publishing import tell_newcomer
from sync.district.recovery import kept_bundle
from sync.district.tables import CertificateRow, EnrolCodeRow, StationRow
from sync.enrol import Answer, Certificate, Request
from sync.errors import NotEnrolled
from sync.seal import key_id


@dataclass(frozen=True, kw_only=True)
class OneTimeCode:
    """What is printed for a station: its code, and until when it is good."""

    station: str
    name: str
    code: str = field(repr=False)
    expires_at: datetime


def make_code(district: District, station: str, name: str) -> OneTimeCode:
    """A new one-time code for a station; an earlier one ends. Raises BadInput.

    A station that is known already keeps its cases and its keys until the new code is used.
    """
    code, name = _checked(station, name)
    spoken = enrol.code_of(district.clock.chance(13))
    expires_at = district.clock.now() + enrol.CODE_LIFE
    with district.vault.transaction():
        db = district.vault.db
        if not StationRow.update(name=name).where(StationRow.code == code).execute(db):
            StationRow.insert(
                code=code, name=name, incarnation=district.new_life(), peer_holds=0,
                heard_last="", forked="[]", last_contact="",
            ).execute(db)  # fmt: skip
            tell_newcomer(district, code)
            signing.tell_newcomer(district, code)
        key = district.identity.sealed(f"enrol/{code}", enrol.code_key(spoken, code).hex())
        row = {"station": code, "key": key, "expires_at": expires_at.isoformat(), "used_by": ""}
        district.vault.keep("enrol_code", "station", row)
    return OneTimeCode(station=code, name=name, code=spoken, expires_at=expires_at)


def admit(district: District, data: bytes) -> bytes:
    """The answer to a station's request to be enrolled. Raises NotEnrolled.

    The keys that use a code first may ask again while it lasts: an answer can be lost.
    """
    request = enrol.read_request(data)
    with district.vault.transaction():
        row = _code_row(district, request.station)
        if row is None:
            raise NotEnrolled("code-unknown")
        key = bytes.fromhex(district.identity.opened(f"enrol/{row.station}", row.key))
        enrol.prove_request(data, key)
        if district.clock.now() > datetime.fromisoformat(row.expires_at):
            raise NotEnrolled("code-expired")
        keys = sha256(request.keys.signing + request.keys.receiving).hexdigest()
        if row.used_by not in ("", keys):
            raise NotEnrolled("code-used")
        certificate = _certificate(district, request, again=bool(row.used_by))
        EnrolCodeRow.update(used_by=keys).where(EnrolCodeRow.station == request.station).execute(
            district.vault.db
        )
        signing.trusted(district, request.station, key_id(district.keys.public().signing))
        bundle = kept_bundle(district)
    answer = Answer(
        district=district.id, name=district.name, keys=district.keys.public(),
        certificate=certificate, bundle=bundle,
    )  # fmt: skip
    return enrol.reply(answer, data, key)


def revoke(district: District, station: str, *, keep: Decision | None = None) -> int:
    """Withdraw the keys of a station: a stolen machine may not speak for it any more. With them
    the data keys go that it has sealed to the recovery key; how many. To `keep` those, somebody
    has to have decided it: the machine was found, say, and its vault has still to be recovered.

    Its cases stay. A new one-time code lets it in again. Raises UnknownStation.
    """
    with district.vault.transaction():
        gone = 0 if keep else sealed_keys.erase(district, station)
        withdrawn = _withdraw(district, station)
        EnrolCodeRow.delete().where(EnrolCodeRow.station == station).execute(district.vault.db)
        if withdrawn or gone:
            told = KeysWithdrawn(
                at=district.clock.now(), by=keep.by if keep else district.name,
                recovery_kept=keep.reason if keep else "",
            )  # fmt: skip
            district.record(station, told)
    return gone


def _checked(station: str, name: str) -> tuple[str, str]:
    faults: dict[str, StationError] = {}
    code = line = ""
    try:
        code = station_code(station)
    except StationError as fault:
        faults["station"] = fault
    try:
        line = some_line(name)
    except StationError as fault:
        faults["name"] = fault
    if faults:
        raise BadInput(faults)
    return code, line


def _code_row(district: District, station: str) -> EnrolCodeRow | None:
    query = EnrolCodeRow.select().where(EnrolCodeRow.station == station)
    return next(iter(query.execute(district.vault.db)), None)


def _certificate(district: District, request: Request, *, again: bool) -> Certificate:
    """The certificate for these keys; earlier keys of the station are withdrawn with it."""
    query = CertificateRow.select().where(CertificateRow.station == request.station)
    rows = list(query.order_by(CertificateRow.id.desc()).execute(district.vault.db))
    if again and rows and rows[0].signing == request.keys.signing.hex():
        return Certificate(body=bytes(rows[0].body), signature=bytes(rows[0].signature))
    _withdraw(district, request.station)
    return certified(
        district, request.station, request.keys,
        version=last_version(district, request.station) + 1,
        heard_at=district.clock.now().isoformat(),
    )  # fmt: skip


def _withdraw(district: District, station: str) -> int:
    query = CertificateRow.update(revoked_at=district.clock.now().isoformat()).where(
        (CertificateRow.station == station) & (CertificateRow.revoked_at == "")
    )
    return int(query.execute(district.vault.db))
