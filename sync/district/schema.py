"""The tables of the district's book, and the steps that bring it from one shape to the next."""

from collections.abc import Callable

from peewee import Database

from station.storage.pieces import SCAN_TABLES
from sync.district.ledger import EXCHANGE_TABLES
from sync.district.publicationrows import PUBLICATION

_FIRST = (
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT",
    """CREATE TABLE station (
        code TEXT PRIMARY KEY, name TEXT NOT NULL, incarnation TEXT NOT NULL,
        peer_holds INTEGER NOT NULL, heard_last TEXT NOT NULL, forked TEXT NOT NULL,
        last_contact TEXT NOT NULL) WITHOUT ROWID, STRICT""",
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
        seq INTEGER PRIMARY KEY AUTOINCREMENT, station TEXT NOT NULL REFERENCES station,
        side TEXT NOT NULL, digest TEXT NOT NULL, kind TEXT NOT NULL,
        case_number TEXT NOT NULL, data BLOB NOT NULL,
        UNIQUE (station, side, digest)) STRICT""",
    "CREATE INDEX entry_case ON entry (station, case_number, seq)",
    "CREATE INDEX entry_office ON entry (kind, station, seq) WHERE case_number = ''",
    """CREATE TABLE link (
        station TEXT NOT NULL, side TEXT NOT NULL, incarnation TEXT NOT NULL,
        number INTEGER NOT NULL, hash TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES entry,
        PRIMARY KEY (station, side, incarnation, number)) WITHOUT ROWID, STRICT""",
    # Guards against accidents; an attacker with the key is caught by the chain.
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the journal keeps everything'); END""",
    """CREATE TRIGGER entry_is_past BEFORE UPDATE ON entry
        WHEN NEW.kind <> 'entry_purged' OR OLD.kind = 'entry_purged' OR NEW.seq <> OLD.seq
            OR NEW.station <> OLD.station OR NEW.side <> OLD.side OR NEW.digest <> OLD.digest
            OR NEW.case_number <> OLD.case_number
        BEGIN SELECT RAISE(ABORT, 'what happened cannot be changed'); END""",
    """CREATE TABLE case_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE,
        station TEXT NOT NULL REFERENCES station, item TEXT NOT NULL,
        item_name TEXT NOT NULL, state TEXT NOT NULL, side TEXT NOT NULL,
        name TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL,
        opened_at TEXT NOT NULL, due_at TEXT NOT NULL, due_clock TEXT NOT NULL,
        held TEXT NOT NULL, provisional INTEGER NOT NULL, official_number TEXT NOT NULL,
        decision_number TEXT NOT NULL, item_version INTEGER NOT NULL, ended_on TEXT NOT NULL,
        frozen INTEGER NOT NULL, last_seq INTEGER NOT NULL) STRICT""",
    "CREATE INDEX case_ended ON case_row (ended_on) WHERE ended_on <> ''",
    "CREATE INDEX case_due ON case_row (side, due_at, id)",
    "CREATE INDEX case_official ON case_row (official_number) WHERE official_number <> ''",
    "CREATE INDEX case_decision ON case_row (decision_number) WHERE decision_number <> ''",
    """CREATE TABLE clock_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, station TEXT NOT NULL REFERENCES station,
        clock TEXT NOT NULL, due_at TEXT NOT NULL, held TEXT NOT NULL,
        provisional INTEGER NOT NULL) STRICT""",
    "CREATE INDEX clock_case ON clock_row (number)",
    "CREATE INDEX clock_due ON clock_row (clock, due_at)",
    """CREATE TABLE negative_row (id INTEGER PRIMARY KEY, number TEXT NOT NULL,
        station TEXT NOT NULL REFERENCES station, at TEXT NOT NULL) STRICT""",
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
    "CREATE TABLE reckoning (station TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID, STRICT",
    """CREATE TABLE verdict (id INTEGER PRIMARY KEY, station TEXT NOT NULL REFERENCES station,
        body BLOB NOT NULL, signature BLOB NOT NULL) STRICT""",
    """CREATE TABLE clerk (name TEXT PRIMARY KEY, password TEXT NOT NULL,
        active INTEGER NOT NULL) WITHOUT ROWID, STRICT""",
    """CREATE TABLE attempt (name TEXT PRIMARY KEY, failures INTEGER NOT NULL,
        not_before TEXT NOT NULL) WITHOUT ROWID, STRICT""",
    *EXCHANGE_TABLES,
    PUBLICATION,
    *SCAN_TABLES,
)


def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first,)
"""Only ever added to, at the end. Each runs in one transaction together with its number."""
