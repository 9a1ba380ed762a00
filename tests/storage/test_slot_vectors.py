"""Key slots as other programs may read them: each vector opens what it says, or is refused so."""

import json
from pathlib import Path
from typing import Any

import pytest

from station.domain.errors import StationError
from station.storage.keyfile import KeyFile
from station.storage.keys import Opened, unlock
from tests.storage.make_vectors import FILE

VECTORS = json.loads(FILE.read_text("utf-8"))


def opened(folder: Path, vector: dict[str, Any]) -> Opened:
    place, told = folder / "keyslots.json", vector["key_file"]
    place.write_text(vector["file"], "utf-8")
    key_file = told and KeyFile(name=told["name"], key=bytes.fromhex(told["key"]))
    return unlock(place, agent=vector["agent"], passphrase=vector["passphrase"], key_file=key_file)


@pytest.mark.parametrize("vector", VECTORS["opens"], ids=lambda one: one["what"])
def test_a_good_file_opens_the_data_key_that_is_in_it(
    tmp_path: Path, vector: dict[str, Any]
) -> None:
    found = opened(tmp_path, vector)

    assert found.data_key.hex() == vector["data_key"]
    assert (found.coming and found.coming.hex()) == vector["coming"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=lambda one: one["what"])
def test_everything_else_is_refused_by_its_own_name(tmp_path: Path, vector: dict[str, Any]) -> None:
    with pytest.raises(StationError) as refusal:
        opened(tmp_path, vector)

    assert type(refusal.value).__name__ == vector["error"]
    assert refusal.value.hint
