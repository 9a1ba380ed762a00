"""The pages of cases: the list, one case, and a form for each act."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from station.domain.acts import ACTS
from station.domain.case import Case
from station.domain.custody import originals
from station.domain.errors import StationError
from station.domain.fields import FieldKind
from station.domain.items import Material
from station.domain.looking import LOOK_FIELDS, USUAL, Purpose, stated
from station.domain.parties import mandate, named
from station.domain.promises import kept
from station.domain.ratings import ratings
from station.domain.transfer_events import CaseBrought
from station.domain.values import NOES, Place, Role, Side
from station.domain.voices import negatives, thread
from station.domain.window import LEVELS
from sync.district.casedesk import CaseDesk, CaseFile, UnknownCase
from sync.district.passing import TimeDesk
from sync.district.premises import District
from sync.district.roster import names
from sync.district.scandesk import ScanDesk
from sync.district.supervision import promised
from sync.district.web.filters import GROUPS, KINDS, clocks_of, wanted
from sync.district.web.forms import REVEAL, given, offered
from sync.district.web.history import details

PAGE = 50
"""Cases on one page of the list."""


def blueprint(district: District) -> Blueprint:
    """The list, a case, its unmasked numbers, and its acts."""
    routes = Blueprint("cases", __name__)
    routes.before_request(TimeDesk(district).look)

    routes.add_url_rule("/", "arrived", lambda: _list(district), methods=["GET"])

    def desk() -> CaseDesk:
        return CaseDesk(district, g.clerk)

    @routes.get("/cases/<number>")
    def case(number: str) -> str:
        if _is_frozen(desk(), number):
            return _frozen(number)
        return _page(district, desk(), desk().view(number, revealed=False))

    @routes.post("/cases/<number>/reveal")
    def reveal(number: str) -> str | tuple[str, int]:
        return _look(district, desk(), number, revealed=True)

    @routes.post("/cases/<number>/open")
    def open_frozen(number: str) -> str | tuple[str, int]:
        return _look(district, desk(), number, revealed=False)

    @routes.post("/cases/<number>/acts/<name>")
    def act(number: str, name: str) -> AnyResponse | tuple[str, int]:
        if _is_frozen(desk(), number):
            return _frozen(number), 422
        desk().view(number, revealed=False)
        fields = ACTS[name].fields if name in ACTS else ()
        try:
            seen = request.form.get("seen", type=int)
            desk().act(number, name, given(fields, request.form), seen=seen)
        except StationError as fault:
            known = desk().open(number)
            return _page(district, desk(), known, failed=name, fault=fault), 422
        return redirect(url_for("cases.case", number=number, done=name), 303)

    return routes


def _list(district: District) -> str:
    asked, chosen, kind = wanted(request.args)
    with district.vault.reading():
        book = district.casebook
        count = book.count(asked)
        pages = max(1, -(-count // PAGE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        lines = book.lines(asked, (page - 1) * PAGE, PAGE)
        by_state = book.by_state()
    return render_template(
        "cases.html", lines=lines, count=count, by_state=by_state, chosen=chosen, kind=kind,
        text=asked.text, page=page, pages=pages, groups=GROUPS, clock_kinds=KINDS,
        stations=names(district),
        counted=lambda states: sum(by_state.get(state, 0) for state in states),
    )  # fmt: skip


def _page(
    district: District, desk: CaseDesk, file: CaseFile, *, revealed: bool = False,
    failed: str = "", fault: StationError | None = None,
) -> str:  # fmt: skip
    today, guesses = district.clock.now().date(), desk.guesses(file)
    return render_template(
        "case.html", file=file, case=file.case, limits=desk.limits(file),
        guesses=guesses, offered=offered(file, guesses), revealed=revealed, failed=failed,
        fault=fault, typed=request.form if failed else MultiDict(), done=_is_done(file.case),
        station=names(district).get(file.station, file.station),
        scans=ScanDesk(district, g.clerk).of_case(file.station, file.case),
        came_from=file.case.all(CaseBrought), kinds=FieldKind,
        promises=list(promised(file.case, today)), kept=kept(file.case), look_fields=LOOK_FIELDS,
        usual=USUAL.value, reveal=REVEAL, noes=NOES,
        details=lambda entry: details(entry, file.item, revealed=revealed),
        paper_rows=_paper_rows(file),
        frozen=file.case.frozen_at(Side.DISTRICT), levels=LEVELS, rating_clocks=clocks_of("rating"),
        **_around(file.case),
    )  # fmt: skip


def _paper_rows(file: CaseFile) -> list[tuple[int, Material | None]]:
    """The papers of the item; where it is not known here, those that came."""
    if file.item is None:
        return [(seq, None) for seq in file.case.papers]
    return [(material.seq, material) for material in file.item.materials]


def _around(case: Case) -> dict[str, object]:
    """The people, the originals, and what was said about the case."""
    held = originals(case).values()
    return {
        "people": [found for role in Role if (found := named(case, role))],
        "mandate": mandate(case), "originals": held,
        "arriving": [one.seq for one in held if one.place is Place.ROAD_UP],
        "returning": [one.seq for one in held if one.place is Place.DISTRICT and one.lent],
        "thread": thread(case), "negatives": negatives(case),
        "ratings": ratings(case),
    }  # fmt: skip


def _is_done(case: Case) -> bool:
    """The address says what was done: it is believed if the case has it on record."""
    act = ACTS.get(request.args.get("done", ""))
    return act is not None and case.last(act.event) is not None


def _look(
    district: District, desk: CaseDesk, number: str, *, revealed: bool
) -> str | tuple[str, int]:
    """The page, once it is on record what for; else the same form again with its faults."""
    frozen = _is_frozen(desk, number)
    try:
        purpose = stated(given(LOOK_FIELDS, request.form))
        file = desk.view(number, revealed=revealed, purpose=purpose)
    except StationError as fault:
        if frozen:
            return _frozen(number, fault), 422
        file = desk.view(number, revealed=False)
        return _page(district, desk, file, failed=REVEAL, fault=fault), 422
    return _page(district, desk, file, revealed=revealed)


def refused(district: District, number: str, fault: StationError) -> tuple[str, int]:
    """The page of a case with what went wrong beside its forms; of a frozen one nothing else."""
    desk = CaseDesk(district, g.clerk)
    if _is_frozen(desk, number):
        return _frozen(number, fault), 422
    return _page(district, desk, desk.view(number, revealed=False), fault=fault), 422


def _is_frozen(desk: CaseDesk, number: str) -> bool:
    try:
        return desk.is_frozen(number)
    except UnknownCase:
        abort(404)


def _frozen(number: str, fault: StationError | None = None) -> str:
    """The page of records that are only stored: it tells nothing but that, and asks what for."""
    return render_template(
        "frozen.html", number=number, fault=fault, typed=request.form, look_fields=LOOK_FIELDS,
        usual=Purpose.OWN_REQUEST.value,
    )  # fmt: skip
