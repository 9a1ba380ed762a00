"""A page of the manual, as the tests read it: the commands it names, and where each is typed."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MANUAL = Path(__file__).parents[2] / "docs" / "manual"
_BLOCK = re.compile(r"^ *```sh ([a-z-]+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_START = "python3 run.py "
LABELS = {"zh": re.compile(r"「([^」]+)」"), "en": re.compile(r"“([^”]+)”")}
"""How a page writes what stands on the screen."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One command, and the computer at which it is typed."""

    where: str
    words: tuple[str, ...]


def pages(language: str) -> list[str]:
    """The pages there are, by name."""
    return sorted(file.stem for file in (MANUAL / language).glob("*.md"))


def text(language: str, name: str) -> str:
    """The whole page."""
    return (MANUAL / language / f"{name}.md").read_text("utf-8")


def commands(language: str, name: str) -> Iterator[Typed]:
    """What the page lets people type, in its order."""
    for where, block in _BLOCK.findall(text(language, name)):
        for line in map(str.strip, block.splitlines()):
            if not line.startswith(_START):
                raise ValueError(f"{name}: {line} is no command of ours")
            yield Typed(where=where, words=tuple(shlex.split(line.removeprefix(_START))))


def labels(language: str, name: str) -> set[str]:
    """What the page says stands on the screen."""
    return set(LABELS[language].findall(text(language, name)))
