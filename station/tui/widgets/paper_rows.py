"""How a paper is shown in its row: the way it came in, what is asked, what is wrong with it."""

from collections.abc import Mapping, Sequence

from station.desk.words import N_, _
from station.domain.errors import BadInput, StationError
from station.domain.items import Material
from station.domain.materials import demanded
from station.domain.values import Taken
from station.tui.widgets.words import Block

_TAKEN = {
    Taken.ORIGINAL: (N_("ORIG"), "done"),
    Taken.SEEN: (N_("SEEN"), "done"),
    Taken.COPY: (N_("COPY"), "done"),
    Taken.SCAN: (N_("SCAN"), "done"),
    Taken.SPACE: (N_("SPACE"), "done"),
    Taken.CERTIFICATE: (N_("CERT"), "done"),
    Taken.PROMISED: (N_("PROM"), "gap"),
    Taken.NEEDED: (N_("NEED"), "fix"),
}

WAYS: tuple[tuple[str, Taken, str], ...] = (
    ("o", Taken.ORIGINAL, N_("the original is kept")),
    ("k", Taken.SEEN, N_("the original was checked, it goes back")),
    ("c", Taken.COPY, N_("a copy only")),
    ("i", Taken.SCAN, N_("a scan or a photo")),
    ("e", Taken.CERTIFICATE, N_("an electronic certificate")),
    ("g", Taken.PROMISED, N_("promised for later")),
    ("n", Taken.NEEDED, N_("needed here, and missing")),
    ("x", Taken.ABSENT, N_("not here")),
)
"""The ways of taking a paper in that an agent says: key, way, words."""

ASKS = frozenset({Taken.PROMISED, Taken.CERTIFICATE})
"""The ways that ask something more: a day, a number."""

_FORMS = frozenset({"materials", "papers"})
"""Under which names the desk tells the faults of papers."""


def paper_block(material: Material, way: Taken) -> Block:
    """How the paper came in; of one that is not here whether it is asked for."""
    if way in _TAKEN:
        word, tone = _TAKEN[way]
        return Block(word=_(word), tone=tone)
    lacking = demanded(material)
    return Block(word=_("LACK") if lacking else _("N/A"), tone="late" if lacking else "idle")


def wrong_block() -> Block:
    """A paper as it was marked cannot be taken in so."""
    return Block(word=_("WRONG"), tone="late")


def asked_words(material: Material) -> str:
    """What to bring: originals that stay, an original to look at, copies."""
    parts = []
    if material.original_kept:
        parts.append(_("orig×{count}").format(count=material.original_kept))
    if material.verify_original:
        parts.append(_("check"))
    if material.copies:
        parts.append(_("copy×{count}").format(count=material.copies))
    return " ".join(parts)


def confirmed_words(papers: Sequence[str], *, child: bool) -> str:
    """Who confirms by this that papers of these names come from the space; empty if none does."""
    if not papers:
        return ""
    words = (
        _("the guardian confirms the use from the space: {papers}") if child
        else _("the applicant confirms the use from the space: {papers}")
    )  # fmt: skip
    return words.format(papers="、".join(papers))


def paper_faults(fault: StationError) -> Mapping[int, StationError]:
    """Material number -> what the desk refuses about it, as far as the fault is about papers."""
    if not isinstance(fault, BadInput):
        return {}
    found: dict[int, StationError] = {}
    for name, one in fault.fields.items():
        form, _dot, place = name.rpartition(".")
        if place.isdecimal() and not set(form.split(".")) - {"", *_FORMS}:
            found[int(place)] = one
        elif name in _FORMS:
            found |= paper_faults(one)
    return found
