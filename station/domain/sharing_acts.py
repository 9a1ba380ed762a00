"""What may be done with a person's consent that documents of their space go to another station.

It is asked for by the station that keeps the space, apart from everything else, and names who gets
what for which purpose (个人信息保护法 23); for a child under 14 the guardian consents (31), and not
beyond the day before the child is 14: from then on the child's own word counts.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from station.domain.act import one_of, optional
from station.domain.errors import BadInput, RuleBroken, StationError, together
from station.domain.fields import Field, FieldKind, Given, understood
from station.domain.numbers import station_code
from station.domain.sharing import Sharing
from station.domain.sharing_events import SharingConsented, SharingPurpose, SharingRevoked
from station.domain.space import Space, paper_kind
from station.domain.space_acts import closed, guarded_until, is_child
from station.domain.stamp import Stamp

SHARING_FIELDS = (
    Field(name="to", label="Station that gets them", check=station_code),
    Field(name="name", label="Name of that station"),
    Field(name="contact", label="Its telephone or address"),
    one_of("purpose", "What they may be used for", SharingPurpose),
    Field(name="documents", label="Kinds of documents", kind=FieldKind.LINES),
    Field(name="until", label="Last day of the consent", kind=FieldKind.DATE),
    optional("guardian", "Guardian"),
)  # fmt: skip
"""What the consent names."""


def share(
    space: Space, before: Sequence[Sharing], given: Given, *, own: str, stamp: Stamp
) -> SharingConsented:
    """The person consents that documents go from the station `own` to another; `before` are the
    consents that there were. Raises BadInput with all faults, RuleBroken while one is in force."""
    if not space.is_open:
        raise closed()
    values, unread = understood(SHARING_FIELDS, given)
    faults = together(unread, dict(_wrong(space, values, own, stamp.day)))
    if faults:
        raise BadInput(faults)
    if any(one.given.to == values["to"] and one.in_force(stamp.day) for one in before):
        raise RuleBroken(
            "a consent for station {to} is in force", "Take it back first, then give the other.",
            to=values["to"],
        )  # fmt: skip
    return SharingConsented(
        at=stamp.at, by=stamp.by, person=space.person,
        **{**values, "purpose": SharingPurpose(values["purpose"])},
    )  # fmt: skip


def end(space: Space, to: str, stamp: Stamp) -> SharingRevoked:
    """The consent for this station is taken back (个人信息保护法 15). Raises RuleBroken when there
    is none."""
    if to not in space.shared:
        raise RuleBroken("there is no such consent in force", "There is nothing to take back.")
    return SharingRevoked(at=stamp.at, by=stamp.by, person=space.person, to=to)


def kinds(space: Space) -> tuple[str, ...]:
    """The kinds of documents that lie in the space, in the order in which they were filed."""
    return tuple({paper_kind(one.name): one.name for one in space.entries.values()}.values())


def _wrong(
    space: Space, values: Given, own: str, day: date
) -> Iterator[tuple[str, StationError]]:  # fmt: skip
    if values.get("to") == own:
        yield (
            "to",
            StationError(
                "this is the code of this station", "Name the one that is to get the documents."
            ),
        )
    until = values.get("until")
    if isinstance(until, date) and until < day:
        yield "until", StationError("this day has passed", "Give {today} or later.", today=day)
    elif isinstance(until, date) and is_child(space, day) and until > guarded_until(space):
        yield (
            "until",
            StationError(
                "a guardian consents until the child is 14 (个人信息保护法第三十一条)",
                "Give {day} or earlier; from the day after on the child consents in person.",
                day=guarded_until(space),
            ),
        )
    known = {paper_kind(name) for name in kinds(space)}
    named = values.get("documents", ())
    for name in named if isinstance(named, tuple) else ():
        if paper_kind(name) not in known:
            yield (
                "documents",
                StationError(
                    "no {name} lies in the space", "Name documents that lie there.", name=name
                ),
            )
    if "guardian" in values and not values["guardian"] and is_child(space, day):
        yield (
            "guardian",
            StationError(
                "for a child under 14 the guardian consents (个人信息保护法第三十一条)",
                "Type the name of the guardian who signs.",
            ),
        )
