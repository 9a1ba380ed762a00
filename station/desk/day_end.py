"""What happened here on one day, for its sheet: counts, who worked, which cases."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from forms.facts import Facts
from forms.parts.case import Applicant, Item
from forms.parts.case import Office as SheetOffice
from forms.parts.day import DayEnd, Worker
from station.desk.office import Office
from station.domain.codec import case_of
from station.domain.decider_events import CaseAccepted, ResultDispatched
from station.domain.desk_events import ConsultationHeld
from station.domain.event import Event
from station.domain.fact_events import CaseViewed, SheetPrinted
from station.domain.office_events import (
    ActRefused,
    AgentCame,
    BackupMade,
    UnlockFailed,
)
from station.domain.person_events import PersonExported, PersonSheetPrinted, PersonViewed
from station.domain.purging import OF_THE_OFFICE
from station.domain.roster import TELLING, roster
from station.domain.stamp import OFFICIAL_TIME, SYSTEM, Stamp
from station.domain.trail_events import SearchMade, StickUsed
from station.domain.values import Side
from station.domain.window_events import (
    CaseHandedOver,
    CaseOpened,
    CaseReceived,
    ResultDelivered,
)

Counted = Callable[[Event], bool]


def _one_of(*kinds: type[Event]) -> Counted:
    return lambda event: isinstance(event, kinds)


def _in_clear(event: Event) -> bool:
    return isinstance(event, PersonViewed) or (isinstance(event, CaseViewed) and event.revealed)


def _left(event: Event) -> bool:
    saved = isinstance(event, SheetPrinted | PersonSheetPrinted) and event.saved
    return saved or isinstance(event, PersonExported)


ROWS: Sequence[tuple[str, Counted]] = (
    ("登记办件", _one_of(CaseOpened)),
    ("收件", _one_of(CaseReceived)),
    ("报送区里", _one_of(CaseHandedOver)),
    ("受理（村级办结事项）", _one_of(CaseAccepted)),
    ("结果发出", _one_of(ResultDispatched)),
    ("结果送达", _one_of(ResultDelivered)),
    ("咨询", _one_of(ConsultationHeld)),
    ("打印文书", _one_of(SheetPrinted, PersonSheetPrinted)),
    ("查看办件、居民", _one_of(CaseViewed, PersonViewed)),
    ("其中显示完整信息", _in_clear),
    ("查询", _one_of(SearchMade)),
    ("存为文件、导出", _left),
    ("使用 U 盘", _one_of(StickUsed)),
    ("备份", _one_of(BackupMade)),
    ("登录", _one_of(AgentCame)),
    ("输错口令（批）", _one_of(UnlockFailed)),
    ("被拒绝的操作", _one_of(ActRefused)),
)
"""What a day is counted by: words of the sheet, and which entries."""


def day_facts(office: Office, day: date, *, now: Stamp, sheet_number: str, nth: int) -> Facts:
    """Everything that the sheet of this day may know; inside the caller's transaction."""
    events = of_day(office, day)
    head = office.journal.head()
    end = DayEnd(
        day=day, number=head.number, head=head.hash, signs=now.by,
        counts=tuple((words, sum(map(counted, events))) for words, counted in ROWS),
        workers=tuple(_workers(office, events)), cases=_cases(events),
    )  # fmt: skip
    settings = office.settings
    return Facts(
        sheet_number=sheet_number, printed_at=now.at, print_count=nth, agent=now.by,
        practice=office.practice,
        station=SheetOffice(
            code=office.code, name=office.name, phone=settings.office_phone,
            address=settings.office_address,
        ),
        item=Item(code="", name="", version=""), case_number="", applicant=Applicant(name=""),
        day_end=end,
    )  # fmt: skip


def of_day(office: Office, day: date) -> list[Event]:
    """Our entries of this day, in official time."""
    chained = office.journal.chained(Side.STATION, office.journal.head().incarnation)
    return [one.event for one in chained if one.event.at.astimezone(OFFICIAL_TIME).date() == day]


def _workers(office: Office, events: Iterable[Event]) -> Iterable[Worker]:
    known = roster(office.journal.own_of(*TELLING))
    by: dict[str, list[Event]] = {}
    for event in events:
        if event.by != SYSTEM:
            by.setdefault(event.by, []).append(event)
    for name, own in by.items():
        times = [one.at.astimezone(OFFICIAL_TIME) for one in own]
        yield Worker(
            name=name, role=known[name].role if name in known else "", came=min(times),
            last=max(times), entries=len(own),
        )  # fmt: skip


def _cases(events: Iterable[Event]) -> tuple[str, ...]:
    worked = (case_of(one) for one in events if not isinstance(one, OF_THE_OFFICE))
    return tuple(dict.fromkeys(filter(None, worked)))
