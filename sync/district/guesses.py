"""What the forms of the district begin with, so that most need only a look and a button."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from station.domain.act import Law, Told
from station.domain.case import Case
from station.domain.custody import BEFORE, WRITERS, originals
from station.domain.decider_events import CaseGranted, CaseRefused, CorrectionAsked
from station.domain.fact_events import ConsentLetterRelied
from station.domain.materials import completeness, defects
from station.domain.order_guards import outside_kinds
from station.domain.papers_guards import brought_since
from station.domain.promises import open_promises
from station.domain.ratings import next_visit
from station.domain.stamp import Stamp
from station.domain.states import CaseState
from station.domain.values import Side
from station.domain.voices import negatives
from sync.district.casebook import CaseBook, Letter

LACKING = "行政许可法第三十二条第一款第四项"
REFUSAL = "不予办理决定书"
OURS = tuple(place for place in BEFORE if WRITERS[place] is Side.DISTRICT)
"""The places to which the district says that originals came."""
FREE_LINES = 3
"""Lines of a notice that are about no paper of the item."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The next numbers of three series."""

    official: str
    decision: str
    letter: str


@dataclass(frozen=True, kw_only=True)
class DefectLine:
    """A line of the correction form. `lacking`: it is named by itself; `old`: it could have been
    named in the first notice, so it needs a reason."""

    place: int
    seq: int
    paper: str
    lacking: bool = False
    old: bool = False
    fault: str = ""
    basis: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Guesses:
    """First guesses for one case. Without `law` (the item is not known here) there are none."""

    case: Case
    law: Law | None
    stamp: Stamp
    numbers: Numbers
    letters: tuple[Letter, ...]

    def value(self, act: str, field: str) -> str:
        """What a field begins with; empty where nothing can be guessed."""
        return str(self._values(act).get(field) or "")

    def choices(self, act: str, field: str) -> tuple[str, ...]:
        """What can stand in a field now; empty where it is free, or where its own words do."""
        look = _CHOICES.get((act, field))
        return tuple(str(one) for one in look(self)) if look else ()

    def idle(self, act: str) -> bool:
        """Whether the act is about something of which there is none now."""
        return any(of == act and not self.choices(of, field) for of, field in _CHOICES)

    def outside(self) -> Iterable[str]:
        """The procedures for which a decision may wait outside its clock."""
        return outside_kinds(self._told("suspend", self.law)) if self.law else ()

    def defect_lines(self) -> tuple[DefectLine, ...]:
        """The lines of the correction form: what the papers lack is filled in already."""
        if self.law is None:
            return _free(0, old=False)
        item = self.law.item
        lacking = completeness(item, self.case.papers).missing
        named = {line.seq: line for line in defects(lacking, LACKING)}
        second = self.case.count(CorrectionAsked) > 0
        new = brought_since(self.case, CorrectionAsked)
        lines = []
        for place, material in enumerate(item.materials):
            line = named.get(material.seq)
            lines.append(
                DefectLine(
                    place=place, seq=material.seq, paper=material.name_zh,
                    lacking=line is not None, old=second and material.seq not in new,
                    fault=line.fault if line else "", basis=line.basis if line else "",
                    remedy=line.remedy if line else "",
                )
            )  # fmt: skip
        return (*lines, *_free(len(lines), old=second))

    def _values(self, act: str) -> Mapping[str, object]:
        look = _VALUES.get(act)
        return look(self) if look else {}

    def _publicity(self) -> Mapping[str, object]:
        posted = self.law.item.publicity if self.law else None
        return {"days": posted.value, "place": posted.place} if posted else {}

    def _extension(self) -> Mapping[str, object]:
        more = self.law.rules.extension(self.law.item.legal_limit) if self.law else None
        return {"days": more.days} if more else {}

    def _document(self) -> Mapping[str, object]:
        decided = self.case.last(CaseGranted) or self.case.last(CaseRefused)
        refused = self.case.state is CaseState.REFUSED
        result = self.law.item.result_name_zh if self.law else ""
        return {
            "document": REFUSAL if refused else result,
            "document_number": decided.decision_number if decided else "", "copies": 1,
        }  # fmt: skip

    def _letter(self) -> Mapping[str, object]:
        """The newest letter for this case that it does not rely on yet."""
        used = {relied.number for relied in self.case.all(ConsentLetterRelied)}
        for letter in reversed(self.letters):
            if letter.letter not in used:
                return {
                    "number": letter.letter, "of_case": letter.of_case,
                    "valid_until": letter.valid_until,
                }  # fmt: skip
        return {}

    def _told(self, act: str, law: Law) -> Told:
        return Told(
            act=act, side=Side.DISTRICT, case=self.case, law=law, stamp=self.stamp, values={}
        )


def numbers(book: CaseBook, district: str, case: Case, today: date) -> Numbers:
    """The next free numbers. Inside the caller's visit.

    An official number is district, item, day and a serial of four digits: the shape of national
    numbers, with the item's own code where a district has one. Documents are numbered as
    offices do: a sign, the year in 〔〕, a serial.
    """
    item = case.opened.item
    official = f"{district}-{item}-{today:%Y%m%d}-"
    decision, letter = f"{item}〔{today:%Y}〕", f"{item}同〔{today:%Y}〕"
    return Numbers(
        official=f"{official}{_next(official, book.official_numbers(official)):04d}",
        decision=f"{decision}{_next(decision, book.decision_numbers(decision))}号",
        letter=f"{letter}{_next(letter, book.letter_numbers(letter))}号",
    )


def _next(before: str, given: Iterable[str]) -> int:
    tails = (number.removeprefix(before).removesuffix("号") for number in given)
    return max((int(tail) for tail in tails if tail.isascii() and tail.isdecimal()), default=0) + 1


def _free(first: int, *, old: bool) -> tuple[DefectLine, ...]:
    return tuple(DefectLine(place=first + n, seq=0, paper="", old=old) for n in range(FREE_LINES))


def _movable(one: Guesses) -> Iterable[int]:
    """The originals of which the district may say that they came to a place."""
    froms = [BEFORE[place] for place in OURS]
    return (held.seq for held in originals(one.case).values() if held.place in froms)


def _decided(one: Guesses) -> Mapping[str, object]:
    return {"decision_number": one.numbers.decision}


def _accepted(one: Guesses) -> Mapping[str, object]:
    return {"official_number": one.numbers.official}


_CHOICES: Mapping[tuple[str, str], Callable[[Guesses], Iterable[object]]] = MappingProxyType(
    {
        ("suspend", "what"): Guesses.outside,
        ("move_originals", "papers"): _movable,
        ("move_originals", "to"): lambda _: (place.value for place in OURS),
        ("extend_promise", "seq"): lambda one: (paper.seq for paper in open_promises(one.case)),
        ("explain_no", "what"): lambda one: dict.fromkeys(
            no.what.value for no in negatives(one.case)
        ),
    }
)
_VALUES: Mapping[str, Callable[[Guesses], Mapping[str, object]]] = MappingProxyType(
    {
        "accept": _accepted,
        "accept_gap": _accepted,
        "grant": _decided,
        "grant_pending": _decided,
        "refuse": _decided,
        "dispatch": Guesses._document,
        "post_publicity": Guesses._publicity,
        "extend": Guesses._extension,
        "issue_letter": lambda one: {"number": one.numbers.letter},
        "rely_on_letter": Guesses._letter,
        "contact_rater": lambda one: {"visit": next_visit(one.case, contacted=False)},
        "settle_rating": lambda one: {"visit": next_visit(one.case, contacted=True)},
    }
)
