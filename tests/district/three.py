"""Two stations on one district, all three real."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.office import Office
from station.domain.case import Case
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from sync.district.verify import examine
from tests.desk.test_checking import quiet
from tests.district.pair import (
    APPLICANT,
    CLERK,
    PENSION,
    a_district,
    assert_same_journals,
    join,
    synced,
)
from tests.domain.round import ANSWERS
from tests.office import FRIDAY, NEW, HandClock, an_office

THERE = "330211105204"
NEW_THERE = replace(NEW, station=THERE, name="示例新村便民服务站")
AID = "MZ-01"
HOUR = timedelta(hours=1)
NOWHERE = "330211105299"


@dataclass(frozen=True, kw_only=True)
class Three:
    """Two stations on one district."""

    old: Office
    new: Office
    district: District

    def sync(self) -> None:
        """Everybody hears everything."""
        for office in (self.old, self.new, self.old):
            synced(office, self.district)

    def case(self, office: Office, number: str) -> Case:
        return CaseDesk(office).case(number)

    def go(self, number: str, to: str = THERE, *, by: Office | None = None) -> Case:
        fields = {"to": to, "reason": "两村合并"}
        return CaseDesk(by or self.old).act(number, "transfer", fields)


@contextmanager
def three(folder: Path) -> Iterator[Three]:
    with (
        a_district(folder / "district") as district,
        an_office(folder / "old") as old,
        an_office(folder / "new", HandClock(FRIDAY + HOUR, "new"), NEW_THERE) as new,
    ):
        for office in (old, new):
            with office.vault.reading():
                joined = office.line.peer
            if not joined:
                join(office, district)
        yield Three(old=old, new=new, district=district)


def a_draft(office: Office, applicant: dict[str, str] = APPLICANT) -> Case:
    return CaseDesk(office).open(PENSION, applicant, {}, receive=False).case


def told(case: Case) -> object:
    """What the two ends of a line must agree on."""
    return (
        case.state, case.papers, case.applicant, case.item_version, case.clocks,
        sorted(repr(entry.event) for entry in case.history if not entry.refused),
    )  # fmt: skip


def sound(parties: Three) -> None:
    """Nothing is wrong in any of the three houses."""
    for office in (parties.old, parties.new):
        assert_same_journals(office, parties.district)
        assert not check(office, progress=quiet).faults
        found = examine(parties.district, office.code)
        assert not found.faults


def worked_on(parties: Three) -> str:
    """A case with a mandate, a message, a correction behind it, accepted, and on its way back."""
    desk = CaseDesk(parties.old)
    number = desk.open(
        PENSION, APPLICANT, all_papers(parties.old.item(PENSION)), receive=True
    ).case.number  # fmt: skip
    desk.act(number, "give_mandate", ANSWERS["give_mandate"])
    desk.act(number, "name_party", ANSWERS["name_party"])
    synced(parties.old, parties.district)
    clerk = ClerkDesk(parties.district, CLERK)
    clerk.act(number, "write", {"words": "请补一份"})
    clerk.act(number, "ask_correction", ANSWERS["ask_correction"])
    synced(parties.old, parties.district)
    return number
