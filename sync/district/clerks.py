"""The people of the web desk: their passwords, and how long a guesser must wait.

Passwords are kept as Argon2id PHC strings. A wrong one costs the next try a delay that grows,
under that name, known or not, so that nobody learns from the delay who works here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from unicodedata import normalize

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from station.domain.errors import BadInput, StationError
from station.domain.names import clean_worker
from station.domain.passphrases import check_passphrase, normal_form
from station.storage.keys import FLOOR, Cost
from sync.district.premises import District
from sync.district.tables import AttemptRow, ClerkRow

DELAYS = (0, 0, 2, 4, 8, 16, 32, 60)
"""Seconds after the first failures; after the last of them LONG."""
LONG = timedelta(minutes=15)
_AT_ONCE = BoundedSemaphore(2)
"""Each check takes its memory: a crowd at the door must not take all of it."""


class LoginRefused(StationError):
    """The name and the password do not belong together."""


class TooSoon(StationError):
    """After failures one has to wait."""


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """Somebody who is logged in. `mark` changes with the password, and ends older sessions."""

    name: str
    mark: str


class Clerks:
    """Who may work at the web desk."""

    def __init__(self, district: District, cost: Cost = FLOOR) -> None:
        self._district = district
        self._db = district.vault.db
        self._cost = cost
        self._nobody = ""

    def add(self, name: str, password: str) -> str:
        """Let somebody in, or give them a new password; the name in its normal form.

        Raises BadInput with the faults of both fields.
        """
        faults: dict[str, StationError] = {}
        clean = name
        try:
            clean = clean_worker(name)
        except StationError as fault:
            faults["clerk"] = fault
        try:
            check_passphrase(password, words=(clean, self._district.name, self._district.id))
        except StationError as fault:
            faults["password"] = fault
        if faults:
            raise BadInput(faults)
        with self._district.vault.transaction():
            row = {"name": clean, "password": self._stretched(password), "active": True}
            self._district.vault.keep("clerk", "name", row)
            AttemptRow.delete().where(AttemptRow.name == clean).execute(self._db)
        return clean

    def dismiss(self, name: str) -> bool:
        """End somebody's right to work here, at once; whether there was such a right."""
        if not name.isprintable():
            return False
        with self._district.vault.transaction():
            change = ClerkRow.update(active=False).where(ClerkRow.name == name)
            return bool(change.execute(self._db))

    def names(self) -> list[str]:
        """Who may log in."""
        with self._district.vault.reading():
            query = ClerkRow.select(ClerkRow.name).where(ClerkRow.active == True)  # noqa: E712
            return [name for (name,) in query.order_by(ClerkRow.name).tuples().execute(self._db)]

    def log_in(self, name: str, password: str) -> Clerk:
        """Who this is. Raises LoginRefused, or TooSoon with the seconds still to wait."""
        name = normalize("NFC", name.strip())[:200]
        now = self._district.clock.now()
        with self._district.vault.reading():
            wait = self._wait(name, now)
            known = self._password(name)
        if wait > timedelta(0):
            raise TooSoon(
                "too many wrong passwords under this name", "Try again in {seconds} seconds.",
                seconds=int(wait.total_seconds()) + 1,
            )  # fmt: skip
        right = _verifies(password, known or self._stranger()) and known is not None
        with self._district.vault.transaction():
            if right:
                AttemptRow.delete().where(AttemptRow.name == name).execute(self._db)
            else:
                self._count_failure(name, now)
        if not right or known is None:
            raise LoginRefused(
                "name and password do not belong together",
                "Type both again; the operator can give a new password.",
            )
        return Clerk(name=name, mark=_mark(known))

    def still(self, name: str, mark: str) -> bool:
        """Whether a session that began with this mark may go on."""
        with self._district.vault.reading():
            known = self._password(name)
        return known is not None and _mark(known) == mark

    # ---- inside

    def _password(self, name: str) -> str | None:
        query = ClerkRow.select(ClerkRow.password).where(
            (ClerkRow.name == name) & (ClerkRow.active == True)  # noqa: E712
        )
        return next((known for (known,) in query.tuples().execute(self._db)), None)

    def _wait(self, name: str, now: datetime) -> timedelta:
        query = AttemptRow.select(AttemptRow.not_before).where(AttemptRow.name == name)
        for (text,) in query.tuples().execute(self._db):
            wait = datetime.fromisoformat(text) - now
            return wait if wait <= LONG else timedelta(0)  # longer: the clock was set back
        return timedelta(0)

    def _count_failure(self, name: str, now: datetime) -> None:
        query = AttemptRow.select(AttemptRow.failures).where(AttemptRow.name == name)
        failures = next((many for (many,) in query.tuples().execute(self._db)), 0) + 1
        known = failures <= len(DELAYS)
        pause = timedelta(seconds=DELAYS[failures - 1]) if known else LONG
        row = {"name": name, "failures": failures, "not_before": (now + pause).isoformat()}
        self._district.vault.keep("attempt", "name", row)
        forgotten = (now - timedelta(days=1)).isoformat()
        AttemptRow.delete().where(AttemptRow.not_before < forgotten).execute(self._db)

    def _stranger(self) -> str:
        """What the password of an unknown name is compared with, so that it takes as long."""
        self._nobody = self._nobody or self._stretched("nobody has this password")
        return self._nobody

    def _stretched(self, password: str) -> str:
        with _AT_ONCE:
            return Argon2id(
                salt=self._district.clock.chance(16), length=32, iterations=self._cost.passes,
                lanes=self._cost.lanes, memory_cost=self._cost.memory_kib,
            ).derive_phc_encoded(_bytes(password))  # fmt: skip


def _verifies(password: str, known: str) -> bool:
    with _AT_ONCE:
        try:
            Argon2id.verify_phc_encoded(_bytes(password[:1000]), known)
        except InvalidKey:
            return False
    return True


def _bytes(password: str) -> bytes:
    return normal_form(password).encode("utf-8", "surrogatepass")


def _mark(password: str) -> str:
    return password.rsplit("$", 1)[-1][:16]
