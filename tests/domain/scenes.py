"""Short scenes around each guard of the table: one in which it holds, and those in which not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from station.domain.guard import Guard

Said = Mapping[str, object]
Step = str | tuple[str, Said]

PROMISED: Step = ("take_papers", {"papers": {"1": "seen", "2": "promised"}})
BROUGHT: tuple[str, Said] = ("take_papers", {"papers": {"2": "seen"}})
ORIGINAL: Step = (
    "take_papers", {"papers": {"1": {"taken": "original", "originals": 1}, "2": "copy"}}
)  # fmt: skip
TAKEN: tuple[Step, ...] = ("take_papers", "receive", "hand_over")
ACCEPTED: tuple[Step, ...] = (*TAKEN, "accept")
WITH_PROMISE: tuple[Step, ...] = (PROMISED, "receive", "hand_over")
GAP: tuple[Step, ...] = (*WITH_PROMISE, "accept_gap")
SERVED: tuple[Step, ...] = (*ACCEPTED, "grant", "dispatch", "deliver")
ASKED: Step = ("ask_correction", {"defects": "居民身份证;已过期", "fix_by": "2026-11-27"})
SEEN: Step = ("take_papers", {"papers": {"1": "seen"}})
BAD: Step = ("rate", {"level": "dissatisfied", "channel": "desk"})
WORSE: Step = ("rate", {"level": "very_dissatisfied", "channel": "qr", "visit": "2026-11-20"})
GUARDIAN: tuple[str, Said] = ("name_party", {"role": "guardian", "relation": "父亲"})


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An act after these steps, in a place with these rules: it is done, or refused with `why`
    and a hint."""

    guard: Guard
    steps: tuple[Step, ...]
    act: str
    said: Said = field(default_factory=dict)
    rules: str = "national"
    item: Said = field(default_factory=dict)
    wait: int = 0
    """Days before the act."""
    why: str = ""
    hint: str = ""


def scenes() -> Iterator[Scene]:
    yield from papers_scenes()
    yield from people_scenes()
    yield from rating_scenes()
    yield from gap_scenes()
    yield from broken_scenes()
    yield from order_scenes()
    yield from hearing_scenes()
    yield from renewal_scenes()


def both(guard: Guard, act: str, *ways: tuple[tuple[Step, ...], Said], why: str, hint: str,
         **more: Any) -> Iterator[Scene]:  # fmt: skip
    """The same act twice: first it is done, then it is refused."""
    (steps, said), (others, wrong) = ways
    yield Scene(guard=guard, act=act, steps=steps, said=said, **more)
    yield Scene(guard=guard, act=act, steps=others, said=wrong, why=why, hint=hint, **more)


# One scene is read as one sentence.
# fmt: off
def papers_scenes() -> Iterator[Scene]:
    yield from both(Guard.PAPERS_COMPLETE, "receive", (("take_papers",), {}), ((SEEN,), {}),
                    why="still missing: 社会保障卡", hint="Print the one-time notice")
    yield from both(Guard.MAY_BE_TAKEN_NOW, "take_papers",
                    ((*GAP,), {"papers": {"2": "seen"}}), ((*GAP,), {"papers": {"1": "copy"}}),
                    why="居民身份证 cannot be changed", hint="put right by a correction",
                    rules="zhejiang")
    yield from both(Guard.ORIGINALS_STAY, "take_papers",
                    ((ORIGINAL, "receive", "hand_over", ASKED), {"papers": {"2": "absent"}}),
                    ((ORIGINAL, "receive", "hand_over", ASKED), {"papers": {"1": "absent"}}),
                    why="originals of 居民身份证 are in custody", hint="where they go")
    yield from both(Guard.SOMETHING_MISSING, "give_notice", ((SEEN,), {}), (("take_papers",), {}),
                    why="nothing is missing", hint="Receive the papers")
    yield from both(Guard.ASKED_PAPERS_HERE, "hand_over", ((*TAKEN, ASKED, SEEN), {}),
                    ((*TAKEN, ASKED), {}), why="asked for 居民身份证", hint="hand the case back")
    again = {"defects": "社会保障卡;缺页", "again": "首次未发现"}
    yield from both(Guard.FIRST_NOTICE_COMPLETE, "ask_correction",
                    ((*TAKEN, ASKED, SEEN, "hand_over"), again),
                    ((*TAKEN, ASKED, SEEN, "hand_over"), {**again, "again": ""}),
                    why="社会保障卡 could have been named", hint="give the reason")
    yield from both(Guard.ORIGINALS_BACK, "archive", ((*SERVED,), {}),
                    ((ORIGINAL, *SERVED[1:]), {}), why="居民身份证 are not back",
                    hint="Give them back")
    yield from both(Guard.ORIGINAL_IS_THERE, "move_originals",
                    ((ORIGINAL,), {"to": "resident"}), ((ORIGINAL,), {"to": "station"}),
                    why="are not at", hint="Look where they are")
    yield from both(Guard.ORIGINALS_HERE, "transfer", ((ORIGINAL,), {}),
                    ((ORIGINAL, "move_originals"), {}), why="居民身份证 are not at the station",
                    hint="Record that they came back")
    yield Scene(guard=Guard.ORIGINAL_IS_THERE, steps=(ORIGINAL,), act="move_originals",
                said={"to": "district"}, why="the other office records this", hint="in a message")


