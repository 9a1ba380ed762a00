"""What the other office must not write: on record, without effect, answered, and no stop."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.domain.acts import perform
from station.domain.case import Case
from station.domain.codec import read
from station.domain.custody import originals
from station.domain.decider_events import (
    CaseAccepted,
    CaseDeemedWithdrawn,
    CaseGranted,
    CaseGrantedPending,
    CaseVoided,
    DecisionExtended,
    OpinionGiven,
    ReviewStarted,
)
from station.domain.event import CaseEvent, Unrecognised
from station.domain.fact_events import (
    EventRefused,
    MandateGiven,
    MessageRead,
    OriginalsMoved,
    PartyNamed,
    PromiseExtended,
    SiteVisited,
)
from station.domain.promises import open_promises
from station.domain.states import CaseState
from station.domain.values import Paper, Place, Power, Presenter, Role, Side, Taken
from station.domain.voices import thread
from station.domain.window_events import (
    CaseArchived,
    CaseHandedOver,
    CaseReceived,
    FixedOnSpot,
    PapersTaken,
    VersionTaken,
)
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.premises import District
from tests import makers
from tests.district.pair import (
    CLERK,
    a_line,
    a_received_case,
    assert_same_journals,
    state_at,
    synced,
)
from tests.office import STATION

Head = dict[str, Any]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, District]]:
    with a_line(tmp_path_factory.mktemp("unlawful")) as both:
        yield both


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One case that the district holds, known at both ends."""

    office: Office
    district: District
    number: str

    @property
    def head(self) -> Head:
        return {"at": self.office.clock.now(), "by": "示例", "case": self.number}

    def from_station(self, *events: CaseEvent) -> "Meeting":
        """The station's program writes what it must not."""
        with self.office.vault.transaction():
            for event in events:
                self.office.journal.append(event)
        return self.met()

    def from_district(self, *events: CaseEvent) -> "Meeting":
        """The district's program writes what it must not."""
        with self.district.vault.transaction():
            self.district.record(STATION, *events)
            self.district.casebook.show(STATION, self.number)
        return self.met()

    def met(self) -> "Meeting":
        for _ in range(2):
            assert synced(self.office, self.district).road is None
        return self

    @property
    def ours(self) -> Case:
        return StationDesk(self.office).case(self.number)

    @property
    def theirs(self) -> Case:
        return ClerkDesk(self.district, CLERK).open(self.number).case

    def refused_at(self, side: Side) -> list[type]:
        """What this end has on record without effect."""
        case = self.ours if side is Side.STATION else self.theirs
        return [type(one.event) for one in case.history if one.refused]

    def answers(self) -> list[str]:
        """The reasons that were sent back."""
        return [one.reason for one in self.ours.all(EventRefused)]


@pytest.fixture
def meeting(both: tuple[Office, District]) -> Meeting:
    office, district = both
    number = a_received_case(office).number
    return Meeting(office=office, district=district, number=number).met()


def raw(kind: str, head: Head, **body: object) -> Unrecognised:
    """An entry that another version of the program wrote."""
    told = {"at": head["at"].isoformat(), "by": head["by"], "case": head["case"], "no": 1}
    data = json.dumps({**told, "kind": kind, **body}, ensure_ascii=False, sort_keys=True,
                      separators=(",", ":")).encode()  # fmt: skip
    return Unrecognised(at=head["at"], by=head["by"], raw=data, case=head["case"])


STATION_WRITES: dict[str, Any] = {
    "acceptance": lambda head: CaseAccepted(
        **head, official_number="假-1", legal_due=None, promised_due=None
    ),
    "review": lambda head: ReviewStarted(**head, note=""),
    "decision": lambda head: CaseGranted(**head, decision_number="", words=""),
    "locked decision": lambda head: CaseGrantedPending(**head, decision_number="", words=""),
    "extension": lambda head: DecisionExtended(
        **head, days=999, reason="", approver="", legal_due=None, promised_due=None
    ),
    "lapse": lambda head: CaseDeemedWithdrawn(
        **head, reason="", basis="", station_said=""
    ),
    "void": lambda head: CaseVoided(**head, reason=""),
    "second receipt": lambda head: CaseReceived(
        **head, presenter=Presenter.SELF, for_authority=True
    ),
    "second hand-over": lambda head: CaseHandedOver(**head, for_authority=True),
    "archive": lambda head: CaseArchived(**head, by_hand=""),
    "opinion": lambda head: OpinionGiven(**head, opinion="同意"),
    "visit": lambda head: SiteVisited(
        **head, staff=("甲", "乙"), findings="", remedy="", visited_at=None, place="", offices="",
        statement="",
    ),
    "promise": lambda head: PromiseExtended(
        **head, seq=2, until=date(2027, 1, 1), reason=""
    ),
    "correction of a receipt": lambda head: FixedOnSpot(
        **head, field="name", before="", after="示例"
    ),
    "newer version": lambda head: VersionTaken(**head, item_version=9, papers=(), was=()),
}  # fmt: skip
"""What a station may not write while the district has the case in hand."""


@pytest.mark.parametrize("name", STATION_WRITES)
def test_a_station_cannot_write_what_is_not_its_own(meeting: Meeting, name: str) -> None:
    event = STATION_WRITES[name](meeting.head)
    meeting.from_station(event)

    assert meeting.theirs.state is meeting.ours.state is CaseState.HANDED_OVER
    assert meeting.refused_at(Side.DISTRICT) == [type(event)]
    assert meeting.refused_at(Side.STATION) == [type(event)]
    assert len(meeting.answers()) == 1
    assert meeting.theirs.clocks == meeting.ours.clocks
    assert_same_journals(meeting.office, meeting.district)


