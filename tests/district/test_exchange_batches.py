"""Batches for other systems: what is new goes out once, whole, and stands on record."""

import errno
import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from station.storage.instance import Instance
from sync.district.ledger import Batch, Ledger, Sent
from sync.district.national import batches as desk
from sync.district.national.batches import ExchangeFailed, batches, export, is_genuine
from sync.district.national.files import CannotWrite
from sync.district.premises import District
from sync.district.records import RecordDesk
from tests.district.exchanged import (
    CODES,
    PLAN,
    a_line_with_codes,
    a_story,
    exported,
    operations,
    rows,
    tables,
    wish,
)
from tests.district.keeping import a_keeping_place, frozen_there, wait
from tests.district.pair import CLERK
from tests.district.story import Line, Story, accept
from tests.office import HandClock


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with a_line_with_codes(tmp_path) as line:
        yield line


@pytest.fixture
def story(line: Line) -> Story:
    return a_story(line).district(accept("0001"))


def left_in(district: District) -> list[str]:
    return sorted(path.name for path in wish(district).out.glob("*"))


# ---- what is new


def test_what_was_handed_out_is_not_handed_out_again(story: Story) -> None:
    district = story.line[1]
    assert operations(exported(district)) == {
        "up_pro_accept": "I", "up_pro_process": "III", "up_pro_material": "III",
    }  # fmt: skip
    assert export(district, wish(district)) is None

    story.district("start_review")
    assert operations(exported(district)) == {"up_pro_process": "I"}
    assert left_in(district) == ["2026112000001", "2026112000002"]


def test_what_became_different_replaces_what_it_was(story: Story) -> None:
    district = story.line[1]
    before = tables(exported(district))["up_pro_material"]
    story.district("start_review", ("forward", {"to": "示例市局"}))
    made = exported(district)
    story.district(("grant", {"decision_number": "示例字1号"}))
    again = exported(district)

    assert operations(made)["up_pro_result"] == "I"
    assert operations(again)["up_pro_result"] == "U"
    assert (
        tables(made)["up_pro_result"][0]["row_guid"]
        == (tables(again)["up_pro_result"][0]["row_guid"])
    )
    results = [tables(one)["up_pro_result"][0]["result_type"] for one in (made, again)]
    assert results == ["4", "0"]
    assert len(before) == 3


