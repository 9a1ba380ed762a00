"""The printers of this machine, and a page to try one with. The page names no person, so it is
noted nowhere and waits for nothing."""

import sys

from station.desk import cups
from station.desk.office import Office
from station.desk.printer import Outcome, hand_on

NAME = "test-page.pdf"


def printers() -> list[cups.Printer]:
    """What the system knows; none where nothing prints."""
    if sys.platform == "win32":
        from station.desk.windows_printer import printers as known

        return known()
    return cups.printers() if cups.there() else []


def print_trial(office: Office) -> Outcome:
    """Print the page as sheets are printed: with the program or printer of station.ini."""
    from forms.parts.case import Office as SheetOffice
    from forms.trial import trial_page

    station = SheetOffice(code=office.code, name=office.name)
    data = trial_page(
        station, office.settings.printer, office.clock.now(), practice=office.practice
    )
    return hand_on(data, NAME, 1, spool=office.spool, settings=office.settings)
