"""What is being typed and not yet recorded: kept as one types, named by what it is for.

    new_case/<n>                a case that is not registered yet; several people may wait
    act/<case number>/<act>     the form of an act of a case
    consult/new                 a consultation
    consult/<number>            what is said about a refusal in a consultation

Who began a draft stays its author, whoever goes on with it. Nothing but `discard`, an emptied
form, or the recording of what it was for ends a draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from station.desk.office import Office
from station.desk.words import _, word
from station.domain.acts import ACTS, possible
from station.domain.consulting import CONSULTATION, EXPLANATION
from station.domain.errors import BadInput, StationError
from station.domain.fields import Field, FieldKind, parse
from station.domain.items import Item
from station.domain.names import compact, mask_name, mask_number
from station.domain.roles import Right
from station.domain.values import Paper, Side
from station.storage.drafts import Draft, DraftBook

_NEW_CASE, _ACT, _CONSULT = "new_case", "act", "consult"
NEW_CONSULTATION = f"{_CONSULT}/new"
_ID_LENGTH = 18
_PAPERS = Field(name="papers", label="Papers", kind=FieldKind.PAPERS)

Form = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class DraftLine:
    """One line of a list of drafts; people are masked."""

    draft: Draft
    title: str
    """What it is the form of, an English msgid."""
    case: str
    """The receipt number of the case that an act is for; empty for a new case."""
    name: str
    id_number: str
    item_name: str
    usable: bool
    """Whether it can still become what it was begun for."""


class DraftDesk:
    """Keeps, lists and drops drafts."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._book = DraftBook(office.vault)

    # ---- asking

    def draft(self, name: str) -> Draft | None:
        """The draft of this name, if anything is kept under it."""
        with self._office.vault.reading():
            return self._book.get(name)

    def lines(self) -> list[DraftLine]:
        """All drafts, typed last first."""
        with self._office.vault.reading():
            return [self._line(draft) for draft in self._book.all()]

    def new_cases(self) -> list[DraftLine]:
        """Drafts of new cases: those of the agent at the desk first, then those of others."""
        mine = self._office.agent
        new = [line for line in self.lines() if _is_new_case(line.draft)]
        return sorted(new, key=lambda line: line.draft.by != mine)

    def same_person(self, id_number: str, besides: str = "") -> list[DraftLine]:
        """Drafts of new cases with this identity number, other than the one named `besides`."""
        asked = _id_of(id_number)
        return [
            line
            for line in self.new_cases()
            if line.draft.name != besides and asked and _id_of(line.draft.form.get("id")) == asked
        ]

    def item_of(self, item: str, version: int) -> Item | None:
        """The item in the version that a draft began with; None if it is not known here."""
        return self._office.version(item, version) if item else None

    # ---- keeping

    def keep(
        self, name: str, form: Form, *, item: str = "", version: int = 0, begun: Draft | None = None
    ) -> Draft | None:
        """Keep the form; an empty one forgets it. A new case without a name yet gets one.

        `begun` is the draft that the form was filled from: its author stays.
        """
        self._office.rights.ask(Right.WORK, "draft_kept")
        now = self._office.stamp()
        with self._office.transaction():
            if not form:
                self._book.forget(name)
                return None
            draft = Draft(
                name=name or self._free_name(), by=begun.by if begun else now.by,
                since=begun.since if begun else now.at, typed_by=now.by, typed_at=now.at,
                item=item, version=version, form=form,
            )  # fmt: skip
            began_with = self.item_of(item, version)
            if began_with is not None:
                self._office.itembook.keep(began_with)
            self._book.keep(draft)
            return self._book.get(draft.name)

    def discard(self, name: str) -> None:
        """Drop a draft for good. Raises UnknownDraft."""
        self._office.rights.ask(Right.WORK, "draft_discarded")
        with self._office.transaction():
            if self._book.get(name) is None:
                raise UnknownDraft(
                    "there is no unfinished form {name}", "run.py drafts lists them.", name=name
                )
            self._book.forget(name)

    # ---- inside

    def _free_name(self) -> str:
        new = [draft.name for draft in self._book.all() if _is_new_case(draft)]
        taken = [int(name.partition("/")[2]) for name in new]
        return f"{_NEW_CASE}/{max(taken, default=0) + 1}"

    def _line(self, draft: Draft) -> DraftLine:
        if consultation_of(draft) is not None:
            title = "New consultation" if draft.name == NEW_CONSULTATION else "Explain a no"
            return DraftLine(
                draft=draft, title=title, case="", name="", id_number="",
                item_name=_text(draft, "item"), usable=True,
            )  # fmt: skip
        found = act_of(draft)
        if found is None:
            office, item = self._office, self.item_of(draft.item, draft.version)
            now = office.catalogue.in_force(draft.item, office.today)
            return DraftLine(
                draft=draft, title="New case", case="", name=_named(draft),
                id_number=_masked(_text(draft, "id")),
                item_name=item.name_zh if item else draft.item,
                usable=now is not None or not draft.item,
            )  # fmt: skip
        number, name = found
        case, act = self._office.casebook.case(number), ACTS.get(name)
        return DraftLine(
            draft=draft, title=act.title if act else name, case=number,
            name=mask_name(case.applicant.name) if case else "",
            id_number=case.applicant.id.masked if case else "",
            item_name=case.opened.item_name if case else "",
            usable=case is not None and act in possible(case, Side.STATION),
        )  # fmt: skip