def people_scenes() -> Iterator[Scene]:
    yield from both(Guard.PRESENTER_MAY, "receive",
                    (("take_papers", "give_mandate"), {"presenter": "proxy"}),
                    (("take_papers",), {"presenter": "proxy"}),
                    why="no mandate in force", hint="Record a written mandate")
    yield from both(Guard.PRESENTER_MAY, "receive",
                    (("take_papers", GUARDIAN), {"presenter": "guardian"}),
                    (("take_papers",), {"presenter": "guardian"}),
                    why="no guardian is named", hint="Name the guardian")
    yield Scene(guard=Guard.MANDATE_ALLOWED, steps=(), act="give_mandate")
    yield Scene(guard=Guard.MANDATE_ALLOWED, steps=(), act="give_mandate",
                item={"in_person_required": True, "agent_allowed": False},
                why="must be asked for in person", hint="The applicant has to come")
    yield Scene(guard=Guard.MANDATE_ALLOWED, steps=(), act="give_mandate",
                item={"agent_allowed": False}, why="by somebody else", hint="to the office")
    yield from both(Guard.MANDATE_IN_FORCE, "revoke_mandate", (("give_mandate",), {}), ((), {}),
                    why="no mandate to end", hint="Look at the people")
    yield from both(Guard.WITNESS_NAMED, "deliver",
                    (SERVED[:-1], {"way": "left", "witness": "示例见证"}),
                    (SERVED[:-1], {"way": "left"}), why="needs a witness", hint="Name the witness")
    yield from both(Guard.WITNESS_NAMED, "record_failure",
                    (SERVED[:-1], {"why": "not_taken", "witness": "示例见证"}),
                    (SERVED[:-1], {"why": "not_taken"}), why="a refusal", hint="Name the witness")
    yield from both(Guard.REQUESTED, "withdraw", ((*ACCEPTED, "request"), {}), (ACCEPTED, {}),
                    why="has not asked to withdraw", hint="records the request")
    yield Scene(guard=Guard.SECOND_PERSON, steps=TAKEN, act="void", why="by two people",
                hint="another person looks")
    yield from both(Guard.TWO_STAFF, "visit_site", (ACCEPTED, {"staff": "甲\n乙"}),
                    (ACCEPTED, {"staff": "甲\n甲"}), why="two of the staff", hint="Name each")


def rating_scenes() -> Iterator[Scene]:
    yield from both(Guard.ONE_RATING_A_VISIT, "rate", ((*SERVED,), {}), ((*SERVED, BAD), {}),
                    why="rated already", hint="the first one stays")
    yield from both(Guard.BAD_RATING_OPEN, "contact_rater", ((*SERVED, BAD), {}),
                    ((*SERVED, "rate"), {}), why="no bad rating", hint="nothing to see to")
    yield from both(Guard.BAD_RATING_OPEN, "contact_rater",
                    ((*SERVED, BAD, WORSE), {"visit": "2026-11-20"}), ((*SERVED, BAD, WORSE), {}),
                    why="which bad rating", hint="2026-11-23, 2026-11-20")
    yield from both(Guard.RATER_CONTACTED, "settle_rating",
                    ((*SERVED, BAD, "contact_rater"), {}), ((*SERVED, BAD), {}),
                    why="nobody has spoken", hint="Record the contact first")
    seen_to: tuple[Step, ...] = (*SERVED, BAD, "contact_rater", "settle_rating")
    yield from both(Guard.RATING_SETTLED, "archive", (seen_to, {}), ((*seen_to, WORSE), {}),
                    why="a bad rating is open", hint="Speak with")
    yield from both(Guard.NEGATIVE_SAID, "explain_no", ((*TAKEN, ASKED), {}),
                    ((*TAKEN, ASKED), {"what": "refused"}), why="no such answer",
                    hint="nothing to explain")


