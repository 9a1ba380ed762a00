"""What whoever came in is told first."""

from collections.abc import Iterator

from station.desk.backed import worry
from station.desk.district_news import DistrictNews
from station.desk.door import tried_in_vain
from station.desk.office import Office
from station.domain.errors import StationError
from station.storage.scanrows import name_of
from station.storage.signbook import CutShort


def news(office: Office) -> Iterator[StationError]:
    """Wrong passphrases that were typed before, and a visit that ended without a signature: only
    its author can say whether it was theirs. Then that the district makes no backup, and what it
    sent, until it was opened."""
    yield from tried_in_vain(office)
    if office.cut is not None:
        yield _unsigned(office.cut)
    if office.unreadable:
        yield StationError(
            "what the district published is damaged here: {names}",
            "Run: run.py verify --rebuild, then synchronise: the district sends it again.",
            names=", ".join(name_of(key) for key in office.unreadable),
        )  # fmt: skip
    if (worried := worry(office)) is not None:
        yield worried
    if fresh := DistrictNews(office).count():
        yield StationError(
            "the district sent something that you have not opened: {count}",
            "Open it on the page News of the district, or with run.py news.", count=fresh,
        )  # fmt: skip


def _unsigned(cut: CutShort) -> StationError:
    told = {"when": f"{cut.since:%Y-%m-%d %H:%M}", "count": cut.entries}
    if cut.copied:
        return StationError(
            "the backup was made during your visit of {when}; its {count} entries get your"
            " signature once more when you leave",
            "Were you not here then, tell the lead and the district first.", **told,
        )  # fmt: skip
    return StationError(
        "your visit of {when} ended without your signature; {count} entries get it when you"
        " leave",
        "A power cut does that. Were you not here then, tell the lead and the district first.",
        **told,
    )  # fmt: skip
