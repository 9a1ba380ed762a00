"""Parcels of the district, opened with an ear for the time that they were written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from station.desk.district_keys import signers
from station.desk.line_keys import former_receiving
from station.desk.office import Office
from sync.line import Parcel
from sync.pieces import Letter
from sync.post import Post
from sync.seal import PrivateKeys, key_id


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


def listening_post(
    office: Office, keys: PrivateKeys, *, app: str, heard: Callable[[datetime], None]
) -> ListeningPost:
    """The line under these keys of ours, and those of the district that are believed. Inside a
    visit."""
    known = signers(office)
    return ListeningPost(
        me=office.code, peer=office.line.peer, app=app, keys=keys, peer_signing=known,
        peer_receiving=bytes.fromhex(office.memory.get("district_receiving")),
        trusts=key_id(known[0]), former_receiving=former_receiving(office), heard=heard,
    )  # fmt: skip
