"""run.py agent: who works here, from the command line."""

from pathlib import Path

import pytest

from station.storage.slots import twin_of
from tests.cli.terminal import Answer, Terminal
from tests.office import NEW

LEAD, CHOSEN = "示例站长", "山那边 的口令 也有十五字 不短"
SHOWN = "passphrase, shown this once: "


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "chosen.txt"
    file.write_text(f"{CHOSEN}\n", "utf-8")
    return file


def shown(answer: Answer) -> str:
    (line,) = (line for line in answer.lines if line.startswith(SHOWN))
    return line.removeprefix(SHOWN)


def as_lead(terminal: Terminal, passphrase: str, command: str, *words: object) -> Answer:
    """A command that the second agent opens the vault for."""
    file = terminal.folder / "theirs.txt"
    file.write_text(f"{passphrase}\n", "utf-8")
    return terminal.run(
        command, *words, "--home", terminal.home, "--agent", LEAD, "--passphrase-file", file
    )


def test_a_colleague_gets_digits_that_open_nothing_but_their_change(
    terminal: Terminal, secret: Path
) -> None:
    digits = shown(terminal.open("agent", "add", LEAD))
    refused = as_lead(terminal, digits, "find", "示例")
    changed = as_lead(terminal, digits, "agent", "change", "--new-passphrase-file", secret)
    listed = as_lead(terminal, CHOSEN, "agent", "list", "--json")

    assert len(digits.replace(" ", "")) == 14
    assert refused.code == 1
    assert f"run.py agent change --agent {LEAD}" in refused.err
    assert changed.code == 0
    assert [(one["agent"], one["role"], one["slot"], one["given"]) for one in listed.values] == [
        (NEW.agent, "lead", True, False),
        (LEAD, "agent", True, False),
    ]
    assert as_lead(terminal, digits, "find", "示例").code == 1
    assert as_lead(terminal, CHOSEN, "verify").code == 0


def test_the_list_says_who_has_to_change_a_passphrase(terminal: Terminal) -> None:
    terminal.open("agent", "add", LEAD)

    first, second = terminal.open("agent", "list", "--agent", NEW.agent).lines

    assert first == f"{NEW.agent}  lead  2026-11-20  passphrase"
    assert second.endswith("has to change the passphrase")


