"""run.py rules: what is in force here, and by what right."""

import pytest

from station.settings import RULES
from tests.cli.terminal import INI, Terminal


def set_to(terminal: Terminal, rules: str) -> None:
    (terminal.home / "station.ini").write_text(f"{INI}[district]\nrules = {rules}\n", "utf-8")


def test_without_a_setting_the_law_of_the_nation_is_in_force(terminal: Terminal) -> None:
    answer = terminal.run("rules", "--home", terminal.home)

    assert (answer.code, answer.err) == (0, "")
    assert answer.lines[0].startswith("national ")
    assert "One-time notice:  5 working days" in answer.lines
    assert "Acceptance on promised papers:  no" in answer.lines


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("zhejiang", "A broken promise:  the acceptance is revoked"),
        ("anyang", "One-time notice:  at once"),
        ("gaoming", "Decided before they are in:  yes"),
        ("civil", "Within the promised limit:  yes"),
    ],
)
def test_the_rules_of_the_place_are_listed_with_their_basis(
    terminal: Terminal, name: str, told: str
) -> None:
    set_to(terminal, name)
    answer = terminal.run("rules", "--home", terminal.home)

    assert told in answer.lines
    assert "    行政许可法第四十四条 (text of the law read)" in answer.lines


def test_a_file_of_the_places_own_is_told_with_all_its_faults(terminal: Terminal) -> None:
    text = (RULES / "civil.json").read_text("utf-8")
    ours = terminal.home / "ours.json"
    wrong = text.replace('"receiving_point": true', '"receiving_point": 3')
    ours.write_text(wrong.replace('"value": 10', '"value": "ten"'), "utf-8")
    set_to(terminal, "ours.json")

    answer = terminal.run("rules", "--home", terminal.home)

    assert (answer.code, answer.out) == (1, "")
    assert "receiving_point" in answer.err
    assert "deliver.value" in answer.err
    assert answer.err.count("\n") == 1

    ours.write_text(text.replace('"name": "civil"', '"name": "ours"'), "utf-8")

    assert terminal.run("rules", "--home", terminal.home).lines[0].startswith("ours ")
