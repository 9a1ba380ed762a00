"""The commands of what comes down, at both ends."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from station.cli.main import main as station
from station.domain.published_events import Published
from sync.district.commands import main
from tests.district.pair import SECRET, a_district, a_line, synced
from tests.district.published import (
    FIRST,
    SECOND,
    calendar,
    catalogue,
    code_row,
    codes,
    file,
    published,
)
from tests.makers import item_row
from tests.office import PASSPHRASE, STATION

FORCED = {"LANG": "en", "LC_ALL": "en"}


class Commands:
    """Both ends' commands in one folder, in English."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capture = capture
        for name, words in (("district.txt", SECRET), ("station.txt", PASSPHRASE)):
            (folder / name).write_text(f"{words}\n", "utf-8")

    def district(self, *words: object) -> tuple[int, str]:
        return self._run(main, ["district", *words], "district")

    def station(self, *words: object) -> tuple[int, str]:
        return self._run(station, [*words], "station")

    def _run(self, run: object, words: Sequence[object], which: str) -> tuple[int, str]:
        assert callable(run)
        where = ["--home", self._folder / which, "--passphrase-file", self._folder / f"{which}.txt"]
        code = run([str(word) for word in (*words, *where)])
        said = self._capture.readouterr()
        return int(code), said.out + said.err


@pytest.fixture
def commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Commands:
    for name, value in FORCED.items():
        monkeypatch.setenv(name, value)
    with a_line(tmp_path):
        pass
    return Commands(tmp_path, capsys)


def exchanged(folder: Path) -> None:
    with a_line(folder) as (office, district):
        synced(office, district)
        synced(office, district)


def test_what_is_published_by_command_is_listed_at_both_ends(
    commands: Commands, tmp_path: Path
) -> None:
    for what, data in (
        ("catalogue", catalogue(4, FIRST)), ("calendar", calendar(2027, 1)),
        ("codes", codes(2, code_row("330211105203"), code_row("1", until="2026-01-01"))),
    ):  # fmt: skip
        code, said = commands.district("publish", what, file(tmp_path, data))
        assert (code, "goes to 1 stations" in said) == (0, True)
    code, said = commands.district("publish")
    assert (code, said.count("in force at 0 of 1 stations")) == (0, 3)
    exchanged(tmp_path)

    code, said = commands.district("publish", "--json")
    assert [json.loads(line)["taken"] for line in said.splitlines()] == [[STATION]] * 3
    code, said = commands.station("published", "--json")
    rows = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {(one["what"], one["version"], one["state"]) for one in rows} == {
        ("catalogue", 4, "in force"), ("calendar", 1, "in force"), ("codes", 2, "in force"),
    }  # fmt: skip
    code, said = commands.station("published", "--codes", "areas")
    assert "330211105203" in said
    assert "示例1\n" not in said
    assert commands.station("published", "--codes", "nothing")[0] == 2


def test_every_fault_of_a_file_stands_on_a_line_of_its_own(
    commands: Commands, tmp_path: Path
) -> None:
    wrong = catalogue(1, item_row(fee_yuan=-1), item_row(id="XX-02", version=0))
    code, said = commands.district("publish", "catalogue", file(tmp_path, wrong))

    assert code == 2
    assert "XX-01  fee_yuan:" in said
    assert "XX-02  version:" in said
    assert commands.district("publish", "maps")[0] == 2
    assert commands.district("publish", "catalogue", tmp_path / "none")[0] != 0


def test_what_a_catalogue_changes_is_told_before_it_goes_out(
    commands: Commands, tmp_path: Path
) -> None:
    with a_district(tmp_path / "district") as district:
        published(district, Published.CATALOGUE, catalogue(1, FIRST))
    later = catalogue(2, FIRST, SECOND | {"effective_from": "2099-01-01"}, item_row(id="XX-02"))
    code, said = commands.district("publish", "catalogue", file(tmp_path, later), "--check")

    assert code == 0
    assert "standard changed  XX-01  v1 → v2  示例事项申请  from 2099-01-01" in said
    assert "item added  XX-02  v1" in said
    assert "goes to" not in said
    assert (
        "goes to 1 stations" in commands.district("publish", "catalogue", tmp_path / "new.json")[1]
    )


def test_an_older_version_is_refused_by_the_command(commands: Commands, tmp_path: Path) -> None:
    with a_district(tmp_path / "district") as district:
        published(district, Published.CATALOGUE, catalogue(2, FIRST))
    code, said = commands.district("publish", "catalogue", file(tmp_path, catalogue(2, FIRST)))

    assert code == 2
    assert "version 2 is not above 2" in said


def test_a_notice_is_given_read_and_known_to_be_read(commands: Commands, tmp_path: Path) -> None:
    assert commands.district("notice", "示例通知", "请开会")[0] == 0
    assert commands.district("notice", "示例通知")[0] == 2
    exchanged(tmp_path)
    assert "not read yet" in commands.district("notice")[1]
    _code, said = commands.station("news", "--json")
    (one,) = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert one["new"]
    assert "请开会" in commands.station("news", one["name"][:8])[1]
    assert commands.station("news", "ffffffff")[0] == 1
    exchanged(tmp_path)
    _code, said = commands.district("notice", "--json")
    assert json.loads(said)["readers"] == ["示例代办员"]


def test_a_station_takes_no_file_with_a_lower_version_than_its_own(
    commands: Commands, tmp_path: Path
) -> None:
    for version, code in ((2, 0), (1, 2), (2, 0), (3, 0)):
        path = file(tmp_path, catalogue(version, FIRST))
        said = station(["catalogue", str(path), "--use", "--home", str(tmp_path / "station")])
        assert said == code, version
