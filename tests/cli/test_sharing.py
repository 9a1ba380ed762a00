"""run.py sharing: the consent is recorded whole or not at all, told as a sheet has it, masked."""

import json

from station.domain.fact_events import SpaceUsed
from station.domain.sharing_events import SharingPurpose
from station.domain.values import Presenter
from station.storage.memory import Memory
from tests.cli.terminal import Terminal
from tests.cli.test_record import line
from tests.cli.test_space import CARD, WHO
from tests.office import an_office

THERE = "330211105204"
TO = (
    "--to", THERE, "--name", "示例新村便民服务站", "--contact", "示例镇示例新村",
    "--purpose", "papers_not_asked_again", "--document", "居民身份证",
)  # fmt: skip


def furnished(terminal: Terminal, *, joined: bool = True) -> None:
    """A station with a card in a space, as after joining a district."""
    (said,) = terminal.open("record", typed=line()).values
    terminal.open("space", WHO, "--consent", "space")
    terminal.open("space", WHO, "--file", f"{said['case']}/{CARD}", "--expires", "2099-01-01")
    if joined:
        with an_office(terminal.home) as office, office.transaction():
            Memory(office.vault).set(district="330211")


def test_a_consent_is_recorded_listed_and_taken_back(terminal: Terminal) -> None:
    furnished(terminal)
    made = terminal.open("sharing", WHO, *TO, "--until", "2099-01-01")
    assert made.code == 0, made.err
    assert "居民身份证" in made.out
    assert "At any time" in made.out
    assert WHO not in made.out
    (told,) = terminal.open("sharing", WHO, "--json").values
    assert (told["to"], told["documents"], told["ended"]) == (THERE, ["居民身份证"], "")
    assert WHO not in json.dumps(told)

    ended = terminal.open("sharing", WHO, "--end", THERE)
    assert ended.code == 0
    assert "NOT confirmed" in ended.out
    assert terminal.open("sharing", WHO, "--end", THERE).code == 1


def test_all_that_is_missing_is_told_at_once(terminal: Terminal) -> None:
    furnished(terminal)
    refused = terminal.open("sharing", WHO, "--to", "330211105203", "--until", "2020-01-01")
    assert refused.code == 2
    for option in ("--to", "--until", "--name", "--contact", "--purpose", "--document"):
        assert option in refused.err
    assert terminal.open("sharing", WHO).lines[-1] == "No consent was ever given."


def test_a_case_that_used_a_document_of_another_station_says_for_what_alone(
    terminal: Terminal,
) -> None:
    """个人信息保护法 23."""
    (said,) = terminal.open("record", typed=line()).values
    with an_office(terminal.home) as office:
        stamp = office.stamp()
        office.record(SpaceUsed(
            at=stamp.at, by=stamp.by, case=said["case"], seq=int(CARD), entry="C-1/1",
            confirmed_by=Presenter.SELF, purpose=SharingPurpose.HANDLED_THERE,
        ))  # fmt: skip
    assert "handled away from home" in terminal.open("show", said["case"]).out
    (use,) = terminal.open("space", WHO, "--uses", "--json").values
    assert use["purpose"] == "handled_away_from_home"
    assert "handled away from home" in terminal.open("space", WHO, "--uses").out


def test_a_station_without_a_district_sends_nothing(terminal: Terminal) -> None:
    furnished(terminal, joined=False)
    refused = terminal.open("sharing", WHO, *TO, "--until", "2099-01-01")
    assert refused.code == 2
    assert "no district" in refused.err
