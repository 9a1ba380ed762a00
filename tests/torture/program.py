"""The program as a process of its own, as `run.py` starts it, and what it is given to do."""

import json
import sys
from pathlib import Path

from tests.makers import id_number
from tests.office import PASSPHRASE

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


def case_lines(first: int, count: int) -> str:
    """`count` cases of different residents (samples) as `run.py record` reads them."""
    return "".join(f"{_case(number)}\n" for number in range(first, first + count))


def _case(number: int) -> str:
    birth = (
        f"19{30 + number // 300_000 % 60}{1 + number // 25_000 % 12:02}{1 + number // 1000 % 25:02}"
    )
    applicant = {
        "name": f"示例{chr(0x4E00 + number % 20_000)}𠮷",
        "id": id_number(birth=birth, sequence=f"{number % 1000:03}"),
        "phone": f"138{number % 10**8:08}",
        "address": f"示例镇示例村{number}号",
    }
    wish = {"item": "SB-01", "applicant": applicant, "materials": "all"}
    return json.dumps(wish, ensure_ascii=False)
