"""The rows that lists are made of. They never leave this room.

`migrations.py` makes all tables and says what each is for. Lists are asked for in many ways
and their queries are put together here; everything else is asked for in plain SQL.
"""

from peewee import BooleanField, CompositeKey, IntegerField, Model, TextField


class CaseRow(Model):
    """What lists show of a case."""

    id = IntegerField(primary_key=True)
    number = TextField(unique=True)
    item = TextField()
    item_name = TextField()
    state = TextField()
    side = TextField()
    """The end of the line that may move it; empty when it has ended."""
    decider = TextField()
    """The end of the line that decides it."""
    name = TextField()
    id_number = TextField()
    phone = TextField()
    opened_at = TextField()
    due_since = TextField()
    due_at = TextField()
    """The nearest legal date, UTC in ISO form; empty when no clock runs."""
    due_clock = TextField()
    provisional = BooleanField()
    official_number = TextField()
    last_seq = IntegerField()

    class Meta:
        table_name = "case_row"


class AgendaRow(Model):
    """One thing that a case asks of the station."""

    number = TextField()
    place = IntegerField()
    """Its place among the things of its case."""
    matter = TextField()
    at = TextField()
    """UTC in ISO form."""
    about = TextField()

    class Meta:
        table_name = "agenda"
        primary_key = CompositeKey("number", "place")


class SpaceRow(Model):
    """What lists show of a document in somebody's space."""

    person = TextField()
    entry = TextField()
    name = TextField()
    number = TextField()
    form = TextField()
    expires = TextField()
    """The last day, ISO; empty when no end was told."""
    open = IntegerField()
    """1 while its person consents."""

    class Meta:
        table_name = "space_entry"
        primary_key = CompositeKey("person", "entry")
