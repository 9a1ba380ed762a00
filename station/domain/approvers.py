"""审批责任人: who answers for the decision on an item, and since when.

The officials change more often than the items (事项标准动态调整: 高明 changed them twenty times
while it made seventeen batches of changes to items), so the table has days of its own. A case
carries who answered for its item on the day it began and keeps it; the table is not asked again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta

from station.domain.items import Item, Level, Words

Post = Annotated[str, Meta(max_length=100)]


@dataclass(frozen=True, kw_only=True)
class Approver:
    """The office that decides, and who answers for the decision there."""

    level: Level
    department_zh: Words
    department_en: Words
    responsible: Post
    """The post or the name, as the district publishes it; empty where it names none."""

    @classmethod
    def of(cls, item: Item) -> "Approver":
        """As the item itself says, for days on which no table says otherwise."""
        return cls(
            level=item.decides_level, department_zh=item.department_zh,
            department_en=item.department_en, responsible="",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Appointed:
    """One row of the table: from this day on, until a later row for the same item."""

    item: Words
    since: date
    approver: Approver
