"""Where the originals of a case are, and until when a promised paper may come: for its rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from station.desk.words import N_, _
from station.domain.case import Case
from station.domain.custody import originals
from station.domain.papers_guards import still_asked
from station.domain.promises import kept, open_promises, promised_for
from station.domain.values import Place
from station.tui.widgets.states import days_left

_PLACES = {
    Place.STATION: N_("at station"),
    Place.ROAD_UP: N_("going up"),
    Place.DISTRICT: N_("at district"),
    Place.ROAD_DOWN: N_("coming back"),
    Place.RESIDENT: N_("given back"),
}


def asked_lines(case: Case) -> Sequence[str]:
    """What the district asked to be put right and is not answered yet, a line for each paper."""
    return [
        ": ".join(filter(None, (one.paper, "; ".join(filter(None, (one.fault, one.remedy))))))
        for one in case.asked
    ]


def paper_notes(case: Case, now: datetime) -> Mapping[int, str]:
    """Material number -> what to know of the paper besides how it came in. What stays in the
    file of the station, like the application itself, is nobody's original in custody."""
    notes = {
        seq: _(_PLACES[one.place])
        for seq, one in originals(case).items()
        if one.lent or one.place is not Place.STATION
    }
    for paper in open_promises(case):
        day = promised_for(case, paper.seq)
        if day:
            notes[paper.seq] = f"{day:%m-%d} {days_left(day, now)}"
    notes |= {asked.seq: _("asked again") for asked in still_asked(case)}
    for one in kept(case):
        told = _("in time") if one.in_time else _("too late")
        notes[one.seq] = " ".join(filter(None, (notes.get(one.seq), f"{one.on:%m-%d} {told}")))
    return notes
