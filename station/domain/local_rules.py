"""地方规则: what a district has ruled where the law leaves it room, and how that is known.

Rules are data: nothing in the program knows a district by its name. The licensing law sets the
outer frame (行政许可法 32, 42 to 45, 47); a place may be quicker, and says itself what becomes of
a promised paper that never comes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from station.domain.errors import StationError
from station.domain.items import Count, Provenance, Span, TimeLimit, Unit, Words
from station.domain.reading import DataFault, DataFaults, Flaw, Reader, parsed

NATIONAL = "national"
"""The rules where a place has none of its own: the licensing law alone."""
_A_YEAR = 366
SCHEMA = 1
"""The form of a file of rules that this program reads."""


class RulesFaults(DataFaults):
    """A file of local rules cannot be used; each fault names its field."""


class UnknownRules(StationError):
    """No rules of this name, and no file of it."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            "there are no local rules {name}",
            "Known are: {known}. A file of your own is named by its path and ends in .json.",
            name=name, known=", ".join(sorted(known)),
        )  # fmt: skip


class Broken(Enum):
    """What a broken promise of papers leads to."""

    REVOKED = "revoked"
    """撤销受理: the acceptance is taken back, with written reasons."""
    WITHDRAWN = "withdrawn"
    """视为撤回申请: the application counts as withdrawn."""
    TERMINATED = "terminated"
    """终止: the last step stops or cancels the approval."""


class Overdue(Enum):
    """What a correction that is not brought in time leads to."""

    WAITS = "waits"
    """Nothing by itself: the authority decides."""
    WITHDRAWN = "withdrawn"
    """视为撤回申请: the application counts as withdrawn."""


@dataclass(frozen=True, kw_only=True)
class GapRule:
    """容缺: what acceptance on promised papers allows before they are in, and what follows
    when they stay away."""

    name: Words
    name_zh: Words
    decide_open: bool
    """The decision may be taken while promised papers are open."""
    issue_open: bool
    """The result may be issued while promised papers are open."""
    broken: Broken
    term: Span | None
    """The longest time for a promise; None: as long as promised."""
    within_promised_limit: bool
    """No promise runs longer than the promised limit of the case."""
    honest_only: bool
    """Not for applicants on the dishonesty list."""
    may_extend: bool
    """A term may be lengthened for what nobody could prevent (不可抗力)."""
    basis: Words
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class Extension:
    """延长审批: by how many working days a legal limit may once be lengthened."""

    over: Count
    """For legal limits of at least so many working days."""
    days: Count
    basis: Words
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class LocalRules:
    """All that a district may rule for itself about the course of a case."""

    name: Words
    name_zh: Words
    notice: TimeLimit
    """一次性告知, from the receipt of the papers; 0: on the spot."""
    forward: TimeLimit
    """From the village's receipt to the hand-over."""
    pre_review: TimeLimit
    """预审: an answer that starts no legal clock."""
    lower_review: TimeLimit
    """初审 by the lower of two levels (行政许可法 43)."""
    deliver: TimeLimit
    """From the decision until the result is served."""
    rating_contact: TimeLimit
    """From a bad rating until the resident is called."""
    rating_fix: TimeLimit
    """From a bad rating until its cause is mended."""
    correction: TimeLimit | None
    """The usual term of a correction notice; None: each notice sets its own."""
    correction_overdue: Overdue
    correction_basis: str
    """What rules the overdue correction; empty where nothing does."""
    gap: GapRule | None
    """None: no acceptance with open papers."""
    extensions: tuple[Extension, ...]
    excluded: tuple[Words, ...]
    """The kinds of time outside the clock (行政许可法 45), in Chinese."""
    excluded_basis: Words
    receiving_point: bool
    """The station receives for the authority: its receipt starts the legal clocks. Else they
    start when the case reaches the authority."""
    unrated_counts: bool
    """A case that nobody rated counts as satisfied; a habit of some places, of no law."""
    hearing_ask: TimeLimit
    """听证: the time to ask for a hearing, from being told of it (行政许可法 47)."""
    hearing_hold: TimeLimit
    """听证: the time to hold it, from being asked (行政许可法 47)."""
    renewal_ask: TimeLimit
    """延续: how long before its end a licence's holder asks that it goes on (行政许可法 50)."""
    sources: tuple[Words, ...]

    def extension(self, legal: Span | None) -> Extension | None:
        """The one extension that a legal limit may get, of those that apply the longest `over`.

        None when there is no legal limit, or one that is not counted in working days: such a
        limit comes from a law of its own, which the licensing law does not lengthen.
        """
        if legal is None or legal.unit is not Unit.WORKING_DAY:
            return None
        fitting = (one for one in self.extensions if one.over <= legal.value)
        return max(fitting, key=lambda one: one.over, default=None)


