"""The keys of the lines: which of a station's are good, which were withdrawn or replaced; and the
district's own, with those before, that sticks on their way are still sealed to."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from station.domain.line_events import DistrictKeyTold, LineKeysAnswered, LineKeysAsked
from station.domain.values import Side
from sync import enrol, rekey, seal
from sync.district.premises import District
from sync.district.signing import voices_in
from sync.district.tables import CertificateRow, StationRow
from sync.district.words import N_
from sync.enrol import Certificate
from sync.errors import NotEnrolled
from sync.seal import PrivateKeys, PublicKeys

NOT_PROVED = N_("the request is not signed by the keys that are in use and by the new ones")
NOT_HIGHER = N_("other keys with this number, or a higher one, are known: ask again")
NO_KEYS = N_("these are no keys")


@dataclass(frozen=True, kw_only=True)
class LineKeys:
    """The public keys of a station. Ed25519 in all but `to`, to which X25519 answers are sealed."""

    good: tuple[bytes, ...]
    withdrawn: tuple[bytes, ...]
    replaced: tuple[bytes, ...]
    """Their time is over since others took their place."""
    unheard: frozenset[str]
    """The ids of good ones that nothing was signed with yet."""
    to: bytes
    own: PrivateKeys
    """The district's."""
    voices: Mapping[str, PrivateKeys]
    """Its former keys that still sign for stations that know no newer one, by their ids."""
    trusts: str
    """The id of the one that the station said last it believes."""
    former: tuple[bytes, ...]
    """Its former private X25519 keys that may still be used to write to it."""


@dataclass(frozen=True)
class _Kept:
    """A certificate on record."""

    number: int
    signing: str
    receiving: str
    revoked_at: str
    heard_at: str
    good_until: str

    @property
    def kid(self) -> str:
        return seal.key_id(bytes.fromhex(self.signing))


_CERTIFICATES = "id, signing, receiving, revoked_at, heard_at, good_until"
_OF_A_LINE = "FROM certificate WHERE station = ? ORDER BY id DESC"
_LINE = "(SELECT trusts FROM station WHERE code = certificate.station)"
_OWN = (
    "(SELECT value FROM setting WHERE name = 'signing_key'),"
    " (SELECT value FROM setting WHERE name = 'receiving_key'),"
    " (SELECT value FROM setting WHERE name = 'former_receiving'),"
    " (SELECT value FROM setting WHERE name = 'former_signing')"
)


def line_keys(district: District, station: str, kid: str = "") -> LineKeys | None:
    """The keys of this station; None if it never enrolled. Answers go to who signed with the key
    `kid`, else to the newest that was heard. All of them are as they were at one moment."""
    asked = f"SELECT {_OWN}, {_LINE}, {_CERTIFICATES} {_OF_A_LINE}"
    found = district.vault.ask(asked, station)
    if not found:
        return None
    signing, receiving, former, voices, trusts, *_ = found[0]
    opened, rows = district.identity.opened, [_Kept(*row[5:]) for row in found]
    now = district.clock.now()
    past = [
        row for row in rows
        if not row.revoked_at and row.good_until
        and datetime.fromisoformat(row.good_until) < now
    ]  # fmt: skip
    good = [row for row in rows if not row.revoked_at and row not in past]
    spoke = [row for row in good if row.kid == kid]
    heard = [row for row in good if row.heard_at]
    own = district.same(PrivateKeys(
        signing=bytes.fromhex(opened("signing_key", signing)),
        receiving=bytes.fromhex(opened("receiving_key", receiving)),
    ))  # fmt: skip
    return LineKeys(
        good=_signing(good), replaced=_signing(past),
        withdrawn=_signing(row for row in rows if row.revoked_at),
        unheard=frozenset(row.kid for row in good if not row.heard_at),
        to=bytes.fromhex((*spoke, *heard, *rows)[0].receiving),
        own=own, trusts=str(trusts),
        voices=voices_in(opened("former_signing", voices), own) if voices else {},
        former=_former(opened("former_receiving", former) if former else "[]"),
    )  # fmt: skip


def heard(district: District, station: str, kid: str) -> None:
    """The station signs with this key now: those before it are good for a while only."""
    now = district.clock.now()
    until = (now + rekey.FORMER_LIFE).isoformat()
    with district.vault.transaction():
        rows = district.vault.ask(f"SELECT {_CERTIFICATES} {_OF_A_LINE}", station)
        for row in (_Kept(*one) for one in rows):
            if not row.heard_at and row.kid == kid:
                CertificateRow.update(heard_at=now.isoformat()).where(
                    CertificateRow.id == row.number
                ).execute(district.vault.db)
                CertificateRow.update(good_until=until).where(
                    (CertificateRow.station == station) & (CertificateRow.id < row.number)
                    & (CertificateRow.good_until == "")
                ).execute(district.vault.db)  # fmt: skip


