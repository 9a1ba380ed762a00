"""A sample district is loaded with simulated stations: everything they send is there, once."""

from pathlib import Path

import pytest

from sync.district.cli import init
from sync.district.commands import main
from sync.district.load import LoadFailed, Place, load, prepare
from sync.district.premises import enter
from sync.district.verify import examine
from tests.district.pair import SECRET
from tests.office import WEAK, HandClock
from tests.postgres import store_of


@pytest.fixture
def place(store: None, tmp_path: Path) -> Place:
    home = tmp_path / "district"
    return Place(home=home, passphrase=SECRET, store=store_of(home))


@pytest.mark.parametrize("store", ["postgres"], indirect=True, scope="module")
def test_what_simulated_stations_send_is_kept_once_and_lawful(place: Place) -> None:
    stations = prepare(place, 3, WEAK)

    taken = load(place, stations, 7, 2)

    assert taken.parcels == 3
    with enter(place.home, SECRET, clock=HandClock(), store=place.store) as district:
        found = [examine(district, one.code) for one in stations]
        with district.vault.reading():
            (kept,) = district.vault.sql("SELECT count(*) FROM entry").fetchone()
            cases = district.vault.sql(
                "SELECT state, count(*) FROM case_row GROUP BY state"
            ).fetchall()
    assert [one.faults for one in found] == [()] * 3
    assert taken.events == sum(life.events for one in found for life in one.lives if life.signed)
    assert kept >= taken.events
    assert [tuple(row) for row in cases] == [("handed_over", 7)]


def test_a_load_that_is_cut_short_is_told(place: Place) -> None:
    stations = prepare(place, 1, WEAK)
    other = Place(home=place.home, passphrase="not this one at all", store=place.store)

    with pytest.raises(LoadFailed):
        load(other, stations, 1, 1)


def test_the_command_tells_counts_and_takes_no_district_that_is_there(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, "utf-8")
    options = ["--home", str(place.home), "--store", place.store, "--passphrase-file", str(secret)]
    words = ["district", "load", "--stations", "2", "--cases", "3", *options]

    assert main(words) == 0
    told = capsys.readouterr().out
    assert "2 simulated stations" in told
    assert "3 cases" in told
    assert main(words) == 1
    assert "already" in capsys.readouterr().err
    assert main([*words, "--stations", "0", "--processes", "65"]) == 2
    wrong = capsys.readouterr().err
    assert "--stations" in wrong
    assert "--processes" in wrong


@pytest.mark.parametrize("store", ["file", "postgres"], indirect=True, scope="module")
def test_every_command_goes_to_the_store_that_is_named(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(init, "calibrate", lambda _: WEAK)
    secret = tmp_path / "secret"
    secret.write_text(SECRET, "utf-8")
    options = ["--home", str(place.home), "--passphrase-file", str(secret)]
    place.home.mkdir()
    ini = place.home / "station.ini"
    ini.write_text(f"[district]\nstore = {place.store}\n", "utf-8")

    def does(*words: str) -> int:
        return main(["district", *words, *options])

    assert does("init", "--id", "330211", "--name", "示例区") == 0
    assert does("enrol", "330211105203", "--name", "示例站") == 0
    assert does("verify") == 0
    assert "everything is whole" in capsys.readouterr().out
    assert (place.home / "district.db").exists() is (not place.store)
