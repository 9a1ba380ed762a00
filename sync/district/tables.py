"""The rows of the district's book. `schema.py` makes their tables, in a file or on a server.

`entry` and `link` are the journals: of each station as it came here, and the district's own for
each station. `case_row` and what stands beside it (`clock_row`, `negative_row`, `letter_row`)
show what they say and can be rebuilt. The rest is what no journal holds: who may speak (station,
certificate, enrol_code), who may work (clerk, attempt), what was refused (aside), what was told
to all (publication), what others got (`ledger`), bytes (piece; `scan`, `scan_piece`)."""

from peewee import BlobField, BooleanField, CompositeKey, IntegerField, Model, TextField


class SettingRow(Model):
    """Small things the district must remember, by name: who it is, its keys."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class StationRow(Model):
    """A station, and where the line to it stands; see `sync.ports.Book`."""

    code = TextField(primary_key=True)
    name = TextField()
    incarnation = TextField()
    peer_holds = IntegerField()
    heard_last = TextField()
    forked = TextField()
    last_contact = TextField()
    backed_up = TextField(default="")
    """What the last backup holds: see `sync.district.backedrows`."""
    trusts = TextField(default="")
    """The id of the district's signing key that the station said last it believes."""

    class Meta:
        table_name = "station"


class CertificateRow(Model):
    """Public keys of a station, enrolled or taken over the line, as the district certified them.
    Kept for ever."""

    id = IntegerField(primary_key=True)
    station = TextField()
    signing = TextField()
    receiving = TextField()
    body = BlobField()
    signature = BlobField()
    issued_at = TextField()
    revoked_at = TextField()
    version = IntegerField()
    heard_at = TextField()
    """When the station first signed with them; empty before."""
    good_until = TextField()
    """Until when, where others have taken their place; empty: no end."""

    class Meta:
        table_name = "certificate"


class EnrolCodeRow(Model):
    """The one-time code that a station may enrol with; `used_by` names the keys that did."""

    station = TextField(primary_key=True)
    key = TextField()
    expires_at = TextField()
    used_by = TextField()

    class Meta:
        table_name = "enrol_code"


class EntryRow(Model):
    """One event of one line, once. `seq` is its place in the order in which the events of the
    line came here or were written here, from 1 on."""

    station = TextField()
    seq = IntegerField()
    side = TextField()
    digest = TextField()
    kind = TextField()
    case_number = TextField()
    data = BlobField()

    class Meta:
        table_name = "entry"
        primary_key = CompositeKey("station", "seq")


class LinkRow(Model):
    """The place of an event in one life of its writer's journal, and the hash after it."""

    station = TextField()
    side = TextField()
    incarnation = TextField()
    number = IntegerField()
    hash = TextField()
    seq = IntegerField()

    class Meta:
        table_name = "link"
        primary_key = CompositeKey("station", "side", "incarnation", "number")


class CaseRow(Model):
    """What lists show of a case."""

    id = IntegerField(primary_key=True)
    number = TextField()
    station = TextField()
    item = TextField()
    item_name = TextField()
    state = TextField()
    side = TextField()
    """The end of the line that may move it; empty when it has ended."""
    name = TextField()
    id_number = TextField()
    phone = TextField()
    opened_at = TextField()
    due_at = TextField()
    """In UTC; empty when no clock runs, and while the clock waits: its date moves each day."""
    due_clock = TextField()
    held = TextField()
    """What the clock waits for; empty while it runs."""
    provisional = BooleanField()
    official_number = TextField()
    decision_number = TextField()
    item_version = IntegerField()
    ended_on = TextField()
    """The day on which it ended; empty before."""
    frozen = BooleanField()
    """Whether the district only stores and protects its copy: the row serves the series of
    numbers then, and no list."""
    last_seq = IntegerField()

    class Meta:
        table_name = "case_row"


class ClockRow(Model):
    """One clock that runs on a case; `due_at` and `held` as in the case's row."""

    id = IntegerField(primary_key=True)
    number = TextField()
    station = TextField()
    clock = TextField()
    due_at = TextField()
    held = TextField()
    provisional = BooleanField()

    class Meta:
        table_name = "clock_row"


class NegativeRow(Model):
    """When a case said no to its applicant (否定事项), in UTC."""

    id = IntegerField(primary_key=True)
    number = TextField()
    station = TextField()
    at = TextField()

    class Meta:
        table_name = "negative_row"


class LetterRow(Model):
    """One letter of consent (同意函) that a case issued for another."""

    id = IntegerField(primary_key=True)
    number = TextField()
    station = TextField()
    letter = TextField()
    to_case = TextField()
    valid_until = TextField()

    class Meta:
        table_name = "letter_row"


class AsideRow(Model):
    """A parcel that was not believed. Its bytes are kept if a known key had signed them."""

    id = IntegerField(primary_key=True)
    digest = TextField()
    station = TextField()
    at = TextField()
    reason = TextField()
    size = IntegerField()
    data = BlobField(null=True)
    released = TextField()

    class Meta:
        table_name = "aside"


class ClerkRow(Model):
    """Somebody who works at the web desk; `password` is an Argon2id PHC string."""

    name = TextField(primary_key=True)
    password = TextField()
    active = BooleanField()

    class Meta:
        table_name = "clerk"


class AttemptRow(Model):
    """Failed log-ins under a name, known or not, and until when the next one must wait."""

    name = TextField(primary_key=True)
    failures = IntegerField()
    not_before = TextField()

    class Meta:
        table_name = "attempt"
