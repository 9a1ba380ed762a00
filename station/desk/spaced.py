"""Papers that come from the applicant's space: which entry serves, and the record of its use.

The case desk asks this whenever papers are taken in, so that none comes from a space unrecorded.
"""

from collections.abc import Mapping

from station.desk.office import Office
from station.domain.case import Case
from station.domain.event import CaseEvent
from station.domain.space import Space, offers
from station.domain.space_acts import is_child, use
from station.domain.stamp import Stamp
from station.domain.values import Presenter, Side, Taken
from station.domain.window_events import PapersTaken


def named(office: Office, case: Case, papers: object, stamp: Stamp) -> object:
    """The same papers; those from the space that name no entry name the one that is offered."""
    if not isinstance(papers, Mapping):
        return papers
    bare = [seq for seq, value in papers.items() if _is_bare(value)]
    if not bare:
        return papers
    space = office.personbook.space(case.applicant.id_number)
    offered = offers(office.item_of(case), space, stamp.day)
    entries = {str(seq): entry.entry for seq, entry in offered.items()}
    chosen = {
        seq: {"taken": Taken.SPACE.value, "reference": entries.get(str(seq), "")} for seq in bare
    }
    return {**papers, **chosen}


def used(
    office: Office, case: Case, event: CaseEvent, confirmed_by: Presenter | None, stamp: Stamp
) -> tuple[CaseEvent, ...]:
    """What has to be on record beside this event of the case: who confirmed the use of each
    document of the space. The applicant does unless something else is said, for a child under
    14 the guardian. Raises BadInput by material, RuleBroken."""
    if not isinstance(event, PapersTaken):
        return ()
    space = office.personbook.space(case.applicant.id_number)
    uses = use(
        space, case, office.item_of(case), event.papers,
        confirmed_by or confirming(space, stamp), stamp,
    )  # fmt: skip
    for one in uses:
        case.after(Side.STATION, one)
    return uses


def confirming(space: Space, stamp: Stamp) -> Presenter:
    """Who confirms a use where nothing else is said."""
    return Presenter.GUARDIAN if is_child(space, stamp.day) else Presenter.SELF


def _is_bare(value: object) -> bool:
    if isinstance(value, Mapping):
        return value.get("taken") == Taken.SPACE.value and not value.get("reference")
    return value == Taken.SPACE.value
