"""The district of a simulated month, and its disk: a file, or a database on the server at hand."""

import shutil
from itertools import count
from pathlib import Path

from sync.district.premises import District, enter, vault_of
from tests.district.pair import SECRET
from tests.office import HandClock
from tests.postgres import Server, server_here, store_of
from tests.torture.soak_places import BESIDE

_KEPT = 3
"""So many images are kept, and the oldest of them comes back."""


class _InFile:
    """A district's folder. Nobody may have it open."""

    def __init__(self, home: Path, shelf: Path) -> None:
        self._vault = vault_of(home)
        self._images = (shelf / f"district-{number}.image" for number in count(1))

    def shelved(self) -> str:
        """The name of an image."""
        for file in self._beside():
            assert not file.exists(), "whoever closes the file last folds its log into it"
        return str(shutil.copyfile(self._vault, next(self._images)))

    def put_back(self, image: str) -> None:
        for file in self._beside():
            file.unlink(missing_ok=True)
        shutil.copyfile(image, self._vault)

    def thrown_away(self, image: str) -> None:
        Path(image).unlink()

    def _beside(self) -> list[Path]:
        return [self._vault.with_name(f"{self._vault.name}{end}") for end in BESIDE]


class _OnServer:
    """A district's database. Nobody may be connected to it."""

    def __init__(self, home: Path, server: Server) -> None:
        self._home = home
        self._server = server

    def shelved(self) -> str:
        """The name of an image."""
        return self._server.shelved(self._home)

    def put_back(self, image: str) -> None:
        self._server.put_back(self._home, image)

    def thrown_away(self, image: str) -> None:
        self._server.thrown_away(image)


class Centre:
    """The district's computer, with its office open."""

    def __init__(self, home: Path, shelf: Path, clock: HandClock) -> None:
        self._home = home
        self._clock = clock
        server = server_here()
        self._disk = _OnServer(home, server) if server else _InFile(home, shelf)
        self._images: list[str] = []
        self.district = self._entered()

    def imaged(self) -> None:
        """An image of its disk is taken, as it is now."""
        self.district.close()
        self._images.append(self._disk.shelved())
        if len(self._images) > _KEPT:
            self._disk.thrown_away(self._images.pop(0))
        self.district = self._entered()

    def put_back(self) -> None:
        """An older image of the disk comes back, and nobody is told."""
        self.district.close()
        self._disk.put_back(self._images[0])
        self.district = self._entered()

    def _entered(self) -> District:
        return enter(self._home, SECRET, clock=self._clock, store=store_of(self._home))
