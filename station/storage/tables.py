"""The rows of the vault. They never leave this room; `migrations.py` makes the tables.

`entry` and `link` are the journal. Everything else shows what the journal says and can be
rebuilt from it, but for `setting` (keys, position of the line), `draft` (what is being
typed) and `spool` (sheets waiting for the printer).
"""

from peewee import BlobField, BooleanField, CompositeKey, IntegerField, Model, TextField


class EntryRow(Model):
    """One event, once, in the order in which it came to this office."""

    seq = IntegerField(primary_key=True)
    side = TextField()
    digest = TextField(unique=True)
    kind = TextField()
    case_number = TextField()
    data = BlobField()

    class Meta:
        table_name = "entry"


class LinkRow(Model):
    """The place of an event in one life of its writer's journal, and the hash after it."""

    side = TextField()
    incarnation = TextField()
    number = IntegerField()
    hash = TextField()
    seq = IntegerField()

    class Meta:
        table_name = "link"
        primary_key = CompositeKey("side", "incarnation", "number")


class CaseRow(Model):
    """What lists show of a case."""

    id = IntegerField(primary_key=True)
    number = TextField(unique=True)
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
    """The nearest legal date, UTC in ISO form; empty when no clock runs."""
    due_clock = TextField()
    provisional = BooleanField()
    official_number = TextField()
    last_seq = IntegerField()

    class Meta:
        table_name = "case_row"


class ResidentRow(Model):
    """The latest data of each person who applied."""

    id_number = TextField(primary_key=True)
    name = TextField()
    phone = TextField()
    address = TextField()
    last_seq = IntegerField()

    class Meta:
        table_name = "resident"


class SettingRow(Model):
    """Small things the vault must remember, by name."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"


class DraftRow(Model):
    """What an agent is typing; JSON of the form, replaced as one types."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "draft"


class AsideRow(Model):
    """A parcel that could not be taken in, and why. Kept, so that nothing is lost."""

    id = IntegerField(primary_key=True)
    digest = TextField(unique=True)
    at = TextField()
    reason = TextField()
    data = BlobField()

    class Meta:
        table_name = "aside"
