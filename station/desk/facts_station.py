"""What the sheets that a station makes out by itself may know, besides what every sheet knows."""

from dataclasses import replace

from forms.facts import Facts
from station.desk.facts_agency import agency_end, mandate_facts
from station.desk.facts_file import file_contents, rated
from station.desk.facts_promises import commitment, replaced
from station.desk.facts_visits import home_visit, site_visit
from station.desk.facts_window import fixes, space_uses
from station.desk.office import Office
from station.domain.act import Law
from station.domain.case import Case


def with_own(known: Facts, office: Office, case: Case, law: Law) -> Facts:
    """The facts, with mandates, promises, visits, the use of a space, the file and ratings."""
    return replace(
        known,
        mandate=mandate_facts(office, case, known.agent),
        agency_end=agency_end(office, case, law, known.agent),
        space_uses=space_uses(case, law),
        fixes=fixes(case),
        commitment=commitment(office, case, law),
        replaced=replaced(case, law),
        site_visit=site_visit(case),
        home_visit=home_visit(case, law, known.agent),
        file=file_contents(office, case, law, known.agent),
        ratings=rated(case),
    )
