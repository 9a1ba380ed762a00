"""The door of a station: what a set-up leaves alone."""

from pathlib import Path

from station.desk.home import Home
from station.storage.slots import twin_of
from tests.desk.test_checking import life_of
from tests.office import an_office


def test_a_vault_that_was_moved_away_can_be_put_back_after_another_set_up(tmp_path: Path) -> None:
    home = Home(folder=tmp_path)
    with an_office(tmp_path) as office:
        life = life_of(office)
    home.vault.rename(tmp_path / "moved")
    with an_office(tmp_path):
        pass
    for slots in (home.slots, twin_of(home.slots)):
        (former,) = tmp_path.glob(f"{slots.name}.2*")
        former.replace(slots)
    (tmp_path / "moved").replace(home.vault)

    with an_office(tmp_path) as office:
        assert life_of(office) == life
