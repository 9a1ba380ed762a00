"""A frozen case at the web desk, and on the command line: in no list, and behind its purpose."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from station.domain.fact_events import CaseViewed
from station.domain.stamp import OFFICIAL_TIME
from sync.district.casedesk import CaseDesk
from sync.district.commands import main
from tests.desk.ended import CLASS, a_void_case
from tests.district.browser import Browser, Forms
from tests.district.keeping import Line, a_keeping_place, frozen_there
from tests.district.pair import APPLICANT, CLERK, SECRET, synced
from tests.office import HandClock

LINE = a_keeping_place


@pytest.fixture
def frozen(web_line: Line) -> str:
    return frozen_there(web_line).number


@pytest.fixture
def browser(app: Flask, frozen: str) -> Browser:
    """Logged in after the years have passed."""
    assert frozen
    browser = Browser(app.test_client())
    browser.log_in()
    return browser


def looks(web_line: Line, number: str) -> list[tuple[bool, str]]:
    case = CaseDesk(web_line[1], CLERK).open(number).case
    return [(look.revealed, look.purpose) for look in case.all(CaseViewed)]


def test_no_list_and_no_search_has_a_frozen_case(browser: Browser, frozen: str) -> None:
    for path in ("/?state=all", "/?state=void", f"/?q={frozen}", "/?q=𠮷䶮", "/negatives"):
        assert frozen not in browser.get(path).replace(f'value="{frozen}"', "")
        assert browser.status == 200


def test_the_page_says_that_it_is_frozen_and_tells_nothing_else(
    browser: Browser, web_line: Line, frozen: str
) -> None:
    page = browser.get(f"/cases/{frozen}")
    assert browser.status == 200
    assert "已封存" in page
    assert APPLICANT["name"] not in page
    assert list(Forms(page).names)[-1] == f"/cases/{frozen}/open"
    assert not looks(web_line, frozen)


def test_it_opens_masked_once_it_is_on_record_what_for(
    browser: Browser, web_line: Line, frozen: str
) -> None:
    browser.get(f"/cases/{frozen}")
    page = browser.post(f"/cases/{frozen}/open", purpose="other", words="行政复议机关调阅")
    assert APPLICANT["name"] in page
    assert APPLICANT["id"] not in page
    assert f"/cases/{frozen}/acts/" not in page
    page = browser.post(f"/cases/{frozen}/reveal", purpose="own_request", words="")
    assert APPLICANT["id"] in page

    assert looks(web_line, frozen) == [(False, "other: 行政复议机关调阅"), (True, "own_request")]


@pytest.mark.parametrize("way", ["open", "reveal"])
def test_daily_work_opens_nothing(
    browser: Browser, web_line: Line, frozen: str, way: str
) -> None:  # fmt: skip
    browser.get(f"/cases/{frozen}")
    page = browser.post(f"/cases/{frozen}/{way}", purpose="handling", words="")
    assert browser.status == 422
    assert "第四十七条" in page
    assert APPLICANT["name"] not in page
    assert not looks(web_line, frozen)


def test_no_act_is_taken_from_a_form_of_before(browser: Browser, frozen: str) -> None:
    browser.get(f"/cases/{frozen}")
    page = browser.post(f"/cases/{frozen}/acts/write", words="示例")
    assert browser.status == 422
    assert APPLICANT["name"] not in page


def test_an_unknown_number_opens_nothing(browser: Browser) -> None:
    browser.get("/")
    browser.post("/cases/none/open", purpose="own_request")
    assert browser.status == 404


# ---- on the command line


@pytest.fixture
def long_ago(tmp_path: Path) -> tuple[list[str], str]:
    """The options that name a district with a case that ended in 2010, and its number."""
    with a_keeping_place(tmp_path) as (office, district):
        for clock in (office.clock, district.clock):
            assert isinstance(clock, HandClock)
            clock.time = datetime(2010, 1, 4, 9, tzinfo=OFFICIAL_TIME)
        number = a_void_case(office).number
        synced(office, district)
        (tmp_path / "secret").write_text(SECRET, "utf-8")
    options = ["--home", str(tmp_path / "district"), "--passphrase-file", str(tmp_path / "secret")]
    return options, number


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], str]:
    code = main(["district", "retention", *words])
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err


def test_what_is_due_is_listed_and_nothing_done_unasked(
    long_ago: tuple[list[str], str], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    options, number = long_ago
    for _ in range(2):
        code, lines, _err = run(capsys, *options)
        assert (code, lines[1]) == (0, "1 records")
        assert lines[0].startswith(f"{number}  to freeze  2012-01-0")
        assert lines[0].endswith("(typical term)")
    (one,) = [json.loads(text) for text in run(capsys, "--json", *options)[1]]
    assert (one["case"], one["state"], one["basis"]) == (number, "to_freeze", CLASS["basis"])


def test_it_is_frozen_and_then_purged_from_the_command_line(
    long_ago: tuple[list[str], str], capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    options, number = long_ago
    code, lines, _ = run(capsys, "--freeze", *options)
    assert (code, lines[0]) == (0, f"frozen  {number}  示例 (typical term)")
    assert lines[1].startswith(f"{number}  to purge")
    code, lines, _ = run(capsys, "--purge", *options)
    assert (code, lines[:2]) == (0, [f"purged  {number}  示例 (typical term)", "0 records"])
    assert "Backups" in lines[-1]
    assert main(["district", "verify", *options]) == 0


def test_a_plan_that_cannot_be_read_is_told(
    long_ago: tuple[list[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    options, _ = long_ago
    (Path(options[1]) / "retention.json").write_text("{}", "utf-8")
    code, _, err = run(capsys, *options)
    assert code == 1
    assert "retention.json" in err
