"""The cards over the list of agents: adding somebody, letting somebody try again."""

from collections.abc import Mapping
from dataclasses import replace

from textual.content import Content

from station.desk.copying import Watch
from station.desk.door import Door
from station.desk.given_roles import give_role
from station.desk.guesses import Guess
from station.desk.own_passphrase import add_colleague
from station.desk.trainees import came_words, remove_trainee
from station.desk.words import N_, _
from station.domain.fields import Field, FieldKind
from station.domain.roles import RIGHTS, AgentRole, Right
from station.tui.counter import Counter
from station.tui.screens.work_form import WorkForm
from station.tui.widgets.words import line, lines

_ROLE = Field(
    name="role", label=N_("Role here"), kind=FieldKind.CHOICE,
    choices=tuple(one.value for one in AgentRole if one is not AgentRole.TRAINEE),
)  # fmt: skip
_NEW = (
    Field(name="agent", label=N_("Name")),
    replace(_ROLE, choices=tuple(one.value for one in AgentRole)),
    Field(name="passphrase", label=N_("Their own"), required=False),
    Field(name="again", label=N_("The same again"), required=False),
)


class AddCard(WorkForm):
    """A colleague may come in from now on: with digits that are shown once, or with a passphrase
    that they type here themselves."""

    def __init__(self, counter: Counter) -> None:
        def work(given: Mapping[str, object], _watch: Watch) -> Content:
            name, new, again = (str(given[one]) for one in ("agent", "passphrase", "again"))
            role = AgentRole(given["role"])
            added = add_colleague(counter.office, name, role, new, again)
            can = came_words(role).format(agent=added.name)
            return lines(can) if new else _shown_once(can, added.name, added.passphrase)

        super().__init__(
            _("Add a colleague"), _NEW, work, secret=("passphrase", "again"),
            guess=Guess(values={"role": AgentRole.AGENT.value}),
            says=_(
                "Leave the passphrase empty: the program makes one and shows it once, and your "
                "colleague changes it at the door. Or let them type their own here, twice."
            ),
        )  # fmt: skip


class RoleCard(WorkForm):
    """Another role for a colleague, with what each role may do."""

    def __init__(self, counter: Counter, name: str, role: str) -> None:
        def work(given: Mapping[str, object], _watch: Watch) -> str:
            give_role(counter.office, name, AgentRole(given["role"]))
            return ""

        super().__init__(
            _("What is {name} here?").format(name=name), (_ROLE,), work, says=_may(),
            guess=Guess(values={"role": role}),
        )  # fmt: skip


def _may() -> Content:
    """Each role with its rights: of a lead only what the others may not."""
    rows = []
    for role in _ROLE.choices:
        rights = RIGHTS[AgentRole(role)]
        if AgentRole(role) is AgentRole.LEAD:
            rights = rights - RIGHTS[AgentRole.AGENT]
        more = [_(one.value) for one in Right if one in rights and one is not Right.NOTE]
        name = _("{role}, besides").format(role=_(role)) if role == "lead" else _(role)
        rows.append(line((f"{name}: ", "bold"), ", ".join(more)))
    return lines(*rows)


class PracticeCard(WorkForm):
    """A trainee leaves."""

    saves = N_("Remove F9")

    def __init__(self, counter: Counter, name: str) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> str:
            remove_trainee(counter.office, name)
            return ""

        says = _("Their practice station is deleted, with everything in it. Nothing of it is real.")
        super().__init__(_("Remove {name}?").format(name=name), (), work, says=says)


class AdmitCard(WorkForm):
    """Whoever is in vouches for somebody who typed wrong passphrases."""

    def __init__(self, counter: Counter, name: str) -> None:
        def work(_given: Mapping[str, object], _watch: Watch) -> str:
            office = counter.office
            Door(office.home, office.clock).admit(office, name)
            return ""

        says = _("{name} can type the passphrase again at once. That you vouched is on record.")
        super().__init__(_("Let somebody in again?"), (), work, says=says.format(name=name))


def _shown_once(can: str, name: str, passphrase: str) -> Content:
    return lines(
        can,
        "",
        line("    ", (passphrase, "bold reverse")),
        "",
        _("It is shown only now, and nowhere else. Write it down by hand for {name} alone.").format(
            name=name
        ),
        _("At the door {name} is asked for a passphrase of their own first of all.").format(
            name=name
        ),
    )
