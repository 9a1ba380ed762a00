"""A killed program and a full disk: what was acknowledged is there, nothing is half there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from station.desk.cases import CaseDesk
from station.desk.checking import check
from station.storage.casebook import Wanted
from tests.desk.test_cases import APPLICANT, PENSION
from tests.office import an_office
from tests.torture import rekeys
from tests.torture.campaign import chances
from tests.torture.kills import Outcome, campaign, judged, program
from tests.torture.program import ROOT, case_lines, command


def test_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    seen = campaign(program, tmp_path, 4, chances(1, "kills"))

    assert seen.faults == []
    assert seen.told > 10


def test_kills_while_the_key_is_changed_leave_exactly_one_that_opens(tmp_path: Path) -> None:
    seen = rekeys.campaign(tmp_path, 4, chances(1, "rekeys"))

    assert seen.faults == []


def test_the_judge_of_the_kills_sees_a_case_that_is_missing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with an_office(home):
        pass
    outcome = Outcome(told={"330211105203-AA-20261120-0001": "received"})

    assert list(judged(home, outcome)) == ["lost: 330211105203-AA-20261120-0001"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files to set")
def test_a_disk_that_takes_no_more_keeps_what_was_acknowledged_and_is_told_in_words(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    with an_office(home):
        pass
    room = (home / "station.vault").stat().st_size + 300_000

    answers = _recorded_with_room_for(home, room)

    told = {answer["case"] for answer in answers if "case" in answer}
    refused = [answer["error"] for answer in answers if "error" in answer]
    assert 0 < len(told) < 40
    assert "cannot be read or written" in refused[0]
    assert "Nothing of the last step was saved" in refused[0]
    with an_office(home) as office:
        assert check(office, progress=lambda _: None).faults == ()
        assert {line.number for line in CaseDesk(office).lines(Wanted(), 0, 100)} == told


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files to set")
@pytest.mark.parametrize("room", [32_768, 40_000], ids=["none", "hardly any"])
def test_what_is_kept_is_found_while_the_disk_takes_no_more(tmp_path: Path, room: int) -> None:
    home = tmp_path / "home"
    with an_office(home) as office:
        number = CaseDesk(office).open(PENSION, APPLICANT, {}, receive=False).case.number

    found = _run_with_room_for([*command("find", home), "示例"], room, "")

    assert number in found.stdout
    with an_office(home) as office:
        assert check(office, progress=lambda _: None).faults == ()


def _recorded_with_room_for(home: Path, room: int) -> list[dict[str, str]]:
    """The answers of `run.py record` to 40 cases; none of its files may grow beyond `room`."""
    done = _run_with_room_for(command("record", home), room, case_lines(0, 40))
    assert done.returncode == 1
    return [json.loads(line) for line in done.stdout.splitlines()]


def _run_with_room_for(
    arguments: list[str], room: int, given: str
) -> "subprocess.CompletedProcess[str]":
    import resource

    return subprocess.run(
        arguments,
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
