"""Who asks: found among known residents by anything one types, or typed anew."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from station.desk.words import _, told
from station.domain.errors import StationError
from station.domain.names import compact, mask_name, mask_phone
from station.domain.people import Person, ResidentId, Sex
from station.tui.widgets.field import Field
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row
from station.tui.widgets.words import Words

FIELDS = ("id", "name", "phone", "address")
_NEW = "new"
_WHO = "who"


class ApplicantForm(Vertical):
    """Four fields, and above them a line that fills them with a resident who was here before."""

    @dataclass
    class Changed(Message):
        """One of the fields became another."""

        form: "ApplicantForm"

    @dataclass
    class Finished(Message):
        """The last field was left with Enter, or a known resident was taken."""

        form: "ApplicantForm"

    def __init__(
        self,
        residents: Callable[[str], Sequence[Person]],
        today: Callable[[], date],
        taken: Callable[[Person], None],
    ) -> None:
        """`residents` finds known people by what is typed; `taken` puts on record that the data
        of one are shown, and raises what keeps it from being recorded."""
        super().__init__()
        self._residents = residents
        self._taken = taken
        self._today = today
        self._found: Sequence[Person] = ()

    def compose(self) -> ComposeResult:
        columns = (
            Column(title="", width=8),
            Column(title="", width=18),
            Column(title="", width=12, grows=True),
        )
        yield Picker(
            _("Applicant"), columns, self._find, named="who", empty="",
            placeholder=_("number, name, initials or phone; Enter takes"),
        )  # fmt: skip
        yield Field(_("Identity no."), named="id")
        yield Field(_("Name"), named="name")
        yield Field(_("Phone"), named="phone")
        yield Field(_("Address"), named="address")
        yield Words("", classes="about")

    # ---- what is in it

    @property
    def values(self) -> Mapping[str, str]:
        """What is typed, by field."""
        return {name: self._field(name).value for name in FIELDS}

    @property
    def typed(self) -> Mapping[str, str]:
        """The same, and what is typed into the line that finds residents."""
        return {**self.values, _WHO: self.query_one("#who", Picker).text}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put these texts into the fields."""
        for name in FIELDS:
            self._field(name).value = values.get(name, "")
        self.query_one("#who", Picker).text = values.get(_WHO, "")

    def show_faults(self, faults: Mapping[str, StationError]) -> bool:
        """Put each fault at its field and go to the first; whether there was one for this form."""
        for name in FIELDS:
            self._field(name).show_fault(told(faults[name]) if name in faults else "")
        first = next((name for name in FIELDS if name in faults), None)
        if first is not None:
            self._field(first).focus()
        return first is not None

    @property
    def faulty(self) -> bool:
        """Whether something is still marked as wrong."""
        return any(self._field(name).has_class("-faulty") for name in FIELDS)

    def say(self, words: str) -> None:
        """What is known about this person besides, under the fields."""
        self.query_one(".about", Words).update(words)

    def focus_next_empty(self) -> None:
        """Go to what is to be filled in next."""
        empty = [name for name in ("id", "name") if not self._field(name).value]
        if not any(self.values.values()):
            self.query_one("#who", Picker).focus()
        elif empty:
            self._field(empty[0]).focus()
        else:
            self._field("phone").focus()

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    # ---- finding

    def _find(self, text: str) -> Found:
        if not text.strip():
            return all_of([])
        self._found = self._residents(text)
        rows = [
            Row(
                key=str(place),
                cells=(mask_name(person.name), person.id.masked, mask_phone(person.phone)),
            )
            for place, person in enumerate(self._found)
        ]
        return all_of([*rows, Row(key=_NEW, cells=("+", _("somebody new"), ""))])

    @on(Picker.Picked, "#who")
    def _take(self, event: Picker.Picked) -> None:
        event.stop()
        picker = event.picker
        typed, picker.text = picker.text, ""
        if event.row.key == _NEW:
            self._begin(typed)
        else:
            person = self._found[int(event.row.key)]
            try:
                self._taken(person)
            except StationError as fault:
                self.say(told(fault))
                return
            self.fill(
                {
                    "id": person.id_number, "name": person.name,
                    "phone": person.phone, "address": person.address,
                }
            )  # fmt: skip
            self.post_message(self.Finished(self))

    def _begin(self, typed: str) -> None:
        """What was typed goes where it belongs by its form."""
        plain = compact(typed)
        if re.fullmatch(r"1[0-9]{10}", plain):
            self._field("phone").value = typed
        elif re.fullmatch(r"[0-9]{5,17}[0-9X]", plain):
            self._field("id").value = typed
        elif not typed.isascii():
            self._field("name").value = typed
        self.focus_next_empty()

    # ---- typing

    @on(Picker.Typed, "#who")
    def _looked(self, event: Picker.Typed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        if event.field.id == "id":
            self._check_number(event.value)
        self.post_message(self.Changed(self))

    def _check_number(self, text: str) -> None:
        field = self._field("id")
        field.show_fault("")
        self.say("")
        if len(compact(text)) < len("330211194802031234"):
            return
        try:
            number = ResidentId.parse(text, self._today())
        except StationError as fault:
            field.show_fault(told(fault))
        else:
            sex = _("female") if number.sex is Sex.FEMALE else _("male")
            self.say(
                _("born {birth}, {age} years, {sex}; the number is well formed").format(
                    birth=number.birth, age=number.age_on(self._today()), sex=sex
                )
            )

    @on(Field.Entered)
    def _entered(self, event: Field.Entered) -> None:
        event.stop()
        if event.field.id == "address":
            self.post_message(self.Finished(self))
        else:
            self.screen.focus_next()
