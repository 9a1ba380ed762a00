"""run.py space: consent, filing, use and removal, masked."""

import json
from typing import Any

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.makers import id_number

WHO = id_number()
CARD = "2"
"""The number of the identity card among the papers of the item."""


@pytest.fixture
def known(terminal: Terminal) -> tuple[Terminal, str]:
    """A station that took a card in, and the number of the case."""
    said = terminal.open("record", typed=line()).values
    return terminal, said[0]["case"]


def entries(terminal: Terminal) -> list[dict[str, Any]]:
    (told,) = terminal.open("space", WHO, "--json").values
    assert WHO not in json.dumps(told)
    documents: list[dict[str, Any]] = told["documents"]
    return documents


def test_without_consent_nothing_is_filed(known: tuple[Terminal, str]) -> None:
    terminal, case = known
    refused = terminal.open("space", WHO, "--file", f"{case}/{CARD}", "--expires", "2031-05-01")

    assert refused.code == 1
    assert "does not consent" in refused.err


def test_a_card_is_filed_used_and_taken_out(known: tuple[Terminal, str]) -> None:
    terminal, case = known
    assert terminal.open("space", WHO, "--consent", "space").code == 0
    filed = terminal.open(
        "space", WHO, "--file", f"{case}/{CARD}", "--number", WHO, "--expires", "长期"
    )
    assert filed.code == 0
    assert WHO not in filed.out
    (entry,) = entries(terminal)
    assert (entry["entry"], entry["expires"]) == (f"{case}/{CARD}", "9999-12-31")

    again = terminal.open("record", typed=line(materials={CARD: "space"})).values
    uses = terminal.open("space", WHO, "--uses", "--json").values
    assert [(one["case"], one["confirmed_by"]) for one in uses] == [(again[0]["case"], "self")]

    gone = terminal.open("space", WHO, "--remove", f"{case}/{CARD}", "--reason", "本人要求")
    assert gone.code == 0
    assert entries(terminal) == []
    refused = terminal.open("record", typed=line(materials={CARD: "space"}))
    assert refused.code == 2
    assert list(refused.values[0]["fields"]) == [f"materials.{CARD}"]


def test_what_ends_soon_is_listed_for_all(known: tuple[Terminal, str]) -> None:
    terminal, case = known
    terminal.open("space", WHO, "--consent", "space")
    terminal.open("space", WHO, "--file", f"{case}/{CARD}", "--expires", "2099-01-01")

    assert terminal.open("space", "--expiring", 5).lines == [
        "No document in any space ends until then."
    ]
    assert terminal.open("space", "--expiring", 5, "--json").lines == []
    refused = terminal.open("space", "--expiring", -1)
    assert (refused.code, refused.err[:10]) == (2, "--expiring")
    (told,) = terminal.open("space", "--expiring", 99999, "--json").values
    assert (told["expires"], told["person"]) == ("2099-01-01", "330211********0024")


def test_with_the_consent_to_the_space_its_documents_go_and_the_agent_is_told(
    known: tuple[Terminal, str],
) -> None:
    terminal, case = known
    terminal.open("space", WHO, "--consent", "space")
    assert terminal.open("space", WHO, "--uses").lines == ["No case took anything from this space."]
    terminal.open("space", WHO, "--file", f"{case}/{CARD}", "--expires", "2099-01-01")
    told = terminal.open("space", WHO, "--revoke", "space")

    assert told.lines[0].startswith("The documents of the space are deleted")
    assert told.lines[-1] == "0 documents"


def test_of_an_empty_space_nothing_is_told_as_deleted(known: tuple[Terminal, str]) -> None:
    terminal, _case = known
    terminal.open("space", WHO, "--consent", "space")
    told = terminal.open("space", WHO, "--revoke", "space")
    assert "deleted" not in told.out
    assert told.lines[-1] == "0 documents"


def test_consent_is_taken_back(known: tuple[Terminal, str]) -> None:
    terminal, _case = known
    terminal.open("space", WHO, "--consent", "sms_and_calls")
    assert terminal.open("space", WHO, "--revoke", "sms_and_calls").code == 0
    assert terminal.open("space", WHO, "--revoke", "sms_and_calls").code == 1
    assert terminal.open("space").code == 2
    assert terminal.open("space", "查无此人").code == 1
