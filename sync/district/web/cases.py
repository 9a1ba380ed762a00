"""The pages of cases: the list, one case, and a form for each act."""

import re
from collections.abc import Mapping

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from station.domain.acts import ACTS
from station.domain.case import Case
from station.domain.errors import StationError
from station.domain.fields import Field, FieldKind
from station.domain.states import CaseState
from sync.district.casebook import Wanted
from sync.district.casedesk import CaseDesk, CaseFile, UnknownCase
from sync.district.premises import District
from sync.district.roster import names

PAGE = 50
"""Cases on one page of the list."""
MOST_DEFECTS = 40
_DEFECT = re.compile(r"defects-([0-9]{1,3})-(seq|paper|fault|basis|remedy)")
OURS, ALL = "ours", "all"


def blueprint(district: District) -> Blueprint:
    """The list, a case, its unmasked numbers, and its acts."""
    routes = Blueprint("cases", __name__)

    routes.add_url_rule("/", "arrived", lambda: _list(district), methods=["GET"])

    def desk() -> CaseDesk:
        return CaseDesk(district, g.clerk)

    @routes.get("/cases/<number>")
    def case(number: str) -> str:
        return _page(district, desk(), _known(desk(), number, revealed=False))

    @routes.post("/cases/<number>/reveal")
    def reveal(number: str) -> str:
        return _page(district, desk(), _known(desk(), number, revealed=True), revealed=True)

    @routes.post("/cases/<number>/acts/<name>")
    def act(number: str, name: str) -> AnyResponse | tuple[str, int]:
        file = _known(desk(), number, revealed=False)
        fields = next((one.fields for one in file.acts if one.name == name), ())
        try:
            desk().act(number, name, _given(fields, request.form))
        except StationError as fault:
            known = desk().open(number)
            return _page(district, desk(), known, failed=name, fault=fault), 422
        return redirect(url_for("cases.case", number=number, done=name), 303)

    return routes


def _list(district: District) -> str:
    wanted, chosen = _wanted(request.args)
    with district.vault.reading():
        book = district.casebook
        count = book.count(wanted)
        pages = max(1, -(-count // PAGE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        lines = book.lines(wanted, (page - 1) * PAGE, PAGE)
        by_state = book.by_state()
    return render_template(
        "cases.html", lines=lines, count=count, by_state=by_state, chosen=chosen,
        text=wanted.text, page=page, pages=pages, states=CaseState,
        stations=names(district),
    )  # fmt: skip


def _page(
    district: District, desk: CaseDesk, file: CaseFile, *, revealed: bool = False,
    failed: str = "", fault: StationError | None = None,
) -> str:  # fmt: skip
    return render_template(
        "case.html", file=file, case=file.case, limits=desk.limits(file),
        suggested=desk.suggested_number(file), revealed=revealed, failed=failed, fault=fault,
        typed=request.form if failed else {}, done=_is_done(file.case),
        station=names(district).get(file.station, file.station), kinds=FieldKind,
    )  # fmt: skip


def _is_done(case: Case) -> bool:
    """The address says what was done: it is believed if the case has it on record."""
    act = ACTS.get(request.args.get("done", ""))
    return act is not None and case.last(act.event) is not None


def _known(desk: CaseDesk, number: str, *, revealed: bool) -> CaseFile:
    try:
        return desk.view(number, revealed=revealed)
    except UnknownCase:
        abort(404)


def _wanted(asked: Mapping[str, str]) -> tuple[Wanted, str]:
    """What the list shows, and the filter that was chosen."""
    text, chosen = asked.get("q", "")[:100], asked.get("state", OURS)
    states = {state.value: state for state in CaseState}
    if chosen in states:
        return Wanted(text=text, states=frozenset({states[chosen]})), chosen
    if chosen == ALL or text:
        return Wanted(text=text), ALL
    return Wanted(text=text, ours=True), OURS


def _given(fields: tuple[Field, ...], form: Mapping[str, str]) -> dict[str, object]:
    """The values of an act's fields; a table of defects becomes a list of lines."""
    return {
        field.name: _defects(form) if field.kind is FieldKind.DEFECTS else form.get(field.name, "")
        for field in fields
    }


def _defects(form: Mapping[str, str]) -> object:
    """Rows in which something is said. A paper's name alone stands there for all papers."""
    if written := form.get("defects", "").strip():
        return written
    rows: dict[int, dict[str, object]] = {}
    for name, value in form.items():
        found = _DEFECT.fullmatch(name)
        if found and value.strip() and int(found[1]) < MOST_DEFECTS:
            number = found[2] == "seq" and value.isdecimal() and len(value) < 4
            rows.setdefault(int(found[1]), {})[found[2]] = int(value) if number else value
    return [row for _, row in sorted(rows.items()) if _says_something(row)]


def _says_something(row: Mapping[str, object]) -> bool:
    """A row of a paper counts once a fault is written; a free row once anything is."""
    return "fault" in row if "seq" in row else bool(row)
