"""The page of notices: words to all stations or to some, and what was published last."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from station.domain.errors import StationError
from sync.district.premises import District
from sync.district.publishing import (
    LONGEST_NOTICE,
    LONGEST_TITLE,
    WORDS,
    give_notice,
    published,
)
from sync.district.roster import names


def blueprint(district: District) -> Blueprint:
    """One page with one form."""
    routes = Blueprint("notices", __name__)

    def page(fault: StationError | None = None) -> str:
        return render_template(
            "notices.html", stations=names(district), published=published(district), kinds=WORDS,
            longest=(LONGEST_TITLE, LONGEST_NOTICE), typed=request.form, fault=fault,
            to=request.form.getlist("to"), done=request.args.get("done", 0, type=int),
        )  # fmt: skip

    @routes.get("/notices")
    def show() -> str:
        return page()

    @routes.post("/notices")
    def give() -> AnyResponse | tuple[str, int]:
        form = request.form
        try:
            told = give_notice(
                district, form.get("title", ""), form.get("words", ""), form.getlist("to"), g.clerk
            )
        except StationError as fault:
            return page(fault), 422
        return redirect(url_for("notices.show", done=len(told)), 303)

    return routes
