"""Personal data in clear, anywhere on the disk or left in the terminal.

Residents, what is typed about them, forms that are not finished, the passphrase: planted into a
station that is worked at, backed up, locked and made to crash on each of its pages. Then every file
of its home, its backups, its logs and its temporary folder is searched for each of them, and what
the terminal still shows. The control is the same vault as a plain file.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from station.desk.cases import CaseDesk, all_papers
from station.desk.consulting import ConsultDesk
from station.desk.copying import make_backup
from station.desk.drafts import DraftDesk
from station.tui.screens.roll import PAGES
from tests.office import PASSPHRASE, HandClock, an_office
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.program import applicants
from tests.torture.sitting import ITEM
from tests.tui.sat import SCREEN, sat_down

_FIRST = 1000
"""Of the sample residents: numbers that are no round ones."""
_LEFT, _ENTERED = b"\x1b[?1049l", b"\x1b[?1049h"
_FAILING = """
import sys
from station.storage import crashes
crashes.guard()
page, resident, passphrase = sys.argv.pop(), sys.argv.pop(), sys.argv.pop()
from station.tui.messages import PagePicked
from station.tui.screens.home import HomePage
from station.tui.screens.roll import PAGES
mounted = HomePage.on_mount
def go(self):
    mounted(self)
    self.post_message(PagePicked(page))
def fail(self):
    words = f"{passphrase} {resident}"
    raise ValueError(words)
HomePage.on_mount = go
PAGES[page].renew = fail
"""


def campaign(folder: Path, amount: int, rng: random.Random) -> Seen:
    """With so many residents; a crash on as many pages, at most on each."""
    home, temp = folder / "home", folder / "temp"
    temp.mkdir()
    planted = plant(home, amount)
    make_all(home, folder / "backup")
    left = [screen_after_lock(home, temp)]
    pages = rng.sample(sorted(PAGES), min(len(PAGES), max(1, amount // 25)))
    left += [screen_after_crash(home, temp, page, planted) for page in pages]
    faults = [*in_files(folder, planted), *in_bytes("the terminal", b"".join(left), planted)]
    return Seen(trials=len(planted), faults=faults, remarks=f"{len(pages)} pages crashed")


def control(folder: Path, amount: int, rng: random.Random) -> Seen:
    """The same vault, exported without a key."""
    planted = plant(folder / "home", amount)
    with an_office(folder / "home") as office:
        key, vault = office.opened.data_key.hex(), office.home.vault
    plain = sqlcipher.connect(str(vault))
    plain.execute(f"PRAGMA key = \"x'{key}'\"")
    plain.execute("ATTACH DATABASE ? AS plain KEY ''", (str(folder / "plain"),))
    plain.execute("SELECT sqlcipher_export('plain')").fetchall()
    plain.close()
    return Seen(trials=len(planted), faults=list(in_files(folder, planted)))


def plant(home: Path, amount: int) -> Sequence[str]:
    """Record cases, consultations and drafts; all that must not be found."""
    home.mkdir(exist_ok=True)
    ini = "[station]\nlanguage = en\n[backup]\ndaily = no\n"
    planted = [PASSPHRASE]
    with an_office(home, HandClock()) as office:
        papers = all_papers(office.item(ITEM))
        for number, one in enumerate(islice(applicants(_FIRST, amount), amount)):
            CaseDesk(office).open(ITEM, one, papers, receive=bool(number % 2))
            asked, typed = f"示例问题之{number}号 {one['name']}", f"示例草稿之{number}号"
            ConsultDesk(office).hold({"question": asked, "answer": asked})
            DraftDesk(office).keep("", {"name": typed})
            planted += [*one.values(), asked, typed]
    (home / "station.ini").write_text(ini, "utf-8")
    return planted


def make_all(home: Path, backup: Path) -> None:
    """A backup, and a sheet that was drawn for the printer."""
    with an_office(home, HandClock(seed="backup")) as office:
        make_backup(office, backup)
        office.spool.put("sheet.pdf", PASSPHRASE.encode())


def screen_after_lock(home: Path, temp: Path) -> bytes:
    """What the terminal shows outside of the program, and at its door."""
    with sat_down(["--home", str(home)], env={"TMPDIR": str(temp)}) as sat:
        sat.until("Passphrase")
        sat.type(f"{PASSPHRASE}\r")
        sat.until("Enter opens the case")
        sat.type("\r")
        sat.quiet()
        sat.type("\x0c")
        sat.until("Locked.")
        sat.type("\x11")
        sat.ended()
    return b"".join(outside(sat.written)) + sat.written.rpartition(_ENTERED)[2]


def screen_after_crash(home: Path, temp: Path, page: str, planted: Sequence[str]) -> bytes:
    """The same when a page fails with planted words in its hands."""
    words = ["--home", str(home), PASSPHRASE, planted[1], page]
    with sat_down(words, _FAILING + SCREEN, env={"TMPDIR": str(temp)}) as sat:
        sat.until("Passphrase")
        sat.type(f"{PASSPHRASE}\r")
        if sat.ended() != 1:
            return f"{page} did not crash: {PASSPHRASE}".encode()
    return b"".join(outside(sat.written))


def outside(written: bytes) -> Iterator[bytes]:
    """What was written while the screen of programs was not on."""
    for part in written.split(_LEFT):
        yield part.partition(_ENTERED)[0]


def in_files(folder: Path, planted: Sequence[str]) -> Iterator[str]:
    """Every file in the folder with the first marker that lies in it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield from islice(
                in_bytes(str(file.relative_to(folder)), file.read_bytes(), planted), 1
            )


def in_bytes(where: str, content: bytes, planted: Sequence[str]) -> Iterator[str]:
    """The markers that lie in these bytes."""
    for one in planted:
        if any(one.encode(code) in content for code in ("utf-8", "utf-16-le", "gb18030")):
            yield f"{where}: {one}"


MARKERS = Bar(
    name="markers",
    promise="no planted word is in clear in any file or log, or left in the terminal",
    campaigns=(
        Campaign(name="planted words in files and terminal", run=campaign, whole=170, short=20),
        Campaign(
            name="planted words in a plain vault", run=control, whole=10, short=2, control=True
        ),
    ),
    trials=1000,
)
