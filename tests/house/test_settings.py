"""station.ini: what is wrong in it is told at once, each fault with its key and its value."""

from contextlib import suppress
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.settings import INI, KEYS, BadSettings, Settings, read
from tests.house.msgids import catalogue


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "station.ini"
    file.write_bytes(text.encode(encoding))
    return file


def test_the_sample_is_the_defaults() -> None:
    assert read(INI) == Settings(home=INI.parent / "data")


def test_the_sample_shows_every_setting() -> None:
    shown = INI.read_text("utf-8").splitlines()

    assert {
        key for key in KEYS if not any(line.startswith(key.split()[1]) for line in shown)
    } == set()


def test_without_a_file_everything_is_as_usual(tmp_path: Path) -> None:
    assert read(tmp_path / "station.ini") == Settings(home=tmp_path / "data")


def test_a_home_asked_for_goes_before_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "[station]\nhome = elsewhere")

    assert read(file).home == tmp_path / "elsewhere"
    assert read(file, home=tmp_path / "asked").home == tmp_path / "asked"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_file_may_come_from_any_editor(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, "[office]\r\naddress = 岚山村 12 号\r\ncloses = 9：30\r\n", encoding)

    assert read(file).office_address == "岚山村 12 号"
    assert read(file).closes == time(9, 30)


@pytest.mark.parametrize("name", ["national", "gaoming", "zhejiang", "anyang", "civil"])
def test_the_rules_of_a_place_are_chosen_by_name(tmp_path: Path, name: str) -> None:
    assert read(written(tmp_path, f"[district]\nrules = {name}")).rules == name


def test_a_place_may_have_a_file_of_its_own_rules(tmp_path: Path) -> None:
    (tmp_path / "ours.json").write_text("{}", "utf-8")

    rules = read(written(tmp_path, "[district]\nrules = ours.json")).rules

    assert rules == str(tmp_path / "ours.json")


@pytest.mark.parametrize(
    ("rules", "told"),
    [("natoinal", "national"), ("../rules/civil", "civil"), ("nowhere.json", "nowhere.json")],
)
def test_rules_that_are_not_here_are_told_with_those_that_are(
    tmp_path: Path, rules: str, told: str
) -> None:
    with pytest.raises(BadSettings) as fault:
        read(written(tmp_path, f"[district]\nrules = {rules}"))

    assert set(fault.value.fields) == {"[district] rules"}
    assert told in str(fault.value)


def test_all_faults_are_told_at_once_with_key_and_value(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "[station]\nidle_lock_minutes = 90\nlanguge = fr\n"
        "[district]\nurl = ftp://x\nca_file = nowhere.pem\n[office]\ncloses = 25:00\n[ofice]\n",
    )

    with pytest.raises(BadSettings) as told:
        read(file)

    assert set(told.value.fields) == {
        "[station] idle_lock_minutes", "[station] languge", "[district] url",
        "[district] ca_file", "[office] closes", "[ofice]",
    }  # fmt: skip
    assert all(
        value in str(told.value) for value in ("90", "fr", "ftp://x", "nowhere.pem", "25:00")
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("home = x", "line 1"),
        ("[station\n", "line 1"),
        ("[station]\nhome", "line 2"),
        ("[station]\nhome = a\nhome = b", "[station] home"),
        ("[station]\n[station]", "[station]"),
        ("[DEFAULT]\nhome = a", "[DEFAULT]"),
        ("[station]\nhome = a\n  b", "[station] home"),
        ("[station]\nhome = ~nobodyknowsthisone/x", "[station] home"),
        ("[district]\nurl = http://a..b", "[district] url"),
    ],
)
def test_a_torn_file_is_told_by_its_place(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(BadSettings) as told:
        read(written(tmp_path, text))

    assert set(told.value.fields) == {where}


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("", ()), ("2", (("", 2),)), ("F01:2 F22：3", (("F01", 2), ("F22", 3))),
        ("1，F01=4", (("", 1), ("F01", 4))),
    ],
)  # fmt: skip
def test_copies_are_said_for_all_sheets_or_for_single_ones(
    tmp_path: Path, said: str, read_as: tuple[tuple[str, int], ...]
) -> None:
    assert read(written(tmp_path, f"[print]\ncopies = {said}")).print_copies == read_as


@pytest.mark.parametrize("said", ["0", "F01", "F01:0", "2 3", "f01:2", "F01:2 F01:3", "10", "many"])
def test_a_wrong_number_of_copies_is_told(tmp_path: Path, said: str) -> None:
    with pytest.raises(BadSettings) as fault:
        read(written(tmp_path, f"[print]\ncopies = {said}"))

    assert set(fault.value.fields) == {"[print] copies"}


@given(data=st.binary(max_size=200))
def test_any_file_is_settings_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.ini"
    file.write_bytes(b"[office]\nphone = " + data)

    with suppress(BadSettings):
        assert read(file).print_copies == ()


def test_what_to_do_about_a_wrong_file_is_said_in_chinese_too(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as wrong:
        read(written(tmp_path, "[station]\nlanguage = xx"))

    assert "station.ini" in wrong.value.hint
    assert wrong.value.hint in {message.id for message in catalogue() if message.string}
