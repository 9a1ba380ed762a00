"""Where stations call: sealed parcels in, sealed parcels out; and enrolment."""

import json

from flask import Blueprint, Response, request

from sync import enrol, seal
from sync.district.backlog import LONG_RUN
from sync.district.enrolment import admit
from sync.district.intake import receive
from sync.district.premises import District
from sync.errors import NotEnrolled, NotOurs, Refused


def blueprint(district: District) -> Blueprint:
    """POST /line and POST /enrol: no session, no cookie; what counts is inside."""
    routes = Blueprint("line", __name__)

    @routes.post("/line")
    def exchange() -> Response:
        request.max_content_length = seal.MAX_SEALED
        if request.mimetype != seal.MEDIA_TYPE:
            return _declined("no-parcel", 415)
        try:
            answer = receive(district, request.get_data(cache=False), long_run=LONG_RUN)
        except NotOurs as fault:
            return _declined(fault.reason, 400)
        except Refused as fault:
            return _declined(fault.reason, 403)
        return Response(answer, content_type=seal.MEDIA_TYPE)

    @routes.post("/enrol")
    def join() -> Response:
        request.max_content_length = enrol.MAX_MESSAGE
        if request.mimetype != enrol.MEDIA_TYPE:
            return _declined("enrol-form", 415)
        try:
            answer = admit(district, request.get_data(cache=False))
        except NotEnrolled as fault:
            return _declined(fault.reason, 403)
        return Response(answer, content_type=enrol.MEDIA_TYPE)

    return routes


def _declined(reason: str, code: int) -> Response:
    """Why, for the person at the station. It is not signed: nobody acts upon it."""
    return Response(json.dumps({"reason": reason}), code, content_type="application/json")
