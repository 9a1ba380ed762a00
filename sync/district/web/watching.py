"""The pages of what is watched: noes to applicants, bad ratings, promised papers."""

from collections import Counter
from datetime import timedelta
from functools import partial

from flask import Blueprint, render_template, request

from station.domain.case import Case
from station.domain.deadlines import Standing
from station.domain.dues import light
from station.domain.negatives import SPOKEN
from station.domain.ratings import open_ratings
from station.domain.values import NegativeKind
from station.domain.window import LEVELS
from sync.district.premises import District
from sync.district.roster import names
from sync.district.supervision import Supervision, Watched, promised
from sync.district.web.filters import clocks_of
from sync.district.web.shown import material_name

PAGE = 50
WEEK = timedelta(days=7)
KINDS = (*(kind.value for kind in NegativeKind), SPOKEN)
"""Each in a column of its own."""


def blueprint(district: District) -> Blueprint:
    """Three lists."""
    routes = Blueprint("watching", __name__)
    watch = Supervision(district)

    @routes.get("/negatives")
    def negatives() -> str:
        week = watch.week(request.args.get("week", ""))
        lines = watch.negatives(week.period)
        known = names(district)
        chosen = request.args.get("station", "")
        chosen = chosen if chosen in known else ""
        return render_template(
            "negatives.html", week=week, kinds=KINDS, stations=known, chosen=chosen,
            counts=Counter((station, line.kind) for station, line in lines), spoken=SPOKEN,
            before=week.friday - WEEK, after=week.friday + WEEK,
            lines=[one for one in lines if not chosen or one[0] == chosen],
        )  # fmt: skip

    @routes.get("/ratings")
    def ratings() -> str:
        more = {"bad_of": open_ratings, "levels": LEVELS}
        return _watched(district, watch, "rating", "ratings.html", **more)

    @routes.get("/promises")
    def promises() -> str:
        today = district.clock.now().date()
        return _watched(
            district, watch, "gap", "promises.html",
            promised=lambda case: list(promised(case, today)),
            name_of=partial(_paper_name, district),
        )  # fmt: skip

    return routes


def _watched(
    district: District, watch: Supervision, kind: str, template: str, **more: object
) -> str:
    clocks = clocks_of(kind)
    count = watch.count(clocks)
    pages = max(1, -(-count // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        template, watched=watch.watched(clocks, (page - 1) * PAGE, PAGE), count=count,
        page=page, pages=pages, stations=names(district),
        standing=lambda one: _standing(district, one), **more,
    )  # fmt: skip


def _standing(district: District, one: Watched) -> Standing:
    due = one.line.due_at
    if due is None:
        return Standing.GREEN
    since, now = min(one.line.opened_at, due), district.clock.now()
    return light(since, due, now, district.lawbook.calendar(), provisional=one.line.provisional)


def _paper_name(district: District, case: Case, seq: int) -> str:
    item = district.lawbook.item_of(case)
    papers = {one.seq: one for one in item.materials} if item else {}
    return f"{seq} {material_name(papers[seq])}" if seq in papers else str(seq)
