"""Finds or makes the environment beside this file, then runs the command in it. `.venv` holds what
requirements.lock names, each file checked by its hash. A copy of the lock is put there after a
whole installation only; while the two differ, a start installs again.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python there is reads this file
    sys.exit("Station needs Python 3.11 or newer. 本程序需要 Python 3.11 或更新的版本。")
HERE = Path(__file__).resolve().parent
VENV, LOCK, DEV_LOCK = (HERE / f for f in (".venv", "requirements.lock", "requirements-dev.lock"))
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
APPLICATIONS = {"district": "sync.district.commands", "--home": "station.tui.app"}
DEVELOPING = {"bench", "check", "test", "torture", "words"}  # what they import lies under tests/


def main(argv: list[str]) -> int:
    """Runs one of the three applications; imported late, as each brings its own weight."""
    if Path(sys.prefix) != VENV:
        make_ready(DEV_LOCK if DEVELOPING.intersection(argv[:1]) else LOCK)
        command = [str(PYTHON), "-X", "utf8", str(HERE / "run.py"), *argv]
        return Popen(command).wait() if os.name == "nt" else os.execv(command[0], command)
    import_module("station.storage.crashes").guard()
    room = APPLICATIONS.get(argv[0] if argv else "--home", "station.cli.main")
    return int(import_module(room).main(argv))


def make_ready(lock: Path) -> None:
    """Installs `lock` if need be; by turns, under a lock that a crash releases."""
    if is_ready(lock):
        return
    import sqlite3  # other starts do without

    try:
        turn = sqlite3.connect(HERE / ".venv.lock", timeout=3600)
        turn.execute("BEGIN EXCLUSIVE")  # the one lock that both systems know
    except sqlite3.Error as fault:
        sys.exit(f"{HERE} cannot be written: {fault}. Move it to a folder of yours.")
    if not is_ready(LOCK):
        install(LOCK, [sys.executable, "-m", "venv", "--clear", str(VENV)])
    if not is_ready(lock):
        install(lock)
    turn.close()


def is_ready(lock: Path) -> bool:
    """`lock` is installed, and the Python it was installed for is still there."""
    done = VENV / lock.name
    if not (PYTHON.exists() and done.exists() and done.read_bytes() == lock.read_bytes()):
        return False
    made_by = (VENV / "pyvenv.cfg").read_text("utf-8").partition("executable = ")[2]
    return Path(made_by.split("\n")[0]).exists()


def install(lock: Path, *before: list[str]) -> None:
    """Exits with what stood in the way. Asks no network if the folder `wheelhouse` is here."""
    print("Preparing the environment, once. 正在准备运行环境, 仅首次需要。", file=sys.stderr)
    wheels = HERE / "wheelhouse"
    pip = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(lock)]
    pip += ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    for command in (*before, pip):
        said, at = "", f"python3-{command[2]}"
        with Popen(command, stdout=PIPE, stderr=STDOUT, encoding="utf-8", errors="replace") as work:
            for line in work.stdout or ():
                if line.startswith(("Collecting ", "Processing ", "ERROR: No matching ")):
                    at = Path(line.split(" (")[0].split()[-1]).name
                    print(f"{at:70}", end="\r", file=sys.stderr, flush=True)
                said += line if said or line.upper().startswith("ERROR") else ""
        if work.returncode:
            sys.exit(f"{said}Not installed: {at}. Check network and disk, then start again.")
    (VENV / lock.name).write_bytes(lock.read_bytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