def asked(district: District, station: str, request: LineKeysAsked) -> None:
    """Answer a station that asks for new keys over its line. Inside a transaction."""
    reason, certificate = "", Certificate(body=b"", signature=b"")
    keys = line_keys(district, station)
    former = keys.good if keys else ()
    if request.version <= last_version(district, station):
        reason = NOT_HIGHER
    elif not rekey.is_proved(request, station=station, district=district.id, former=former):
        reason = NOT_PROVED
    else:
        try:
            wanted = rekey.keys_of(request)
            certificate = certified(district, station, wanted, version=request.version)
        except NotEnrolled:
            reason = NO_KEYS
    district.record(
        station,
        LineKeysAnswered(
            at=district.clock.now(), by=district.name, version=request.version,
            body=certificate.body.decode(), signature=certificate.signature.hex(), reason=reason,
        ),
    )  # fmt: skip


def certified(
    district: District, station: str, keys: PublicKeys, *, version: int, heard_at: str = ""
) -> Certificate:
    """The district's word on these keys, kept. Inside a transaction."""
    now = district.clock.now()
    query = StationRow.select(StationRow.name).where(StationRow.code == station)
    name = str(query.scalar(district.vault.db))
    made = enrol.certify(
        district.id, name, now.date().isoformat(), station, keys, district.keys.signing
    )
    CertificateRow.insert(
        station=station, signing=keys.signing.hex(), receiving=keys.receiving.hex(),
        body=made.body, signature=made.signature, issued_at=now.isoformat(), revoked_at="",
        version=version, heard_at=heard_at, good_until="",
    ).execute(district.vault.db)  # fmt: skip
    return made


def last_version(district: District, station: str) -> int:
    """The number of the newest keys of this station; 0 if it has none. Inside a visit."""
    row = district.vault.sql(
        "SELECT coalesce(max(version), 0) FROM certificate WHERE station = ?", station
    ).fetchone()
    return int(row[0])


# ---- the district's own


def renew(district: District) -> int:
    """Another key that parcels to the district are sealed to, told to every station; its number.
    The one before is kept until its time is over and every station on the line knows of the new."""
    now = district.clock.now()
    until = (now + rekey.DISTRICT_FORMER_LIFE).date()
    with district.vault.transaction():
        old = district.identity.get("receiving_key")
        version = int(district.identity.get("key_version") or 0) + 1
        kept = [*_kept(district), {"key": old, "until": until.isoformat()}]
        district.identity.set(
            receiving_key=district.clock.chance(32).hex(), key_version=str(version),
            former_receiving=json.dumps(kept),
        )  # fmt: skip
        told = DistrictKeyTold(
            at=now, by=district.name, version=version, former_until=until,
            receiving=district.keys.public().receiving.hex(),
        )  # fmt: skip
        for station in district.stations():
            district.record(station, told)
    return version


def former_receiving(district: District) -> tuple[bytes, ...]:
    """The district's former private keys that are still good. Inside a visit."""
    return _former(district.identity.get("former_receiving") or "[]")


def forget_former(district: District) -> int:
    """Destroy those former keys whose time is over, unless a station on the line was not told of
    the new one yet; how many. Inside a transaction."""
    today, kept = district.clock.now().date(), _kept(district)
    stays = [
        one for one in kept
        if date.fromisoformat(one["until"]) >= today or _somebody_was_not_told(district)
    ]  # fmt: skip
    if len(stays) < len(kept):
        district.identity.set(former_receiving=json.dumps(stays))
    return len(kept) - len(stays)


def _kept(district: District) -> list[dict[str, str]]:
    kept: list[dict[str, str]] = json.loads(district.identity.get("former_receiving") or "[]")
    return kept


def _somebody_was_not_told(district: District) -> bool:
    """Whether a station that may speak is not known to hold the newest word on our key."""
    row = district.vault.sql(
        "SELECT count(*) FROM station JOIN link ON link.station = code"
        " AND link.incarnation = station.incarnation AND link.side = ? AND number > peer_holds"
        " JOIN entry ON entry.station = link.station AND entry.seq = link.seq AND kind = ?"
        " WHERE EXISTS (SELECT 1 FROM certificate WHERE certificate.station = code"
        " AND revoked_at = '')",
        Side.DISTRICT.value, DistrictKeyTold.kind,
    ).fetchone()  # fmt: skip
    return bool(row[0])


def _former(kept: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(one["key"]) for one in json.loads(kept))


def _signing(rows: Iterable[_Kept]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(row.signing) for row in rows)
