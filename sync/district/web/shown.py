"""How values look on the pages: words of the reader's language, dates, masked numbers."""

from enum import Enum

from flask import Flask, g, request, session

from station.domain.case import Why
from station.domain.deadlines import Remark, Standing
from station.domain.errors import BadInput, StationError
from station.domain.event_told import day, moment
from station.domain.items import Material
from station.domain.names import mask_name, mask_number, mask_phone
from station.domain.values import NOES
from sync.district import words
from sync.district.premises import District
from sync.district.web.session import token

LANGUAGES = {"zh": words.CHINESE, "en": words.ENGLISH}


def register(app: Flask, district: District) -> None:
    """Make everything here known to the templates."""
    app.before_request(_choose_language)
    app.context_processor(
        lambda: {
            "_": say, "language": g.get("language", words.CHINESE), "clerk": g.get("clerk"),
            "token": lambda: token(district), "district": district, "now": district.clock.now(),
        }
    )  # fmt: skip
    app.jinja_env.filters.update(
        word=word, moment=moment, day=day, masked_id=mask_number, masked_phone=mask_phone,
        masked_name=mask_name, material=material_name, remark=remark, told=told, hint=hint,
        field_faults=field_faults, because=because, light=light, size=size, no_kind=no_kind,
    )  # fmt: skip


def say(msgid: str) -> str:
    """The word in the reader's language."""
    return words.say(msgid, g.get("language", words.CHINESE))


def word(name: str | Enum) -> str:
    """The word for a state, a kind of event, a way of handing in."""
    return words.word(name, g.get("language", words.CHINESE))


def _choose_language() -> None:
    asked = LANGUAGES.get(request.args.get("lang", ""))
    if asked:
        session["language"] = asked
    kept = session.get("language")
    if kept not in LANGUAGES.values():
        best = request.accept_languages.best_match(["zh", "en"], "zh")
        kept = LANGUAGES[best or "zh"]
    g.language = kept


def material_name(material: Material) -> str:
    """What the catalogue calls a paper, in the reader's language."""
    return material.name_zh if g.language == words.CHINESE else material.name_en


def size(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1024:,.0f} KiB" if count >= 1024 else f"{count} B"


def remark(one: Remark) -> str:
    """Why days are skipped or counted, in words."""
    return say(one.why.value).format(name=one.name)


def no_kind(kind: str) -> str:
    """What kind of a no it is, as the weekly list calls it."""
    return say(NOES.get(kind, kind))


LIGHTS = {
    Standing.GREEN: ("green", words.N_("in time")),
    Standing.YELLOW: ("yellow", words.N_("soon due")),
    Standing.RED: ("red", words.N_("overdue")),
}


def light(how: Standing) -> tuple[str, str]:
    """The colour that stands for how urgent a limit is, and the word that says the same."""
    colour, meaning = LIGHTS[how]
    return colour, say(meaning)


def told(fault: StationError) -> str:
    """What went wrong."""
    return words.explain(fault, g.language)[0]


def because(why: Why) -> str:
    """Why an event has no effect."""
    return words.because(why, g.language)


def hint(fault: StationError) -> str:
    """What to do next."""
    return words.explain(fault, g.language)[1]


def field_faults(fault: StationError | None) -> dict[str, StationError]:
    """The faults of the fields of a form."""
    return dict(fault.fields) if isinstance(fault, BadInput) else {}
