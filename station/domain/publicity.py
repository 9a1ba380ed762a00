"""公示: what hangs out in the village may say of a case, and what it must not.

社会救助暂行办法 11 and 61 ask for publicity of who is helped, and for silence about all the
rest; 浙江省社会救助条例 55 and 个人信息保护法 31 take minors out. So a name keeps its first
character, numbers show their ends or nothing, and of illness or disability there is no word,
whatever the item is called.
"""

import re
from dataclasses import dataclass
from datetime import date

from station.domain.case import Case
from station.domain.decider_events import PublicityPosted
from station.domain.errors import RuleBroken
from station.domain.items import Item, Publicity
from station.domain.names import mask_name, mask_number
from station.domain.parties import age, is_child
from station.domain.people import Person
from station.domain.stamp import OFFICIAL_TIME

ADULT = 18
"""Years: who is younger is a minor (民法典 17)."""
_TELLING = re.compile(
    "([重轻中]度)?残疾人?|(门诊)?慢特病(病种)?|重大疾病|大病|疾病|患者|精神|智力|听力|言语|视力|"
    "肢体|艾滋病?|吸毒|戒毒|矫正"
)
"""Words from which a stranger learns of an illness, a disability or a punishment."""
_SHORTEST = 4
"""Characters that still are a name."""
_VILLAGE, _TOWN = re.compile("^.*?(村|社区)"), re.compile("^.*?(街道|镇|乡)")


class NoPublicity(RuleBroken):
    """The item is not published, or this person's case may not be."""


@dataclass(frozen=True, kw_only=True)
class PublicityLine:
    """One line of a public notice: everything that stands on it."""

    name: str
    number: str
    """Of the identity card, masked; empty where the item shows none."""
    place: str
    """No finer than the village."""
    matter: str
    posted: date | None
    """None while nothing hangs out yet."""
    days: int


def publicity_lines(case: Case, item: Item, today: date) -> tuple[PublicityLine, ...]:
    """What may hang out of this case. None at all for a minor where the item hides them, which
    a child under 14 always is. Raises NoPublicity for an item that is not published."""
    rule = item.publicity
    if rule is None:
        raise NoPublicity(
            "the item {item} is not published", "Nothing of this case may hang out.", item=item.id
        )
    if hides(case.applicant, rule, today):
        return ()
    posted = case.last(PublicityPosted)
    return (
        PublicityLine(
            name=mask_name(case.applicant.name),
            number="" if rule.mask_id else mask_number(case.applicant.id_number),
            place=_place(case.applicant),
            matter=matter(item),
            posted=posted.at.astimezone(OFFICIAL_TIME).date() if posted else None,
            days=posted.days if posted else rule.value,
        ),
    )


def hides(person: Person, rule: Publicity, today: date) -> bool:
    """Whether this person never stands on a public notice."""
    return is_child(person, today) or (rule.hide_minors and age(person, today) < ADULT)


def matter(item: Item) -> str:
    """What the item is called where everybody reads: without words that tell of an illness, a
    disability or a punishment; where nothing of a name is left then, by its type."""
    plain = _TELLING.sub("", item.name_zh)
    if plain == item.name_zh or len(plain) >= _SHORTEST:
        return plain
    return f"{item.item_type.value}事项"


def _place(person: Person) -> str:
    found = _VILLAGE.match(person.address) or _TOWN.match(person.address)
    return found[0] if found else ""
