"""Whether the keys with which somebody came are the agent's own, and nobody else's.

Who begins here with a passphrase that a colleague made has keys that this colleague could have as
well, by a copy of the slots of that day. So with their first passphrase of their own they get
keys of their own (ADR 0039).
"""

from collections.abc import Mapping
from dataclasses import replace

from station.desk.office import Office
from station.domain.chain import signable_keys
from station.domain.errors import StationError
from station.domain.office_events import AgentKeysChanged
from station.domain.roster import TELLING, Colleague, follows, roster
from station.storage.keys import AgentKeys, verifies
from station.storage.slotbook import SlotBook
from station.storage.slots import SlotFile, read_slots


class PassphraseGiven(StationError):
    """Somebody else has seen the passphrase: its owner changes it before they work with it."""


class StrangeKeys(StationError):
    """A slot in this agent's name opens keys that are not theirs."""


class SlotsUnsettled(StationError):
    """The file of key slots still holds two data keys, as a full disk left it."""


def known_here(office: Office) -> Mapping[str, Colleague]:
    """Who works here, with the keys that are theirs: other keys of somebody's count with their
    own word alone. Inside a visit of the vault."""
    return roster(
        one
        for one in office.journal.own_of(*TELLING)
        if not isinstance(one, AgentKeysChanged) or _is_proven(office.code, one)
    )


def _is_proven(code: str, told: AgentKeysChanged) -> bool:
    message = signable_keys(code, told.agent, told.signs, told.opens)
    return verifies(told.former, message, told.proof)


class OwnKeys:
    """The keys of the agent at the desk."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = SlotBook(office.memory, office.opened.data_key)

    def refuse_strange(self) -> None:
        """Raises StrangeKeys if who came has other keys than the journal says of the agent, or
        works here no more: nobody writes under the name of another."""
        mine, agent = self._told(), self._office.agent
        told = mine and {"signs": mine.signs, "opens": mine.opens}
        if told != public_keys(self._office.opened.keys):
            raise StrangeKeys(
                "this key slot opens, and it is not the one that {agent} has at this station",
                "Was an answer of the district cut short, take it once more. Else an old or a"
                " foreign slot was put here: put those of the newest backup back, tell the lead.",
                agent=agent,
            )

    def refuse_given(self) -> None:
        """Raises PassphraseGiven if the agent at the desk has not changed it yet."""
        if self.given:
            raise PassphraseGiven(
                "the passphrase of {agent} was made by somebody else",
                "Change it first: run.py agent change --agent {agent}",
                agent=self._office.agent,
            )

    @property
    def given(self) -> bool:
        """Whether somebody else made the passphrase, and could have the keys."""
        mine = self._told()
        return mine is not None and mine.given

    def refuse_unsettled(self, content: SlotFile) -> None:
        """Raises SlotsUnsettled if a change of the data key is pending in these slots."""
        if content.pending is not None:
            raise SlotsUnsettled(
                "the key slots could not be put in order when you came in",
                "Make room on the disk, then come in once more.",
            )

    def told_of(self, fresh: AgentKeys) -> Mapping[str, str]:
        """What is to be said when these are the agent's keys: an `AgentKeysChanged` without its
        stamp. The keys of until now say that it is true."""
        office = self._office
        former, public = office.opened.keys, public_keys(fresh)
        message = signable_keys(office.code, office.agent, **public)
        return {
            "agent": office.agent, "former": public_keys(former)["signs"], **public,
            "proof": former.signs.sign(message).hex(),
        }  # fmt: skip

    def go_on(self, fresh: AgentKeys) -> None:
        """What is signed from here on is by these keys, if they are on record."""
        office = self._office
        with office.vault.reading():
            mine = known_here(office).get(office.agent)
        if mine is not None and mine.signs == public_keys(fresh)["signs"]:
            office.opened = replace(office.opened, keys=fresh)

    def _told(self) -> Colleague | None:
        """The agent as the journal tells it, or will when it says what a power cut kept back."""
        office = self._office
        with office.vault.reading():
            mine = known_here(office).get(office.agent)
            come = self._book.keys_come(read_slots(office.home.slots), office.agent)
        if mine is not None and come and follows(mine, come["former"], come["signs"]):
            return replace(mine, signs=come["signs"], opens=come["opens"], given=False)
        return mine


def public_keys(keys: AgentKeys) -> dict[str, str]:
    """The public halves, 64 hex digits each."""
    return {
        "signs": keys.signs.public_key().public_bytes_raw().hex(),
        "opens": keys.opens.public_key().public_bytes_raw().hex(),
    }
