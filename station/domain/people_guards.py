"""Guards about people: who may stand at the window, who must look, who was there."""

from station.domain.act import Told
from station.domain.case import Case
from station.domain.errors import RuleBroken
from station.domain.fact_events import RequestMade
from station.domain.guard import Guard
from station.domain.parties import allows, mandate, named, needs_guardian
from station.domain.ratings import meant, open_ratings
from station.domain.values import Failure, NegativeKind, Power, Presenter, Request, Role
from station.domain.voices import negatives
from station.domain.window_events import CaseRated

LEFT_BEHIND = ("left",)
"""Ways of service of which somebody else must be witness (民事诉讼法 89)."""


def _presenter(told: Told) -> RuleBroken | None:
    if "presenter" not in told.values:
        return None
    who = Presenter(told.values["presenter"] or Presenter.SELF)
    if who is Presenter.PROXY:
        return _proxy(told)
    guarded = needs_guardian(told.case.applicant, told.today)
    if who is Presenter.GUARDIAN or guarded:
        if named(told.case, Role.GUARDIAN) is None:
            return RuleBroken(
                "no guardian is named for the applicant (民法典第二十三条)",
                "Name the guardian first, with identity number and relation.",
            )
        if who is Presenter.SELF:
            return RuleBroken(
                "the applicant is under 16 and cannot come alone (民法典第十八条至第二十条)",
                "The guardian has to come; say that the guardian stands at the window.",
            )
    return None


def _proxy(told: Told) -> RuleBroken | None:
    not_allowed = _mandate(told)
    if not_allowed:
        return not_allowed
    if allows(mandate(told.case), Power.SUBMIT, told.today):
        return None
    return RuleBroken(
        "there is no mandate in force for this (民法典第一百六十五条)",
        "Record a written mandate with this power and a period that covers today.",
    )


def _mandate(told: Told) -> RuleBroken | None:
    """民法典 161: what has to be done in person cannot be done by another."""
    if told.law.item.in_person_required:
        return RuleBroken(
            "this item must be asked for in person (民法典第一百六十一条)",
            "The applicant has to come, or somebody visits them.",
        )
    if not told.law.item.agent_allowed:
        return RuleBroken(
            "this item cannot be asked for by somebody else (行政许可法第二十九条)",
            "The applicant has to come to the office.",
        )
    return None


def _in_force(told: Told) -> RuleBroken | None:
    if mandate(told.case):
        return None
    return RuleBroken("there is no mandate to end", "Look at the people of the case.")


def _witness(told: Told) -> RuleBroken | None:
    alone = not told.values.get("witness")
    if told.values.get("way") in LEFT_BEHIND and alone:
        return RuleBroken(
            "a document that is left behind needs a witness (民事诉讼法第八十九条)",
            "Name the witness who signed the proof of service.",
        )
    if told.values.get("why") == Failure.REFUSED.value and alone:
        return RuleBroken(
            "a refusal to take a document needs a witness (民事诉讼法第八十九条)",
            "Name the witness who saw it.",
        )
    if told.values.get("relation") == "proxy" and not allows(
        mandate(told.case), Power.COLLECT, told.today
    ):
        return RuleBroken(
            "there is no mandate in force for collecting (民法典第一百六十五条)",
            "Record the written mandate, or hand it to the applicant.",
        )
    return None


def withdrawal_asked(case: Case) -> bool:
    """Whether the applicant asked through the window to end it."""
    return any(one.what is Request.WITHDRAWAL for one in case.all(RequestMade))


def _requested(told: Told) -> RuleBroken | None:
    if withdrawal_asked(told.case):
        return None
    return RuleBroken(
        "the applicant has not asked to withdraw", "The window records the request first."
    )


def _second(told: Told) -> RuleBroken | None:
    others = [
        one for one in told.case.all(RequestMade)
        if one.what is Request.VOID and one.by != told.stamp.by
    ]  # fmt: skip
    if others:
        return None
    return RuleBroken(
        "a received case is voided by two people",
        "One records the request to void, another person looks at it and voids.",
    )


def _two_staff(told: Told) -> RuleBroken | None:
    staff = told.values.get("staff")
    if staff is None or len(set(staff)) >= 2:
        return None
    return RuleBroken(
        "a visit is made by two of the staff at least (行政许可法第三十四条)",
        "Name each who was there, one a line.",
    )


def _one_rating(told: Told) -> RuleBroken | None:
    visit = told.values.get("visit") or (told.today if told.values else None)
    if visit not in [one.visit for one in told.case.all(CaseRated)]:
        return None
    return RuleBroken(
        "this visit was rated already", "One visit, one rating; the first one stays as it is."
    )


def _bad_open(told: Told) -> RuleBroken | None:
    found = open_ratings(told.case)
    if not found:
        return RuleBroken("no bad rating is open", "There is nothing to see to.")
    if not told.values or meant(told.case, told.values["visit"]):
        return None
    return RuleBroken(
        "it is not said which bad rating this is about", "Name the day of its visit: {days}.",
        days=", ".join(one.rated.visit.isoformat() for one in found),
    )  # fmt: skip


def _contacted(told: Told) -> RuleBroken | None:
    one = meant(told.case, told.values["visit"]) if told.values else None
    if any(bad.contacted for bad in ((one,) if one else open_ratings(told.case))):
        return None
    return RuleBroken(
        "nobody has spoken with whoever gave this rating",
        "Record the contact first; if they could not be reached, say so there.",
    )


def _rating_settled(told: Told) -> RuleBroken | None:
    if not open_ratings(told.case):
        return None
    return RuleBroken(
        "a bad rating is open", "Speak with the applicant and record what came of it first."
    )


def _negative(told: Told) -> RuleBroken | None:
    what = NegativeKind(told.values["what"]) if told.values else None
    noes = {one.what for one in negatives(told.case)}
    if what in noes or (what is None and noes):
        return None
    return RuleBroken("the applicant got no such answer", "There is nothing to explain.")


CHECKS = {
    Guard.PRESENTER_MAY: _presenter,
    Guard.MANDATE_ALLOWED: _mandate,
    Guard.MANDATE_IN_FORCE: _in_force,
    Guard.WITNESS_NAMED: _witness,
    Guard.REQUESTED: _requested,
    Guard.SECOND_PERSON: _second,
    Guard.TWO_STAFF: _two_staff,
    Guard.ONE_RATING_A_VISIT: _one_rating,
    Guard.BAD_RATING_OPEN: _bad_open,
    Guard.RATER_CONTACTED: _contacted,
    Guard.RATING_SETTLED: _rating_settled,
    Guard.NEGATIVE_SAID: _negative,
}
