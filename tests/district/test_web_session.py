"""Who is at the web desk, and what guards every page."""

import re

import pytest
from flask.testing import FlaskClient

from station.desk.office import Office
from station.domain.states import CaseState
from sync.district.casedesk import CaseDesk
from sync.district.clerks import Clerks
from sync.district.premises import District
from sync.district.web.app import create_app
from tests.district.browser import COLLEAGUE, Browser, state
from tests.district.pair import APPLICANT, CLERK
from tests.district.test_clerks import PASSWORD
from tests.office import WEAK, HandClock


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


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example",
     "/\r/evil.example", "/\n/evil.example", "/./\\evil.example"],
)  # fmt: skip
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
    browser: Browser, web_line: tuple[Office, District]
) -> None:
    browser.get("/")
    assert browser.path == "/"
    assert isinstance(web_line[1].clock, HandClock)
    web_line[1].clock.wait(minutes=31)
    browser.get("/")
    assert browser.path == "/login"
    browser.log_in()
    browser.post("/logout")
    browser.get("/")
    assert browser.path == "/login"


def test_who_is_dismissed_sees_nothing_more(
    client: FlaskClient, web_line: tuple[Office, District]
) -> None:
    browser = Browser(client)
    browser.log_in(COLLEAGUE)
    assert browser.path == "/"
    Clerks(web_line[1], WEAK).dismiss(COLLEAGUE)
    browser.get("/")
    assert browser.path == "/login"


def test_a_form_without_the_token_of_the_session_does_nothing(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    path = f"/cases/{number}/acts/accept"
    for token in ({}, {"token": ""}, {"token": "0" * 32}, {"token": "ä"}):
        answer = browser.client.post(path, data={**token, "official_number": "甲-1"})
        assert answer.status_code == 400
    assert browser.client.post("/login", data={"name": CLERK}).status_code == 400
    assert state(web_line, number) is CaseState.HANDED_OVER


def test_every_answer_carries_the_guards(browser: Browser, number: str) -> None:
    for path in ("/", f"/cases/{number}", "/stations", "/nowhere", "/static/desk.css"):
        headers = browser.client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        if path != "/static/desk.css":
            assert headers["Cache-Control"] == "no-store"


def test_the_cookie_is_for_this_server_only(
    web_line: tuple[Office, District], client: FlaskClient
) -> None:
    cookie = client.get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    behind_tls = create_app(web_line[1], Clerks(web_line[1], WEAK), https=True).test_client()
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
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    CaseDesk(web_line[1], "<b>x</b>").act(
        number, "accept", {"official_number": "<script>alert(1)</script>"}
    )
    page = browser.get(f"/cases/{number}")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<script" not in browser.get("/?q=<script>alert(2)</script>")


def test_a_copy_of_the_cookie_is_good_for_nothing_after_logging_out(
    browser: Browser, client: FlaskClient
) -> None:
    browser.get("/")
    copied = client.get_cookie("desk")
    assert copied is not None
    browser.post("/logout")
    client.set_cookie("desk", copied.value)
    browser.get("/")
    assert browser.path == "/login"


def test_a_clock_that_was_set_back_ends_the_session(
    browser: Browser, web_line: tuple[Office, District]
) -> None:
    clock = web_line[1].clock
    assert isinstance(clock, HandClock)
    clock.wait(days=-3000)
    browser.get("/")
    clock.wait(days=3000)
    assert browser.path == "/login"
