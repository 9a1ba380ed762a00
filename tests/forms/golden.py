"""The text of each sheet as it was looked at and found right; lies in `golden/`.

After a wanted change: python -m tests.forms.golden, then look at the sheets and at the diff.
"""

from pathlib import Path

from forms.catalogue import SHEETS
from forms.render import render
from tests.forms.reading import pages_of
from tests.forms.samples import facts

FOLDER = Path(__file__).parent / "golden"


SLIP = "-slip"
NAMES = (*SHEETS, *(f"{code}{SLIP}" for code, sheet in SHEETS.items() if sheet.slip))


def pdf(name: str) -> bytes:
    """The sample sheet, or its slip."""
    code = name.removesuffix(SLIP)
    sample = facts(sheet_number=f"{code}-330211105203-KQ-20261122-0001")
    return render(code, sample, slip=name != code)


def text(name: str) -> str:
    """Its text, page by page."""
    return "\f".join(pages_of(pdf(name))) + "\n"


def kept(name: str) -> str:
    """The text that was found right."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in NAMES:
        (FOLDER / f"{each}.txt").write_text(text(each), encoding="utf-8", newline="\n")
