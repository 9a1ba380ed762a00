"""Hand-over lists: what goes to each office on a day, on one sheet each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from forms.facts import Facts
from forms.parts.carrying import Carried, HandOver
from forms.parts.case import Office as SheetOffice
from station.desk.day_end import of_day
from station.desk.office import Office
from station.desk.printing import PrintDesk, Printed
from station.domain import canon
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.materials import IN_HAND
from station.domain.names import mask_name
from station.domain.stamp import Stamp
from station.domain.trail_events import FormPrinted
from station.domain.window_events import CaseHandedOver
from station.storage.printbook import PrintBook

LIST = "F15"


class NothingHandedOver(StationError):
    """On this day nothing went to that office."""


@dataclass(frozen=True, kw_only=True)
class Bag:
    """What went to one office on one day: its name and the receipt numbers."""

    receiver: str
    numbers: tuple[str, ...]


class HandOverDesk:
    """The lists that go along with the papers."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def bags(self, day: date) -> tuple[Bag, ...]:
        """What was handed over on this day, by office, in the order of the numbers."""
        office = self._office
        with office.vault.reading():
            numbers = {one.case for one in of_day(office, day) if isinstance(one, CaseHandedOver)}
            cases = [office.case(number) for number in sorted(numbers)]
        by: dict[str, list[str]] = {}
        for case in cases:
            by.setdefault(_receiver(case), []).append(case.number)
        return tuple(
            Bag(receiver=receiver, numbers=tuple(numbers)) for receiver, numbers in by.items()
        )

    def print(
        self, day: date, bag: Bag, *, out: Path | None = None, behind: bool = False
    ) -> Printed:
        """The list of one office. Another print of the same says so and keeps the batch number; one
        with more cases is another list. `behind`: see `PrintDesk.print`. Raises NothingHandedOver,
        CannotSave."""
        office = self._office
        if bag not in self.bags(day):
            raise NothingHandedOver(
                "nothing was handed over on {day}", "Choose a day on which something went.",
                day=day,
            )  # fmt: skip

        about = _digest(day, bag)

        def noted(now: Stamp, number: str) -> tuple[Facts, FormPrinted]:
            cases = [office.case(one) for one in bag.numbers]
            before = PrintBook(office.vault).numbers_of(LIST, about)
            first, *_ = (*before, number)
            facts = Facts(
                sheet_number=number, printed_at=now.at, print_count=1 + len(before), agent=now.by,
                practice=office.practice,
                station=SheetOffice(code=office.code, name=office.name),
                hand_over=HandOver(
                    batch=first.removeprefix(f"{LIST}-"), sender=office.name,
                    receiver=bag.receiver, handed_by=now.by, cases=_carried(cases),
                ),
            )  # fmt: skip
            event = FormPrinted(
                at=now.at, by=now.by, sheet=LIST, sheet_number=number, about=about,
                nth=facts.print_count, saved=out is not None,
            )  # fmt: skip
            return facts, event

        return PrintDesk(office).of_the_office(LIST, noted, out=out, behind=behind)


def _digest(day: date, bag: Bag) -> str:
    """What is on record of the contents of a list: the numbers of cases leave with the cases."""
    said = {"day": day.isoformat(), "receiver": bag.receiver, "cases": list(bag.numbers)}
    return sha256(canon.write(said)).hexdigest()


def _receiver(case: Case) -> str:
    return case.opened.decided_by.department_zh


def _carried(cases: Sequence[Case]) -> tuple[Carried, ...]:
    return tuple(
        Carried(
            number=case.number,
            item=case.opened.item_name,
            applicant=mask_name(case.applicant.name),
            papers=sum(paper.taken in IN_HAND for paper in case.papers.values()),
            originals=sum(paper.originals for paper in case.papers.values()),
        )
        for case in cases
    )
