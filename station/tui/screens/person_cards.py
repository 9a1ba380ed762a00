"""Cards of a resident's page: who looked, the notice, disputes, a correction, a copy of all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from textual.content import Content

from station.desk.copying import Watch
from station.desk.handing_out import hand_out
from station.desk.people import Look, WantedLooks, purpose_words
from station.desk.words import _, word
from station.domain.disputes import CORRECT_FIELDS, DISPUTE_FIELDS, SETTLE_FIELDS
from station.domain.fields import Field
from station.domain.looking import LOOK_FIELDS, Purpose, stated
from station.domain.notice import Wording
from station.domain.person_events import DataDisputed
from station.tui.counter import Counter
from station.tui.screens.act_form import ActForm
from station.tui.screens.reading import ReadingCard
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.states import near_date
from station.tui.widgets.words import lines

LOOKS = 100
"""Looks on one card; `run.py views` tells them all."""
FOLDER = Field(name="folder", label="Folder for the two files")


def notice_card(told: Wording) -> ReadingCard:
    """The notice, paragraph by paragraph."""
    numbered = enumerate(told.paragraphs, start=1)
    return ReadingCard(told.title, [(str(place), text) for place, text in numbered])


class NoticeSheet(WorkForm):
    """Prints the notice with a tick for each consent, to be signed; prints it, and records no
    consent."""

    def __init__(self, counter: Counter, id_number: str) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> Content:
            from station.desk.person_sheets import print_notice
            from station.tui.widgets.printed import printed_words

            return lines(printed_words(print_notice(counter.office, id_number)))

        super().__init__(
            _("Print the notice and the consents"), (), work,
            says=_(
                "Two copies, to be signed: what is on record is ticked already. What is ticked on "
                "paper is recorded by c."
            ),
        )  # fmt: skip


def looks_card(counter: Counter, id_number: str) -> ReadingCard:
    """Who looked at this person and their cases, the newest first."""
    looks = counter.people.looks(WantedLooks(person=id_number), LOOKS)
    now = counter.now()
    return ReadingCard(
        _("Who looked, and what for"), [_look(look, now) for look in looks] or [("-", "")]
    )


def _look(look: Look, now: datetime) -> tuple[str, str]:
    what = _("in clear") if look.in_clear else _("masked")
    parts = (word(look.kind), look.case, what, purpose_words(look.purpose))
    return f"{near_date(look.at, now)} {look.by}", "  ".join(filter(None, parts))


def dispute_card(counter: Counter, id_number: str) -> ActForm:
    """The person says that something is wrong."""

    def perform(given: Mapping[str, object]) -> None:
        counter.people.dispute(id_number, given)

    return ActForm(_("The person says that something is wrong"), DISPUTE_FIELDS, perform)


def settle_card(counter: Counter, id_number: str, first: DataDisputed) -> ActForm:
    """What came of a dispute; the oldest one that is open stands there."""

    def perform(given: Mapping[str, object]) -> None:
        counter.people.settle(id_number, given)

    return ActForm(_("What came of the dispute"), SETTLE_FIELDS, perform, {"field": first.field})


def correct_card(counter: Counter, id_number: str) -> ActForm:
    """Data of the person are put right."""

    def perform(given: Mapping[str, object]) -> None:
        counter.people.correct(id_number, given)

    return ActForm(_("Put data of the person right"), CORRECT_FIELDS, perform)


def copy_card(counter: Counter, id_number: str) -> ActForm:
    """A copy of all in clear: where to, and what for."""

    def perform(given: Mapping[str, object]) -> None:
        purpose = stated({field.name: given.get(field.name, "") for field in LOOK_FIELDS})
        folder = Path(str(given["folder"]).strip()).expanduser()
        hand_out(counter.office, id_number, folder, purpose)

    title = _("A copy of everything kept, in clear, for this person")
    start = {"purpose": Purpose.OWN_REQUEST.value}
    return ActForm(title, (FOLDER, *LOOK_FIELDS), perform, start)


def dispute_lines(disputes: Sequence[DataDisputed]) -> list[str]:
    """The mark beside a person's data: what they dispute, since when."""
    return [
        _("IN DISPUTE since {day}: {what}").format(day=f"{one.at:%Y-%m-%d}", what=word(one.field))
        for one in disputes
    ]
