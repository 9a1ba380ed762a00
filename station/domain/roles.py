"""What each role may do at a station, as one table (GB/T 22239 8.1.4.2: each person the least that
their work needs, and whoever checks records nothing).

A right covers kinds of events: who may not write the kind may not do what leads to it. The same
table is asked at the desk before anything is recorded, and by both offices when they look a
journal through (`overstepped`).
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from station.domain.decider_events import CaseVoided
from station.domain.errors import RuleBroken
from station.domain.event import Event, Unrecognised
from station.domain.office_events import (
    RESTORED,
    AgentRemoved,
    DataKeyChanged,
    KeyChangeBegun,
    LifeBegun,
)
from station.domain.recovery_events import AgentRecovered
from station.domain.roster import Colleague, joined_by
from station.domain.stamp import SYSTEM
from station.domain.states import Actor
from station.domain.window_events import CaseReceived


class AgentRole(Enum):
    """What somebody is at a station."""

    AGENT = "agent"
    LEAD = "lead"
    AUDITOR = "auditor"
    TRAINEE = "trainee"


class Right(Enum):
    """What a role may do, in words: English msgids."""

    NOTE = "come in"
    """And what the program notes by whoever is at the desk."""
    LOOK = "look at cases and people"
    WORK = "work on cases"
    COPY = "make a backup"
    EXCHANGE = "exchange with the district"
    SECOND = "void a received case as the second person"
    STAFF = "say who works here"
    KEY = "change the key of the vault"
    RESTORE = "restore a backup"
    JOIN = "join a district"
    PURGE = "freeze and purge records"
    CLEAR = "delete a backup"


_R = Right
RIGHTS: Mapping[AgentRole, frozenset[Right]] = MappingProxyType(
    {
        AgentRole.AGENT: frozenset({_R.NOTE, _R.LOOK, _R.WORK, _R.COPY, _R.EXCHANGE}),
        AgentRole.LEAD: frozenset(Right),
        AgentRole.AUDITOR: frozenset({_R.NOTE, _R.LOOK}),
        # Of a practice station alone: the slot of a trainee opens no other.
        AgentRole.TRAINEE: frozenset({_R.NOTE, _R.LOOK, _R.WORK}),
    }
)
"""The table. The first agent of a station is its lead."""

_COVERS: Mapping[Right, str] = MappingProxyType(
    {
        Right.NOTE: """
            agent_came clock_doubted head_signed passphrase_changed agent_keys_changed
            act_refused entry_purged event_refused life_begun case_arrived case_brought
            file_published publication_taken publication_refused
            district_notice_given district_news_read
            bundle_told recovery_granted recovery_erased parcel_released
            line_keys_answered district_key_told
            district_signing_told keys_withdrawn
            sharing_answered sharing_erased document_brought document_withdrawn
            unlock_failed station_locked vault_checked policy_changed recovery_sealed
            agent_recovered slots_found_strange""",
        Right.LOOK: """
            case_viewed scan_viewed person_viewed search_made day_end_printed
            reckoning_printed form_printed sheet_settled""",
        Right.WORK: """
            case_opened version_taken papers_taken notice_given fixed_on_spot pre_review_asked
            case_received case_handed_over correction_given_up pickup_appointed delivery_planned
            result_delivered delivery_failed case_archived case_rated
            pre_review_answered correction_asked case_accepted case_accepted_with_gap
            case_deemed_accepted case_not_required case_not_accepted review_started
            publicity_posted publicity_ended case_suspended case_resumed decision_extended
            opinion_given case_forwarded case_granted case_granted_pending result_released
            case_refused acceptance_revoked case_returned case_terminated case_withdrawn
            case_deemed_withdrawn case_voided case_concluded result_dispatched
            party_named mandate_given mandate_revoked originals_moved request_made
            promise_extended site_visited consent_letter_issued consent_letter_relied space_used
            message_written message_read contact_made negative_explained rating_contacted
            rating_settled due_moved sheet_printed scan_attached scan_removed
            person_informed consent_given consent_revoked document_filed document_removed
            sharing_consented sharing_revoked
            person_corrected data_disputed dispute_settled person_exported
            person_sheet_printed
            consultation_held refusal_explained case_transferred agent_admitted
            hearing_offered hearing_answered hearing_held
            renewal_named renewal_answered case_deemed_granted""",
        Right.COPY: "backup_made",
        Right.EXCHANGE: "stick_used exchanges_scheduled",
        Right.JOIN: "district_joined line_keys_asked",
        Right.STAFF: """
            station_opened agent_added agent_removed role_changed trainee_added trainee_removed""",
        Right.KEY: "key_change_begun data_key_changed",
        Right.CLEAR: "backup_deleted",
        Right.PURGE: "records_frozen records_purged traces_purged",
    }
)
RIGHT_FOR: Mapping[str, Right] = MappingProxyType(
    {kind: right for right, kinds in _COVERS.items() for kind in kinds.split()}
)
"""By kind of event the right that covers it; `right_for` knows the three that depend on more."""


class NotAllowed(RuleBroken):
    """The role of whoever is at the desk has no right to this. `what` was tried, with the case of
    the number `about`."""

    def __init__(self, role: str, right: Right, *, what: str, about: str = "") -> None:
        super().__init__(
            "not allowed as {role}: {right}",
            "A station lead does it; run.py agent list shows who is one."
            if right not in RIGHTS[AgentRole.AGENT]
            else "An agent or a lead of the station does it.",
            role=_known(role) or role, right=right,
        )  # fmt: skip
        self.what = what
        self.about = about


def right_for(event: Event, *, received: bool, ordered: bool) -> Right:
    """The right that covers this event. `received`: its case was received already; `ordered`:
    a change of the key was begun, and not done since."""
    if isinstance(event, CaseVoided) and received:
        return Right.SECOND  # a mistake of typing is nobody's business, papers taken in are
    if isinstance(event, LifeBegun) and event.reason == RESTORED:
        return Right.RESTORE
    if isinstance(event, AgentRemoved | DataKeyChanged) and ordered:
        return Right.NOTE  # after a power cut it is noted by whoever comes next
    return RIGHT_FOR[event.kind]


def right_to(kind: type[Event], actor: Actor | None) -> Right:
    """The right to an act that ends in this kind of event, in the row with this actor."""
    return Right.SECOND if actor is Actor.LEAD else RIGHT_FOR[kind.kind]


def may(role: str, right: Right) -> bool:
    """Whether this role has the right; one that is not known here may look at most."""
    known = _known(role)
    return right in (RIGHTS[known] if known else RIGHTS[AgentRole.AUDITOR])


def overstepped(life: Iterable[tuple[int, Event]]) -> Iterator[int]:
    """The numbers of the entries in one life of a station's journal that the role of whoever wrote
    them did not allow then, or that somebody wrote who did not work there. What the program noted
    by itself is nobody's, and roles and kinds that are not known here are not judged."""
    known: dict[str, Colleague] = {}
    received: set[str] = set()
    ordered = False
    for number, event in life:
        judged = not isinstance(event, Unrecognised | AgentRecovered)  # the district let them in
        if known and judged and event.by != SYSTEM:
            role = known[event.by].role if event.by in known else ""
            right = right_for(event, received=_about(event) in received, ordered=ordered)
            if not role or (_known(role) and not may(role, right)):
                yield number
        known = joined_by(known, event)
        if isinstance(event, CaseReceived):
            received.add(event.case)
        if isinstance(event, KeyChangeBegun | DataKeyChanged):
            ordered = isinstance(event, KeyChangeBegun)


def _about(event: Event) -> str:
    return event.case if isinstance(event, CaseVoided) else ""


def _known(role: str) -> AgentRole | None:
    return next((one for one in AgentRole if one.value == role), None)
