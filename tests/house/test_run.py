"""run.py on a fresh machine: nothing is done by hand, and what failed is tried again."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from run import DEVELOPING
from tests.house.tree import ROOT

APPLICATION = (
    'import sys\n\n\ndef main(argv):\n    print("application", *argv, sys.prefix)\n    return 7\n'
)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A copy of the program that needs no package, on a machine without any network."""
    folder = tmp_path / "办件 station"
    folder.mkdir()
    shutil.copy(ROOT / "run.py", folder)
    for room in ("station/cli", "station/tui", "station/storage", "sync/district"):
        (folder / room).mkdir(parents=True)
    (folder / "station/cli/main.py").write_text(APPLICATION, "utf-8")
    (folder / "station/tui/app.py").write_text(APPLICATION.replace('tion"', 'tion tui"'), "utf-8")
    (folder / "sync/district/commands.py").write_text(APPLICATION, "utf-8")
    (folder / "station/storage/crashes.py").write_text("def guard(): pass\n", "utf-8")
    (folder / "wheelhouse").mkdir()
    return folder


def start(machine: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(machine / "run.py"), *argv],
        cwd=machine.parent, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_start_that_could_not_install_is_tried_again_until_it_can(machine: Path) -> None:
    lock = machine / "requirements.lock"
    lock.write_text("needed-thing==1.0 --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    failed = start(machine, "find", "x")

    assert (failed.returncode, failed.stdout) == (1, "")
    assert "Not installed: needed-thing==1.0" in failed.stderr

    lock.write_text("# nothing\n", "utf-8")
    first, second = start(machine, "find", "x"), start(machine)

    assert first.returncode == second.returncode == 7
    assert first.stdout == f"application find x {machine / '.venv'}\n"
    assert second.stdout == f"application tui {machine / '.venv'}\n"
    assert not second.stderr


def test_every_command_that_runs_what_lies_under_tests_gets_what_that_imports() -> None:
    asking = {
        file.stem
        for file in (ROOT / "station" / "cli").glob("*.py")
        if "from station.cli.developing import" in file.read_text("utf-8")
    }
    assert asking == DEVELOPING