def test_a_generated_passphrase_is_shown_and_opens(terminal: Terminal) -> None:
    digits = shown(terminal.open("agent", "change", "--generate"))
    assert terminal.open("agent", "list").code == 1

    terminal.passphrase.write_text(digits, "utf-8")
    assert terminal.open("agent", "list").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "NAME"),
        (("change", LEAD), "NAME"),
        (("add", NEW.agent), "has a key slot here already"),
        (("add", "系统"), "what the program calls itself"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(
    terminal: Terminal, words: tuple[str, ...], said: str
) -> None:
    answer = terminal.open("agent", *words)

    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_weak_passphrase_is_refused_at_its_option(terminal: Terminal, secret: Path) -> None:
    secret.write_text("20261120", "utf-8")
    for words in (("add", LEAD), ("change",)):
        answer = terminal.open("agent", *words, "--new-passphrase-file", secret)

        assert answer.code == 2
        assert answer.err.startswith("--new-passphrase-file: the passphrase is too short")


def test_without_a_terminal_the_option_of_the_new_passphrase_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_terminal(_prompt: str, stream: object = None) -> str:
        raise EOFError

    monkeypatch.setattr("station.cli.opening.getpass", no_terminal)
    for words in (("agent", "change"), ("agent", "add", LEAD, "--choose")):
        answer = terminal.open(*words)

        assert answer.code == 2
        assert answer.err.startswith("--new-passphrase-file: the passphrase cannot be asked for")


def test_slots_that_somebody_put_back_are_told_by_every_command(
    terminal: Terminal, secret: Path
) -> None:
    slots = terminal.home / "keyslots.json"
    former = slots.read_bytes()
    terminal.open("agent", "change", "--new-passphrase-file", secret)
    for file in (slots, twin_of(slots)):
        file.write_bytes(former)

    answer = terminal.open("due")

    assert answer.code == 0
    assert "was changed, and not by this program" in answer.err
    assert terminal.open("verify").code == 1


def test_two_that_differ_are_not_taken_for_a_new_passphrase(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter((CHOSEN, CHOSEN + "x"))
    monkeypatch.setattr("station.cli.opening.getpass", lambda *_, **__: next(typed))

    answer = terminal.open("agent", "add", LEAD, "--choose")

    assert answer.code == 2
    assert "the two are not the same" in answer.err


def test_who_is_removed_opens_nothing_and_everybody_else_does(
    terminal: Terminal, secret: Path
) -> None:
    terminal.open("agent", "add", LEAD, "--role", "lead", "--new-passphrase-file", secret)
    refused = as_lead(terminal, CHOSEN, "agent", "remove", LEAD)
    removed = terminal.open("agent", "remove", LEAD, "--agent", NEW.agent)

    assert refused.code == 1
    assert "nobody removes themselves" in refused.err
    assert removed.code == 0
    assert f"{LEAD} cannot open this station any more" in removed.lines
    assert as_lead(terminal, CHOSEN, "find", "示例").code == 1
    assert terminal.open("verify").code == 0
    assert len(terminal.open("agent", "list").lines) == 1


def test_the_key_of_the_vault_is_changed_and_passphrases_stay(terminal: Terminal) -> None:
    aside = terminal.home / "station.vault.20261101090000"
    aside.write_bytes((terminal.home / "station.vault").read_bytes())
    changed = terminal.open("agent", "rotate")
    assert changed.code == 0
    assert str(aside) in changed.out, "it opens by the key from before"
    assert terminal.open("verify").code == 0


def test_a_stranger_cannot_be_removed(terminal: Terminal) -> None:
    answer = terminal.open("agent", "remove", LEAD)

    assert answer.code == 1
    assert "does not work here" in answer.err


def test_a_key_file_is_made_copied_and_given_up_at_the_command_line(
    terminal: Terminal, tmp_path: Path
) -> None:
    first, second = tmp_path / "stick", tmp_path / "second"
    first.mkdir()
    second.mkdir()

    made = terminal.open("agent", "keyfile", "on", first)
    copied = terminal.open("agent", "keyfile", "copy", second)
    listed = terminal.open("agent", "list").lines
    next(first.iterdir()).unlink()
    missing = terminal.open("find", "示例")
    found = terminal.open("find", "示例", "--key-file", second)
    given_up = terminal.open("agent", "keyfile", "off", "--key-file", second)

    assert str(first) in made.lines[0]
    assert copied.code == found.code == given_up.code == 0
    assert listed == [f"{NEW.agent}  lead  2026-11-20  passphrase and key file"]
    assert missing.code == 1
    assert "--key-file" in missing.err
    assert terminal.open("find", "示例").code == 0


def test_a_key_file_is_asked_for_in_the_right_words(terminal: Terminal, tmp_path: Path) -> None:
    for words in (("keyfile",), ("keyfile", "on"), ("keyfile", "off", tmp_path), ("keyfile", "x")):
        assert terminal.open("agent", *words).code == 2
    assert terminal.open("agent", "keyfile", "on", terminal.home).code == 2


def test_a_lead_gives_a_role_and_an_agent_gives_none(terminal: Terminal, secret: Path) -> None:
    terminal.open("agent", "add", LEAD, "--new-passphrase-file", secret)
    refused = as_lead(terminal, CHOSEN, "agent", "role", LEAD, "lead")
    given = terminal.open("agent", "role", LEAD, "auditor", "--agent", NEW.agent)
    listed = terminal.open("agent", "list", "--agent", NEW.agent)

    assert refused.code == 1
    assert "not allowed as agent: say who works here" in refused.err
    assert given.code == 0
    assert [line.split("  ")[:2] for line in listed.lines] == [
        [NEW.agent, "lead"], [LEAD, "auditor"],
    ]  # fmt: skip


def test_a_role_that_there_is_not_is_told_with_those_that_there_are(terminal: Terminal) -> None:
    unknown = terminal.open("agent", "role", NEW.agent, "boss")
    unnamed = terminal.open("agent", "role")

    assert (unknown.code, unnamed.code) == (2, 2)
    assert '"agent", "lead", "auditor", "trainee"' in unknown.err
    assert "NAME" in unnamed.err
