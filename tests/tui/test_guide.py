"""The item guide says by which catalogue it speaks."""

from station.desk.catalogue import catalogue
from station.tui.widgets.guide import guide
from tests.makers import TODAY


def test_a_page_of_the_guide_bears_the_mark_of_its_catalogue() -> None:
    known = catalogue()
    page = guide(known.newest["SB-01"], known, TODAY).plain

    assert page.splitlines()[-1] == f"Catalogue: {known.mark}"
