"""The key that the district signs with, and those before it.

A station is spoken to with the key that it says it believes, in every frame: so it hears of another
one from the key that it knows, whatever was lost, doubled or put back to an older copy on the way.
All else is signed with the newest, and what was certified before is certified again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from station.domain.codec import encode, read
from station.domain.line_events import DistrictSigningTold
from sync import resign
from sync.bundle import signed_again
from sync.district.premises import District
from sync.district.tables import CertificateRow, StationRow
from sync.rekey import DISTRICT_FORMER_LIFE
from sync.seal import PrivateKeys, key_id, signing_public


@dataclass(frozen=True, kw_only=True)
class FormerKey:
    """A public key that the district signed with, and the last day for which it is believed."""

    public: bytes
    until: date


class Voice:
    """Which key of the district signs for one station: the one that the station believes."""

    def __init__(
        self, now: PrivateKeys, former: Mapping[str, PrivateKeys], trusts: str,
        changed: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._now, self._former, self._trusts, self._changed = now, former, trusts, changed

    @property
    def keys(self) -> PrivateKeys:
        """What signs for it now: the newest, where what it believes is no key that is left."""
        return self._former.get(self._trusts, self._now)

    def heard(self, kid: str) -> None:
        """The station has said, signed, which one it believes."""
        known = kid in self._former or kid == key_id(self._now.public().signing)
        if known and kid != self._trusts:
            self._trusts = kid
            self._changed(kid)


def renew(district: District) -> int:
    """Sign with another key from now on, and tell every station; its number. The one before is
    kept until its time is over and every station on the line knows the new one. What it had signed
    of certificates, and on the recovery key, is signed again."""
    chance, now = district.clock.chance(32), district.clock.now()
    with district.vault.transaction():
        before = district.keys
        keys = PrivateKeys(signing=chance, receiving=before.receiving)
        told = resign.told(
            district.id, number(district) + 1, former=before, new=keys, since=now.date(),
            former_until=(now + DISTRICT_FORMER_LIFE).date(), at=now, by=district.name,
        )  # fmt: skip
        until = told.former_until.isoformat()
        kept = [*_kept(district), {"key": before.signing.hex(), "until": until}]
        words = [encode(one, one.version).decode() for one in (*_told(district), told)]
        district.identity.set(
            signing_key=chance.hex(), former_signing=json.dumps(kept),
            signing_told=json.dumps(words),
        )  # fmt: skip
        _sign_again(district, chance)
        for station in district.stations():
            district.record(station, told)
    return told.version


def number(district: District) -> int:
    """The number of the key in use; the first is 1. Inside a visit."""
    return max((one.version for one in _told(district)), default=1)


def former_keys(district: District) -> list[FormerKey]:
    """The public halves of all keys before, which outlive the others: paper is kept. Inside a
    visit."""
    return [FormerKey(public=bytes.fromhex(one.former), until=one.since) for one in _told(district)]


def voices_in(kept: str, own: PrivateKeys) -> Mapping[str, PrivateKeys]:
    """By their ids the former keys that are left, as the secret setting has them."""
    left = [
        PrivateKeys(signing=bytes.fromhex(one["key"]), receiving=own.receiving)
        for one in json.loads(kept or "[]")
    ]
    return {key_id(one.public().signing): one for one in left}


def trusted(district: District, station: str, kid: str) -> None:
    """Keep which key this station believes."""
    with district.vault.transaction(station):
        StationRow.update(trusts=kid).where(StationRow.code == station).execute(district.vault.db)


def tell_newcomer(district: District, station: str) -> None:
    """A station that is new here learns which keys certified before. Inside a transaction."""
    district.record(station, *_told(district))


def unaware(district: District) -> list[str]:
    """The stations whose keys are good and that believe another key than the newest. Inside a
    visit."""
    newest = key_id(district.keys.public().signing)
    return [station for station, kid in _believed(district).items() if kid != newest]


def left(district: District) -> int:
    """How many former keys still sign for some stations. Inside a visit."""
    return len(_kept(district))


def forget_former(district: District) -> int:
    """Destroy those former keys whose time is over, and that no station on the line is known to
    believe still; how many. Inside a transaction."""
    today, kept = district.clock.now().date(), _kept(district)
    needed = set(_believed(district).values())
    stays = [
        one for one in kept
        if date.fromisoformat(one["until"]) >= today
        or key_id(signing_public(bytes.fromhex(one["key"]))) in needed
    ]  # fmt: skip
    if len(stays) < len(kept):
        district.identity.set(former_signing=json.dumps(stays))
    return len(kept) - len(stays)


def _believed(district: District) -> dict[str, str]:
    """By station whose keys are good: the id of the key that it believes."""
    rows = district.vault.sql(
        "SELECT code, trusts FROM station WHERE EXISTS (SELECT 1 FROM certificate"
        " WHERE certificate.station = code AND revoked_at = '') ORDER BY code"
    ).fetchall()
    return {str(code): str(kid) for code, kid in rows}


def _sign_again(district: District, signing: bytes) -> None:
    bundle = district.identity.get("bundle")
    if bundle:
        district.identity.set(bundle_signature=signed_again(bundle, signing).signature)
    query = CertificateRow.select(CertificateRow.id, CertificateRow.body)
    for row, body in list(query.tuples().execute(district.vault.db)):
        made = resign.certified_again(bytes(body), signing)
        CertificateRow.update(signature=made.signature).where(CertificateRow.id == row).execute(
            district.vault.db
        )


def _told(district: District) -> list[DistrictSigningTold]:
    kept = (read(one.encode()) for one in json.loads(district.identity.get("signing_told") or "[]"))
    return [one for one in kept if isinstance(one, DistrictSigningTold)]


def _kept(district: District) -> list[dict[str, str]]:
    kept: list[dict[str, str]] = json.loads(district.identity.get("former_signing") or "[]")
    return kept
