"""Parcels of the district, opened with an ear for the time that they were written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sync.line import Parcel
from sync.pieces import Letter
from sync.post import Post


@dataclass(frozen=True, kw_only=True)
class ListeningPost(Post):
    """The keys of the line to the district; `heard` is told when each parcel was written."""

    heard: Callable[[datetime], None]

    def open(self, data: bytes) -> Letter:
        """As in Post."""
        letter = super().open(data)
        if isinstance(letter, Parcel) and letter.sent is not None:
            self.heard(letter.sent)
        return letter