DISTRICT_WRITES: dict[str, Any] = {
    "receipt": lambda head: CaseReceived(
        **head, presenter=Presenter.SELF, for_authority=True
    ),
    "hand-over": lambda head: CaseHandedOver(**head, for_authority=True),
    "papers": lambda head: PapersTaken(**head, papers=(Paper(seq=1, taken=Taken.ABSENT),)),
    "correction of a receipt": lambda head: FixedOnSpot(
        **head, field="name", before="", after="示例"
    ),
    "archive": lambda head: CaseArchived(**head, by_hand=""),
    "party": lambda head: PartyNamed(
        **head, role=Role.GUARDIAN, person=makers.person(), relation="父亲"
    ),
    "mandate": lambda head: MandateGiven(
        **head, mandatary=makers.person(), matter="", powers=(Power.COLLECT,),
        begins=date(1900, 1, 1), ends=date(9999, 12, 31), redelegation=True, notes="",
    ),
    "decision before acceptance": lambda head: CaseGranted(**head, decision_number="", words=""),
    "visit before acceptance": lambda head: SiteVisited(
        **head, staff=("甲",), findings="", remedy="", visited_at=None, place="", offices="",
        statement="",
    ),
}  # fmt: skip
"""What a district may not write, or not yet."""


@pytest.mark.parametrize("name", DISTRICT_WRITES)
def test_a_district_cannot_write_what_is_the_windows(meeting: Meeting, name: str) -> None:
    event = DISTRICT_WRITES[name](meeting.head)
    papers = meeting.ours.papers
    meeting.from_district(event)

    assert meeting.theirs.state is meeting.ours.state is CaseState.HANDED_OVER
    assert meeting.refused_at(Side.STATION) == [type(event)]
    assert meeting.refused_at(Side.DISTRICT) == [type(event)]
    assert meeting.ours.papers == meeting.theirs.papers == papers
    assert meeting.ours.applicant == meeting.ours.opened.applicant
    assert len(meeting.answers()) == 1
    assert_same_journals(meeting.office, meeting.district)


@pytest.mark.parametrize("writer", Side)
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("case_blessed", {"words": "示例"}),
        ("papers_taken", {"papers": [{"seq": 1, "taken": "teleported"}]}),
        ("originals_moved", {"papers": [1], "to": "moon", "note": ""}),
        ("case_granted", {"decision_number": 7, "words": []}),
        ("case_rated", {"level": "five", "channel": "desk", "visit": "2026-11-20", "words": ""}),
        ("case_opened", {"item": None}),
    ],
)  # fmt: skip
def test_what_a_newer_program_writes_is_kept_whole_and_moves_nothing(
    meeting: Meeting, writer: Side, kind: str, body: dict[str, object]
) -> None:
    """It is not answered: who knows it may read it later."""
    entry = raw(kind, meeting.head, **body)
    assert isinstance(read(entry.raw), Unrecognised)
    if writer is Side.STATION:
        meeting.from_station(entry)  # type: ignore[arg-type]
    else:
        meeting.from_district(entry)  # type: ignore[arg-type]

    assert meeting.theirs.state is meeting.ours.state is CaseState.HANDED_OVER
    assert meeting.answers() == []
    for case in (meeting.ours, meeting.theirs):
        assert [one.event.raw for one in case.history if isinstance(one.event, Unrecognised)] == [
            entry.raw
        ]
    assert_same_journals(meeting.office, meeting.district)


def test_the_applicant_cannot_be_made_somebody_whom_no_card_names(meeting: Meeting) -> None:
    """In a state that allows it, with a value that no person has."""
    ClerkDesk(meeting.district, CLERK).act(
        meeting.number, "ask_correction", {"defects": "居民身份证;已过期"}
    )
    meeting.met()
    for field, after in (("id_number", "1"), ("name", ""), ("phone", "十二")):
        meeting.from_station(FixedOnSpot(**meeting.head, field=field, before="", after=after))

    assert meeting.ours.applicant == meeting.theirs.applicant == meeting.ours.opened.applicant
    assert meeting.refused_at(Side.DISTRICT) == [FixedOnSpot] * 3
    assert len(meeting.answers()) == 3


def test_numbers_from_outside_do_no_harm(meeting: Meeting) -> None:
    """More read than written; originals from where they never were; papers of no item."""
    meeting.from_district(
        MessageRead(**meeting.head, upto=10**9),
        OriginalsMoved(**meeting.head, papers=(1, 99), to=Place.RESIDENT, note=""),
    )
    StationDesk(meeting.office).act(meeting.number, "write", {"words": "示例"})
    meeting.from_station(
        PapersTaken(**meeting.head, papers=(Paper(seq=99, taken=Taken.SEEN, copies=-5),))
    )

    assert [one.read for one in thread(meeting.ours)] == [False]
    assert originals(meeting.ours) == originals(meeting.theirs)
    assert not open_promises(meeting.theirs)
    accepted = ClerkDesk(meeting.district, CLERK)
    accepted.act(meeting.number, "accept", {"official_number": f"甲-{meeting.number}"})
    meeting.met()
    assert state_at(meeting.district, meeting.number) is meeting.ours.state is CaseState.ACCEPTED


def test_an_unlawful_entry_between_lawful_ones_takes_none_of_them_along(meeting: Meeting) -> None:
    wrong = STATION_WRITES["decision"](meeting.head)
    law = meeting.office.law(meeting.ours)
    right = perform(
        "write", {"words": "示例"}, case=meeting.ours, side=Side.STATION, law=law,
        stamp=meeting.office.stamp(),
    )  # fmt: skip
    meeting.from_station(wrong, right, replace(wrong, by="示例乙"))

    assert [one.words for one in thread(meeting.theirs)] == ["示例"]
    assert meeting.refused_at(Side.DISTRICT) == [CaseGranted, CaseGranted]
