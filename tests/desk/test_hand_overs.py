"""Hand-over lists of a day, one for each office."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk, all_papers
from station.desk.hand_overs import Bag, HandOverDesk, NothingHandedOver
from station.desk.office import Office
from station.desk.printing import Printed
from station.domain.trail_events import FormPrinted
from tests.desk.test_cases import APPLICANT, PENSION
from tests.forms.reading import close, text_of
from tests.office import an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path / "home") as office:
        yield office


def handed_over(office: Office, item: str) -> str:
    desk = CaseDesk(office)
    case = desk.open(item, APPLICANT, all_papers(office.item(item)), receive=True).case
    desk.act(case.number, "hand_over", {})
    return case.number


def test_each_office_has_its_list_of_what_went_there_today(office: Office, tmp_path: Path) -> None:
    pension, welfare = handed_over(office, PENSION), handed_over(office, "MZ-01")
    desk = HandOverDesk(office)
    bags = desk.bags(office.today)

    assert sorted(bag.numbers for bag in bags) == sorted([(pension,), (welfare,)])
    made = desk.print(office.today, bags[0], out=tmp_path / "list.pdf")
    text = text_of(made.path.read_bytes())
    assert bags[0].numbers[0] in text
    assert bags[1].numbers[0] not in text
    assert close(bags[0].receiver) in text
    assert str(APPLICANT["name"]) not in text


def test_a_list_printed_again_says_so_until_something_more_goes_along(tmp_path: Path) -> None:
    with an_office(tmp_path / "home") as office:
        handed_over(office, PENSION)
        first = printed(office, tmp_path)
    with an_office(tmp_path / "home") as office:
        again = printed(office, tmp_path)
        handed_over(office, PENSION)
        longer = printed(office, tmp_path)
        with office.vault.reading():
            noted = office.journal.own_of(FormPrinted)

    texts = [text_of(one.path.read_bytes()) for one in (first, again, longer)]
    assert [one.nth for one in (first, again, longer)] == [1, 2, 1]
    assert [one.nth for one in noted if isinstance(one, FormPrinted)] == [1, 2, 1]
    assert [close("第 2 次打印") in text for text in texts] == [False, True, False]
    batch, another = (one.number.removeprefix("F15-") for one in (first, longer))
    assert [close(f"批次号{batch}") in text for text in texts] == [True, True, False]
    assert close(f"批次号{another}") in texts[2]


def printed(office: Office, folder: Path) -> Printed:
    desk = HandOverDesk(office)
    [bag] = desk.bags(office.today)
    return desk.print(office.today, bag, out=folder)


def test_what_only_lies_here_is_on_no_list(office: Office) -> None:
    CaseDesk(office).open(PENSION, APPLICANT, all_papers(office.item(PENSION)), receive=True)

    assert HandOverDesk(office).bags(office.today) == ()


def test_a_list_of_a_day_on_which_nothing_went_is_refused(office: Office) -> None:
    handed_over(office, PENSION)
    desk = HandOverDesk(office)
    [bag] = desk.bags(office.today)

    with pytest.raises(NothingHandedOver):
        desk.print(office.today - timedelta(days=1), bag)
    with pytest.raises(NothingHandedOver):
        desk.print(office.today, Bag(receiver=bag.receiver, numbers=()))
