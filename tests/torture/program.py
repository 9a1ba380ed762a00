"""The program as a process of its own, as `run.py` starts it, and what it is given to do."""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tests.makers import id_number
from tests.office import FRIDAY, PASSPHRASE, HandClock

ROOT = Path(__file__).parents[2]
# What run.py does once it has made its environment; the tests may run in another one.
_START = "import sys; from station.cli.main import main; sys.exit(main(sys.argv[1:]))"
_RUN = (str(ROOT / "run.py"),) if Path(sys.prefix) == ROOT / ".venv" else ("-c", _START)


def command(name: str, home: Path, *words: str) -> list[str]:
    """`run.py NAME --home HOME --passphrase-file ...`; the file lies beside the home."""
    secret = home.with_name("passphrase")
    secret.write_text(PASSPHRASE, encoding="utf-8")
    opening = ("--home", str(home), "--passphrase-file", str(secret))
    return [sys.executable, "-X", "utf8", *_RUN, name, *opening, *words]


class RealSetUp(HandClock):
    """With it `an_office` sets a station up, and copies none that was made before."""


def later(hours: int) -> HandClock:
    """The clock of another sitting on the same day."""
    return HandClock(FRIDAY + timedelta(hours=hours), seed=str(hours))


def case_lines(first: int, count: int) -> str:
    """`count` cases of different residents as `run.py record` reads them."""
    wishes = (
        {"item": "SB-01", "applicant": applicant, "materials": "all"}
        for applicant in applicants(first, count)
    )
    return "".join(f"{json.dumps(wish, ensure_ascii=False)}\n" for wish in wishes)


def applicants(first: int, count: int) -> Iterator[dict[str, str]]:
    """Residents (samples) number `first` and on, as a form gives them; all are different."""
    for number in range(first, first + count):
        year, month, day = 30 + number // 300_000 % 60, 1 + number // 25_000 % 12, number // 1000
        yield {
            "name": f"示例{chr(0x4E00 + number % 20_000)}𠮷",
            "id": id_number(f"19{year}{month:02}{1 + day % 25:02}", f"{number % 1000:03}"),
            "phone": f"138{number % 10**8:08}",
            "address": f"示例镇示例村{number}号",
        }
