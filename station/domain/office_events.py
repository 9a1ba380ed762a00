"""What happens to a station as an office: its agents, its line, its copies."""

from dataclasses import dataclass
from datetime import datetime

from station.domain.event import Event

RESTORED = "restored"
"""The reason of a life that a restored backup began."""


@dataclass(frozen=True, kw_only=True)
class StationOpened(Event):
    """The journal begins: this station was set up."""

    kind = "station_opened"
    station: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AgentAdded(Event):
    """A person may work here. `signs` and `opens` are public keys, 64 hex digits each."""

    kind = "agent_added"
    agent: str
    role: str
    signs: str
    opens: str
    given: bool
    """Whether somebody else has seen the passphrase: then the agent changes it before all else."""


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    """From here on this person is something else at the station: see `roles`."""

    kind = "role_changed"
    agent: str
    role: str


@dataclass(frozen=True, kw_only=True)
class TraineeAdded(Event):
    """Somebody got a practice station of their own. Nothing of it is in this journal."""

    kind = "trainee_added"
    agent: str


@dataclass(frozen=True, kw_only=True)
class TraineeRemoved(Event):
    """A practice station is gone: its trainee left, or is an agent from now on."""

    kind = "trainee_removed"
    agent: str


@dataclass(frozen=True, kw_only=True)
class ActRefused(Event):
    """Whoever is at the desk wanted something to which their role has no right."""

    kind = "act_refused"
    what: str
    """The kind of event that would have been written, or a word for what was tried."""
    about: str
    """The receipt number of the case; empty if it was about none, or about a person."""


@dataclass(frozen=True, kw_only=True)
class PassphraseChanged(Event):
    """Another passphrase opens the agent's keys, or the same with a key file or without. `by` is
    who was at the desk when the office took note: after a power cut that may be somebody else."""

    kind = "passphrase_changed"
    agent: str
    key_file: bool
    """Whether it opens them together with a key file only."""


@dataclass(frozen=True, kw_only=True)
class AgentKeysChanged(Event):
    """The agent changed the passphrase that somebody else had made, and has other keys under it:
    nothing that follows is theirs by the keys of before. `by` as in `PassphraseChanged`; that the
    agent wanted it, the proof says."""

    kind = "agent_keys_changed"
    agent: str
    former: str
    """The public key that signed for them until here, 64 hex digits."""
    signs: str
    opens: str
    """The new public keys, 64 hex digits each."""
    proof: str
    """The signature over `chain.signable_keys` by the former key, 128 hex digits."""


@dataclass(frozen=True, kw_only=True)
class AgentRemoved(Event):
    """A person works here no more: no slot of theirs is left, and the vault has another key.
    `by` is who was at the desk when the office took note."""

    kind = "agent_removed"
    agent: str


@dataclass(frozen=True, kw_only=True)
class KeyChangeBegun(Event):
    """The vault is about to get another data key, at the word of whoever writes this. That it
    came about, `DataKeyChanged` says: after a power cut somebody else may note it."""

    kind = "key_change_begun"
    without: str
    """Who is removed by it; empty if everybody stays."""


@dataclass(frozen=True, kw_only=True)
class DataKeyChanged(Event):
    """Every page of the vault is encrypted anew. `key` names the new data key."""

    kind = "data_key_changed"
    key: str


@dataclass(frozen=True, kw_only=True)
class AgentCame(Event):
    """An agent unlocked the vault."""

    kind = "agent_came"


@dataclass(frozen=True, kw_only=True)
class UnlockFailed(Event):
    """Somebody typed wrong passphrases for this agent. `by` is who came in afterwards."""

    kind = "unlock_failed"
    agent: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, kw_only=True)
class SlotsFoundStrange(Event):
    """Whoever came in found key slots that this program had not left so: an old copy was put back,
    or somebody added, changed or took away a slot."""

    kind = "slots_found_strange"
    agents: tuple[str, ...]
    """Whose they are; an empty name is the district's."""


@dataclass(frozen=True, kw_only=True)
class AgentAdmitted(Event):
    """A colleague who was in vouched for the agent, who may type a passphrase again."""

    kind = "agent_admitted"
    agent: str
    count: int
    """How many wrong passphrases in a row there were."""


@dataclass(frozen=True, kw_only=True)
class StationLocked(Event):
    """The agent's turn ended without them leaving the program."""

    kind = "station_locked"
    why: str
    """key, idle (nobody touched it), suspend (the computer slept), ended (the program was told to
    end by the system)."""


@dataclass(frozen=True, kw_only=True)
class ClockDoubted(Event):
    """When the station was opened, the clock of the computer could not be right: times from
    here on are marked by this."""

    kind = "clock_doubted"
    doubt: str
    """The name of a `ClockDoubt`, in small letters."""
    latest: datetime
    """The latest time on record before."""


@dataclass(frozen=True, kw_only=True)
class HeadSigned(Event):
    """The agent signs `chain.signable`: their own entries, and the order of all since the last
    signature."""

    kind = "head_signed"
    signature: str


@dataclass(frozen=True, kw_only=True)
class DistrictJoined(Event):
    """The station was enrolled with its district."""

    kind = "district_joined"
    district: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LifeBegun(Event):
    """A new incarnation: the station was restored, copied, or found to have two histories."""

    kind = "life_begun"
    incarnation: str
    parent: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ParcelReleased(Event):
    """A parcel that lay set aside because the station's keys were withdrawn was taken in after all:
    somebody at the district knows that the station itself had written it. `by` decided it."""

    kind = "parcel_released"
    parcel: str
    """The SHA-256 of its sealed bytes, 64 hex digits."""
    entries: int
    """How many entries came with it that were not held before."""
    reason: str


@dataclass(frozen=True, kw_only=True)
class BackupMade(Event):
    """A copy of the vault was made and opened again to check it."""

    kind = "backup_made"
    events: int
    """How many journal events the copy holds."""


@dataclass(frozen=True, kw_only=True)
class VaultChecked(Event):
    """Somebody had everything looked at: the file, the journal, its signatures, the tables."""

    kind = "vault_checked"
    events: int
    """How many entries the journal had."""
    faults: int
    """How many faults were found."""


@dataclass(frozen=True, kw_only=True)
class BackupDeleted(Event):
    """Somebody deleted a backup at a place of this station. What the program clears away by
    itself, because newer ones are there, is on no record."""

    kind = "backup_deleted"
    made: datetime | None
    """When the copy was made; None of a file that was damaged."""
    events: int
    """How many journal events it held."""
    life: str
    """The life of the journal in it."""


@dataclass(frozen=True, kw_only=True)
class EntryPurged(Event):
    """What stands in place of an entry whose term of keeping is over. `at` and `by` are those
    of the entry; that it may be so, a `RecordsPurged` or `TracesPurged` says."""

    kind = "entry_purged"
    digest: str
    """Of the bytes that were here, 64 hex digits."""


@dataclass(frozen=True, kw_only=True)
class TracesPurged(Event):
    """What these entries told of people is gone: nobody of them has a case here any more, or the
    document lies in no space any more (个人信息保护法 47)."""

    kind = "traces_purged"
    digests: tuple[str, ...]
    """Of the bytes that are gone, 64 hex digits each."""
    head: str
    """The last hash of our journal that the district held then."""
    unbacked: str
    """Why it went although no backup of the district held it; empty if one did."""
