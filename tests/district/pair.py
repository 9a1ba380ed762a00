"""A district for tests, and a station that speaks with it: real vaults, real keys, no network."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station.desk.cases import CaseDesk, all_papers
from station.desk.joining import keep_district, seal_to_district
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.case import Case
from station.domain.states import CaseState
from sync import enrol
from sync.district import backups
from sync.district.casedesk import CaseDesk as ClerkDesk
from sync.district.enrolment import admit, make_code
from sync.district.founding import NewDistrict, make
from sync.district.intake import book, receive
from sync.district.premises import District, enter
from sync.enrol import Request
from sync.errors import NoAnswer, NotOurs, Refused
from sync.exchange import SyncReport
from sync.turns import next_parcel
from tests import makers
from tests.office import WEAK, HandClock, an_office
from tests.postgres import store_of

DISTRICT = "330211"
SECRET = "一个 只有 测试 才知道的 区端口令 xyz"
PENSION = "SB-01"
CLERK = "示例审批员"
OTHER = "330211105299"
"""A station that never enrolled."""
NEW_DISTRICT = NewDistrict(id=DISTRICT, name="示例区政务服务中心", passphrase=SECRET)
APPLICANT = {
    "name": "示例𠮷䶮", "id": makers.id_number(), "phone": "13800005678",
    "address": "示例镇示例村1号",
}  # fmt: skip


@contextmanager
def a_district(folder: Path, clock: HandClock | None = None) -> Iterator[District]:
    """The district in this folder, made if need be, closed at the end."""
    clock = clock or HandClock(seed="district")
    store = store_of(folder)
    made = (folder / ("keyslots.json" if store else "district.db")).exists()
    district = (
        enter(folder, SECRET, clock=clock, store=store)
        if made
        else make(folder, NEW_DISTRICT, clock=clock, cost=WEAK, store=store)
    )
    with district:
        yield district


class Direct:
    """A road on which the district answers in the same call, as over HTTP. Where parcels have
    `long_run` entries or more, it reads them later."""

    def __init__(self, district: District, long_run: int | None = None) -> None:
        self._district = district
        self._long_run = long_run
        self._come: list[bytes] = []

    def deliver(self, parcel: bytes) -> None:
        try:
            self._come.append(receive(self._district, parcel, long_run=self._long_run))
        except (NotOurs, Refused) as fault:
            raise NoAnswer("declined", declined=fault) from fault

    def collect(self) -> Iterator[bytes]:
        while self._come:
            yield self._come.pop(0)


def join(office: Office, district: District) -> None:
    """Enrol a station without a network: the messages that `SyncDesk.join` exchanges."""
    code = make_code(district, office.code, office.name).code
    key = enrol.code_key(code, office.code)
    request = request_of(office)
    asked = enrol.ask(request, key)
    answer = enrol.read_answer(admit(district, asked), asked, key)
    with office.vault.reading():
        keys = SyncDesk(office)._keys()
    keep_district(office, answer, keys, "")
    seal_to_district(office)


def request_of(office: Office) -> Request:
    with office.vault.reading():
        return Request(
            station=office.code, name=office.name, incarnation=office.line.incarnation(),
            keys=SyncDesk(office)._keys().public(), nonce=office.clock.chance(16).hex(), app="t",
        )  # fmt: skip


def synced(office: Office, district: District, long_run: int | None = None) -> SyncReport:
    """Hand over what was received, and exchange everything."""
    desk = SyncDesk(office)
    desk.hand_over()
    road = Direct(district, long_run)
    return desk._exchange(road, desk._post(), lambda _: None, lambda: False)


def backed_up(office: Office, district: District) -> SyncReport:
    """Exchange everything; somebody makes a backup of the district; and the station hears of it."""
    synced(office, district)
    backups.done(district, backups.begin(district))
    return synced(office, district)


def a_received_case(office: Office, item: str = PENSION) -> Case:
    """A case with all its papers, in the station's hands."""
    desk = CaseDesk(office)
    return desk.open(item, APPLICANT, all_papers(office.item(item)), receive=True).case


@contextmanager
def a_line(folder: Path) -> Iterator[tuple[Office, District]]:
    """A station and its district that know each other."""
    with a_district(folder / "district") as district, an_office(folder / "station") as office:
        with office.vault.reading():
            joined = office.line.peer
        if not joined:
            join(office, district)
        yield office, district


def state_at(district: District, number: str) -> CaseState:
    return ClerkDesk(district, CLERK).open(number).case.state


def assert_same_journals(office: Office, district: District) -> None:
    memory = book(district, office.code)
    with office.vault.reading(), district.vault.reading():
        ours = office.journal.head()
        assert ours.number == memory.held(ours.incarnation)
        assert ours.hash == memory.theirs(ours.incarnation, ours.number)
        theirs = office.line.district_head()
        assert (theirs.number, theirs.hash) == (memory.written(), memory.mine(memory.written()))


def frame_of(office: Office) -> bytes:
    return SyncDesk(office)._post().pack(next_parcel(office.line))


def another_applicant() -> dict[str, str]:
    return {"name": "示例甲", "id": makers.id_number(), "phone": "13800005678", "address": "示例"}
