"""The people around a case besides the applicant, and what each of them may do.

民法典 18-20, 23: who is not yet of full capacity is represented by a guardian. 民法典 161: what
must be done in person cannot be done by another. 民法典 165: a mandate is written, and names
agent, matter, powers and period. 民法典 173: it ends with its period, or when it is taken back.
"""

from datetime import date

from station.domain.case import Case, Entry
from station.domain.fact_events import MandateGiven, MandateRevoked, PartyNamed
from station.domain.people import Person
from station.domain.values import Power, Role

GUARDED_UNDER = 16
"""Years below which nobody acts alone here: 16 is the age from which own work can make of full
capacity (民法典 18), and an identity card is asked for by oneself (居民身份证法 7)."""
CHILD_UNDER = 14
"""Years below which personal information needs the guardian's consent (个人信息保护法 31)."""


def age(person: Person, today: date) -> int:
    """Full years."""
    birth = person.birth
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def needs_guardian(person: Person, today: date) -> bool:
    """Whether a guardian has to be named before anything is received."""
    return age(person, today) < GUARDED_UNDER


def is_child(person: Person, today: date) -> bool:
    """Whether the stricter rules for data of children hold (个人信息保护法 31)."""
    return age(person, today) < CHILD_UNDER


def named(case: Case, role: Role) -> PartyNamed | None:
    """Who was named last in this role; None if nobody was."""
    return next((one for one in reversed(case.all(PartyNamed)) if one.role is role), None)


def mandate(case: Case) -> MandateGiven | None:
    """The mandate that was given last and not taken back; None if there is none."""
    for entry in reversed(case.history):
        if _has_effect(entry) and isinstance(entry.event, MandateRevoked):
            return None
        if _has_effect(entry) and isinstance(entry.event, MandateGiven):
            return entry.event
    return None


def allows(given: MandateGiven | None, power: Power, day: date) -> bool:
    """Whether this mandate covers the power on that day; both of its days count."""
    return given is not None and power in given.powers and given.begins <= day <= given.ends


def _has_effect(entry: Entry) -> bool:
    return entry.refused is None
