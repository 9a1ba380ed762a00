"""Wrong passphrases on the command line."""

from station.desk.agents import AgentDesk
from tests.cli.terminal import Terminal
from tests.office import NEW, an_office

COLLEAGUE, THEIRS = "示例同事", "同事的口令 也是十五个字 以上 xyz"


def wrong(terminal: Terminal, times: int) -> None:
    """Somebody types for the agent what opens nothing."""
    secret = terminal.folder / "wrong.txt"
    secret.write_text("wrong", "utf-8")
    for _ in range(times):
        terminal.run(
            "drafts", "--home", terminal.home, "--agent", NEW.agent, "--passphrase-file", secret
        )


def test_a_command_refuses_with_the_time_that_is_left(terminal: Terminal) -> None:
    wrong(terminal, 4)
    refused = terminal.open("drafts")

    assert refused.code == 1
    assert "can try again in" in refused.err


def test_a_command_tells_of_wrong_passphrases_and_a_colleague_admits(terminal: Terminal) -> None:
    with an_office(terminal.home) as office:
        AgentDesk(office).add(COLLEAGUE, THEIRS)
    wrong(terminal, 3)
    theirs = terminal.folder / "theirs.txt"
    theirs.write_text(THEIRS, "utf-8")
    opening = ("--home", terminal.home, "--agent", COLLEAGUE, "--passphrase-file", theirs)
    admitted = terminal.run("agent", "admit", NEW.agent, *opening)
    mine = terminal.run(
        "drafts", "--home", terminal.home, "--agent", NEW.agent,
        "--passphrase-file", terminal.passphrase,
    )  # fmt: skip

    assert (admitted.code, mine.code) == (0, 0)
    assert f"3 wrong passphrases were typed for {NEW.agent}" in admitted.err
    assert not mine.err
