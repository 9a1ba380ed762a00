"""One resident: who it is, their cases, what lies in their space, and what it was used for."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from station.desk.erasing import emptied_words
from station.desk.sharing import sharing_lines
from station.desk.space import FILE_FIELDS, Filable
from station.desk.words import _
from station.domain.act import REASON
from station.domain.looking import stated
from station.domain.person_events import DataDisputed
from station.domain.roles import Right
from station.domain.sharing import Sharing
from station.domain.space import RESULT, Space
from station.domain.values import Consent
from station.tui.counter import Counter
from station.tui.messages import CaseChosen
from station.tui.screens.act_form import ActForm
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.modal import Perform
from station.tui.screens.person_cards import (
    NoticeSheet,
    copy_card,
    correct_card,
    dispute_card,
    dispute_lines,
    looks_card,
    notice_card,
    settle_card,
)
from station.tui.screens.reveal import RevealCard
from station.tui.screens.sharing_cards import ending_card, sharing_card
from station.tui.screens.space_cards import ConsentCard, FileChooser
from station.tui.widgets.person import (
    case_columns,
    case_rows,
    entry_columns,
    entry_rows,
    person_facts,
    use_columns,
    use_rows,
)
from station.tui.widgets.table import Row, VirtualTable
from station.tui.widgets.words import Words, lines


class ResidentPage(DeskPage):
    """All that is kept of one person. Tab goes from list to list."""

    where = "Resident"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "consents", "consents"),
        Binding("f", "file", "file"),
        Binding("delete", "remove", "take out"),
        Binding("p", "share", "pass on"),
        Binding("e", "end_sharing", "end passing on"),
        Binding("v", "reveal", "reveal"),
        Binding("l", "looks", "who looked"),
        Binding("d", "dispute", "dispute"),
        Binding("s", "settle", "settle"),
        Binding("r", "correct", "put right"),
        Binding("x", "copy", "copy of all"),
        Binding("f4", "print_notice", "print"),
        Binding("f7", "read_notice", "data notice"),
    ]
    needs: ClassVar[Mapping[str, Right]] = MappingProxyType(
        dict.fromkeys(
            (
                "consents",
                "file",
                "remove",
                "share",
                "end_sharing",
                "dispute",
                "settle",
                "correct",
                "copy",
                "print_notice",
            ),
            Right.WORK,
        )
    )

    def __init__(self, counter: Counter, id_number: str) -> None:
        super().__init__(counter)
        self._person = counter.spaces.person(id_number)
        self._space: Space = counter.spaces.space(self._person.id_number)
        self._revealed = False
        self._disputes: Sequence[DataDisputed] = ()
        self._sharings: tuple[Sharing, ...] = ()

    # ---- what it looks like

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(classes="facts"):
                yield Words("", classes="about-person")
            with Vertical(classes="told"):
                yield VirtualTable(
                    entry_columns(), empty=_("The space is empty."), chooses=False, named="entries"
                )
                yield VirtualTable(case_columns(), empty=_("No case."), named="own-cases")
                yield VirtualTable(
                    use_columns(), empty=_("Nothing was used."), chooses=False, named="uses"
                )

    def on_mount(self) -> None:
        self.query_one("#entries", VirtualTable).focus()

    def renew(self) -> None:
        spaces, now = self.counter.spaces, self.counter.now()
        id_number = self._person.id_number
        self._space = spaces.space(id_number)
        self._person = self.counter.people.resident(id_number)
        self._disputes = self.counter.people.disputes(id_number)
        self._sharings = self.counter.sharing.sharings(id_number)
        told = sharing_lines(self._sharings, now.date())
        facts = person_facts(self._person, self._space, told, revealed=self._revealed)
        marks = dispute_lines(self._disputes)
        if not self.counter.people.is_informed(id_number):
            marks.append(_("F7: the notice on personal information, to be shown first"))
        self.query_one(".about-person", Words).update(lines(facts, "", *marks))
        self.refresh_bindings()
        self._fill("#entries", entry_rows(self._space, now.date(), revealed=self._revealed))
        self._fill("#own-cases", case_rows(spaces.cases(id_number), now))
        self._fill("#uses", use_rows(spaces.uses(id_number), now))
        self.hint(self._next_words())

    def _fill(self, table: str, rows: list[Row]) -> None:
        self.query_one(table, VirtualTable).reload(
            len(rows), lambda first, count: rows[first : first + count]
        )

    def _next_words(self) -> str:
        if self._space.is_open:
            return _("f files a paper or a result, Delete takes one out, c shows the consents")
        return _(
            "Nothing is filed without consent to the space: c, then Space ticks it, F9 records"
        )

    @on(VirtualTable.Chosen, "#own-cases")
    def _open_case(self, event: VirtualTable.Chosen) -> None:
        self.post_message(CaseChosen(event.row.key))

    # ---- acting

    def action_consents(self) -> None:
        id_number = self._person.id_number

        def perform(given: Mapping[str, object]) -> None:
            wanted = {Consent(one) for one in str(given["consents"]).split(",") if one}
            self.counter.spaces.set_consents(id_number, wanted, str(given["guardian"]))

        before = self._space

        def done(made: bool | None) -> None:
            if made and before.is_open and not self.counter.spaces.space(id_number).is_open:
                words = " ".join(emptied_words(self.counter.office, before))
                if words:  # the page is renewed first
                    self.call_after_refresh(self.hint, words)

        child = self.counter.spaces.is_child(id_number)
        card = ConsentCard(self._space, child=child, perform=perform)
        self.app.push_screen(card, done)

    def action_file(self) -> None:
        """What to file, then what stands on it; a result says that itself. Consent comes first."""
        if not self._space.is_open:
            self.hint(self._next_words(), fault=True)
            return

        def chosen(one: Filable | None) -> None:
            if one is not None and one.place == RESULT:
                with self.telling():
                    self.counter.spaces.file(one.case, one.place, {})
                    self.renew()
            elif one is not None:
                self.app.push_screen(ActForm(one.name, FILE_FIELDS, self._filing(one)))

        with self.telling():
            filable = self.counter.spaces.filable(self._person.id_number)
            self.app.push_screen(FileChooser(filable), chosen)

    def _filing(self, one: Filable) -> Perform:
        def perform(given: Mapping[str, object]) -> None:
            self.counter.spaces.file(one.case, one.place, given)

        return perform

    def action_remove(self) -> None:
        row = self.query_one("#entries", VirtualTable).row
        if row is None:
            return
        entry = row.key
        if entry not in self._space.entries:
            words = _("It came from another station, and goes when the consent given there ends.")
            self.hint(words, fault=True)
            return

        def perform(given: Mapping[str, object]) -> None:
            reason = str(given["reason"])
            self.counter.spaces.remove(self._person.id_number, entry, reason)

        title = _("Take out: {name}").format(name=self._space.entries[entry].name)
        self.app.push_screen(ActForm(title, (REASON,), perform))

    def action_share(self) -> None:
        """Consent to the space comes first."""
        if not self._space.is_open:
            self.hint(self._next_words(), fault=True)
            return
        self.app.push_screen(sharing_card(self.counter, self._space))

    def action_end_sharing(self) -> None:
        self.app.push_screen(ending_card(self.counter, self._space))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is in dispute can be settled, and what was consented to ended."""
        if action == "settle":
            return bool(self._disputes)
        if action == "end_sharing" and not self._space.shared:
            return False
        return super().check_action(action, parameters)

    def action_looks(self) -> None:
        with self.telling():
            self.app.push_screen(looks_card(self.counter, self._person.id_number))

    def action_dispute(self) -> None:
        self.app.push_screen(dispute_card(self.counter, self._person.id_number))

    def action_settle(self) -> None:
        self.app.push_screen(settle_card(self.counter, self._person.id_number, self._disputes[0]))

    def action_correct(self) -> None:
        self.app.push_screen(correct_card(self.counter, self._person.id_number))

    def action_copy(self) -> None:
        def done(made: bool | None) -> None:
            if made:
                words = _("Two files in clear: hand them over, then delete them.")
                self.call_after_refresh(self.hint, words)  # the page is renewed first

        self.app.push_screen(copy_card(self.counter, self._person.id_number), done)

    def action_read_notice(self) -> None:
        with self.telling():
            self.app.push_screen(notice_card(self.counter.people.notice()))

    def action_print_notice(self) -> None:
        self.app.push_screen(NoticeSheet(self.counter, self._person.id_number))

    def action_reveal(self) -> None:
        """Show the whole numbers once it was said what for; mask them again without a word."""

        def show(given: Mapping[str, object]) -> None:
            self.counter.spaces.view(self._person.id_number, stated(given))

        def shown(done: bool | None) -> None:
            if done:
                self._reveal(revealed=True)

        if self._revealed:
            self._reveal(revealed=False)
        else:
            self.app.push_screen(RevealCard(show), shown)

    def _reveal(self, *, revealed: bool) -> None:
        self._revealed = revealed
        with self.telling():
            self.renew()
