"""How long a document serves, in a word or a date."""

from datetime import date

from station.desk.words import _
from station.domain.space import LASTING


def until_words(until: date | None) -> str:
    """The last day of a document."""
    if until is None:
        return _("no end told")
    return _("lasting") if until == LASTING else until.isoformat()
