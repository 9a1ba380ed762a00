"""What stands in this copy of the project."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("station", "sync", "forms")
OWN = ("run.py", *ROOMS, "tests", "docs", ".ci", "README.md", "README.zh.md", "pyproject.toml",
       "station.ini", "requirements.in", "requirements-dev.in", "requirements.lock",
       "requirements-dev.lock", ".gitignore", ".gitattributes")  # fmt: skip
"""What belongs to the project; an environment or a station's data beside it does not."""


def modules(*tops: str) -> Iterator[Path]:
    """The Python files of the rooms named; of all rooms, tests and run.py if none is."""
    yield from (file for file in files(*tops) if file.suffix == ".py")


def files(*tops: str) -> Iterator[Path]:
    """All files of the tops named, or of the whole project."""
    for top in map(ROOT.joinpath, tops or OWN):
        if top.is_file():
            yield top
        yield from sorted(
            file for file in top.rglob("*") if file.is_file() and "__pycache__" not in file.parts
        )


def named(file: Path) -> str:
    """A file's name as the project says it."""
    return file.relative_to(ROOT).as_posix()
