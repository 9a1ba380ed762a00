"""What can go wrong between two offices. Each fault has a code, a sentence and a next step.

    SyncError
    ├── NotOurs     the bytes are not one whole parcel of this form
    ├── Refused     a whole parcel that may not be believed, or names the wrong offices
    ├── NoAnswer    the road: nothing arrived, or what came back is no answer
    └── NotEnrolled the one-time code or the answer to it

The code is what is logged, counted and compared by the test vectors; docs/wire.md lists all.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from station.domain.errors import StationError

SEND_AGAIN = "Nothing was changed. The other office should send it again."
UPDATE = "Update this program, then take the parcel in again."
ASK_KEYS = "Nothing was changed. Ask the district to check this station's keys."
LATER = "Nothing is lost. Try again later, or use a USB stick."
ASK_NETWORK = (
    "Nothing is lost. Open a web page to see if the network asks for a login, or use a stick."
)
OTHER_STICK = "Nothing is lost. Try again or use another stick."
NEW_CODE = "Ask the district for a new one-time code."
COMPARE_CODE = "Compare the code with the sheet, or ask the district for a new one."

FAULTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # the parcel inside
        "form": ("this is not a whole parcel", SEND_AGAIN),
        "canonical": ("this parcel is not in canonical form", SEND_AGAIN),
        "fields": ("the head of this parcel is wrong at {field}", SEND_AGAIN),
        "count": ("this parcel does not hold the entries that it promises", SEND_AGAIN),
        "event": ("entry {place} of this parcel is not one canonical entry", SEND_AGAIN),
        "too-long": ("this parcel is longer than allowed", SEND_AGAIN),
        "piece": ("a piece of a scan is not what its name says", SEND_AGAIN),
        "newer": ("this parcel was written by a newer version", UPDATE),
        # the frame around it
        "magic": ("this is not a sealed parcel", SEND_AGAIN),
        "suite": ("this parcel is sealed in a way unknown here", UPDATE),
        "cut": ("this sealed parcel is cut or has something added", SEND_AGAIN),
        "unknown-key": ("the sender or the sender's key is not known here", ASK_KEYS),
        "signature": ("the signature does not match", ASK_KEYS),
        "recipient": ("this parcel is for another office", SEND_AGAIN),
        "unknown-receiver-key": ("this parcel is sealed to a key that is not ours", ASK_KEYS),
        "decryption": ("this parcel cannot be opened with our key", ASK_KEYS),
        "identity": ("this parcel names other offices inside than outside", ASK_KEYS),
        "coding": ("this parcel is packed in a way unknown here", UPDATE),
        "compression": ("the content of this parcel is damaged", SEND_AGAIN),
        "body-length": ("the content of this parcel is not as long as promised", SEND_AGAIN),
        "revoked": ("this station's keys were withdrawn", ASK_KEYS),
        "replaced": ("this parcel was signed with a key that was replaced", SEND_AGAIN),
        "bundle": ("this is not this district's word on its recovery key", ASK_KEYS),
        # the road
        "unreachable": ("the other office does not answer", LATER),
        "given-up": ("the exchange was given up", LATER),
        "slow": ("the other office did not answer in time", LATER),
        "tls": ("the other office cannot prove who it is", ASK_NETWORK),
        "redirected": ("the network sent us elsewhere", ASK_NETWORK),
        "status": ("the other office answered with code {code}", LATER),
        "too-big": ("the network carries no parcel as long as this one", LATER),
        "declined": ("the other office declined: {declined}", ASK_KEYS),
        "not-admitted": ("the other office declined: {declined}", COMPARE_CODE),
        "no-parcel": ("what came back is not a parcel", ASK_NETWORK),
        "encoded": ("what came back was altered on the way", ASK_NETWORK),
        "broken-off": ("the answer broke off", LATER),
        "answer-too-long": ("the answer is longer than allowed", ASK_NETWORK),
        "address": ("this is not an address of a district", "Correct the address in the settings."),
        "stick-missing": ("there is no such folder", "Insert the stick and choose its folder."),
        "stick-full": ("the stick is full", "Make room on the stick or use another."),
        "stick-read-only": (
            "the stick cannot be written",
            "Undo its write protection or use another.",
        ),
        "stick-broken": ("the stick gives back other bytes than were written", OTHER_STICK),
        "stick-unread": ("files on the stick could not be read: {files}", OTHER_STICK),
        "stick-foreign": ("the folder on the stick is not a plain folder", OTHER_STICK),
        # enrolment
        "code-length": (
            "the code has {given} characters, not {wanted}",
            "Compare it with the sheet.",
        ),
        "code-character": ("the code has no character {character}", "Compare it with the sheet."),
        "enrol-form": (
            "this is not an enrolment of this form",
            "Update both programs and try again.",
        ),
        "enrol-newer": ("this enrolment was written by a newer version", UPDATE),
        "code-wrong": (
            "the one-time code does not match",
            "Compare it with the sheet and try again.",
        ),
        "code-unknown": ("no one-time code was made for this station", NEW_CODE),
        "code-used": ("the one-time code was used already", NEW_CODE),
        "code-expired": ("the one-time code has expired", NEW_CODE),
        "certificate": ("the certificate does not fit this station", NEW_CODE),
    }
)


_PLACE = re.compile(r"\{(\w+)\}")


class SyncError(StationError):
    """Something went wrong between two offices. `reason` is a key of FAULTS."""

    def __init__(self, reason: str, **values: object) -> None:
        message, hint = FAULTS[reason]
        super().__init__(message, hint, **values)
        self.reason = reason

    def bare(self) -> Self:
        """Itself, without where and why it was raised: whoever keeps it would keep the calls that
        it ended, and with them the bytes of a whole parcel."""
        self.__cause__ = self.__context__ = None
        return self.with_traceback(None)


def fault_of(reason: str) -> SyncError:
    """The fault with this code, of which nothing else was kept or told: its places are open."""
    return SyncError(reason, **dict.fromkeys(_PLACE.findall(FAULTS[reason][0]), "…"))


class NotOurs(SyncError):
    """The bytes are not one whole parcel of a form known here."""


class Refused(SyncError):
    """A parcel that may not be believed, or that is not for this line."""


class NoAnswer(SyncError):
    """The road failed: not delivered, or nothing believable came back."""


class NotEnrolled(SyncError):
    """An enrolment that failed, at either end."""


PASSING = frozenset({"unreachable", "slow", "broken-off", "status"})
"""Faults of the road that may be gone at the next try."""
UNANSWERED = frozenset({"slow", "broken-off", "given-up"})
"""Faults that say nothing on whether the parcel arrived: somebody was spoken with."""
