"""The tables of the district's book, written once, and drawn for an encrypted file (SQLite) and
for a server (PostgreSQL).

They stand here in SQLite's words with one more, FLAG, for what is true or false. On a server the
journals are cut by station into partitions, so every key of theirs begins with the station.
"""

import re
from collections.abc import Callable

from peewee import Database, PostgresqlDatabase

from station.storage.pieces import SCAN_TABLES
from sync.district.ledger import EXCHANGE_TABLES
from sync.district.publicationrows import PUBLICATION

PARTITIONED = ("entry", "link")
PARTITIONS = 16
"""Into how many each is cut; a province has some thousand stations."""

_TABLES = (
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT",
    """CREATE TABLE station (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, incarnation TEXT NOT NULL,
        peer_holds INTEGER NOT NULL, heard_last TEXT NOT NULL, forked TEXT NOT NULL,
        last_contact TEXT NOT NULL, backed_up TEXT NOT NULL,
        trusts TEXT NOT NULL) WITHOUT ROWID, STRICT""",
    """CREATE TABLE certificate (
        id INTEGER PRIMARY KEY, station TEXT NOT NULL REFERENCES station,
        signing TEXT NOT NULL, receiving TEXT NOT NULL, body BLOB NOT NULL,
        signature BLOB NOT NULL, issued_at TEXT NOT NULL, revoked_at TEXT NOT NULL,
        version INTEGER NOT NULL, heard_at TEXT NOT NULL, good_until TEXT NOT NULL) STRICT""",
    "CREATE INDEX certificate_station ON certificate (station, id)",
    """CREATE TABLE enrol_code (
        station TEXT PRIMARY KEY REFERENCES station, key TEXT NOT NULL,
        expires_at TEXT NOT NULL, used_by TEXT NOT NULL) WITHOUT ROWID, STRICT""",
    """CREATE TABLE entry (
        station TEXT NOT NULL REFERENCES station, seq INTEGER NOT NULL,
        side TEXT NOT NULL, digest TEXT NOT NULL, kind TEXT NOT NULL,
        case_number TEXT NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (station, seq), UNIQUE (station, side, digest)) STRICT""",
    "CREATE INDEX entry_case ON entry (station, case_number, seq)",
    "CREATE INDEX entry_office ON entry (kind, station, seq) WHERE case_number = ''",
    """CREATE TABLE link (
        station TEXT NOT NULL, side TEXT NOT NULL, incarnation TEXT NOT NULL,
        number INTEGER NOT NULL, hash TEXT NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (station, side, incarnation, number),
        FOREIGN KEY (station, seq) REFERENCES entry (station, seq)) WITHOUT ROWID, STRICT""",
    """CREATE TABLE case_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE,
        station TEXT NOT NULL REFERENCES station, item TEXT NOT NULL,
        item_name TEXT NOT NULL, state TEXT NOT NULL, side TEXT NOT NULL,
        name TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL,
        opened_at TEXT NOT NULL, due_at TEXT NOT NULL, due_clock TEXT NOT NULL,
        held TEXT NOT NULL, provisional FLAG NOT NULL, official_number TEXT NOT NULL,
        decision_number TEXT NOT NULL, item_version INTEGER NOT NULL, ended_on TEXT NOT NULL,
        frozen FLAG NOT NULL, last_seq INTEGER NOT NULL) STRICT""",
    "CREATE INDEX case_station ON case_row (station, last_seq)",
    "CREATE INDEX case_ended ON case_row (ended_on) WHERE ended_on <> ''",
    "CREATE INDEX case_due ON case_row (side, due_at, id)",
    "CREATE INDEX case_official ON case_row (official_number) WHERE official_number <> ''",
    "CREATE INDEX case_decision ON case_row (decision_number) WHERE decision_number <> ''",
    """CREATE TABLE clock_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, station TEXT NOT NULL REFERENCES station,
        clock TEXT NOT NULL, due_at TEXT NOT NULL, held TEXT NOT NULL,
        provisional FLAG NOT NULL) STRICT""",
    "CREATE INDEX clock_case ON clock_row (number)",
    "CREATE INDEX clock_due ON clock_row (clock, due_at)",
    """CREATE TABLE negative_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, station TEXT NOT NULL REFERENCES station,
        at TEXT NOT NULL) STRICT""",
    "CREATE INDEX negative_case ON negative_row (number)",
    "CREATE INDEX negative_at ON negative_row (at)",
    """CREATE TABLE letter_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, station TEXT NOT NULL REFERENCES station,
        letter TEXT NOT NULL, to_case TEXT NOT NULL, valid_until TEXT NOT NULL) STRICT""",
    "CREATE INDEX letter_case ON letter_row (number)",
    "CREATE INDEX letter_number ON letter_row (letter)",
    "CREATE INDEX letter_to ON letter_row (to_case)",
    """CREATE TABLE aside (
        id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, station TEXT NOT NULL,
        at TEXT NOT NULL, reason TEXT NOT NULL, size INTEGER NOT NULL, data BLOB,
        released TEXT NOT NULL) STRICT""",
    """CREATE TABLE backlog (
        id INTEGER PRIMARY KEY, station TEXT NOT NULL REFERENCES station, life TEXT NOT NULL,
        first INTEGER NOT NULL, last INTEGER NOT NULL, head TEXT NOT NULL,
        events BLOB NOT NULL) STRICT""",
    "CREATE INDEX backlog_station ON backlog (station, id)",
    "CREATE TABLE reckoning (station TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID, STRICT",
    """CREATE TABLE verdict (
        id INTEGER PRIMARY KEY, station TEXT NOT NULL REFERENCES station, body BLOB NOT NULL,
        signature BLOB NOT NULL) STRICT""",
    """CREATE TABLE clerk (
        name TEXT PRIMARY KEY, password TEXT NOT NULL, active FLAG NOT NULL
        ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE attempt (
        name TEXT PRIMARY KEY, failures INTEGER NOT NULL, not_before TEXT NOT NULL
        ) WITHOUT ROWID, STRICT""",
    *EXCHANGE_TABLES,
    PUBLICATION,
    *SCAN_TABLES,
)

