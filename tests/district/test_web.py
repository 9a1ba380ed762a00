"""The web desk, as a browser sees it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from station.domain.states import CaseState
from sync import enrol, seal
from sync.district.casedesk import CaseDesk
from sync.district.clerks import Clerks
from sync.district.enrolment import make_code
from sync.district.premises import District
from sync.district.web.app import create_app
from sync.exchange import next_parcel
from tests.district.pair import APPLICANT, CLERK, a_line, a_received_case, request_of, synced
from tests.district.test_clerks import PASSWORD
from tests.office import STATION, WEAK, HandClock

OTHER = "示例另一人"
TEMPLATES = Path(__file__).parents[2] / "sync" / "district" / "web"


class Browser:
    """A clerk with a browser: follows redirects, sends hidden fields back."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse | None = None

    def get(self, path: str) -> str:
        self.page = self.client.get(path, follow_redirects=True)
        return self.page.text

    def post(self, path: str, **fields: str) -> str:
        token = self.token()
        self.page = self.client.post(path, data={"token": token, **fields}, follow_redirects=True)
        return self.page.text

    def token(self) -> str:
        assert self.page is not None
        found = re.search(r'name="token" value="([0-9a-f]{32})"', self.page.text)
        assert found is not None
        return found[1]

    @property
    def status(self) -> int:
        assert self.page is not None
        return self.page.status_code

    @property
    def path(self) -> str:
        assert self.page is not None
        return self.page.request.path

    def log_in(self, name: str = CLERK, password: str = PASSWORD) -> str:
        self.get("/login")
        return self.post("/login", name=name, password=password)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, District]]:
    """One line for all tests here: each brings a case of its own."""
    with a_line(tmp_path_factory.mktemp("web")) as both:
        yield both


@pytest.fixture(scope="module")
def app(line: tuple[Office, District]) -> Flask:
    clerks = Clerks(line[1], WEAK)
    clerks.add(CLERK, PASSWORD)
    clerks.add(OTHER, PASSWORD)
    return create_app(line[1], clerks, https=False)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    browser = Browser(client)
    browser.log_in()
    return browser


@pytest.fixture
def number(line: tuple[Office, District]) -> str:
    number = a_received_case(line[0]).number
    synced(*line)
    return number


def state(line: tuple[Office, District], number: str) -> CaseState:
    return CaseDesk(line[1], CLERK).open(number).case.state


# ---- who is in


def test_without_logging_in_there_is_nothing_to_see(client: FlaskClient, number: str) -> None:
    browser = Browser(client)
    for path in ("/", f"/cases/{number}", "/stations"):
        assert APPLICANT["name"] not in browser.get(path)
        assert browser.path == "/login"


def test_after_logging_in_one_is_where_one_wanted_to_go(client: FlaskClient, number: str) -> None:
    browser = Browser(client)
    browser.get(f"/cases/{number}")
    assert browser.page is not None
    browser.post(browser.page.request.full_path, name=CLERK, password=PASSWORD)
    assert browser.path == f"/cases/{number}"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_the_way_after_log_in_leads_nowhere_else(client: FlaskClient, wanted: str) -> None:
    browser = Browser(client)
    browser.get("/login")
    token = browser.token()
    answer = client.post(
        "/login", query_string={"next": wanted},
        data={"token": token, "name": CLERK, "password": PASSWORD},
    )  # fmt: skip
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_is_told_and_later_has_to_wait(client: FlaskClient) -> None:
    browser = Browser(client)
    browser.get("/login?lang=en")
    for _ in range(3):
        assert "do not belong together" in browser.log_in("示例猜测者", "wrong")
        assert browser.status == 403
    assert "Try again in" in browser.log_in("示例猜测者")
    assert browser.path == "/login"


def test_a_session_ends_by_itself_and_by_logging_out(
    browser: Browser, line: tuple[Office, District]
) -> None:
    browser.get("/")
    assert browser.path == "/"
    assert isinstance(line[1].clock, HandClock)
    line[1].clock.wait(minutes=31)
    browser.get("/")
    assert browser.path == "/login"
    browser.log_in()
    browser.post("/logout")
    browser.get("/")
    assert browser.path == "/login"


def test_who_is_dismissed_sees_nothing_more(
    client: FlaskClient, line: tuple[Office, District]
) -> None:
    browser = Browser(client)
    browser.log_in(OTHER)
    assert browser.path == "/"
    Clerks(line[1], WEAK).dismiss(OTHER)
    browser.get("/")
    assert browser.path == "/login"


# ---- guards


