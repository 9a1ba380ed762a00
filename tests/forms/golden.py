"""The text of each sheet as it was looked at and found right; lies in `golden/`.

After a wanted change: python -m tests.forms.golden, then look at the sheets and at the diff.
"""

from pathlib import Path

from forms.catalogue import SHEETS
from forms.render import render
from tests.forms.reading import pages_of
from tests.forms.samples import facts

FOLDER = Path(__file__).parent / "golden"


def text(code: str) -> str:
    """The text of the sample sheet, page by page."""
    number = f"{code}-330211105203-KQ-20261122-0001"
    return "\f".join(pages_of(render(code, facts(sheet_number=number)))) + "\n"


def kept(code: str) -> str:
    """The text that was found right."""
    return (FOLDER / f"{code}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in SHEETS:
        (FOLDER / f"{each}.txt").write_text(text(each), encoding="utf-8", newline="\n")
