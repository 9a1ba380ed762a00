"""Who may work here: adding and removing people, passphrases, key files, the key of the vault."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from station.desk.agents import AgentDesk, AgentLine
from station.desk.door import Door
from station.desk.words import _, told
from station.domain.errors import StationError
from station.domain.office_events import (
    AgentAdded,
    AgentRemoved,
    DataKeyChanged,
    RoleChanged,
    TraineeRemoved,
)
from station.domain.roles import AgentRole, Right
from station.tui.counter import Counter
from station.tui.screens.agent_cards import AddCard, AdmitCard, PracticeCard, RoleCard
from station.tui.screens.desk_page import DeskPage
from station.tui.screens.key_cards import RemoveCard, RotateCard
from station.tui.screens.key_file_card import KeyFileCard
from station.tui.screens.passphrase import OwnPassphrase
from station.tui.widgets.states import near_date
from station.tui.widgets.table import Column, Row, VirtualTable
from station.tui.widgets.words import Block, Push, Words, lines


class AgentsPage(DeskPage):
    """Everybody who was added, how they come in, and what is odd about it."""

    where = "Agents and passphrases"
    todo = "a adds a colleague, p changes your own passphrase"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add"),
        Binding("p", "passphrase", "own passphrase"),
        Binding("k", "key_file", "key file"),
        Binding("r", "role", "role"),
        Binding("delete", "remove", "remove"),
        Binding("n", "rotate", "new key"),
        Binding("w", "admit", "let in again"),
    ]

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._agents: Sequence[AgentLine] = ()
        self._strange: Sequence[StationError] = ()

    def body(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Push(_("Add a"), named="add")
            yield Push(_("Own passphrase p"), named="passphrase")
            yield Push(_("Key file k"), named="key_file")
            yield Push(_("Role r"), named="role")
            yield Push(_("Remove Del"), named="remove")
            yield Push(_("New key n"), named="rotate")
        yield Words("", classes="rights quiet")
        yield VirtualTable(
            (
                Column(title=_("Name"), width=14), Column(title=_("Role here"), width=10),
                Column(title=_("Here since"), width=11), Column(title=_("Comes in with"), width=14),
                Column(title="", width=6), Column(title="", width=12, grows=True),
            ),
        )  # fmt: skip
        yield Words("", classes="detail")

    def on_mount(self) -> None:
        self.query_one(VirtualTable).focus()

    def renew(self) -> None:
        desk = AgentDesk(self.counter.office)
        self._agents, self._strange = desk.all(), desk.strange()
        rows = [self._row(one) for one in self._agents]
        self.query_one(VirtualTable).reload(len(rows), lambda first, count: rows[first:][:count])
        self._show_rights()
        whole = [one for one in self._strange if "agent" not in one.values]
        if whole:
            self.tell_fault(whole[0])
        else:
            self.hint(_(self.todo))

    def _show_rights(self) -> None:
        """Who may not say who works here sees it before they try."""
        rights, place = self.counter.office.rights, self.query_one(".rights", Words)
        words = _("You are here as {role}: adding, removing, roles and a new key are for a lead")
        place.update(words.format(role=_(rights.role)))
        place.display = not rights.may(Right.STAFF)

    def _row(self, one: AgentLine) -> Row:
        lock = _("key file too") if one.key_file else _("passphrase")
        block, words = self._mark(one)
        return Row(
            key=one.name,
            cells=(
                one.name, _(one.role), near_date(one.since, self.counter.now()),
                lock if one.slot else "", block, words,
            ),
        )  # fmt: skip

    def _mark(self, one: AgentLine) -> tuple[Block | str, str]:
        """What has to be seen to, in a word."""
        if not one.slot:
            return Block(word=_("GONE"), tone="late"), _("no key slot")
        if self._oddities(one):
            return Block(word=_("CARE"), tone="late"), _("slot was changed")
        if self._refused(one) is not None:
            return Block(word=_("SHUT"), tone="gap"), _("wrong passphrases")
        if one.given:
            return Block(word=_("NEW"), tone="fix"), _("has to change it")
        me = one.name == self.counter.office.agent
        return "", _("at the desk") if me else ""

    def _oddities(self, one: AgentLine) -> Sequence[StationError]:
        return [fault for fault in self._strange if fault.values.get("agent") == one.name]

    def _refused(self, one: AgentLine) -> StationError | None:
        office = self.counter.office
        return Door(office.home, office.clock).refusal(one.name)

    # ---- what is said of the one under the cursor

    @property
    def _one(self) -> AgentLine | None:
        row = self.query_one(VirtualTable).row
        return next((one for one in self._agents if row and one.name == row.key), None)

    @on(VirtualTable.Highlighted)
    def _explain(self) -> None:
        one = self._one
        if one is None or not self.counter.is_open:
            return
        words = [*self._said(one)]
        self.query_one(".detail", Words).update(lines(*words))
        self.query_one(".detail").display = bool(words)
        self.refresh_bindings()

    def _said(self, one: AgentLine) -> Iterator[str]:
        odd = self._oddities(one)
        yield from (told(fault) for fault in odd)
        if not one.slot and not odd:
            yield _("{name} cannot come in: remove them, then add them again").format(name=one.name)
        if (refused := self._refused(one)) is not None:
            yield told(refused)
            yield _("w lets {name} try again at once: you vouch for who it is").format(
                name=one.name
            )
        if one.given:
            yield _(
                "The passphrase was made for {name}; the door asks for one of their own"
            ).format(name=one.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of what there is nothing of now are not offered."""
        if action == "admit" and self.is_mounted and self.counter.is_open:
            return (one := self._one) is not None and self._refused(one) is not None
        return super().check_action(action, parameters)

    # ---- what is done

    @on(Push.Pressed)
    def _pressed(self, event: Push.Pressed) -> None:
        getattr(self, f"action_{event.button.id}")()

    @on(VirtualTable.Chosen)
    def _enter(self) -> None:
        """The one sensible thing: one's own passphrase; a colleague is told about below."""
        one = self._one
        if one is not None and one.name == self.counter.office.agent:
            self.action_passphrase()

    def action_add(self) -> None:
        if self.allowed(Right.STAFF, AgentAdded.kind):
            self.app.push_screen(AddCard(self.counter))

    def action_passphrase(self) -> None:
        self.app.push_screen(OwnPassphrase(self.counter))

    def action_key_file(self) -> None:
        """Of whoever sits here."""
        me = self.counter.office.agent
        with_file = any(one.key_file for one in self._agents if one.name == me)
        self.app.push_screen(KeyFileCard(self.counter, with_file=with_file))

    def action_admit(self) -> None:
        """Somebody who typed too many wrong passphrases may try again at once."""
        if (one := self._one) is not None:
            self.app.push_screen(AdmitCard(self.counter, one.name))

    def action_role(self) -> None:
        """What the one under the cursor may do from now on."""
        one = self._one
        if one is not None and one.role == AgentRole.TRAINEE.value:
            self.hint(_("a adds {name} as something else, with a passphrase of their own").format(
                name=one.name
            ))  # fmt: skip
        elif one is not None and self.allowed(Right.STAFF, RoleChanged.kind):
            self.app.push_screen(RoleCard(self.counter, one.name, one.role))

    def action_remove(self) -> None:
        one = self._one
        if one is not None and one.role == AgentRole.TRAINEE.value:
            if self.allowed(Right.STAFF, TraineeRemoved.kind):
                self.app.push_screen(PracticeCard(self.counter, one.name))
            return
        if one is None or not self.allowed(Right.KEY, AgentRemoved.kind):
            return
        if one.name == self.counter.office.agent:
            self.hint(
                _("Nobody removes themselves: a colleague who is logged in does it"), fault=True
            )
        else:
            self.app.push_screen(RemoveCard(self.counter, one.name))

    def action_rotate(self) -> None:
        """Another key for the vault: old copies open no later one."""
        if self.allowed(Right.KEY, DataKeyChanged.kind):
            self.app.push_screen(RotateCard(self.counter))
