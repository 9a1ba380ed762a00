"""The pages of the manual for the day on which something happened, followed word for word."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from station.desk.agents import AgentDesk
from station.desk.copying import make_backup
from station.desk.printing import PrintDesk
from station.domain.recovery_events import RecoverySealed
from sync.district.clock import WallClock
from sync.district.premises import enter
from sync.district.recovery import make_key
from tests.desk.printers import a_printing_system
from tests.district.pair import SECRET, a_district, a_received_case, join, synced
from tests.district.test_commands import a_server
from tests.forms.reading import rows_on
from tests.manual.drill import Drill
from tests.manual.page import Typed
from tests.office import NEW, PASSPHRASE, STATION, WEAK, HandClock, an_office

LEAD, COLLEAGUE = "示例甲", "示例乙"
SECOND = "示例 第二位 另外一个 口令 qwx"
"""What the colleague knows."""
FRESH = "示例 换过以后 的新口令 一二 zk"
"""What whoever changes a passphrase takes."""
INI = "[station]\nlanguage = en\n[backup]\ndaily = no\n"


@pytest.fixture
def drill(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Drill:
    """A station of two agents on the line, one case that the district has, a backup in the safe,
    and one case more that nobody has but the station."""
    drill = Drill(tmp_path, capsys, monkeypatch)
    drill.knows = {LEAD: PASSPHRASE, COLLEAGUE: SECOND, "district": SECRET}
    drill.takes = {LEAD: FRESH}
    safe, stick, printed = (tmp_path / name for name in ("safe", "stick", "printed"))
    drill.names = {
        "SAFE": str(safe), "STICK": str(stick), "STATION": STATION, "NEWEST": "day.station",
        "PRINTED": str(printed),
    }  # fmt: skip
    custodians = [tmp_path / "one", tmp_path / "two"]
    drill.names |= {f"CUSTODIAN-{n}": str(place) for n, place in enumerate(custodians, start=1)}
    for folder in (safe, stick, printed, *custodians):
        folder.mkdir()
    for where in ("station", "new-computer"):
        drill.home(where).mkdir()
        (drill.home(where) / "station.ini").write_text(INI, "utf-8")
    clock = HandClock()
    with (
        a_district(drill.home("district"), clock) as district,
        an_office(drill.home("station"), clock, replace(NEW, agent=LEAD)) as office,
    ):
        join(office, district)
        AgentDesk(office).add(COLLEAGUE, SECOND)
        a_received_case(office)
        synced(office, district)
        make_backup(office, safe / "day.station")
        a_received_case(office)
    return drill


def opens(drill: Drill, agent: str, passphrase: str, home: str) -> bool:
    """Whether somebody comes in at this computer, at a passphrase they know."""
    drill.knows[agent] = passphrase
    return drill.type(Typed(where=home, words=("find", "示例", "--agent", agent))) == 0


def test_a_sheet_is_checked_at_its_station_and_at_the_district(drill: Drill) -> None:
    with an_office(drill.home("station"), HandClock(), replace(NEW, agent=LEAD)) as office:
        number = a_received_case(office).number
        PrintDesk(office).print("F01", number, out=Path(drill.names["PRINTED"]) / "receipt.pdf")

    drill.follow("check-a-sheet")

    assert "genuine" in drill.said or "真实" in drill.said
    assert (Path(drill.names["STICK"]) / "certificate.json").is_file()


@pytest.mark.skipif(os.name == "nt", reason="shell scripts print")
def test_a_sheet_that_waits_is_found_by_the_commands_of_the_page(
    drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_printing_system(tmp_path / "cups", monkeypatch).does("lp", "refuses")
    with an_office(drill.home("station"), HandClock(), replace(NEW, agent=LEAD)) as office:
        made = PrintDesk(office).print("F01", a_received_case(office).number)

    drill.follow("printing")

    assert made.number in drill.said


def test_a_stick_there_and_back_brings_the_words_of_the_district(drill: Drill) -> None:
    drill.follow("line")

    assert drill.type(Typed(where="station", words=("news", "--agent", LEAD))) == 0
    assert "Meeting" in drill.said


def test_who_leaves_opens_nothing_any_more_but_the_copies_of_before(drill: Drill) -> None:
    shutil.copytree(drill.home("station"), drill.home("copied away"))

    drill.follow("agent-leaves")

    assert not opens(drill, COLLEAGUE, SECOND, "station")
    assert opens(drill, LEAD, PASSPHRASE, "station")
    assert opens(drill, COLLEAGUE, SECOND, "copied away"), "the page says so"


def test_a_dead_disk_costs_what_came_after_the_backup_and_nothing_more(drill: Drill) -> None:
    drill.follow("dead-disk")

    assert drill.type(Typed(where="new-computer", words=("find", "示例", "--agent", LEAD))) == 0
    assert drill.said.count(f"{STATION}-") == 1, "the case of the backup, and not the one after it"
    assert drill.type(Typed(where="new-computer", words=("verify", "--agent", LEAD))) == 0, (
        drill.said
    )
    assert drill.type(Typed(where="district", words=("district", "verify", STATION))) == 0


def sealed_keys(drill: Drill) -> set[str]:
    """The data keys of the station that the recovery key of its district opens."""
    with (
        enter(drill.home("district"), SECRET, clock=WallClock()) as district,
        district.vault.reading(),
    ):
        told = district.casebook.journal(STATION).of_kind(RecoverySealed)
    return {one.key for _, one in told if isinstance(one, RecoverySealed)}


def test_a_stolen_computer_speaks_for_the_station_no_more(drill: Drill) -> None:
    clock, custodians = HandClock(), [Path(drill.names[f"CUSTODIAN-{n}"]) for n in (1, 2)]
    with (
        a_district(drill.home("district"), clock) as district,
        an_office(drill.home("station"), clock, replace(NEW, agent=LEAD)) as office,
    ):
        make_key(district, *custodians, again=False)
        synced(office, district)
        synced(office, district)
    stolen, opened_by_the_district = drill.home("station"), sealed_keys(drill)

    @contextmanager
    def network() -> Iterator[None]:
        drill.code = re.findall(r"one-time code: (.*)", drill.said)[-1]
        with (
            enter(drill.home("district"), SECRET, clock=WallClock()) as district,
            a_server(district) as url,
        ):
            drill.names["URL"] = url
            yield

    drill.follow("stolen-laptop", around={6: network})

    assert opens(drill, LEAD, PASSPHRASE, "station"), f"what lies in {stolen} opens as it did"
    assert opened_by_the_district
    assert not opened_by_the_district & sealed_keys(drill), "the old slot of the district is gone"
    assert sealed_keys(drill), "the new vault has one"
    out = Typed(where="station", words=("stick", "out", "STICK", "--agent", LEAD))
    assert drill.type(out) == 0
    assert drill.type(Typed(where="district", words=("district", "stick", "STICK"))) == 1, (
        drill.said
    )
    assert not opens(drill, LEAD, PASSPHRASE, "new-computer")
    assert opens(drill, LEAD, FRESH, "new-computer")


def test_who_forgot_the_passphrase_is_let_in_by_two_custodians(
    drill: Drill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("station.storage.keys.calibrate", lambda timer: WEAK)

    def with_halves() -> AbstractContextManager[None]:
        for part, place in (("a", "CUSTODIAN-1"), ("b", "CUSTODIAN-2")):
            (file,) = Path(drill.names[place]).iterdir()
            drill.names[f"HALF-{part.upper()}"] = str(file)
        return nullcontext()

    def forgotten() -> AbstractContextManager[None]:
        drill.knows[LEAD] = "forgotten"
        return nullcontext()

    def from_paper(sheet: str) -> AbstractContextManager[None]:
        drill.types = f"{rows_on((tmp_path / 'printed' / sheet).read_bytes())}\n\n"
        half = Path(drill.names["CUSTODIAN-1"], "half.pdf").read_bytes()
        drill.rows = iter((*rows_on(half).splitlines(), ""))
        return nullcontext()

    drill.follow(
        "forgotten-passphrase",
        around={
            1: with_halves, 6: forgotten, 11: forgotten,
            12: lambda: from_paper("request.pdf"), 13: lambda: from_paper("request.pdf"),
            14: lambda: from_paper("answer.pdf"),
        },
    )  # fmt: skip

    assert not opens(drill, LEAD, PASSPHRASE, "station")
    assert opens(drill, LEAD, FRESH, "station")
    assert opens(drill, COLLEAGUE, SECOND, "station")
    assert drill.type(Typed(where="station", words=("verify", "--agent", LEAD))) == 0, drill.said
