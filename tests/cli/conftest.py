"""A terminal before an open station."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return Terminal(tmp_path, capsys, monkeypatch)
