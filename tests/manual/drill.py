"""Who follows a page of the manual: types what it says, at the computer that it says."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import MappingProxyType

import pytest

from station.cli import main as station
from sync.district import commands as district
from tests.manual.page import Typed, commands


class Drill:
    """Computers, what their people know, and what was said.

    `names` stand in capitals in the pages: each is replaced by what it is here. A passphrase is
    typed where the program asks for one: what the agent knows, or what they take as the new one.
    """

    def __init__(
        self, folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}
        self.knows: dict[str, str] = {}
        self.takes: dict[str, str] = {}
        self.said = ""
        self.code = ""
        """The one-time code on the paper of the district."""
        self.types = ""
        """What is typed at the next command from a sheet of paper, before anything is confirmed."""
        self.rows: Iterator[str] = iter(())
        """The rows of a custodian's sheet, typed unseen."""
        self._agent, self._who, self._took = "", "", False
        self._monkeypatch = monkeypatch
        self._capture = capture
        for door in ("station.cli.opening.getpass", "sync.district.cli.opening.getpass"):
            monkeypatch.setattr(door, self._typed)

    def home(self, where: str) -> Path:
        """The folder of the program at this computer."""
        return self.folder / where

    def follow(
        self,
        page: str,
        *,
        around: Mapping[int, Callable[[], AbstractContextManager[object]]] = MappingProxyType({}),
    ) -> None:
        """Every command of the page, in its order; each has to end well. `around` is what holds
        while the command of that place is typed, counted from 0."""
        for place, typed in enumerate(commands("zh", page)):
            with around.get(place, nullcontext)():
                assert self.type(typed) == 0, (page, typed.words, self.said)

    def type(self, typed: Typed) -> int:
        """One command; the exit code. What it said is kept."""
        words = [self._named(word) for word in typed.words]
        if "--agent" in words:
            self._agent = words[words.index("--agent") + 1]
        self._who = "district" if words[0] == "district" else self._agent
        self._monkeypatch.setattr("sys.stdin", io.StringIO(f"{self.types}yes\n"))
        self.types = ""
        main = district.main if words[0] == "district" else station.main
        if "--home" not in words:
            words += ["--home", str(self.home(typed.where))]
        self._took = False
        code = main(words)
        if code == 0 and self._took:
            self.knows[self._who] = self.takes[self._who]
        said = self._capture.readouterr()
        self.said = said.out + said.err
        return code

    def _named(self, word: str) -> str:
        for name, value in self.names.items():
            word = word.replace(name, value)
        return word

    def _typed(self, prompt: str, **_: object) -> str:
        if prompt.startswith(("Row ", "第")):
            return next(self.rows)
        if "One-time code" in prompt:
            return self.code
        if "ew passphrase" in prompt or "again" in prompt:
            self._took = True
            return self.takes[self._who]
        return self.knows[self._who]
