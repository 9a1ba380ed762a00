"""The district's own key slot: whoever exchanges it is named by every command and by verify."""

from pathlib import Path

import pytest

from station.storage.keys import Lock, with_lock
from station.storage.slots import read_slots, write_slots
from sync.district.commands import main
from sync.district.premises import OPERATOR, enter
from tests.district.pair import SECRET, a_district
from tests.office import HandClock

OTHER = "另一句 谁也没有 听说过的 长口令 abc"


def test_a_slot_that_was_left_alone_is_not_strange(tmp_path: Path) -> None:
    for _ in range(2):
        with a_district(tmp_path) as district:
            assert district.strange == ()


def test_a_slot_that_somebody_exchanged_is_named_and_verify_says_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = HandClock()
    with a_district(tmp_path / "home", clock):
        slots = tmp_path / "home" / "keyslots.json"
    locks = Lock(passphrase=SECRET), Lock(passphrase=OTHER)
    write_slots(
        slots,
        with_lock(
            read_slots(slots), agent=OPERATOR, old=locks[0], new=locks[1], chance=clock.chance
        ),
    )
    with enter(tmp_path / "home", OTHER, clock=clock) as district:
        (fault,) = district.strange
    assert fault.hint

    secret = tmp_path / "secret.txt"
    secret.write_text(OTHER, "utf-8")
    words = ["district", "verify", "--home", str(tmp_path / "home")]
    assert main([*words, "--passphrase-file", str(secret)]) == 1
    assert "was changed" in capsys.readouterr().err