class UnknownDraft(StationError):
    """A draft that is not kept, or not any more."""


def act_draft(number: str, act: str) -> str:
    """The name of the draft of an act of the case with this receipt number."""
    return f"{_ACT}/{number}/{act}"


def act_of(draft: Draft) -> tuple[str, str] | None:
    """Receipt number and act that the draft is for; None for a new case."""
    kind, _, rest = draft.name.partition("/")
    number, _, act = rest.partition("/")
    return (number, act) if kind == _ACT else None


def explanation_draft(number: str) -> str:
    """The name of the draft of what is said about the refusal in this consultation."""
    return f"{_CONSULT}/{number}"


def consultation_of(draft: Draft) -> str | None:
    """The number of the consultation that the draft is about, empty for a new one; None for a
    draft of something else."""
    kind, _, rest = draft.name.partition("/")
    if kind != _CONSULT:
        return None
    return "" if draft.name == NEW_CONSULTATION else rest


def _is_new_case(draft: Draft) -> bool:
    return draft.name.partition("/")[0] == _NEW_CASE


def papers_of(form: Form) -> dict[int, Paper]:
    """The papers that were marked; none if another version kept them otherwise."""
    if not form.get("papers"):
        return {}
    try:
        return dict(parse((_PAPERS,), {"papers": form["papers"]})["papers"])
    except BadInput:
        return {}


def marks_of(form: Form) -> dict[int, tuple[Paper, str]]:
    """The papers of a new case that were marked: number -> how, and the paper's Chinese name."""
    names = form.get("paper_names")
    if not isinstance(names, Mapping):
        return {}
    papers = papers_of(form).items()
    return {seq: (paper, str(names[str(seq)])) for seq, paper in papers if str(seq) in names}


def fields_of(draft: Draft) -> list[tuple[str, str]]:
    """What was typed, field by field: an English msgid where the field is known, and the text.
    People of new cases are masked; what was typed into an act is shown as it is."""
    if consultation_of(draft) is not None:
        asked = {field.name: field.label for field in (*CONSULTATION, *EXPLANATION)}
        return [(asked.get(name, name), _plain(value)) for name, value in draft.form.items()]
    found = act_of(draft)
    if found is None:
        marks = marks_of(draft.form)
        told = {
            "Name": mask_name(_text(draft, "name")), "Identity no.": _masked(_text(draft, "id")),
            "Item": draft.item, "Papers": "、".join(name for _way, name in marks.values()),
        }  # fmt: skip
        return [(label, text) for label, text in told.items() if text]
    act = ACTS.get(found[1])
    labels = {field.name: field.label for field in act.fields} if act else {}
    return [(labels.get(name, name), _plain(value)) for name, value in draft.form.items()]


def moved(item: Item, marks: Mapping[int, tuple[Paper, str]]) -> tuple[dict[int, Paper], list[str]]:
    """The marks as they stand for another version of the item, and the names of papers that it
    does not ask for any more. A paper is the same while its name is; of several of one name it is
    the one of its number, else the first that is free."""
    free = {material.seq: material.name_zh for material in item.materials}
    kept: dict[int, Paper] = {}
    dropped: list[str] = []
    for seq, (paper, name) in sorted(marks.items()):
        places = [place for place, called in free.items() if called == name]
        if places:
            place = seq if seq in places else places[0]
            kept[place] = replace(paper, seq=place)
            del free[place]
        else:
            dropped.append(name)
    return kept, dropped


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that is not zero."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if not minutes:
        return _("a moment")
    if minutes < 60:
        return _("{count} min").format(count=minutes)
    if minutes < 24 * 60:
        return _("{count} h").format(count=minutes // 60)
    return _("{count} d").format(count=minutes // (24 * 60))


def _plain(value: object) -> str:
    """Marks of papers as number and way; everything else is a text already."""
    if isinstance(value, Mapping):
        return ", ".join(f"{seq}: {_way(way)}" for seq, way in value.items())
    return str(value)


def _way(mark: object) -> str:
    """A mark with a day or a number: all of it."""
    if isinstance(mark, Mapping):
        return " ".join(word(str(part)) for part in mark.values())
    return word(str(mark))


def _named(draft: Draft) -> str:
    """The name, masked; said as well while none is typed."""
    name = _text(draft, "name").strip()
    return mask_name(name) if name else _("no name")


def _text(draft: Draft, field: str) -> str:
    return str(draft.form.get(field, ""))


def _id_of(text: object) -> str:
    """A whole identity number as it is compared; empty for anything else."""
    try:
        number = compact(str(text or ""))
    except StationError:
        return ""
    return number if len(number) == _ID_LENGTH else ""


def _masked(text: str) -> str:
    """First six and last four of a whole number; of a part nothing but its length."""
    number = _id_of(text)
    return mask_number(number) if number else "*" * len(text.strip())