def test_what_is_gone_is_told_as_gone(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    district = story.line[1]
    first = tables(exported(district))["up_pro_material"]
    without = tuple(table for table in desk.TABLES if table.name != "up_pro_material")
    monkeypatch.setattr("sync.district.national.rows.TABLES", without)
    story.district("start_review")
    gone = tables(exported(district))["up_pro_material"]

    assert [row["cd_operation"] for row in gone] == ["D", "D", "D"]
    assert {row["row_guid"] for row in gone} == {row["row_guid"] for row in first}
    assert {row["project_no"] for row in gone} == {"甲-0001"}


def test_each_system_gets_all_of_it(story: Story) -> None:
    district = story.line[1]
    exported(district)
    other = exported(district, to="示例市平台")
    assert operations(other)["up_pro_process"] == "III"
    assert export(district, wish(district, to="示例市平台")) is None


def test_a_system_that_lost_everything_gets_everything_anew(story: Story) -> None:
    district = story.line[1]
    first = tables(exported(district))
    story.district("start_review")
    full = exported(district, full=True)
    assert operations(full)["up_pro_process"] == "IIII"
    assert first["up_pro_accept"][0]["row_guid"] == tables(full)["up_pro_accept"][0]["row_guid"]
    assert export(district, wish(district)) is None


def test_other_codes_make_other_rows(story: Story) -> None:
    district = story.line[1]
    exported(district)
    own = {"list": "project_type", "word": "promised", "code": "8"}
    codes = [own, *CODES]
    (district.home / "exchange.json").write_text(json.dumps({**PLAN, "codes": codes}), "utf-8")
    made = exported(district)
    assert operations(made) == {"up_pro_accept": "U"}
    assert tables(made)["up_pro_accept"][0]["project_type"] == "8"


def test_numbers_go_up_also_where_the_clock_went_back(story: Story) -> None:
    district = story.line[1]
    first = exported(district)
    assert isinstance(district.clock, HandClock)
    story.district("start_review")
    district.clock.time -= timedelta(days=30)
    second = exported(district)
    assert (first.batch.number, second.batch.number) == (2026112000001, 2026112000002)


# ---- on record


def test_a_batch_is_on_record_as_the_district_signed_it(story: Story) -> None:
    district = story.line[1]
    made = exported(district)
    folder = Path(made.batch.folder)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    (kept,) = batches(district)

    assert is_genuine(district, kept)
    assert manifest["says"].encode() == kept.body
    assert kept.says["by"] == "示例审批员"
    assert kept.says["to"] == "示例省平台"
    for name, digest in kept.says["files"].items():
        assert sha256((folder / f"{name}.csv").read_bytes()).hexdigest() == digest
    with district.vault.transaction():
        district.vault.sql("UPDATE exchange_batch SET body = ?", kept.body.replace(b"1", b"2"))
    assert not is_genuine(district, batches(district)[0])


def test_what_is_missing_stands_in_a_list_beside(story: Story) -> None:
    district = story.line[1]
    (district.home / "exchange.json").unlink()
    made = exported(district)
    told = rows(Path(made.batch.folder) / "faults.csv")
    assert {(row["table"], row["column"]) for row in told} == {gap[:2] for gap in made.gaps}
    assert ("*", "data_source") in {gap[:2] for gap in made.gaps}
    assert all(row["what"] and row["next"] for row in told)
    assert len(told) == made.batch.says["faults"] == sum(gap[2] for gap in made.gaps)


# ---- cut short


def test_a_full_disk_leaves_nothing_behind(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    district = story.line[1]

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(CannotWrite, match="full"):
            export(district, wish(district))
    assert (left_in(district), batches(district)) == ([], [])
    assert operations(exported(district))["up_pro_process"] == "III"


class Killed(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("where", ["land", "finish"])
def test_a_batch_that_was_cut_off_gets_its_name_the_next_time(
    story: Story, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    district = story.line[1]

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        real = Ledger.record
        patch.setattr(
            Ledger, "record",
            lambda *given, **more: (real(*given, **more), patch.setattr(desk, where, killed)),
        )  # fmt: skip
        with pytest.raises(Killed):
            export(district, wish(district))
    assert left_in(district) == ["2026112000001.part"]

    assert export(district, wish(district)) is None
    assert left_in(district) == ["2026112000001"]
    assert len(rows(wish(district).out / "2026112000001" / "up_pro_process.csv")) == 3


def test_nothing_is_on_record_that_was_not_written(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = story.line[1]

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "remember", killed)
        with pytest.raises(Killed):
            export(district, wish(district))
    assert (left_in(district), batches(district)) == ([], [])
    assert operations(exported(district))["up_pro_process"] == "III"


def test_a_folder_that_is_gone_before_it_had_its_name_is_told_once(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = story.line[1]
    exported(district)
    with district.vault.transaction():
        district.vault.sql("UPDATE exchange_batch SET landed = 0")
    shutil.rmtree(wish(district).out)
    with pytest.raises(ExchangeFailed):
        export(district, wish(district))
    assert operations(exported(district, full=True))["up_pro_process"] == "III"


def test_two_at_a_time_are_not_made(story: Story) -> None:
    district = story.line[1]
    lock = Instance.take(district.home / "exchange.lock", now=district.clock.now())
    with pytest.raises(ExchangeFailed):
        export(district, wish(district))
    lock.release()
    assert export(district, wish(district))


# ---- whose term is over


def test_records_that_are_only_stored_go_nowhere(story: Story) -> None:
    district = story.line[1]
    with district.vault.transaction():
        district.vault.sql("UPDATE case_row SET frozen = 1 WHERE number = ?", story.number)
    assert export(district, wish(district)) is None
    assert export(district, wish(district, full=True)) is None


def test_what_is_purged_is_forgotten_among_what_went_out(tmp_path: Path) -> None:
    with a_keeping_place(tmp_path) as line:
        case, ledger = frozen_there(line), Ledger(line[1].vault)
        row = Sent(guid="1", table="up_pro_accept", number=case.number, digest="")
        body = Batch(number=1, body=b"", signature=b"", folder="", landed=True)
        with line[1].vault.transaction():
            ledger.record(body, "示例", upto={}, makings="")
            ledger.remember("示例", 1, [row])
        wait(line, 8 * 366)
        assert [why for _, why in RecordDesk(line[1], CLERK).purge()] == [None]
        with line[1].vault.reading():
            assert not ledger.sent("示例", case.number)
