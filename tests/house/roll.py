"""docs/sheets.md, drawn from the roll of sheets and from what must stand on each.

python -m tests.house.roll        writes the page anew
"""

from collections.abc import Iterator

from forms.catalogue import SHEETS
from forms.sheet.blocks import Sheet
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "sheets.md"
FIELDS = ROOT / "tests" / "forms" / "fields"
_HEAD = """# The sheets

Every form that this program prints: who issues it, how often, by which law, and where each field
that is asked for stands, in the words of the sample sheet. `tests/forms` fails when one of them
stands there no longer; pictures of all are in `tests/forms/golden`. This page is drawn by
`python -m tests.house.roll`, and a test fails when it is another.

An authority's sheet bears the authority's name and a place for its seal, and a station prints it
after the authority's own entry has come over the line, never before. Every sheet but those marked
so prints empty, too, to be filled by pen: `run.py blank`.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, "\n".join(_roll())]
    parts += ["\n".join(_fields(code, sheet)) for code, sheet in SHEETS.items()]
    return "\n".join(parts)


def _roll() -> Iterator[str]:
    yield "| code | title | issued by | copies | also | by which law |"
    yield "|---|---|---|---|---|---|"
    for code, sheet in SHEETS.items():
        also = ["slip"] if sheet.slip else []
        also += [] if sheet.blank else ["no blank"]
        who = "authority" if sheet.by_authority else "station"
        law = "; ".join(sheet.basis) or "practice"
        yield f"| {code} | {sheet.title} | {who} | {sheet.copies} | {', '.join(also)} | {law} |"


def _fields(code: str, sheet: Sheet) -> Iterator[str]:
    yield f"\n## {code} {sheet.title}\n"
    yield "| field | on the sheet |"
    yield "|---|---|"
    for line in (FIELDS / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        field, _, text = line.rpartition(" => ")
        yield f"| {field} | {text} |".replace("|  |", "| |")


if __name__ == "__main__":
    PAGE.write_text(page() + "\n", encoding="utf-8", newline="\n")
