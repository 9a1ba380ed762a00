"""Parcels of the district, opened with an ear for the time that they were written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sync.line import Parcel
from sync.post import Post


@dataclass(frozen=True, kw_only=True)
class ListeningPost(Post):
    """The keys of the line to the district; `heard` is told when each parcel was written."""

    heard: Callable[[datetime], None]

    def unpack(self, data: bytes) -> Parcel:
        """As in Post."""
        parcel = super().unpack(data)
        if parcel.sent is not None:
            self.heard(parcel.sent)
        return parcel
