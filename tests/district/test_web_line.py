"""The page of stations, the words of all pages, and where stations call."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from station.desk.office import Office
from station.desk.syncing import SyncDesk
from sync import enrol, seal
from sync.district.casedesk import CaseDesk
from sync.district.enrolment import make_code
from sync.district.premises import District
from sync.district.verdicts import give
from sync.district.verify import examine
from sync.turns import next_parcel
from tests.district.browser import Browser
from tests.district.pair import APPLICANT, backed_up, request_of
from tests.office import STATION
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE

TEMPLATES = Path(__file__).parents[2] / "sync" / "district" / "web"
PARCEL = {"Content-Type": seal.MEDIA_TYPE}


def test_the_stations_page_tells_counts_and_heads(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    page = browser.get("/stations")
    with web_line[0].vault.reading():
        head = web_line[0].journal.head()
    assert head.hash[:16] in page
    assert f"{head.number} <span" in page
    make_code(web_line[1], "330211105204", "示例二村")
    assert "尚未接入" in browser.get("/stations?lang=zh")


def test_the_stations_page_shows_the_last_verdict_on_each_journal(
    browser: Browser, web_line: tuple[Office, District]
) -> None:
    figures = "错误: 0 · 待问: 0 · 提示: 0"
    assert figures not in browser.get("/stations?lang=zh")
    give(web_line[1], examine(web_line[1], STATION))
    assert figures in browser.get("/stations?lang=zh")


def test_the_stations_page_tells_that_there_is_no_backup_and_then_how_far_it_goes(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    assert "there is no backup of this district" in browser.get("/stations?lang=en")
    backed_up(*web_line)
    page = browser.get("/stations")
    assert "there is no backup of this district" not in page
    with web_line[0].vault.reading():
        said = web_line[0].line.safety().said
    assert said is not None
    assert f"<dd>{said.through} · " in page


def test_when_the_server_fails_nobody_is_told_the_data(
    browser: Browser, web_line: tuple[Office, District], number: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(APPLICANT["id"])

    monkeypatch.setattr(CaseDesk, "view", fail)
    page = browser.get(f"/cases/{number}")
    said = capsys.readouterr()
    assert browser.status == 500
    assert "RuntimeError at test_web_line.py" in said.err
    for text in (page, said.err, said.out):
        assert APPLICANT["id"] not in text


def test_the_pages_speak_chinese_and_on_request_english(browser: Browser, number: str) -> None:
    assert "待区端办理" in browser.get("/")
    assert "Waiting for us" in browser.get("/?lang=en")
    assert "What can be done now" in browser.get(f"/cases/{number}")
    english = browser.client.get("/login", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert english.status_code == 200
    assert "可以办理" in browser.get(f"/cases/{number}?lang=zh")


def test_a_sealed_parcel_is_answered_by_one(
    client: FlaskClient, web_line: tuple[Office, District]
) -> None:
    post = SyncDesk(web_line[0])._post()
    answer = client.post("/line", data=post.pack(next_parcel(web_line[0].line)), headers=PARCEL)
    assert (answer.status_code, answer.content_type) == (200, seal.MEDIA_TYPE)
    assert post.unpack(answer.data).sender == web_line[1].id
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("data", "headers", "code", "why"),
    [
        (b"", PARCEL, 400, "magic"),
        (b"<html>", PARCEL, 400, "magic"),
        (b"STATION\n\1\1", PARCEL, 400, "cut"),
        (b"STATION\n", {"Content-Type": "text/plain"}, 415, "no-parcel"),
    ],
)
def test_what_is_no_parcel_is_declined_with_its_reason(
    client: FlaskClient, data: bytes, headers: dict[str, str], code: int, why: str
) -> None:
    answer = client.post("/line", data=data, headers=headers)
    assert (answer.status_code, answer.json) == (code, {"reason": why})


def test_more_than_a_parcel_may_hold_is_not_read(client: FlaskClient) -> None:
    answer = client.post("/line", data=bytes(seal.MAX_SEALED + 1), headers=PARCEL)
    assert answer.status_code == 413
    assert client.get("/line").status_code in (303, 405)


def test_a_station_enrols_over_the_network(
    client: FlaskClient, web_line: tuple[Office, District]
) -> None:
    made = make_code(web_line[1], STATION, "示例站")
    key = enrol.code_key(made.code, STATION)
    asked = enrol.ask(request_of(web_line[0]), key)
    headers = {"Content-Type": enrol.MEDIA_TYPE}
    answer = client.post("/enrol", data=asked, headers=headers)
    assert enrol.read_answer(answer.data, asked, key).district == web_line[1].id
    wrong = client.post("/enrol", data=asked[:-2], headers=headers)
    assert (wrong.status_code, wrong.json) == (403, {"reason": "enrol-form"})
    assert client.post("/enrol", data=asked).status_code == 415
