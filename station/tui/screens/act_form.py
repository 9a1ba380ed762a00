"""A form made of the fields of an act: asks all, shows all faults at once, loses nothing."""

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import OptionList, TextArea

from station.desk.words import _, told, word
from station.domain.errors import BadInput, StationError
from station.domain.fields import Field as Asked
from station.domain.fields import FieldKind
from station.tui.screens.modal import Modal, Perform
from station.tui.typed_form import TypedForm
from station.tui.widgets.choice import ChoiceField
from station.tui.widgets.field import Field
from station.tui.widgets.long import LongField
from station.tui.widgets.words import Words

AnyField = Field | ChoiceField | LongField


def _widget(asked: Asked, initial: str) -> AnyField:
    label = _(asked.label)
    match asked.kind:
        case FieldKind.CHOICE:
            words = [(choice, word(choice)) for choice in asked.choices]
            return ChoiceField(label, words, value=initial, named=asked.name)
        case FieldKind.TEXT:
            return LongField(label, value=initial, named=asked.name)
        case FieldKind.DEFECTS:
            how = _("one a line: paper ; fault ; basis ; remedy")
            return LongField(f"{label} ({how})", value=initial, named=asked.name)
        case _:
            placeholder = "" if asked.required else _("may be empty")
            return Field(label, value=initial, placeholder=placeholder, named=asked.name)


class ActForm(Modal):
    """Asks for the fields and performs. What cannot be done stays open."""

    def __init__(
        self, title: str, fields: Sequence[Asked], perform: Perform,
        initial: Mapping[str, str] | None = None, draft: TypedForm | None = None,
    ) -> None:  # fmt: skip
        super().__init__(perform, draft)
        self._title = title
        start = initial or {}
        self._fields = {asked.name: _widget(asked, start.get(asked.name, "")) for asked in fields}
        self._start = {name: field.value for name, field in self._fields.items()}

    def fields(self) -> ComposeResult:
        yield Words(self._title, classes="head")
        with VerticalScroll(classes="fields", can_focus=False):
            yield from self._fields.values()

    def on_mount(self) -> None:
        next(iter(self._fields.values())).focus()

    @on(Field.Changed)
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
