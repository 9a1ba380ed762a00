"""For each act a case in which it can be done: by which acts a desk comes there."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta
from functools import cache
from types import MappingProxyType

from station.domain.acts import ACTS
from station.domain.states import HOLDER, Holder
from station.domain.table import allowed
from station.domain.values import Side
from tests import makers
from tests.domain.round import ANSWERS, Desk

PROMISE = {"papers": {"1": "seen", "2": "promised"}}
TAKEN = ("take_papers", "receive", "hand_over")
ACCEPTED = (*TAKEN, "accept")
GAP = ("take_promise", "receive", "hand_over", "accept_gap")
LOCKED = (*GAP, "grant_pending")
SENT = (*ACCEPTED, "grant", "dispatch")
SERVED = (*SENT, "deliver")
ASKED = (*TAKEN, "ask_correction")

WAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(ACTS, ACCEPTED),
        **dict.fromkeys(
            ("take_papers", "give_notice", "fix_on_spot", "take_version", "ask_pre_review",
             "withdraw", "void", "name_party", "give_mandate", "contact",
             "write", "mark_read", "transfer"), (),
        ),
        "revoke_mandate": ("give_mandate",),
        "answer_pre_review": ("ask_pre_review",),
        "receive": ("take_papers",),
        "hand_over": ("take_papers", "receive"),
        "give_up_correction": ASKED,
        "deem_withdrawn": (*ASKED, "wait"),
        **dict.fromkeys(("accept", "ask_correction", "not_required", "not_accept"), TAKEN),
        "deem_accepted": (*TAKEN, "wait"),
        "accept_gap": GAP[:3],
        "extend_promise": GAP,
        "revoke_acceptance": GAP,
        "grant_pending": GAP,
        "release": (*LOCKED, "bring_promised"),
        "end_publicity": (*ACCEPTED, "post_publicity", "wait"),
        "resume": (*ACCEPTED, "suspend"),
        **dict.fromkeys(("dispatch", "conclude"), (*ACCEPTED, "grant")),
        **dict.fromkeys(("appoint_pickup", "plan_delivery", "deliver", "record_failure"), SENT),
        **dict.fromkeys(("rate", "archive"), SERVED),
        "contact_rater": (*SERVED, "rate_badly"),
        "settle_rating": (*SERVED, "rate_badly", "contact_rater"),
        "explain_no": ASKED,
        "answer_hearing": (*ACCEPTED, "offer_hearing"),
        "hold_hearing": (*ACCEPTED, "offer_hearing", "answer_hearing"),
        "name_renewal": (),
        "deem_granted": ("take_papers", "name_renewal", *ACCEPTED[1:], "wait", "wait", "wait"),
        "answer_renewal": (*ACCEPTED, "grant", "dispatch_licence"),
        "move_originals": ("take_original",),
    }
)  # fmt: skip
"""The acts before each act."""

RULES: Mapping[str, str] = MappingProxyType(
    {"deem_withdrawn": "zhejiang", "accept_gap": "zhejiang", "revoke_acceptance": "zhejiang",
     "grant_pending": "gaoming", "release": "gaoming", "extend_promise": "civil"}
)  # fmt: skip
"""The place in which it can be done, where not everywhere."""

_WORDS: Mapping[str, tuple[str, Mapping[str, object]]] = MappingProxyType(
    {
        "take_promise": ("take_papers", PROMISE),
        "take_original": (
            "take_papers", {"papers": {"1": {"taken": "original", "originals": 1}, "2": "copy"}}
        ),
        "ask_correction": ("ask_correction", {"fix_by": "2026-12-04"}),
        "bring_promised": ("take_papers", {"papers": {"2": "seen"}}),
        "dispatch_licence": ("dispatch", {"valid_until": "2027-01-31"}),
        "rate_badly": ("rate", {"level": "dissatisfied", "channel": "desk"}),
    }
)  # fmt: skip
_LICENCE = {"item_type": "行政许可"}
_ITEM: Mapping[str, Mapping[str, object]] = MappingProxyType(
    dict.fromkeys(("name_renewal", "deem_granted", "answer_renewal"), _LICENCE)
)
_LIMIT = {"value": 20, "unit": "working_day", "basis": "示例", "provenance": "typical"}


def ready(name: str, *, village: bool = False) -> Desk:
    """A desk at which this act is next."""
    return copy(_ready(name, village))


@cache
def _ready(name: str, village: bool) -> Desk:
    level = {"decides_level": "village", "level_chain": ["village"]} if village else {}
    changes = {**_ITEM.get(name, {}), **level}
    desk = Desk(makers.item(legal_limit=_LIMIT, **changes), RULES.get(name, "national"))
    if name == "take_version":
        desk.law = replace(desk.law, newest=makers.item(version=2, **changes))
    for step in WAYS[name]:
        if step == "wait":
            desk.now += timedelta(days=30)
            continue
        act, said = _WORDS.get(step, (step, ANSWERS.get(step, {})))
        desk.do(act, side_of(desk, act), **{**ANSWERS.get(act, {}), **said})
    return desk


def side_of(desk: Desk, name: str) -> Side:
    """The end that may do this act now; the holder where both may."""
    holder = desk.case.decider if HOLDER[desk.case.state] is Holder.DECIDER else Side.STATION
    case, event = desk.case, ACTS[name].event
    sides = [side for side in Side if allowed(case.state, event, side, case.decider)]
    return holder if holder in sides or not sides else sides[0]