def gap_scenes() -> Iterator[Scene]:
    yield from both(Guard.NO_OPEN_PROMISE, "accept", (TAKEN, {}), (WITH_PROMISE, {}),
                    why="社会保障卡 is promised", hint="Accept with a gap")
    yield from both(Guard.ONLY_PROMISED_MISSING, "accept_gap", (WITH_PROMISE, {}), (TAKEN, {}),
                    why="no paper is promised", hint="there is no gap", rules="zhejiang")
    yield from both(Guard.GAP_ALLOWED, "accept_gap", (WITH_PROMISE, {}),
                    (WITH_PROMISE, {"credit": "listed"}), why="broke a promise",
                    hint="Look at the list", rules="anyang")
    yield Scene(guard=Guard.GAP_ALLOWED, steps=WITH_PROMISE, act="accept_gap",
                why="no rule on acceptance", hint="Return the case for correction")
    yield from both(Guard.GAP_LETS_DECIDE, "grant", ((*GAP, BROUGHT), {}), (GAP, {}),
                    why="is promised and not here", hint="only when they are in", rules="anyang")
    yield Scene(guard=Guard.GAP_LETS_DECIDE, steps=GAP, act="grant", rules="gaoming",
                why="is promised and not here", hint="Grant with the document locked")
    yield from both(Guard.GAP_LOCKS_RESULT, "grant_pending", (GAP, {}), ((*GAP, BROUGHT), {}),
                    why="no promised paper is open", hint="without a lock", rules="gaoming")
    yield Scene(guard=Guard.GAP_LOCKS_RESULT, steps=GAP, act="grant_pending", rules="civil",
                why="no decision with a locked document", hint="Wait until")
    yield Scene(guard=Guard.GAP_LETS_ISSUE, steps=(*GAP, "grant"), act="dispatch",
                rules="zhejiang")
    yield from both(Guard.PROMISES_KEPT, "archive",
                    ((*GAP, "grant", "dispatch", "deliver", BROUGHT), {}),
                    ((*GAP, "grant", "dispatch", "deliver"), {}), rules="zhejiang",
                    why="is promised and not here", hint="wait until")


def broken_scenes() -> Iterator[Scene]:
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=GAP, act="revoke_acceptance", wait=8,
                rules="zhejiang", said={"bad_paper": ""})
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=GAP, act="revoke_acceptance", wait=7,
                rules="zhejiang", said={"bad_paper": ""}, why="no promise is broken yet",
                hint="name the paper that is bad")
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=GAP, act="revoke_acceptance", wait=8,
                rules="anyang", why="another consequence", hint="Note it as withdrawn")
    yield Scene(guard=Guard.PROMISE_BROKEN, steps=ACCEPTED, act="revoke_acceptance",
                why="nothing was promised", hint="as it is")
    yield from both(Guard.TERMINATION_RULED, "terminate", (GAP, {}),
                    (GAP, {"bad_paper": "材料2"}), rules="zhejiang",
                    why="another consequence", hint="Revoke the acceptance")
    yield Scene(guard=Guard.TERMINATION_RULED, steps=GAP, act="terminate", wait=8,
                rules="zhejiang", why="another consequence", hint="Revoke the acceptance")
    yield Scene(guard=Guard.TERMINATION_RULED, steps=GAP, act="terminate", wait=8, rules="civil")
    yield Scene(guard=Guard.TERMINATION_RULED, steps=ACCEPTED, act="terminate")
    yield Scene(guard=Guard.TERMINATION_RULED, steps=ACCEPTED, act="terminate",
                said={"bad_paper": "材料2"}, why="nothing was promised", hint="Leave the bad paper")
    yield from both(Guard.PROMISE_OPEN, "extend_promise", (GAP, {}), (GAP, {"seq": "1"}),
                    why="not promised and open", hint="list of papers", rules="civil")
    yield Scene(guard=Guard.PROMISE_OPEN, steps=GAP, act="extend_promise", rules="zhejiang",
                why="no more time", hint="stands as it was given")


