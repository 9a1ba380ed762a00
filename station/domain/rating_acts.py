"""Acts about a bad rating: who gave it is spoken to, what came of it is put on record."""

from collections.abc import Mapping
from datetime import date

from station.domain.act import WORDS, Act, Told, optional, yes_or_no
from station.domain.errors import StationError
from station.domain.event import CaseEvent
from station.domain.fact_events import RatingContacted, RatingSettled
from station.domain.fields import Field, FieldKind
from station.domain.ratings import meant
from station.domain.window import VISIT

OUTCOMES = ("mended", "explained", "mistaken", "malicious")
"""立行立改, 解释, 误评, 恶意差评 (国办发〔2019〕51号); the rating itself stays as it is."""


def _visit(told: Told) -> date:
    """For acts about one bad rating; the visit need not be named where one alone is open."""
    rating = meant(told.case, told.values["visit"])
    assert rating is not None, "the guard has looked"
    return rating.rated.visit


def _contact(told: Told) -> CaseEvent:
    return RatingContacted(**told.head, **{**told.values, "visit": _visit(told)})


def _settle(told: Told) -> CaseEvent:
    contented = {"yes": True, "no": False}.get(told.values["contented"])
    values = {**told.values, "visit": _visit(told), "contented": contented}
    return RatingSettled(**told.head, **values)


def _asked_again(told: Told) -> Mapping[str, StationError]:
    """Nobody was asked on a day that is still to come, and an answer has its day."""
    on, contented = told.values.get("asked_on"), told.values.get("contented")
    if on is not None and on > told.today:
        return {"asked_on": StationError(
            "this day is still to come", "Give {today} or earlier.", today=told.today
        )}  # fmt: skip
    if contented and "asked_on" in told.values and on is None:
        return {"asked_on": StationError(
            "an answer has its day", "Say when the rater was asked again."
        )}  # fmt: skip
    return {}


RATING_ACTS = (
    Act(name="contact_rater", title="Speak about the bad rating", event=RatingContacted,
        build=_contact, fields=(VISIT, WORDS)),
    Act(name="settle_rating", title="Settle the bad rating", event=RatingSettled,
        build=_settle, look=_asked_again,
        fields=(
            VISIT,
            Field(name="outcome", label="Outcome", kind=FieldKind.CHOICE, choices=OUTCOMES),
            WORDS, optional("cause", "Cause", FieldKind.TEXT),
            optional("asked_on", "Asked again on", FieldKind.DATE),
            yes_or_no("contented", "Contented now", required=False),
        )),
)  # fmt: skip
