"""The district's web application: what every page shares."""

import sys
import traceback
from pathlib import Path

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from sync.district import words
from sync.district.clerks import Clerks
from sync.district.intake import read_backlog
from sync.district.premises import District
from sync.district.web import (
    cases,
    line,
    notices,
    scans,
    session,
    shown,
    stations,
    watching,
)

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self';"
    " base-uri 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LARGEST_FORM = 256 * 1024


def create_app(district: District, clerks: Clerks, *, https: bool) -> Flask:
    """The application. `https` says that browsers reach it through TLS."""
    app = Flask(__name__, root_path=str(Path(__file__).parent))
    app.config.update(
        SECRET_KEY=district.session_key,
        SESSION_COOKIE_NAME="__Host-desk" if https else "desk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=https,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
    )
    app.jinja_options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    shown.register(app, district)
    app.register_blueprint(line.blueprint(district))
    app.register_blueprint(session.blueprint(district, clerks))
    app.register_blueprint(cases.blueprint(district))
    app.register_blueprint(scans.blueprint(district))
    app.register_blueprint(watching.blueprint(district))
    app.register_blueprint(stations.blueprint(district))
    app.register_blueprint(notices.blueprint(district))
    app.before_request(lambda: _read_first(district))
    app.after_request(_headers(https=https))
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)
    return app


def _read_first(district: District) -> None:
    """Before a page shows anything: what stations sent and nobody read yet. Who is not logged in
    sees nothing, and makes no work."""
    if g.get("clerk") and request.endpoint != "static":
        for fault in read_backlog(district):
            sys.stderr.write(f"{words.told(fault, words.ENGLISH)}\n")


def _headers(*, https: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)  # a file has stricter ones
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    return add


def _refused(fault: HTTPException) -> tuple[str, int] | AnyResponse:
    """A page in plain words; redirects pass as they are."""
    if fault.code is None or fault.code < 400:
        return fault.get_response()
    return render_template("error.html", code=fault.code), fault.code


def _failed(fault: Exception) -> tuple[str, int]:
    """Tell the operator where it happened, and nobody what the data were."""
    places = traceback.extract_tb(fault.__traceback__)[-5:]
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(places))
    sys.stderr.write(f"{type(fault).__name__} at {where}\n")
    return render_template("error.html", code=500), 500