# Guards against accidents; an attacker who can write is caught by the chain.
_OTHERWISE = """NEW.kind <> 'entry_purged' OR OLD.kind = 'entry_purged' OR NEW.seq <> OLD.seq
            OR NEW.station <> OLD.station OR NEW.side <> OLD.side OR NEW.digest <> OLD.digest
            OR NEW.case_number <> OLD.case_number"""
_FILE_GUARDS = (
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the journal keeps everything'); END""",
    f"""CREATE TRIGGER entry_is_past BEFORE UPDATE ON entry
        WHEN {_OTHERWISE}
        BEGIN SELECT RAISE(ABORT, 'what happened cannot be changed'); END""",
)
_SERVER_GUARDS = (
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '%%', TG_ARGV[0]; END $$""",
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry FOR EACH ROW
        EXECUTE FUNCTION refuse_change('the journal keeps everything')""",
    f"""CREATE TRIGGER entry_is_past BEFORE UPDATE ON entry FOR EACH ROW
        WHEN ({_OTHERWISE})
        EXECUTE FUNCTION refuse_change('what happened cannot be changed')""",
)
_SERVER_WORDS = (  # PostgreSQL calls SQLite's instr by other names
    "CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE"
    " AS 'SELECT strpos($1, $2)'",
    "CREATE FUNCTION instr(bytea, bytea) RETURNS integer LANGUAGE sql IMMUTABLE"
    " AS 'SELECT position($2 IN $1)'",
)
_ON_A_SERVER = (
    (r"\) (WITHOUT ROWID, )?STRICT$", ")"),
    (r"\bINTEGER PRIMARY KEY\b", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bFLAG\b", "BOOLEAN"),
    (
        r"\bTEXT\b",
        'TEXT COLLATE "C"',
    ),  # texts sort by their characters, whatever the server's tongue
)

TABLES = tuple(re.findall(r"CREATE TABLE (\w+)", " ".join(_TABLES)))
"""The names of all tables."""


def in_a_file(statement: str) -> str:
    """A statement of the roll as SQLite reads it."""
    return re.sub(r"\bFLAG\b", "INTEGER", statement)


def on_a_server(statement: str) -> tuple[str, ...]:
    """The same for PostgreSQL, with the partitions of a table that is cut."""
    for words, instead in _ON_A_SERVER:
        statement = re.sub(words, instead, statement)
    named = re.match(r"CREATE TABLE (\w+)", statement)
    table = named[1] if named else ""
    if table not in PARTITIONED:
        return (statement,)
    return (
        f"{statement} PARTITION BY HASH (station)",
        *(
            f"CREATE TABLE {table}_{part} PARTITION OF {table}"
            f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})"
            for part in range(PARTITIONS)
        ),
    )


def _first(db: Database) -> None:
    if isinstance(db, PostgresqlDatabase):
        tables = [one for statement in _TABLES for one in on_a_server(statement)]
        statements = (*tables, *_SERVER_GUARDS, *_SERVER_WORDS)
    else:
        statements = (*map(in_a_file, _TABLES), *_FILE_GUARDS)
    for statement in statements:
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


Step = Callable[[Database], None]
MIGRATIONS: tuple[Step, ...] = (_first,)
"""Only ever added to, at the end. Each runs in one transaction together with its number."""
