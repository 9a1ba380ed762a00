"""run.py verify on a computer whose clock fell back."""

from datetime import timedelta

from tests.cli.terminal import Terminal
from tests.office import FRIDAY, HandClock, an_office

STEP = timedelta(days=700)
"""Within which a clock is believed."""
STEPS = 30
"""Beyond every date on which these tests will run."""


def test_verify_tells_of_a_wrong_clock_and_finds_everything_whole(terminal: Terminal) -> None:
    for step in range(1, STEPS):
        with an_office(terminal.home, HandClock(FRIDAY + step * STEP, seed=str(step))):
            pass
    answer = terminal.open("verify")

    assert answer.code == 0
    assert answer.lines[-1] == "everything is whole"
    assert "the clock of this computer is behind what is recorded already" in answer.err
    assert "set the clock" in answer.err
    assert answer.err.count("\n") == 1
