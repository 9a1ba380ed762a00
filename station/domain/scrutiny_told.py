"""What was found in a station's journal, in words, each with what to do next."""

from collections.abc import Mapping
from types import MappingProxyType

from station.domain.errors import StationError
from station.domain.findings import Finding, Oddity

_ASK = "Ask the station's lead, and keep the answer with the verdict."
WORDS: Mapping[Oddity, tuple[str, str]] = MappingProxyType(
    {
        Oddity.BROKEN: (
            "the chain of {station} breaks at entry {number}",
            "Restore the latest copy of the district's file that verifies.",
        ),
        Oddity.DOUBTFUL: (
            "the signature of {who} at entry {number} does not cover what is before it",
            "Ask the station's lead: entries may have been changed there.",
        ),
        Oddity.STRANGER: (
            "entry {number} bears the name of {who}, who was not at the desk then",
            "Ask the station's lead: it may have been slipped in.",
        ),
        Oddity.FOISTED: (
            "entry {number} of {who} says that an agent has other keys, and that agent did not"
            " sign it",
            "Somebody may write in the name of a colleague: ask the lead, and the agent.",
        ),
        Oddity.OVERSTEPPED: (
            "entry {number} was written by {who}, whose role does not allow it",
            "Ask the station's lead: a changed program, or a role that was given too late.",
        ),
        Oddity.REWRITTEN: (
            "rewritten from entry {number} on: {count} entries held here are told otherwise",
            "What was held first counts. Keep both, and let somebody look at the computer.",
        ),
        Oddity.FORKED: (
            "the journal has two histories up to entry {number}; {count} entries stand in one only",
            "An old copy came back, or two are in use: ask whether somebody copied the computer.",
        ),
        Oddity.CUT_OFF: (
            "from entry {number} on {count} entries are gone at the station, and no backup of that"
            " state is on record",
            "They are held here. Ask where the copy came from that was put back.",
        ),
        Oddity.WENT_BACK: (
            "a backup was restored: {count} entries from {number} on are held here only",
            "Compare with the station which cases it has to record again.",
        ),
        Oddity.CLOCK_BACK: ("the clock went back at entry {number} of {who}", _ASK),
        Oddity.CLOCK_AHEAD: ("entry {number} of {who} is later than the district's clock", _ASK),
        Oddity.CLOCK_DOUBTED: (
            "the station doubted its own clock at entry {number}",
            "Times from there on may be wrong; the station was told.",
        ),
        Oddity.LET_IN: (
            "{who} was let in again at entry {number}, and no answer to them with these keys is on"
            " record",
            "Ask the keepers of the recovery key whether they answered it.",
        ),
        Oddity.KEYS_AGAIN: (
            "{who} got keys of their own at entry {number}, and had got others before",
            "A backup from before their first day may have been restored: ask {who} whether it"
            " was they who came after it.",
        ),
        Oddity.KEYS_ENDED: (
            "entry {number} is signed for {who} with keys that {who} had given up before",
            "A backup from before their first day may have been restored: ask {who} whether it"
            " was they who came after it.",
        ),
        Oddity.SLOTS: (
            "{who} found key slots at entry {number} that the program had not left so",
            "An old passphrase may have been put back: ask who was at the computer, and let"
            " everybody concerned change theirs.",
        ),
        Oddity.MANY_LOOKS: (
            "{who} looked at {count} cases or people on {numbers}, and worked on hardly any",
            _ASK,
        ),
        Oddity.SILENT: (
            "the station has said nothing for {count} days",
            "Call it: the line may be down, or nobody is there.",
        ),
        Oddity.WAITING: (
            "entries {numbers} wait for the signature of {who}",
            "A visit ended without one, as by a power cut. They get it at the next visit of"
            " {who}; of somebody who was removed, never.",
        ),
    }
)
"""The msgids for each kind."""


def finding_words(one: Finding, station: str) -> StationError:
    """The finding as something to be told."""
    message, hint = WORDS[one.what]
    return StationError(
        message, hint, station=station, number=one.number, who=one.who or "?", count=one.count,
        numbers=one.numbers,
    )  # fmt: skip
