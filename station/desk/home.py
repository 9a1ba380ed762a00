"""The folder of a station: what lies where."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Home:
    """A station's home. All that is personal in it is sealed, but for the spool while a sheet
    prints."""

    folder: Path

    @property
    def vault(self) -> Path:
        """The encrypted database."""
        return self.folder / "station.vault"

    @property
    def slots(self) -> Path:
        """The key slots: names of agents, and keys that only their passphrases open."""
        return self.folder / "keyslots.json"

    @property
    def attempts(self) -> Path:
        """Wrong passphrases that were typed, until the right one comes."""
        return self.folder / "attempts.json"

    @property
    def key_places(self) -> Path:
        """Where key files were last, by their names: no secret, and no loss."""
        return self.folder / "keyplaces.json"

    @property
    def recovery(self) -> Path:
        """A new way in that was begun, until the district's answer was taken."""
        return self.folder / "recovery.json"

    @property
    def door(self) -> Path:
        """What a locked program tells its next process."""
        return self.folder / "door.json"

    @property
    def lock(self) -> Path:
        """Held while a program has the station open."""
        return self.folder / "station.lock"

    @property
    def catalogue(self) -> Path:
        """The district's catalogue, where it goes before the one that is delivered."""
        return self.folder / "catalogue.json"

    @property
    def retention(self) -> Path:
        """The place's own retention classes, before those that are delivered."""
        return self.folder / "retention.json"

    @property
    def calendars(self) -> Path:
        """Working calendars that came after the program: one file a year, 2027.json."""
        return self.folder / "calendar"

    @property
    def codes(self) -> Path:
        """Code lists that came as files: one file a list, areas.json."""
        return self.folder / "codes"

    @property
    def notice(self) -> Path:
        """The place's own notice on personal information, before the delivered one."""
        return self.folder / "notice.json"

    @property
    def backups(self) -> Path:
        """Where daily backups lie, if the settings name no other place."""
        return self.folder / "backups"

    @property
    def practice(self) -> Path:
        """The practice stations of trainees, a folder each."""
        return self.folder / "practice"

    @property
    def pieces(self) -> Path:
        """Pieces of large scans, sealed; the vault has their keys."""
        return self.folder / "pieces"

    @property
    def spool(self) -> Path:
        """Sheets in clear, only while they print or are open."""
        return self.folder / "spool"
