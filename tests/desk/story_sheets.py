"""What the station can print of a story, and what stands on it."""

from pathlib import Path

from forms.facts import Facts
from station.desk.facts import facts_of
from station.desk.printing import PrintDesk
from station.domain.values import Side
from tests.desk.story import Story
from tests.forms.reading import text_of


def facts(story: Story) -> Facts:
    """What its sheets know now."""
    case, now = story.at(Side.STATION).case, story.office.clock.now()
    return facts_of(story.office, case, sheet_number="-", nth=1, printed_at=now)


def ready(story: Story) -> set[str]:
    """The sheets that the station can print now."""
    return set(PrintDesk(story.office).ready(story.at(Side.STATION).case))


def printed(story: Story, sheet: str, folder: Path) -> str:
    """The text of the sheet as the station prints it."""
    made = PrintDesk(story.office).print(sheet, story.number, out=folder)
    return text_of(made.path.read_bytes())