def parse_rules(data: bytes, file: str) -> LocalRules:
    """The rules in a file of this name. Raises RulesFaults."""
    try:
        raw = parsed(data)
    except Flaw as flaw:
        raise _unreadable(file, flaw) from None
    return read_rules(raw)


def read_rules(raw: object) -> LocalRules:
    """The rules in a parsed file. Raises RulesFaults with all faults, contradictions too."""
    match raw:
        case {"schema": int(schema), "rules": dict(told)} if schema == SCHEMA:
            pass
        case {"schema": int(schema)} if schema > SCHEMA:
            newer = Flaw(
                "form {schema} is newer than this program, which reads {known}",
                schema=schema, known=SCHEMA,
            )  # fmt: skip
            raise _unreadable("-", newer)
        case _:
            raise _unreadable("-", Flaw("an object with schema and rules is expected"))
    reader = Reader()
    named = str(told.get("name", "-"))
    rules = reader.read(LocalRules, told, named)
    if rules:
        for place, what in _contradictions(rules):
            reader.note(named, place, what)
    if rules is None or reader.faults:
        raise RulesFaults("the local rules", tuple(reader.faults))
    return rules


def _unreadable(record: str, what: Flaw) -> RulesFaults:
    return RulesFaults("the local rules", (DataFault(record=record, field="-", what=what),))


def _contradictions(rules: LocalRules) -> Iterator[tuple[str, Flaw]]:
    yield from _too_long(rules)
    yield from _open_gap(rules.gap)
    if rules.correction_overdue is Overdue.WITHDRAWN and not rules.correction_basis:
        yield "correction_basis", Flaw("must name the rule by which an application lapses")
    if rules.correction and not rules.correction.value:
        yield "correction.value", Flaw("leaves no time to bring anything")
    overs = [extension.over for extension in rules.extensions]
    for n, extension in enumerate(rules.extensions, 1):
        if overs.index(extension.over) < n - 1:
            yield f"extensions.{n}.over", Flaw("stands twice: {what}", what=extension.over)
        if not extension.days:
            yield f"extensions.{n}.days", Flaw("lengthens nothing")
    for n, kind in enumerate(rules.excluded, 1):
        if rules.excluded.index(kind) < n - 1:
            yield f"excluded.{n}", Flaw("stands twice: {what}", what=kind)
    contact, mended = rules.rating_contact, rules.rating_fix
    if contact.unit is mended.unit and contact.value > mended.value:
        yield "rating_contact.value", Flaw("is later than rating_fix")


def _too_long(rules: LocalRules) -> Iterator[tuple[str, Flaw]]:
    """A place may be quicker than the licensing law, not slower (行政许可法 32, 43, 44)."""
    for place, limit, most in (
        ("notice", rules.notice, 5),
        ("lower_review", rules.lower_review, 20),
        ("deliver", rules.deliver, 10),
    ):
        if limit.unit is Unit.WORKING_DAY and limit.value > most:
            longer = Flaw("is longer than the law allows: {most} working days", most=most)
            yield f"{place}.value", longer
    if not rules.hearing_ask.value:
        yield "hearing_ask.value", Flaw("leaves no time to ask")
    renewal = rules.renewal_ask
    if renewal.unit is not Unit.NATURAL_DAY or renewal.value > _A_YEAR:
        unlike = Flaw("is no number of natural days up to {most}", most=_A_YEAR)
        yield "renewal_ask.value", unlike


def _open_gap(gap: GapRule | None) -> Iterator[tuple[str, Flaw]]:
    if gap is None:
        return
    if gap.issue_open and not gap.decide_open:
        yield "gap.issue_open", Flaw("nothing can be issued that is not decided")
    if gap.term and not gap.term.value:
        yield "gap.term.value", Flaw("leaves no time to bring anything")
    if gap.decide_open and not gap.issue_open and gap.broken is not Broken.TERMINATED:
        ended = Flaw("what is granted with a locked document can only be terminated")
        yield "gap.broken", ended