def order_scenes() -> Iterator[Scene]:
    yield Scene(guard=Guard.NOTICE_OVERDUE, steps=TAKEN, act="deem_accepted", wait=8)
    yield Scene(guard=Guard.NOTICE_OVERDUE, steps=TAKEN, act="deem_accepted", wait=7,
                why="is not over", hint="due dates")
    yield from both(Guard.CORRECTION_FAILED, "return",
                    ((*TAKEN, ASKED, "give_up_correction"), {}), (TAKEN, {}),
                    why="nobody asked the applicant", hint="Return it for correction")
    yield Scene(guard=Guard.CORRECTION_FAILED, steps=(*TAKEN, "request"), act="return")
    corrected = (*TAKEN, ASKED)
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=(*corrected, SEEN), act="deem_withdrawn",
                wait=5, rules="anyang", why="came in time", hint="Hand the case over")
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=corrected, act="deem_withdrawn", wait=5,
                rules="anyang")
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=corrected, act="deem_withdrawn", wait=4,
                rules="anyang", why="is not over", hint="last day")
    yield Scene(guard=Guard.CORRECTION_OVERDUE, steps=corrected, act="deem_withdrawn", wait=9,
                why="no local rule", hint="the authority decides")
    yield from both(Guard.OFFICE_OUTSIDE_CLOCK, "suspend", (ACCEPTED, {"what": "鉴定"}),
                    (ACCEPTED, {"what": "开会"}), why="开会 is not named", hint="Choose one of")
    yield Scene(guard=Guard.NOTICE_HUNG, act="end_publicity", steps=(*ACCEPTED, "post_publicity"),
                wait=8)
    yield Scene(guard=Guard.NOTICE_HUNG, act="end_publicity", steps=(*ACCEPTED, "post_publicity"),
                wait=7, why="hangs out until the close of 2026-11-30", hint="when the office has")
    yield from both(Guard.NOT_EXTENDED_YET, "extend", (ACCEPTED, {}),
                    ((*ACCEPTED, "extend", "suspend", "resume"), {}),
                    why="extended already", hint="Decide within it")
    yield Scene(guard=Guard.NOT_EXTENDED_YET, steps=ACCEPTED, act="extend", wait=30,
                why="can no longer be extended", hint="Decide now")
    yield Scene(guard=Guard.NOT_EXTENDED_YET, steps=ACCEPTED, act="extend",
                item={"legal_limit": None}, why="no law has more days", hint="within the limit")
    yield from both(Guard.SHEETS_THERE, "archive", (SERVED, {"by_hand": "纸质卷"}),
                    (SERVED, {"by_hand": ""}), why="F01, F22", hint="Print them")


def hearing_scenes() -> Iterator[Scene]:
    offered: tuple[Step, ...] = (*ACCEPTED, "offer_hearing")
    declined: Step = ("answer_hearing", {"wanted": "no"})
    yield from both(Guard.HEARING_OVER, "grant", ((*offered, declined), {}), (offered, {}),
                    why="may be asked for until 2026-11-30", hint="want none")
    yield Scene(guard=Guard.HEARING_OVER, steps=offered, act="grant", wait=8)
    for act in ("grant", "refuse", "forward"):
        yield from both(Guard.HEARING_OVER, act,
                        ((*offered, "answer_hearing", "hold_hearing"), {}),
                        ((*offered, "answer_hearing"), {}),
                        why="was not held", hint="Hold it and record it")
    yield from both(Guard.HEARING_OFFERED, "answer_hearing", (offered, {"wanted": "no"}),
                    (ACCEPTED, {"wanted": "no"}), why="nobody was told", hint="tells of it first")


def renewal_scenes() -> Iterator[Scene]:
    licence = {"item_type": "行政许可"}
    asked: tuple[Step, ...] = ("take_papers", "name_renewal", *ACCEPTED[1:])
    late: tuple[Step, ...] = (
        "take_papers", ("name_renewal", {"valid_until": "2026-12-22"}), *ACCEPTED[1:],
    )  # fmt: skip
    yield Scene(guard=Guard.LICENCE, steps=(), act="name_renewal", item=licence)
    yield Scene(guard=Guard.LICENCE, steps=(), act="name_renewal", why="this item is none",
                hint="the limits of the item hold")
    yield from both(Guard.RESULT_ENDS, "answer_renewal",
                    ((*SERVED[:-2], ("dispatch", {"valid_until": "2027-01-31"})), {}),
                    (SERVED, {}), why="names no last day", hint="nothing that could go on")
    yield Scene(guard=Guard.RENEWAL_UNANSWERED, steps=asked, act="deem_granted", item=licence,
                wait=70)
    yield Scene(guard=Guard.RENEWAL_UNANSWERED, steps=asked, act="deem_granted", item=licence,
                wait=69, why="valid until 2027-01-31", hint="Decide by that day")
    yield Scene(guard=Guard.RENEWAL_UNANSWERED, steps=late, act="deem_granted", item=licence,
                wait=70, why="in time", hint="Decide on the case")
