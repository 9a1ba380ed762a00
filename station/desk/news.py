"""What whoever came in is told first."""

from collections.abc import Iterator

from station.desk.door import tried_in_vain
from station.desk.office import Office
from station.domain.errors import StationError
from station.storage.signbook import CutShort


def news(office: Office) -> Iterator[StationError]:
    """Wrong passphrases that were typed before, and a visit that ended without a signature: only
    its author can say whether it was theirs."""
    yield from tried_in_vain(office)
    if office.cut is not None:
        yield _unsigned(office.cut)


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
