"""Searches are on record: not their words, but a mark by which the same words are known again."""

import hmac
from contextlib import suppress

from station.desk.office import Office
from station.domain.names import half_width
from station.domain.text import normal_form
from station.domain.trail_events import SearchMade
from station.domain.values import Searched
from station.storage.faults import STOPPING, ReadingOnly
from station.storage.keys import derived

_PURPOSE = b"station/search/v1"


def note_search(office: Office, among: Searched, text: str, hits: int) -> None:
    """Put on record that the agent at the desk looked for this, and how much was found.

    On a disk that cannot be written lists go on, for everything in them is masked.
    """
    if text.strip():
        now = office.stamp()
        made = SearchMade(at=now.at, by=now.by, among=among, term=mark_of(office, text), hits=hits)
        with suppress(ReadingOnly, *STOPPING):
            office.record(made)


def mark_of(office: Office, text: str) -> str:
    """The mark of these words under the present data key (HMAC-SHA256, 64 hex digits). Case,
    width and blanks do not count."""
    words = " ".join(half_width(normal_form(text)).lower().split())
    key = derived(office.opened.data_key, _PURPOSE)
    return hmac.digest(key, words.encode(), "sha256").hex()
