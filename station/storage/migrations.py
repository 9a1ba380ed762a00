"""The steps that bring a vault from one shape to the next. Only ever added to, at the end.

Each runs in one transaction together with its number (PRAGMA user_version).

    entry                   every event once, in the order in which it came to this office
    link                    its place in one life of its writer's journal, and the hash after it
    case_row, case_search   what lists show of a case, and what finds it
    frozen_case             whose the cases are that are only stored
    agenda                  what each case asks of the station: dates, deliveries, messages
    resident, resident_search   the latest data of each person who applied
    space_entry             the documents in the spaces of all persons
    setting                 keys and the position of the line, by name
    draft                   forms that are being typed
    aside                   parcels that could not be believed, and why
    item_version            what an item said in each version that a case was begun with
    piece                   the bytes of scans, or the keys of the files that hold them
    scan, scan_piece        which pieces make up which scan, and where they are held
    print_queue             sheets that were made and are not known to be printed

The first two are the truth, and so are the versions and the pieces; those that show it can be
thrown away and made again.
"""

from collections.abc import Callable

from peewee import Database

from station.storage.pieces import SCAN_TABLES
from station.storage.printqueue import QUEUE_TABLE

_FIRST = (
    """CREATE TABLE entry (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        side TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        case_number TEXT NOT NULL, person TEXT NOT NULL, data BLOB NOT NULL) STRICT""",
    "CREATE INDEX entry_person ON entry (person, seq) WHERE person <> ''",
    "CREATE INDEX entry_case ON entry (case_number, seq)",
    "CREATE INDEX entry_kind ON entry (kind, seq)",
    """CREATE TABLE link (
        side TEXT NOT NULL, incarnation TEXT NOT NULL, number INTEGER NOT NULL,
        hash TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES entry,
        PRIMARY KEY (side, incarnation, number)) WITHOUT ROWID, STRICT""",
    # Guards against accidents; an attacker with the key is caught by the chain.
    """CREATE TRIGGER entry_stays BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the journal keeps everything'); END""",
    """CREATE TRIGGER entry_is_past BEFORE UPDATE ON entry
        WHEN NEW.kind <> 'entry_purged' OR OLD.kind = 'entry_purged' OR NEW.seq <> OLD.seq
            OR NEW.side <> OLD.side OR NEW.digest <> OLD.digest
            OR NEW.case_number <> OLD.case_number OR NEW.person <> ''
            OR (OLD.case_number = '' AND OLD.person = '')
        BEGIN SELECT RAISE(ABORT, 'what happened cannot be changed'); END""",
    """CREATE TABLE case_row (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, item TEXT NOT NULL,
        item_name TEXT NOT NULL, state TEXT NOT NULL, side TEXT NOT NULL, decider TEXT NOT NULL,
        name TEXT NOT NULL, id_number TEXT NOT NULL, phone TEXT NOT NULL,
        opened_at TEXT NOT NULL, due_since TEXT NOT NULL, due_at TEXT NOT NULL,
        due_clock TEXT NOT NULL,
        provisional INTEGER NOT NULL, official_number TEXT NOT NULL,
        last_seq INTEGER NOT NULL) STRICT""",
    "CREATE INDEX case_state ON case_row (state, id)",
    "CREATE INDEX case_due ON case_row (due_at, id)",
    "CREATE INDEX case_person ON case_row (id_number, id)",
    """CREATE TABLE frozen_case (
        number TEXT PRIMARY KEY, id_number TEXT NOT NULL) WITHOUT ROWID, STRICT""",
    "CREATE INDEX frozen_person ON frozen_case (id_number)",
    """CREATE TABLE agenda (
        number TEXT NOT NULL, place INTEGER NOT NULL, matter TEXT NOT NULL, at TEXT NOT NULL,
        about TEXT NOT NULL, PRIMARY KEY (number, place)) WITHOUT ROWID, STRICT""",
    "CREATE INDEX agenda_at ON agenda (matter, at)",
    """CREATE VIRTUAL TABLE case_search USING fts5(
        name, pinyin, id_number, phone, number, content='', contentless_delete=1,
        prefix='1 2 3 4', tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TABLE resident (
        id_number TEXT PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL,
        address TEXT NOT NULL, last_seq INTEGER NOT NULL) STRICT""",
    """CREATE VIRTUAL TABLE resident_search USING fts5(
        name, pinyin, id_number, phone, number, content='', contentless_delete=1,
        prefix='1 2 3 4', tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TABLE space_entry (
        entry TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL, number TEXT NOT NULL,
        form TEXT NOT NULL, expires TEXT NOT NULL, open INTEGER NOT NULL,
        PRIMARY KEY (person, entry)) WITHOUT ROWID, STRICT""",
    "CREATE INDEX space_expiry ON space_entry (expires, entry)",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT",
    """CREATE TABLE draft (
        name TEXT PRIMARY KEY, by TEXT NOT NULL, since TEXT NOT NULL,
        typed_by TEXT NOT NULL, typed_at TEXT NOT NULL, item TEXT NOT NULL,
        version INTEGER NOT NULL, form TEXT NOT NULL) WITHOUT ROWID, STRICT""",
    """CREATE TABLE aside (
        id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
        reason TEXT NOT NULL, data BLOB NOT NULL) STRICT""",
    """CREATE TABLE item_version (
        item TEXT NOT NULL, version INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (item, version)) WITHOUT ROWID, STRICT""",
    """CREATE TRIGGER item_version_stays BEFORE DELETE ON item_version
        BEGIN SELECT RAISE(ABORT, 'running cases need it'); END""",
    """CREATE TRIGGER item_version_is_past BEFORE UPDATE ON item_version
        BEGIN SELECT RAISE(ABORT, 'what a case was begun with cannot be changed'); END""",
    *SCAN_TABLES,
    QUEUE_TABLE,
)


def _first(db: Database) -> None:
    for statement in _FIRST:
        db.execute_sql(statement)  # type: ignore[no-untyped-call]


MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first,)
