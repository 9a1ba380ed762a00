"""A form made of the fields of an act: asks all, shows all faults at once, loses nothing."""

from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList, TextArea

from station.desk.guesses import Guess, Options
from station.desk.words import _, told, word
from station.domain.errors import BadInput, StationError
from station.domain.fields import Field as Asked
from station.domain.fields import FieldKind
from station.domain.names import mask_name
from station.domain.people import Person
from station.tui.screens.modal import Modal, Perform
from station.tui.typed_form import TypedForm
from station.tui.widgets.choice import ChoiceField, OpenChoiceField
from station.tui.widgets.field import Field
from station.tui.widgets.long import LongField
from station.tui.widgets.picker import Found, Picker, all_of
from station.tui.widgets.table import Column, Row
from station.tui.widgets.ticks import TicksField
from station.tui.widgets.words import Words

AnyField = Field | ChoiceField | LongField | TicksField
Residents = Callable[[str], Sequence[Person]]
"""Finds known people by what is typed."""

_PERSON = frozenset({"name", "id"})
_NOTHING = ("", "-")
_HOW = {FieldKind.DATE: "2026-03-04", FieldKind.MOMENT: "2026-03-04 15:30"}


def _widget(asked: Asked, initial: str, guess: Guess) -> AnyField:
    label = _(asked.label)
    options = guess.options.get(asked.name)
    match asked.kind:
        case FieldKind.CHOICES | FieldKind.NUMBERS:
            return TicksField(label, options or _words(asked), value=initial, named=asked.name)
        case FieldKind.TEXT:
            return LongField(label, value=initial, named=asked.name)
        case FieldKind.LINES:
            return LongField(f"{label} ({_('one a line')})", value=initial, named=asked.name)
        case FieldKind.DEFECTS:
            how = _("one a line: paper ; fault ; basis ; remedy")
            return LongField(f"{label} ({how})", value=initial, named=asked.name)
        case _:
            return _short(asked, initial, guess)


def _short(asked: Asked, initial: str, guess: Guess) -> AnyField:
    """A line to type in, or what there is to choose from."""
    label, options = _(asked.label), guess.options.get(asked.name)
    if options is not None or asked.kind is FieldKind.CHOICE:
        kind = OpenChoiceField if asked.name in guess.open else ChoiceField
        choices = options or _words(asked)
        choices = (*_unsaid(asked, initial, choices), *choices)
        return kind(label, choices or (_NOTHING,), value=initial, named=asked.name)
    how = "" if asked.required else _("may be empty")
    example = _HOW.get(asked.kind, "")
    placeholder = " ".join(part for part in (example, how) if part)
    return Field(label, value=initial, placeholder=placeholder, named=asked.name)


def _words(asked: Asked) -> Options:
    return tuple((choice, word(choice)) for choice in asked.choices)


def _unsaid(asked: Asked, initial: str, choices: Options) -> Options:
    """Nothing is said for anybody: neither what need not be said, nor what somebody has to say
    and nothing speaks for. One choice is none."""
    if initial:
        return ()
    if asked.required:
        return (("", _("choose")),) if len(choices) > 1 else ()
    return (_NOTHING,)


def _asks(field: AnyField) -> bool:
    return not isinstance(field, ChoiceField) or field.leaves_a_choice


class ActForm(Modal):
    """Asks for the fields and performs. What cannot be done stays open."""

    AUTO_FOCUS = ""  # it would scroll to the line and leave its name above the view
    first_push = "save"
    """The button that Enter presses where nothing is asked."""

    def __init__(
        self, title: str, fields: Sequence[Asked], perform: Perform,
        initial: Mapping[str, str] | None = None, draft: TypedForm | None = None, *,
        guess: Guess | None = None, residents: Residents | None = None,
    ) -> None:  # fmt: skip
        """`initial` is what stands in the fields; so does what `guess` says, besides what there
        is to choose. With `residents`, a form for a person finds those who were here before."""
        super().__init__(perform, draft)
        self._title = title
        guess = guess or Guess()
        start = {**guess.values, **(initial or {})}
        self._fields = {
            asked.name: _widget(asked, start.get(asked.name, ""), guess) for asked in fields
        }
        self._start = {name: field.value for name, field in self._fields.items()}
        self._residents = residents if self._fields.keys() >= _PERSON else None
        self._found: Sequence[Person] = ()

    def fields(self) -> ComposeResult:
        yield Words(self._title, classes="head")
        with VerticalScroll(classes="fields", can_focus=False):
            for name, field in self._fields.items():
                if name == "name" and self._residents is not None:
                    yield self._who()
                yield field

    def on_mount(self) -> None:
        """Where there is something to say; what is typed goes nowhere at a single choice."""
        first = next(filter(_asks, self._fields.values()), None)
        (first or self.query_one(f"#{self.first_push}")).focus()

    @on(Field.Changed)
    @on(TicksField.Changed)
    @on(TextArea.Changed)
    @on(OptionList.OptionHighlighted)
    def _changed(self) -> None:
        self.keep_soon()

    def typed(self) -> Mapping[str, object]:
        return {
            name: field.value
            for name, field in self._fields.items()
            if field.value != self._start[name]
        }

    def fill(self, form: Mapping[str, object]) -> None:
        for name, field in self._fields.items():
            field.value = str(form.get(name, self._start[name]))

    @on(Field.Entered)
    @on(ChoiceField.Entered)
    def _next_field(self) -> None:
        self.focus_next()

    def given(self) -> Mapping[str, object]:
        for field in self._fields.values():
            field.show_fault("")
        return {name: field.value for name, field in self._fields.items()}

    def show_faults(self, fault: StationError) -> None:
        """Each fault goes to its field; the first one is where typing goes on."""
        if not isinstance(fault, BadInput):
            super().show_faults(fault)
            return
        first: AnyField | None = None
        for name, one in fault.fields.items():
            field = self._fields.get(name)
            if field is None:
                super().show_faults(one)
                continue
            field.show_fault(told(one))
            first = first or field
        if first is not None:
            first.focus()

    # ---- a person who was here before

    def _who(self) -> Picker:
        columns = (Column(title="", width=8), Column(title="", width=18, grows=True))
        return Picker(
            _("Known here"), columns, self._find, named="who", empty=_("Nobody. Type below."),
            placeholder=_("number, name, initials or phone; Enter takes"),
        )  # fmt: skip

    def _find(self, text: str) -> Found:
        self._found = self._residents(text) if self._residents and text.strip() else ()
        return all_of(
            [
                Row(key=str(place), cells=(mask_name(person.name), person.id.masked))
                for place, person in enumerate(self._found)
            ]
        )

    @on(Picker.Picked, "#who")
    def _take(self, event: Picker.Picked) -> None:
        event.stop()
        person = self._found[int(event.row.key)]
        event.picker.text = ""
        told_of = {
            "name": person.name, "id": person.id_number, "phone": person.phone,
            "address": person.address,
        }  # fmt: skip
        for name, text in told_of.items():
            if name in self._fields:
                self._fields[name].value = text
        self.keep_soon()
        self._fields["address" if "address" in self._fields else "id"].focus()
