"""Who is at the desk: logging in and out, the session, and its guard against forged forms."""

import hmac
from collections.abc import Collection
from datetime import datetime, timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from station.domain.errors import StationError
from sync.district.clerks import Clerks
from sync.district.premises import District
from sync.seal import MAX_SEALED

IDLE = timedelta(minutes=30)
"""A session that nobody used for so long has ended."""
OPEN = frozenset({"line.exchange", "line.join", "session.log_in", "static"})
"""Where nobody has to be logged in."""
WITHOUT_TOKEN = frozenset({"line.exchange", "line.join"})
"""Forms come from our pages and bring the token; stations have no session to steal."""
WITH_A_FILE = frozenset({"scans.attach"})
"""Forms that may be long, for who has logged in."""
LARGEST_FILE = MAX_SEALED
"""What the server lets in at all."""


def blueprint(district: District, clerks: Clerks) -> Blueprint:
    """Log-in and log-out, and the guard before every page."""
    routes = Blueprint("session", __name__)
    ended: set[str] = set()  # so that a copy of their cookie is good for nothing

    routes.before_app_request(lambda: _guard(district, clerks, ended))

    @routes.route("/login", methods=["GET", "POST"])
    def log_in() -> str | tuple[str, int] | AnyResponse:
        if request.method == "GET":
            return render_template("login.html", fault=None)
        try:
            clerk = clerks.log_in(request.form.get("name", ""), request.form.get("password", ""))
        except StationError as fault:
            return render_template("login.html", fault=fault), 403
        language = session.get("language")
        session.clear()
        session.update(clerk=clerk.name, mark=clerk.mark, seen=district.clock.now().isoformat())
        if language:
            session["language"] = language
        token(district)
        return redirect(_inside(request.args.get("next", "")), 303)

    @routes.post("/logout")
    def log_out() -> AnyResponse:
        ended.add(token(district))
        session.clear()
        return redirect(url_for("session.log_in"), 303)

    @routes.after_app_request
    def keep(response: Response) -> Response:
        if g.get("clerk"):
            session["seen"] = district.clock.now().isoformat()
        return response

    return routes


def _guard(district: District, clerks: Clerks, ended: Collection[str]) -> AnyResponse | None:
    if request.endpoint in WITHOUT_TOKEN:
        return None
    if session.get("token") in ended:
        session.clear()
    if request.endpoint in WITH_A_FILE and session.get("clerk"):
        request.max_content_length = LARGEST_FILE
    if request.method == "POST" and not _has_token():
        abort(400)
    g.clerk = _clerk(district, clerks)
    if g.clerk is None and request.endpoint not in OPEN:
        wanted = request.full_path if request.method == "GET" else "/"
        return redirect(url_for("session.log_in", next=wanted), 303)
    return None


def token(district: District) -> str:
    """The token that the forms of this session carry."""
    if "token" not in session:
        session["token"] = district.clock.chance(16).hex()
    return str(session["token"])


def _has_token() -> bool:
    given, known = request.form.get("token", ""), session.get("token", "")
    return bool(known) and hmac.compare_digest(given.encode(), str(known).encode())


def _clerk(district: District, clerks: Clerks) -> str | None:
    """The name of who is logged in; None if nobody is, or the session has ended."""
    name, mark, seen = (session.get(part, "") for part in ("clerk", "mark", "seen"))
    if not name or not seen:
        return None
    idle = district.clock.now() - datetime.fromisoformat(seen)
    if abs(idle) > IDLE or not clerks.still(name, mark):
        session.clear()
        return None
    return str(name)


def _inside(wanted: str) -> str:
    """A page of this desk, never an address elsewhere."""
    plain = wanted.isprintable() and "\\" not in wanted
    return wanted if plain and wanted.startswith("/") and not wanted.startswith("//") else "/"
