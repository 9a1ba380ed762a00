"""The pages of cases, as a clerk uses them."""

import re

from station.desk.cases import CaseDesk as StationDesk
from station.desk.office import Office
from station.domain.fact_events import CaseViewed
from station.domain.states import CaseState
from sync.district.casedesk import CaseDesk
from sync.district.premises import District
from tests.district.browser import Browser, state
from tests.district.pair import APPLICANT, CLERK, a_received_case, synced
from tests.office import HandClock
from tests.postgres import EITHER_STORE

pytestmark = EITHER_STORE


def test_the_list_shows_what_waits_for_the_district_the_most_urgent_first(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    office, _ = web_line
    draft = StationDesk(office).open("SB-01", {**APPLICANT, "name": "示例未交"}, {}, receive=False)
    synced(*web_line)
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
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    page = browser.post(f"/cases/{number}/reveal", purpose="checking", words="换发的证")
    assert APPLICANT["id"] in page
    looks = CaseDesk(web_line[1], CLERK).open(number).case.all(CaseViewed)
    assert [(look.revealed, look.purpose) for look in looks] == [
        (False, ""), (True, "checking: 换发的证"),
    ]  # fmt: skip


def test_without_a_purpose_nothing_is_shown_in_full(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    page = browser.post(f"/cases/{number}/reveal", purpose="other", words="")
    assert browser.status == 422
    assert APPLICANT["id"] not in page
    assert "用几个字写明" in page
    looks = CaseDesk(web_line[1], CLERK).open(number).case.all(CaseViewed)
    assert not [look for look in looks if look.revealed]


def test_a_case_is_accepted_reviewed_granted_and_dispatched(
    browser: Browser, web_line: tuple[Office, District], number: str
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
    assert state(web_line, number) is CaseState.IN_DELIVERY
    assert found[1] in page
    synced(*web_line)
    assert StationDesk(web_line[0]).case(number).state is CaseState.IN_DELIVERY


def test_only_what_is_on_record_is_told_as_saved(browser: Browser, number: str) -> None:
    for name in ("x", "grant", "<b>", ""):
        assert 'class="done"' not in browser.get(f"/cases/{number}?done={name}")
    saved = browser.post(f"/cases/{number}/acts/accept", official_number=f"乙-{number}")
    assert 'class="done"' in saved


def test_a_refusal_names_reason_and_clause(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    acts = f"/cases/{number}/acts"
    browser.get(f"/cases/{number}")
    browser.post(f"{acts}/accept", official_number=f"甲-{number}")
    page = browser.post(f"{acts}/refuse", decision_number="", reason="不符合条件", basis="")
    assert browser.status == 422
    assert "不符合条件" in page
    assert state(web_line, number) is CaseState.ACCEPTED
    browser.post(f"{acts}/refuse", decision_number="", reason="不符合条件", basis="示例办法3")
    assert state(web_line, number) is CaseState.REFUSED


def test_a_return_carries_the_full_list_of_defects(
    browser: Browser, web_line: tuple[Office, District], number: str
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
    case = CaseDesk(web_line[1], CLERK).open(number).case
    assert case.state is CaseState.CORRECTION
    assert [(one.seq, one.paper, one.fault, one.remedy) for one in case.asked] == [
        (1, "申请表", "未签名", "补签"), (0, "其他", "缺照片", ""),
    ]  # fmt: skip


def test_a_return_without_any_defect_is_refused_and_keeps_what_was_typed(
    browser: Browser, web_line: tuple[Office, District], number: str
) -> None:
    browser.get(f"/cases/{number}")
    page = browser.post(
        f"/cases/{number}/acts/ask_correction",
        **{"defects-0-seq": "1", "defects-0-paper": "申请表", "defects-0-remedy": "补签"},
    )
    assert browser.status == 422
    assert 'value="补签"' in page
    assert state(web_line, number) is CaseState.HANDED_OVER


def test_what_is_not_lawful_now_is_told_and_nothing_happens(
    browser: Browser, web_line: tuple[Office, District], number: str
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
    assert state(web_line, number) is CaseState.HANDED_OVER


def test_a_form_larger_than_any_act_is_refused(browser: Browser, number: str) -> None:
    browser.get(f"/cases/{number}")
    browser.post(f"/cases/{number}/acts/grant", words="字" * 100_000)
    assert browser.status == 413


def test_a_page_that_no_list_has_is_the_last_one(browser: Browser, number: str) -> None:
    for page in ("99999999999999999999999999", "9223372036854775807", "-5", "x"):
        assert number in browser.get(f"/?page={page}&q={number}")


def test_the_form_of_acceptance_marks_a_provisional_date(
    browser: Browser, web_line: tuple[Office, District]
) -> None:
    clocks = (web_line[0].clock, web_line[1].clock)
    for clock in clocks:
        assert isinstance(clock, HandClock)
        clock.wait(days=60)
    number = a_received_case(web_line[0], "MZ-01").number
    synced(*web_line)
    page = browser.log_in() and browser.get(f"/cases/{number}?lang=en")
    for clock in clocks:
        assert isinstance(clock, HandClock)
        clock.wait(days=-60)
    form = page[page.index("/acts/accept") :].partition("</form>")[0]
    assert form.count("(provisional)") == form.count("<strong>") > 0
