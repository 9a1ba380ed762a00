"""The page of stations: last contact, counts and heads, keys, parcels set aside."""

from flask import Blueprint, render_template

from station.domain.findings import Weight
from sync.district import roster
from sync.district.backups import late_words, state
from sync.district.premises import District
from sync.district.verdicts import newest


def blueprint(district: District) -> Blueprint:
    """One page."""
    routes = Blueprint("stations", __name__)

    @routes.get("/stations")
    def all_of_them() -> str:
        backup = state(district)
        return render_template(
            "stations.html", stations=roster.stations(district), asides=roster.asides(district),
            verdicts=newest(district), weights=Weight, backup=backup,
            backed={one.station: one for one in backup.lines}, late=late_words(backup),
        )  # fmt: skip

    return routes
