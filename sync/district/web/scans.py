"""Scans of a case in a browser: shown for a purpose, on record, and able to do nothing."""

from pathlib import Path

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from station.domain.errors import StationError
from station.domain.looking import LOOK_FIELDS, stated
from station.domain.scan_events import ScanForm
from station.domain.scans import NotAScan
from station.storage.pictures import ready
from sync.district.casedesk import UnknownCase
from sync.district.premises import District
from sync.district.scandesk import ScanDesk
from sync.district.web.cases import refused
from sync.district.web.forms import given

KINDS = {
    ScanForm.JPEG: ("image/jpeg", ".jpg", "inline"),
    ScanForm.PNG: ("image/png", ".png", "inline"),
    ScanForm.PDF: ("application/pdf", ".pdf", "attachment"),
}
"""A picture is shown; what could be more than a picture is saved."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def blueprint(district: District) -> Blueprint:
    """Showing a scan, which writes who looked and what for; attaching a result."""
    routes = Blueprint("scans", __name__)

    @routes.post("/cases/<number>/scans/<sha256>")
    def show(number: str, sha256: str) -> Response | tuple[str, int]:
        desk = ScanDesk(district, g.clerk)
        try:
            purpose = stated(given(LOOK_FIELDS, request.form))
            scan, data = desk.open(number, sha256, purpose)
        except UnknownCase:
            abort(404)
        except StationError as fault:
            return refused(district, number, fault)
        kind, ending, how = KINDS[scan.form]
        response = Response(data, content_type=kind, headers=HEADERS)
        # The name says nothing of the person: it stays behind in the folder of downloads.
        name = f"{scan.sha256[:16]}{ending}"
        response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
        return response

    @routes.post("/cases/<number>/scans")
    def attach(number: str) -> AnyResponse | tuple[str, int]:
        given_file = request.files.get("file")
        try:
            if given_file is None or not given_file.filename:
                raise NotAScan("choose a file", "A picture (JPEG, PNG, BMP) or a PDF.")
            file = ready(Path(given_file.filename).name, given_file.read())
            ScanDesk(district, g.clerk).attach(number, file)
        except UnknownCase:
            abort(404)
        except StationError as fault:
            return refused(district, number, fault)
        return redirect(f"{url_for('cases.case', number=number)}#scans", 303)

    return routes
