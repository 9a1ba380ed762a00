"""What happens so that an agent who is locked out can be let in by the district."""

from dataclasses import dataclass

from station.domain.event import Event


@dataclass(frozen=True, kw_only=True)
class BundleTold(Event):
    """The district tells its recovery key, signed, so that the station believes it also later."""

    kind = "bundle_told"
    body: str
    """Canonical JSON; `sync.bundle` describes it."""
    signature: str


@dataclass(frozen=True, kw_only=True)
class RecoverySealed(Event):
    """The station has sealed its data key to the district's recovery key, and sends it here so
    that the district has it when the station's own key slots are lost."""

    kind = "recovery_sealed"
    recipient: str
    """The name of the recovery key, 16 hex digits."""
    key: str
    """The name of the data key."""
    sealed: str
    """160 hex digits."""


@dataclass(frozen=True, kw_only=True)
class RecoveryGranted(Event):
    """The district answered a request, so that this agent gets in again. `by` has decided it."""

    kind = "recovery_granted"
    agent: str
    request: str
    """The name of the request, eight letters."""


@dataclass(frozen=True, kw_only=True)
class AgentRecovered(Event):
    """With the district's answer an agent opened the station, under a new passphrase and with new
    keys: `signs` and `opens` are public, 64 hex digits each."""

    kind = "agent_recovered"
    agent: str
    signs: str
    opens: str
    request: str
    """The name of the request, eight letters."""


@dataclass(frozen=True, kw_only=True)
class RecoveryErased(Event):
    """The district has deleted what stations' data keys it held sealed: entries with these
    digests. With the station's own slots gone, nobody opens its vault and its copies any more."""

    kind = "recovery_erased"
    digests: tuple[str, ...]
    keys: tuple[str, ...]
    """The names of these data keys. What comes of them later is deleted at once."""
