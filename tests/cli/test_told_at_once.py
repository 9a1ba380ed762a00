"""Several things that are wrong with a command are told together, by the words that were typed."""

from tests.cli.terminal import Terminal


def test_both_days_of_a_run_are_told_at_once(terminal: Terminal) -> None:
    for command in ("negatives", "ratings"):
        answer = terminal.open(command, "--from", "2026-13-01", "--to", "x")

        assert answer.code == 2
        assert "--from: 2026-13-01" in answer.err
        assert "--to: x" in answer.err


def test_a_backup_into_no_folder_names_the_folder(terminal: Terminal) -> None:
    answer = terminal.open("backup", terminal.folder / "nowhere" / "a.backup")

    assert answer.code == 1
    assert answer.err.startswith(f"there is no folder {terminal.folder / 'nowhere'}")
