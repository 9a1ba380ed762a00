"""What the vault remembers of the key slots beside it: only what an agent did here is believed.

The slots are a file that anybody can put back from an old copy, with an old passphrase, or add
to. So the vault keeps a mark of each slot: HMAC-SHA256 under a key that comes from the data key.
What is about to be written is marked before, as `coming`: killed in between, the next opening
sees whether it came about.
"""

import hmac
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from station.domain import canon
from station.domain.errors import StationError
from station.storage.keys import derived
from station.storage.slots import SlotFile, recovery_row, slot_row

Marks = Mapping[str, str]
DISTRICT = ""
"""Where agents have their names: the slot of the district, by which it lets agents in again."""
_KNOWN, _COMING, _NEXT, _STRANGE = "slots", "slots_coming", "slots_next", "slots_strange"
_KEYS = "slots_keys"
_NOTHING: Mapping[str, str] = MappingProxyType({})


class SlotsStrange(StationError):
    """The key slots are not as the agents of this office left them."""


class Remembers(Protocol):
    """What keeps texts by name inside the vault that the slots open."""

    def get(self, name: str, /) -> str:
        """The text under this name; empty if none was kept."""

    def set(self, **values: str) -> None:
        """Keep each under its name."""


class SlotBook:
    """The marks of the slots. Use it inside a transaction."""

    def __init__(self, memory: Remembers, data_key: bytes) -> None:
        self._memory = memory
        self._key = derived(data_key, b"station/slots/v1")

    def begin(self, content: SlotFile) -> None:
        """The office is new, and these are its slots."""
        self._keep(known=self._marks(content), coming={})

    def expect(
        self, content: SlotFile, agent: str, *, new: bool, keys: Mapping[str, str] = _NOTHING
    ) -> None:
        """The slot of this agent, or of the DISTRICT, is about to be written as it stands here;
        `new`: it is not the former one under another passphrase; `keys`: what there is to say of
        other keys in it. No other slot is believed for that."""
        known = self._read(_KNOWN)
        if new:
            known.pop(agent, None)
        self._keep(known=known, coming={**known, agent: self._marks(content)[agent]})
        self._memory.set(**{_KEYS: canon.write({agent: dict(keys)} if keys else {}).decode()})

    def keys_come(self, content: SlotFile, agent: str) -> Mapping[str, str]:
        """What was to be said of other keys in this agent's slot, if it lies there now and that
        is not settled; else empty."""
        coming, seen = self._read(_COMING), self._marks(content)
        if agent not in seen or coming.get(agent) != seen[agent]:
            return _NOTHING
        told = canon.read((self._memory.get(_KEYS) or "{}").encode())
        return {name: str(word) for name, word in told.get(agent, {}).items()}

    def settle(self, content: SlotFile) -> tuple[str, ...]:
        """Look whether what was about to be written came about. Returns the agents whose former
        slot opens by another passphrase now."""
        known, coming, seen = self._read(_KNOWN), self._read(_COMING), self._marks(content)
        fresh = [agent for agent, mark in coming.items() if known.get(agent) != mark]
        if not fresh or any(seen.get(agent) != coming[agent] for agent in fresh):
            if coming:
                self._keep(known=known, coming={})
            return ()
        self._keep(known=coming, coming={})
        return tuple(agent for agent in fresh if agent in known)

    def prepare(self, content: SlotFile, data_key: bytes, *, without: str = "") -> None:
        """The vault is about to get this data key, and its slots to be as they stand here. Slots
        that were strange before are not among them; `without` is who is removed by it. Slots that
        are missing stay missed."""
        marks = SlotBook(self._memory, data_key)._marks(content)
        missed = {agent: "" for agent in self._read(_KNOWN) if agent not in (without, DISTRICT)}
        told = {"key": content.key, "marks": {**missed, **marks}, "without": without}
        self._memory.set(**{_NEXT: canon.write(told).decode()})

    def turn(self, content: SlotFile) -> tuple[str, ...] | None:
        """Look whether the data key changed that was about to: then believe its slots. Returns who
        was removed by it; None if it did not change."""
        written = self._memory.get(_NEXT)
        if not written:
            return None
        told = canon.read(written.encode())
        self._memory.set(**{_NEXT: ""})
        if told["key"] != content.key:
            return None
        self._keep(known=told["marks"], coming={})
        return (told["without"],) if told["without"] else ()

    def trusted(self, content: SlotFile) -> frozenset[str]:
        """The agents whose slot somebody here has made, as it is or as it was."""
        known = self._read(_KNOWN)
        return frozenset(slot.agent for slot in content.slots if slot.agent in known)

    def is_known(self, content: SlotFile, agent: str) -> bool:
        """Whether this slot is there as it was made here."""
        mark = self._marks(content).get(agent)
        return mark is not None and self._read(_KNOWN).get(agent) == mark

    def strange(self, content: SlotFile) -> Iterator[SlotsStrange]:
        """Every slot that was added, changed or taken away by something else than this office."""
        known, seen = self._read(_KNOWN), self._marks(content)
        for agent in sorted(known.keys() | seen.keys()):
            if agent == DISTRICT:
                if known.get(agent) != seen.get(agent):
                    yield SlotsStrange(
                        "the district's key slot is not as this program left it",
                        "It is made again when the station is opened; tell the district.",
                    )
            elif agent not in known:
                yield SlotsStrange(
                    "a key slot of {agent} was added, and not by this program",
                    "Whoever copied it in may have an old passphrase: put the key slots of the"
                    " newest backup back, and tell the district.",
                    agent=agent,
                )
            elif agent not in seen:
                yield SlotsStrange(
                    "the key slot of {agent} is missing",
                    "Put the key slots of the newest backup back, or add the agent again:"
                    " run.py agent add {agent}",
                    agent=agent,
                )
            elif known[agent] != seen[agent]:
                yield SlotsStrange(
                    "the key slot of {agent} was changed, and not by this program",
                    "An old copy may have been put back, with an old passphrase: let {agent}"
                    " change the passphrase, and tell the district.",
                    agent=agent,
                )

    def newly_strange(self, content: SlotFile) -> tuple[str, ...]:
        """Whose slots are strange, if they are so in another way than when this was asked last;
        else nobody's. Inside a transaction."""
        known, seen = self._read(_KNOWN), self._marks(content)
        found = {
            agent: seen.get(agent, "")
            for agent in known.keys() | seen.keys()
            if known.get(agent) != seen.get(agent)
        }
        if found == self._read(_STRANGE):
            return ()
        self._memory.set(**{_STRANGE: canon.write(found).decode()})
        return tuple(sorted(found))

    def _marks(self, content: SlotFile) -> dict[str, str]:
        marks = {slot.agent: self._mark(content, slot_row(slot)) for slot in content.slots}
        if content.recovery is not None:
            marks[DISTRICT] = self._mark(content, recovery_row(content.recovery))
        return marks

    def _mark(self, content: SlotFile, row: Mapping[str, object] | None) -> str:
        told = canon.write([content.owner, content.key, row])
        return hmac.digest(self._key, told, "sha256").hex()

    def _read(self, name: str) -> dict[str, str]:
        written = self._memory.get(name)
        told = canon.read(written.encode()) if written else {}
        return {agent: str(mark) for agent, mark in told.items()}

    def _keep(self, *, known: Marks, coming: Marks) -> None:
        self._memory.set(
            **{_KNOWN: canon.write(known).decode(), _COMING: canon.write(coming).decode()}
        )
