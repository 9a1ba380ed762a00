"""One way to record: every event of an open station passes the table of roles."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOT, modules, named

FOUNDING = {
    "station/desk/opening.py", "station/desk/copying.py", "station/desk/answering.py",
}  # fmt: skip
"""They write before there is an office: the first pages of a journal, of a life of it, and that the
district let somebody in."""
WITHOUT_EVENTS = {
    "drafts.py": ["keep", "discard"],
    "syncing.py": ["join", "_post"],
    "copying.py": ["make_backup"],
    "daily_copies.py": ["daily"],
    "records.py": ["freeze", "purge"],
    "agents.py": ["add"],
    "rekeying.py": ["_prepared"],
    "given_roles.py": ["give_role"],
}
"""What writes, sends or works before its event is recorded, and so has to ask first."""


def calls(name: str) -> set[str]:
    """The modules of the desk that say this."""
    return {named(file) for file in modules("station/desk") if name in file.read_text("utf-8")}


def functions(file: str) -> Iterator[ast.FunctionDef]:
    tree = ast.parse((ROOT / "station" / "desk" / file).read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_only_one_way_leads_into_the_journal() -> None:
    assert calls("journal.append(") == {"station/desk/rights.py", *FOUNDING}


def test_every_transaction_of_an_open_office_notes_what_was_refused_in_it() -> None:
    begun = {
        named(file) for file in modules("station/desk")
        if re.search(r"vault\.transaction\(\)", file.read_text("utf-8"))
    }  # fmt: skip

    assert begun == {"station/desk/rights.py", *FOUNDING}


def test_what_does_more_than_record_asks_before_it_begins() -> None:
    asking = {
        file: [one.name for one in functions(file) if ".rights.ask(" in ast.unparse(one)]
        for file in WITHOUT_EVENTS
    }

    assert asking == WITHOUT_EVENTS


def test_words_of_the_journal_go_in_one_place_of_a_station() -> None:
    """There stands the guard: nothing goes that the district has not said, signed, it holds."""
    emptying = {
        named(file) for file in modules("station")
        if re.search(r"(?<!def )left_of\(", file.read_text("utf-8"))
    }  # fmt: skip

    assert emptying == {"station/storage/recordbook.py"}


def test_no_other_module_of_the_desk_writes_into_the_vault_without_an_event() -> None:
    """A transaction in which nothing is recorded is one of those above, or what the program keeps
    for itself: whose clock was heard, by which calendar was counted, what a backup came to, how far
    what left has gone, what a printer said."""
    silent = {
        f"{file.name}: {node.name}"
        for file in modules("station/desk")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and "office.transaction()" in ast.unparse(node)
        and "record" not in ast.unparse(node)
    }

    assert silent == {
        "agents.py: _relock", "agents.py: _renew", "checking.py: rebuild",
        "daily_copies.py: _office_set",
        "drafts.py: discard",
        "drafts.py: keep", "passing.py: _recount", "passing.py: _look",
        "print_queue.py: wait_behind", "print_queue.py: _send", "print_queue.py: settle",
        "records.py: purge",
        "line_keys.py: settle", "scheduling.py: exchange",
        "road.py: keep_pace", "syncing.py: _heard", "syncing.py: _keys_to_join",
        "ways.py: left",
    }  # fmt: skip
