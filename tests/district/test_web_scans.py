"""Scans in a clerk's browser: for a purpose, on record, and able to do nothing there."""

from io import BytesIO

import pytest
from PIL import Image

from station.desk.office import Office
from station.desk.scans import ScanDesk
from station.domain.scan_events import ScanForm, ScanViewed
from station.domain.scans import Ready
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from tests.district.browser import Browser
from tests.district.pair import CLERK, a_received_case, synced
from tests.district.scanned import picture

HOSTILE = '"><script>alert(1)</script>.jpg'


@pytest.fixture
def shown(web_line: tuple[Office, District], browser: Browser) -> tuple[str, list[str]]:
    """A case with a picture and a PDF, a clerk who is logged in, and the hashes."""
    office, district = web_line
    number = a_received_case(office).number
    pdf = Ready(name="示例", form=ScanForm.PDF, data=b"%PDF-1.7 sample\n%%EOF")
    scans = ScanDesk(office).attach(number, 1, [picture("web", name=HOSTILE[:60]), pdf])
    synced(office, district)
    browser.log_in()
    return number, [one.sha256 for one in scans]


def test_a_picture_is_shown_with_headers_that_let_it_do_nothing(
    shown: tuple[str, list[str]], browser: Browser, web_line: tuple[Office, District]
) -> None:
    number, (picture_, _) = shown
    page = browser.get(f"/cases/{number}")
    assert "<script>alert" not in page
    assert f"/cases/{number}/scans/{picture_}" in page
    said = {"token": browser.token(), "purpose": "handling", "words": ""}
    answer = browser.client.post(f"/cases/{number}/scans/{picture_}", data=said)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script" not in answer.headers["Content-Disposition"]
    (look,) = CaseDesk(web_line[1], CLERK).open(number).case.all(ScanViewed)
    assert (look.by, look.purpose, look.sha256) == (CLERK, "handling", picture_)


def test_a_pdf_is_saved_and_not_opened_in_the_page(
    shown: tuple[str, list[str]], browser: Browser
) -> None:
    number, (_, pdf) = shown
    browser.get(f"/cases/{number}")
    browser.post(f"/cases/{number}/scans/{pdf}", purpose="handling", words="")
    assert browser.page is not None
    assert browser.page.mimetype == "application/pdf"
    assert browser.page.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("path", "purpose", "status"),
    [("{number}/scans/{scan}", "", 422), ("{number}/scans/0000", "handling", 422),
     ("330211105203-AA-20260101-9999/scans/{scan}", "handling", 404)],
)  # fmt: skip
def test_without_a_purpose_or_a_scan_nothing_is_shown_or_on_record(
    shown: tuple[str, list[str]], browser: Browser, web_line: tuple[Office, District],
    path: str, purpose: str, status: int,
) -> None:  # fmt: skip
    number, (picture_, _) = shown
    browser.get(f"/cases/{number}")
    where = path.format(number=number, scan=picture_)
    browser.post(f"/cases/{where}", purpose=purpose, words="")
    assert browser.status == status
    assert not CaseDesk(web_line[1], CLERK).open(number).case.all(ScanViewed)


def test_who_is_not_logged_in_sees_no_scan(
    shown: tuple[str, list[str]], web_line: tuple[Office, District], browser: Browser
) -> None:
    number, (picture_, _) = shown
    stranger = Browser(browser.client.application.test_client())
    stranger.page = stranger.client.post(f"/cases/{number}/scans/{picture_}", data={})
    assert stranger.page.mimetype != "image/jpeg"
    assert not CaseDesk(web_line[1], CLERK).open(number).case.all(ScanViewed)


def test_a_result_is_attached_in_the_browser_and_comes_down(
    shown: tuple[str, list[str]], browser: Browser, web_line: tuple[Office, District]
) -> None:
    number, _ = shown
    page = BytesIO()
    Image.new("RGB", (1500, 1000), "grey").save(page, "PNG")
    browser.get(f"/cases/{number}")
    said = {"token": browser.token(), "file": (BytesIO(page.getvalue()), "结果.png")}
    answer = browser.client.post(f"/cases/{number}/scans", data=said)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/cases/{number}#scans")
    synced(*web_line)
    result = ScanDesk(web_line[0]).of_case(number)[-1]
    assert (result.scan.name, result.attached.event.seq, result.is_here) == ("结果", 0, True)


@pytest.mark.parametrize("data", [b"", b"MZ no scan", bytes(9_000_000)], ids=len)
def test_what_is_no_result_is_told(
    shown: tuple[str, list[str]], browser: Browser, data: bytes
) -> None:
    number, _ = shown
    browser.get(f"/cases/{number}")
    said = {"token": browser.token(), "file": (BytesIO(data), "a.exe")}
    answer = browser.client.post(f"/cases/{number}/scans", data=said)
    assert answer.status_code in (413, 422)


def test_a_long_form_is_read_for_nobody_who_is_not_logged_in(
    shown: tuple[str, list[str]], browser: Browser
) -> None:
    number, _ = shown
    stranger = browser.client.application.test_client()
    answer = stranger.post(f"/cases/{number}/scans", data={"file": (BytesIO(bytes(10**6)), "a")})
    assert answer.status_code in (400, 413)
