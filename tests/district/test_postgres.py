"""The district's book on a PostgreSQL server: what a server does that a file does not."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import peewee
import psycopg
import pytest

from station.desk.office import Office
from station.storage.copies import Watch
from station.storage.faults import VaultTooNew
from station.storage.vault import Vault
from sync.district.backups import BackupRefused, make_backup
from sync.district.enrolment import make_code
from sync.district.founding import AlreadyADistrict, make
from sync.district.identity import SecretsStrange
from sync.district.postgres import PostgresStore, open_store
from sync.district.premises import District, NotADistrict, enter
from sync.district.schema import MIGRATIONS, TABLES
from sync.district.serverfaults import (
    NotAlone,
    ServerBusy,
    ServerRefuses,
    ServerUnreachable,
    ServerUnsafe,
)
from sync.district.verify import examine, examine_file
from tests.district.pair import (
    NEW_DISTRICT,
    SECRET,
    a_district,
    a_line,
    a_received_case,
    assert_same_journals,
    synced,
)
from tests.district.three import THERE
from tests.office import STATION, WEAK, HandClock
from tests.postgres import Server, on_server, store_of

HERE = STATION


@pytest.fixture(autouse=True)
def _on_the_server(_postgres: Server) -> Iterator[None]:
    with on_server(_postgres):
        yield


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    with a_district(tmp_path / "district") as district:
        make_code(district, HERE, "示例站")
        make_code(district, THERE, "示例新村")
        yield district


def _columns(district: District) -> dict[str, list[str]]:
    with district.vault.reading():
        return {
            table: sorted(one.name for one in district.vault.db.get_columns(table))
            for table in TABLES
        }


def test_file_and_server_have_the_same_tables_with_the_same_columns(
    tmp_path: Path, district: District
) -> None:
    with on_server(None), a_district(tmp_path / "file") as other:
        assert isinstance(other.vault, Vault)
        assert _columns(other) == _columns(district)
    with district.vault.reading():
        cut = district.vault.sql(
            "SELECT inhparent::regclass::text, count(*) FROM pg_inherits"
            " JOIN pg_class ON pg_class.oid = inhparent WHERE relkind = 'p' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    assert cut == [("entry", 16), ("link", 16)]


@pytest.mark.parametrize("change", ["DELETE FROM entry", "UPDATE entry SET digest = ''"])
def test_the_journal_keeps_everything_on_a_server_too(tmp_path: Path, change: str) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        synced(office, district)
        with pytest.raises(peewee.PeeweeException, match=r"journal keeps|cannot be changed"):  # noqa: SIM117
            with district.vault.transaction():
                district.vault.sql(change)
        assert_same_journals(office, district)


def test_two_lines_are_written_at_the_same_time(district: District) -> None:
    both_inside = Barrier(2, timeout=30)

    def write(station: str) -> None:
        with district.vault.transaction(station):
            both_inside.wait()

    writers = [Thread(target=write, args=(one,)) for one in (HERE, THERE)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert not both_inside.broken


@pytest.mark.parametrize("first", [HERE, ""])
@pytest.mark.parametrize("second", [HERE, ""])
def test_one_line_and_the_whole_have_one_writer_each(
    district: District, first: str, second: str
) -> None:
    told: list[str] = []

    def write() -> None:
        with district.vault.transaction(second):
            told.append("second")

    waits = Thread(target=write)
    with district.vault.transaction(first):
        waits.start()
        _until_somebody_waits(store_of(district.home))
        told.append("first")
    waits.join()
    assert told == ["first", "second"]


def _until_somebody_waits(address: str) -> None:
    question = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with psycopg.connect(address, autocommit=True) as beside:
        while beside.execute(question).fetchone() == (0,):
            pass


def test_a_line_is_written_by_one_program_as_often_as_it_likes(district: District) -> None:
    for _ in range(12):  # the driver prepares what it has seen five times
        with district.vault.transaction(HERE):
            district.vault.sql("UPDATE station SET forked = forked || ' ' WHERE code = ?", HERE)
    with district.vault.reading():
        rows = district.vault.ask("SELECT forked FROM station WHERE code = ?", HERE)
    assert rows == [("[]" + 12 * " ",)]
    assert district.vault.ask("SELECT count(*) FROM station") == [(2,)]


def test_who_waits_too_long_for_a_line_is_told_and_may_try_again(district: District) -> None:
    with psycopg.connect(store_of(district.home)) as beside:
        beside.execute("SELECT pg_advisory_xact_lock(330211, 0)")
        with district.vault.reading():
            district.vault.sql("SET lock_timeout = '10ms'")
        with pytest.raises(ServerBusy), district.vault.transaction(HERE):
            pass
    with district.vault.transaction(HERE):
        assert not district.vault.alone


def test_who_is_on_one_line_does_not_write_on_another(district: District) -> None:
    with pytest.raises(NotAlone), district.vault.transaction(HERE):  # noqa: SIM117
        with district.vault.transaction(THERE):
            pass
    with pytest.raises(RuntimeError), district.vault.reading():  # noqa: SIM117
        with district.vault.transaction():
            pass
    with pytest.raises(RuntimeError):
        district.vault.sql("SELECT 1")


def test_a_connection_that_is_cut_is_told_and_the_next_visit_has_a_new_one(
    district: District,
) -> None:
    def lose(last: str) -> None:
        with district.vault.transaction():
            district.vault.sql("UPDATE station SET name = 'lost'")
            _cut_off(store_of(district.home))
            if last:
                district.vault.sql(last)

    for last in ("SELECT 1", ""):  # while something is asked, and at the very end
        with pytest.raises(ServerUnreachable):
            lose(last)
    with district.vault.reading():
        names = district.vault.sql("SELECT name FROM station ORDER BY code").fetchall()
    assert names == [("示例站",), ("示例新村",)]


def _cut_off(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as beside:
        beside.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'station-district' AND datname = current_database()"
        )


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(ServerUnreachable) as told:
        open_store(f"postgresql://me:s3cret@/x?host={tmp_path}", MIGRATIONS)
    assert "s3cret" not in f"{told.value} {told.value.hint}"
    with pytest.raises(ServerRefuses) as told_too:
        open_store("postgresql://me:s3cret@/x?no_such_word=s3cret", MIGRATIONS)
    assert "s3cret" not in f"{told_too.value} {told_too.value.hint}"


def test_a_server_elsewhere_has_to_prove_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def connect(conninfo: str, **_: object) -> None:
        asked.append(conninfo)
        raise psycopg.OperationalError("not now")

    monkeypatch.setattr(psycopg, "connect", connect)
    for url in ("postgresql://db.example/x", "postgresql://db.example/x?sslmode=disable"):
        with pytest.raises(ServerUnreachable):
            open_store(url, MIGRATIONS)
    assert ["sslmode=verify-full" in one for one in asked] == [True, False]


def test_a_server_that_confirms_before_it_has_written_is_not_used(district: District) -> None:
    with psycopg.connect(store_of(district.home), autocommit=True) as beside:
        name = beside.execute("SELECT current_database()").fetchone()
        assert name is not None
        beside.execute(f"ALTER DATABASE {name[0]} SET synchronous_commit = off".encode())
    with pytest.raises(ServerUnsafe, match="synchronous_commit"):
        enter(district.home, SECRET, clock=HandClock(), store=store_of(district.home))


def test_a_book_of_a_newer_program_is_left_alone(district: District) -> None:
    with district.vault.transaction():
        district.vault.sql("INSERT INTO schema_step (number) VALUES (99)")
    with pytest.raises(VaultTooNew):
        enter(district.home, SECRET, clock=HandClock(), store=store_of(district.home))


def test_a_server_holds_one_district_and_opens_to_its_own_keys(
    tmp_path: Path, district: District
) -> None:
    there = store_of(district.home)
    with pytest.raises(AlreadyADistrict):
        make(tmp_path / "second", NEW_DISTRICT, clock=HandClock(), cost=WEAK, store=there)
    assert not (tmp_path / "second" / "keyslots.json").exists()
    with on_server(None), a_district(tmp_path / "file", HandClock(seed="another")):
        pass
    with pytest.raises(SecretsStrange):
        enter(tmp_path / "file", SECRET, clock=HandClock(), store=there)
    with pytest.raises(NotADistrict):
        enter(tmp_path / "file", SECRET, clock=HandClock(), store=store_of(tmp_path / "empty"))


def test_the_secrets_of_the_district_are_sealed_on_a_server(district: District) -> None:
    code = make_code(district, HERE, "示例站")
    secrets = [
        district.keys.signing.hex(), district.keys.receiving.hex(), district.session_key.hex(),
        code.code,
    ]  # fmt: skip
    with district.vault.reading():
        said = "\n".join(
            str(district.vault.sql(f"SELECT * FROM {table}").fetchall()) for table in TABLES
        )
    assert re.search("示例站", said)
    assert [one for one in secrets if one in said] == []


def test_what_is_gone_is_gone_from_the_servers_files(tmp_path: Path) -> None:
    with a_line(tmp_path) as (office, district):
        a_received_case(office)
        synced(office, district)
        with district.vault.transaction():
            district.vault.sql("DELETE FROM clock_row")
        assert isinstance(district.vault, PostgresStore)
        district.vault.rewrite()
        with district.vault.reading():
            size = district.vault.sql("SELECT pg_relation_size('clock_row')").fetchone()
        assert size == (0,)


def test_everything_is_looked_at_as_in_a_file(line: tuple[Office, District]) -> None:
    office, district = line
    a_received_case(office)
    synced(office, district)
    examine_file(district)
    found = examine(district, office.code)
    assert not found.faults
    assert {one.writer for one in found.lives} == {office.code}


def test_the_backups_of_a_server_are_made_by_who_looks_after_it(
    tmp_path: Path, district: District
) -> None:
    with pytest.raises(BackupRefused) as refused:
        make_backup(district, tmp_path / "copy.district", Watch())
    assert "--begin" in refused.value.hint
