"""The command line as a person uses it: words in, lines and an exit code out."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from station.cli.main import main
from tests.office import PASSPHRASE, an_office

INI = """[station]
language = en
[backup]
daily = no
[office]
phone = 0574-00000000
address = 示例镇示例村1号
"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def values(self) -> list[Any]:
        """The lines as JSON."""
        return [json.loads(line) for line in self.lines]


class Terminal:
    """Runs commands in one home. The station in it has the weak lock of tests."""

    def __init__(
        self, folder: Path, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self.home = folder / "home"
        self._capture = capture
        self._monkeypatch = monkeypatch
        self.passphrase = folder / "passphrase.txt"
        self.passphrase.write_text(f"{PASSPHRASE}\n", "utf-8")
        self.home.mkdir()
        (self.home / "station.ini").write_text(INI, "utf-8")
        with an_office(self.home):
            pass

    def run(self, *words: object, typed: str = "") -> Answer:
        """The command as typed, with this on stdin."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return run(self._capture, *words)

    def open(self, command: str, *words: object, typed: str = "") -> Answer:
        """A command that opens the vault of this home."""
        return self.run(
            command, *words, "--home", self.home, "--passphrase-file", self.passphrase, typed=typed
        )


def run(capture: pytest.CaptureFixture[str], *words: object) -> Answer:
    """The command as typed."""
    code = main([str(word) for word in words])
    said = capture.readouterr()
    return Answer(code=code, out=said.out, err=said.err)
