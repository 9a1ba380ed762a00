"""The sheet of a day: what stands on it, that it is on record, and what it proves later."""

from datetime import timedelta
from pathlib import Path

import pytest

from forms.catalogue.f36_day_end import ROLES
from station.cli.main import main
from station.desk.cases import CaseDesk, all_papers
from station.desk.checking import check
from station.desk.printing import NotYet, PrintDesk
from station.desk.words import use_language, word
from station.domain.roles import AgentRole
from station.domain.trail_events import DayEndPrinted
from tests.desk.test_cases import APPLICANT, PENSION
from tests.desk.test_checking import quiet
from tests.forms.reading import close, text_of
from tests.office import NEW, PASSPHRASE, HandClock, an_office


def test_the_sheet_counts_the_day_and_bears_the_head_of_the_journal(tmp_path: Path) -> None:
    clock = HandClock()
    with an_office(tmp_path / "home", clock) as office:
        papers = all_papers(office.item(PENSION))
        number = CaseDesk(office).open(PENSION, APPLICANT, papers, receive=True).case.number
        clock.wait(days=1)
        CaseDesk(office).view(number, revealed=False)
        with office.vault.reading():
            head = office.journal.head()
        made = PrintDesk(office).day_end(office.today - timedelta(days=1), out=tmp_path)
        with office.vault.reading():
            [event] = office.journal.own_of(DayEndPrinted)

    assert isinstance(event, DayEndPrinted)
    assert (event.number, event.head, event.saved) == (head.number, head.hash, True)
    text = text_of(made.path.read_bytes())
    digits = " ".join(head.hash[at : at + 4] for at in range(0, 16, 4))
    for words in (f"末条编号 {head.number}", digits, "登记办件 1 收件 1", number, NEW.agent):
        assert close(words) in text
    assert close("查看办件、居民 0") in text
    assert APPLICANT["name"] not in text


def test_the_sheet_calls_the_roles_as_the_screen_does() -> None:
    use_language("zh_CN")
    try:
        assert {role.value: word(role.value) for role in AgentRole} == ROLES
    finally:
        use_language("en")


def test_every_print_of_a_day_counts(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        first, second = (PrintDesk(office).day_end(office.today) for _ in range(2))

    assert (first.nth, second.nth) == (1, 2)
    assert first.number != second.number


def test_no_day_that_is_to_come_has_a_sheet(tmp_path: Path) -> None:
    with an_office(tmp_path) as office, pytest.raises(NotYet):
        PrintDesk(office).day_end(office.today + timedelta(days=1))


def test_the_paper_tells_a_journal_from_another_one(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        made = PrintDesk(office).day_end(office.today)
        number, digits = made.compare.split()[-2:]
        CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False)

        assert not check(office, progress=quiet, paper={int(number): digits}).faults
        [fault] = check(office, progress=quiet, paper={int(number): "0" * 16}).faults
        assert "paper" in fault.message


def test_the_commands_print_a_day_and_compare_its_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, secret = tmp_path / "home", tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    with an_office(home):
        pass
    opening = ["--home", str(home), "--passphrase-file", str(secret)]

    assert main(["day-end", "2026-11-20", "--out", str(tmp_path), *opening]) == 0
    number, digits = capsys.readouterr().out.split("--paper ")[1].split()[:2]
    assert main(["verify", "--paper", number, digits, *opening]) == 0
    assert main(["verify", "--paper", number, "f" * 16, *opening]) == 1
    assert main(["verify", "--paper", "x", digits, *opening]) == 2
    assert list(tmp_path.glob("F36-*.pdf"))
