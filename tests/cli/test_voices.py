"""run.py consult, consultations, negatives, ratings and transfer, as a person types them."""

import json

from station.domain.fact_events import EventRefused
from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.district.pair import APPLICANT
from tests.office import an_office

ASKED = {"question": "怎么办居住证", "answer": "带身份证", "item": "SB-01"}


def data(**fields: str) -> str:
    return json.dumps(fields, ensure_ascii=False)


def test_a_question_is_recorded_numbered_and_listed(terminal: Terminal) -> None:
    first = terminal.open("consult", "--data", data(**ASKED)).values[0]["consultation"]
    second = terminal.open("consult", "--data", "-", typed=data(**ASKED)).values[0]["consultation"]

    assert first.startswith("ZX-330211105203-")
    assert (first[-4:], second[-4:]) == ("0001", "0002")
    listed = terminal.open("consultations", "--json").values
    assert [one["consultation"] for one in listed] == [second, first]
    assert listed[0]["question"] == ASKED["question"]
    assert "2 found" in terminal.open("consultations").out
    assert terminal.open("consultations", "--since", "2099-01-01", "--json").lines == []


def test_what_is_wrong_is_told_by_field(terminal: Terminal) -> None:
    answer = terminal.open("consult", "--data", data(refused="yes", item="XX"))

    assert answer.code == 2
    for name in ("question", "answer"):
        assert name in answer.err
    assert terminal.open("consultations", "--since", "gestern").code == 2
    assert terminal.open("consult", "--explain", "ZX-1", "--data", data(explained="yes")).code == 1


def test_a_refusal_by_word_stands_in_the_weekly_list_with_its_explanation(
    terminal: Terminal,
) -> None:
    nil = terminal.open("negatives", "--json").values[-1]
    assert (nil["total"], nil["nil"]) == (0, True)
    assert "Nil report" in terminal.open("negatives").out

    no = {**ASKED, "refused": "yes", "reason": "示例办法第三条"}
    number = terminal.open("consult", "--data", data(**no)).values[0]["consultation"]
    for explained in ("no", "yes"):
        fields = data(explained=explained, objection="不服")
        assert terminal.open("consult", "--explain", number, "--data", fields).code == 0
    line, head = terminal.open("negatives", "--json").values

    assert (line["kind"], line["explained"], line["said"]) == ("spoken", True, 2)
    assert (head["kinds"], head["nil"]) == ({"spoken": 1}, False)
    assert number in terminal.open("negatives").out


def test_days_and_a_week_are_not_both_asked_for(terminal: Terminal) -> None:
    assert terminal.open("negatives", "--week", "2026-11-20", "--from", "2026-11-01").code == 2
    assert terminal.open("negatives", "--from", "2026-11-02", "--to", "2026-11-01").code == 2
    week = terminal.open("negatives", "--week", "2026-05-01", "--json").values[-1]
    assert week["due"].startswith("2026-04-30T")


def test_ratings_in_figures(terminal: Terminal) -> None:
    wish = {"item": "SB-01", "applicant": APPLICANT, "materials": "all"}
    case = terminal.open("record", typed=json.dumps(wish)).values[0]["case"]
    rating = data(level="dissatisfied", channel="desk", words="太慢")
    assert terminal.open("act", case, "rate", "--data", rating).code == 0

    line, figures = terminal.open("ratings", "--json").values
    assert (line["level"], line["case"]) == (4, case)
    assert (figures["rated"], figures["share"]) == (1, "0.0")
    called = data(words="电话未接通")
    assert terminal.open("act", case, "contact_rater", "--data", called).code == 0
    settled = data(outcome="malicious", words="恶意")
    assert terminal.open("act", case, "settle_rating", "--data", settled).code == 0
    line, figures = terminal.open("ratings", "--json").values
    assert (line["case"], figures["left_out"], figures["share"]) == ("", 1, None)
    assert "太慢" not in terminal.open("ratings").out


def test_a_case_that_is_named_twice_is_passed_on_once(terminal: Terminal) -> None:
    number = terminal.open("record", typed=line(materials={})).values[0]["case"]
    with an_office(terminal.home) as office, office.vault.transaction():
        office.memory.set(district="330211", district_name="示例区")
    to = ("--to", "330211105299", "--reason", "两村合并")
    answer = terminal.open("transfer", number, number, *to)

    assert (answer.code, answer.err) == (0, "")
    assert answer.lines == [f"{number}  transferred", "1 of 1 went"]


def test_why_the_other_office_declined_is_told_with_its_values(terminal: Terminal) -> None:
    number = terminal.open("record", typed=line(materials={})).values[0]["case"]
    with an_office(terminal.home) as office:
        stamp = office.stamp()
        office.record(EventRefused(
            at=stamp.at, by=stamp.by, case=number, refused="0" * 64,
            reason="station {to} is not on the line", values={"to": "330211105299"},
        ))  # fmt: skip

    assert "Reason  station 330211105299 is not on the line" in terminal.open("show", number).out


def test_a_station_without_a_district_transfers_nothing(terminal: Terminal) -> None:
    to = ("--to", "330211105204", "--reason", "两村合并")

    assert "no district" in terminal.open("transfer", *to, "--all").err
    assert terminal.open("transfer", *to).code == 2, "which cases?"
    assert terminal.open("transfer", *to, "X", "--all").code == 2
    wrong = terminal.open("transfer", "--to", "330211105203", "--reason", " ", "--all")
    assert wrong.code == 2
    assert "to:" in wrong.err
    assert "reason:" in wrong.err


def test_both_days_of_a_span_are_told_when_both_are_wrong(terminal: Terminal) -> None:
    for command in ("ratings", "negatives"):
        answer = terminal.open(command, "--from", "soon", "--to", "later")
        assert answer.code == 2
        assert "--from" in answer.err
        assert "--to" in answer.err