def test_a_form_without_the_token_of_the_session_does_nothing(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    path = f"/cases/{number}/acts/accept"
    for token in ({}, {"token": ""}, {"token": "0" * 32}, {"token": "ä"}):
        answer = browser.client.post(path, data={**token, "official_number": "甲-1"})
        assert answer.status_code == 400
    assert browser.client.post("/login", data={"name": CLERK}).status_code == 400
    assert state(line, number) is CaseState.HANDED_OVER


def test_every_answer_carries_the_guards(browser: Browser, number: str) -> None:
    for path in ("/", f"/cases/{number}", "/stations", "/nowhere", "/static/desk.css"):
        headers = browser.client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        if path != "/static/desk.css":
            assert headers["Cache-Control"] == "no-store"


def test_the_cookie_is_for_this_server_only(
    line: tuple[Office, District], client: FlaskClient
) -> None:
    cookie = client.get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    behind_tls = create_app(line[1], Clerks(line[1], WEAK), https=True).test_client()
    answer = behind_tls.get("/login", base_url="https://localhost")
    assert "__Host-desk=" in answer.headers["Set-Cookie"]
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


def test_the_pages_need_nothing_from_elsewhere_and_no_script(browser: Browser, number: str) -> None:
    for path in ("/", f"/cases/{number}", "/stations", "/login"):
        page = browser.get(path)
        assert "<script" not in page
        assert "style=" not in page
        assert not re.search(r'(src|href|action)="(https?:)?//', page)


def test_what_a_station_wrote_is_text_and_never_markup(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    CaseDesk(line[1], "<b>x</b>").act(
        number, "accept", {"official_number": "<script>alert(1)</script>"}
    )
    page = browser.get(f"/cases/{number}")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<script" not in browser.get("/?q=<script>alert(2)</script>")


# ---- cases


def test_the_list_shows_what_waits_for_the_district_the_most_urgent_first(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    office, _ = line
    draft = StationDesk(office).open("SB-01", {**APPLICANT, "name": "示例未交"}, {}, receive=False)
    synced(*line)
    page = browser.get("/")
    assert number in page
    assert draft.case.number not in page
    assert draft.case.number in browser.get("/?state=all")
    assert draft.case.number in browser.get("/?state=draft")
    assert number in browser.get("/?q=𠮷䶮")
    assert number not in browser.get("/?q=示例未交")
    assert browser.get("/?page=99&state=nonsense")
    assert browser.status == 200


def test_a_case_page_shows_the_case_with_masked_numbers(browser: Browser, number: str) -> None:
    page = browser.get(f"/cases/{number}")
    assert APPLICANT["name"] in page
    assert APPLICANT["id"] not in page
    assert APPLICANT["phone"] not in page
    assert "居民户口簿" in page
    assert "受理" in page


def test_the_numbers_are_shown_in_full_on_request_and_that_is_on_record(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    page = browser.post(f"/cases/{number}/reveal")
    assert APPLICANT["id"] in page
    history = CaseDesk(line[1], CLERK).open(number).case.history
    assert [getattr(entry.event, "revealed", None) for entry in history][-2:] == [False, True]


def test_a_case_is_accepted_reviewed_granted_and_dispatched(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    page = browser.get(f"/cases/{number}")
    found = re.search(r'name="official_number" [^>]*value="([^"]+)"', page)
    assert found is not None
    acts = f"/cases/{number}/acts"
    browser.post(f"{acts}/accept", official_number=found[1])
    assert browser.path == f"/cases/{number}"
    browser.post(f"{acts}/start_review", note="")
    browser.post(f"{acts}/grant", decision_number="示例1号", words="")
    page = browser.post(f"{acts}/dispatch", document="登记表", document_number="", copies="1")
    assert state(line, number) is CaseState.IN_DELIVERY
    assert found[1] in page
    synced(*line)
    assert StationDesk(line[0]).case(number).state is CaseState.IN_DELIVERY


def test_a_refusal_names_reason_and_clause(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    acts = f"/cases/{number}/acts"
    browser.get(f"/cases/{number}")
    browser.post(f"{acts}/accept", official_number=f"甲-{number}")
    page = browser.post(f"{acts}/refuse", decision_number="", reason="不符合条件", basis="")
    assert browser.status == 422
    assert "不符合条件" in page
    assert state(line, number) is CaseState.ACCEPTED
    browser.post(f"{acts}/refuse", decision_number="", reason="不符合条件", basis="示例办法3")
    assert state(line, number) is CaseState.REFUSED


def test_a_return_carries_the_full_list_of_defects(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    browser.post(
        f"/cases/{number}/acts/ask_correction",
        **{
            "defects-0-seq": "1", "defects-0-paper": "申请表", "defects-0-fault": "未签名",
            "defects-0-basis": "", "defects-0-remedy": "补签",
            "defects-1-seq": "2", "defects-1-paper": "居民身份证", "defects-1-fault": "",
            "defects-30-paper": "其他", "defects-30-fault": "缺照片", "defects-30-basis": "示例",
            "defects-9999-fault": "x", "fix_by": "2026-12-01",
        },
    )  # fmt: skip
    case = CaseDesk(line[1], CLERK).open(number).case
    assert case.state is CaseState.CORRECTION
    assert [(one.seq, one.paper, one.fault, one.remedy) for one in case.asked] == [
        (1, "申请表", "未签名", "补签"), (0, "其他", "缺照片", ""),
    ]  # fmt: skip


def test_a_return_without_any_defect_is_refused_and_keeps_what_was_typed(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    page = browser.post(
        f"/cases/{number}/acts/ask_correction",
        **{"defects-0-seq": "1", "defects-0-paper": "申请表", "defects-0-remedy": "补签"},
    )
    assert browser.status == 422
    assert 'value="补签"' in page
    assert state(line, number) is CaseState.HANDED_OVER


def test_what_is_not_lawful_now_is_told_and_nothing_happens(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    for name in ("grant", "archive", "no_such_act"):
        browser.post(f"/cases/{number}/acts/{name}", words="")
        assert browser.status == 422
    browser.get("/cases/330211105203-AA-20261120-9999")
    assert browser.status == 404
    browser.get("/")
    browser.post("/cases/nothing/acts/accept")
    assert browser.status == 404
    assert state(line, number) is CaseState.HANDED_OVER


def test_a_form_larger_than_any_act_is_refused(browser: Browser, number: str) -> None:
    browser.get(f"/cases/{number}")
    browser.post(f"/cases/{number}/acts/grant", words="字" * 100_000)
    assert browser.status == 413


# ---- stations and words


def test_the_stations_page_tells_counts_and_heads(
    browser: Browser, line: tuple[Office, District], number: str
) -> None:
    page = browser.get("/stations")
    with line[0].vault.reading():
        head = line[0].journal.head()
    assert head.hash[:16] in page
    assert f"{head.number} <span" in page
    make_code(line[1], "330211105204", "示例二村")
    assert "尚未登记" in browser.get("/stations?lang=zh")


def test_the_pages_speak_chinese_and_on_request_english(browser: Browser, number: str) -> None:
    assert "待区端办理" in browser.get("/")
    assert "Waiting for us" in browser.get("/?lang=en")
    assert "What can be done now" in browser.get(f"/cases/{number}")
    english = browser.client.get("/login", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert english.status_code == 200
    assert "可以办理" in browser.get(f"/cases/{number}?lang=zh")


def test_every_word_of_the_pages_has_its_chinese() -> None:
    chinese = json.loads((TEMPLATES / "zh_CN.json").read_text("utf-8"))
    said = {
        word
        for page in (TEMPLATES / "templates").glob("*.html")
        for pair in re.findall(r"""_\((?:"([^"]+)"|'([^']+)')\)""", page.read_text("utf-8"))
        for word in pair
        if word
    }
    assert said - set(chinese) == set()


# ---- the line


def test_a_sealed_parcel_is_answered_by_one(
    client: FlaskClient, line: tuple[Office, District]
) -> None:
    post = SyncDesk(line[0])._post()
    answer = client.post("/line", data=post.pack(next_parcel(line[0].line)), headers=PARCEL)
    assert (answer.status_code, answer.content_type) == (200, seal.MEDIA_TYPE)
    assert post.unpack(answer.data).sender == line[1].id
    assert "Set-Cookie" not in answer.headers


PARCEL = {"Content-Type": seal.MEDIA_TYPE}


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
    client: FlaskClient, line: tuple[Office, District]
) -> None:
    made = make_code(line[1], STATION, "示例站")
    key = enrol.code_key(made.code, STATION)
    asked = enrol.ask(request_of(line[0]), key)
    headers = {"Content-Type": enrol.MEDIA_TYPE}
    answer = client.post("/enrol", data=asked, headers=headers)
    assert enrol.read_answer(answer.data, asked, key).district == line[1].id
    wrong = client.post("/enrol", data=asked[:-2], headers=headers)
    assert (wrong.status_code, wrong.json) == (403, {"reason": "enrol-form"})
    assert client.post("/enrol", data=asked).status_code == 415


def test_when_the_server_fails_nobody_is_told_the_data(
    browser: Browser, line: tuple[Office, District], number: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(APPLICANT["id"])

    monkeypatch.setattr(CaseDesk, "view", fail)
    page = browser.get(f"/cases/{number}")
    said = capsys.readouterr()
    assert browser.status == 500
    assert "RuntimeError at test_web.py" in said.err
    for text in (page, said.err, said.out):
        assert APPLICANT["id"] not in text
