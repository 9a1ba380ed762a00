"""What the district's catalogue says about one kind of business, and how far to trust it.

An item is data: nothing in the program knows any item by its id. Every limit carries its
provenance, every item its evidence, because a limit on paper binds whoever printed it.
`station.domain.catalogue` reads items from a file.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from msgspec import Meta

from station.domain.codes import CaseType, Coded, ItemType, ServiceTarget

Count = Annotated[int, Meta(ge=0, le=9999)]
Words = Annotated[str, Meta(min_length=1, max_length=1000)]
SeasonDay = Annotated[str, Meta(pattern=r"^((0[1-9]|1[0-2])-)?(0[1-9]|[12][0-9]|3[01])$|^$")]


class Necessity(Coded):
    """材料必要性, with the code of the national implementation lists."""

    REQUIRED = "required", "1"
    """必要."""
    REQUIRED_IF = "required_if", "1"
    """必要 when the material's condition holds."""
    OPTIONAL = "optional", "2"
    """非必要."""
    GAP = "gap", "3"
    """容缺后补: may be promised and brought later; never an essential paper."""


class Handling(Enum):
    """What a station does with the item."""

    ON_THE_SPOT = "即办"
    DECIDED_HERE = "承诺"
    CARRIED = "代办"
    """An agent carries it to the township or to a counter."""
    FORWARDED = "转报"
    """It goes upward for the decision."""


class Level(Enum):
    """The offices a case can pass."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    DISTRICT = "district"


class Provenance(Enum):
    """How a limit is known. Only the district's own catalogue makes it law."""

    STATUTE = "statute"
    """The text of the law was read."""
    SOURCED = "sourced"
    """A public guide of some place was read: a rule there, not of the nation."""
    MEMORY = "memory"
    """Recalled, not read again."""
    TYPICAL = "typical"
    """A plausible number, invented for demonstration."""


class Unit(Enum):
    """What a limit counts. See `station.domain.deadlines`."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    """Ends on the next working day when it would end on a day off."""
    NATURAL_DAY = "natural_day"
    """Ends where it ends (自然日, as local project rules count)."""
    HOUR = "hour"
    MINUTE = "minute"


class SourceKind(Enum):
    """Who issues a paper."""

    SELF = "self"
    GOVERNMENT = "government"
    VILLAGE = "village"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    EMPLOYER = "employer"
    OTHER = "other"


class ReuseRule(Enum):
    """How long a filed paper serves again. A rule of this project, of no law."""

    NONE = "none"
    UNTIL_EXPIRY = "until_expiry"
    DAYS_180 = "days_180"
    DAYS_365 = "days_365"
    PERMANENT = "permanent"


class ResultKind(Enum):
    """What the resident gets in the end."""

    CERTIFICATE = "certificate"
    PAYMENT = "payment"
    RECORD = "record"
    DECISION = "decision"
    GOODS = "goods"


class DeliveryWay(Enum):
    """How the result can reach the resident."""

    PICKUP_VILLAGE = "pickup_village"
    HOME = "home"
    EMS = "ems"
    ELECTRONIC = "electronic"


class SensitiveKind(Enum):
    """Personal information that the item touches and the law protects more (个人信息保护法 28)."""

    IDENTITY = "identity"
    FINANCE = "finance"
    HEALTH = "health"
    MINOR = "minor"
    BIOMETRIC = "biometric"
    CRIMINAL = "criminal"


class Cycle(Enum):
    """How often a season comes."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A length of time; `value` 0 is on the spot, or for exclusions as long as notified."""

    value: Count
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class TimeLimit(Span):
    """办结时限 with its basis in words (may be empty) and how it is known."""

    basis: str
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class StageLimit(Span):
    """The share of one office in the whole limit."""

    stage_zh: Words
    stage_en: Words


@dataclass(frozen=True, kw_only=True)
class ClockExclusion(Span):
    """Time outside the clock, when the item says so and the applicant is told (行政许可法 45)."""

    what: Words


@dataclass(frozen=True, kw_only=True)
class Publicity(Span):
    """公示: where the outcome hangs out for objections, and what it must not show."""

    place: Words
    hide_minors: bool
    mask_id: bool


@dataclass(frozen=True, kw_only=True)
class Season:
    """When applications are taken. `opens` and `closes` are both within: MM-DD for a year
    (a season may run over New Year), DD for a month, empty where the days are announced."""

    every: Cycle
    opens: SeasonDay
    closes: SeasonDay
    note: str

    def is_open(self, day: date) -> bool:
        """Whether the day lies in the season; True where its days are only announced."""
        if not self.opens:
            return True
        key = f"{day:%m-%d}" if self.every is Cycle.YEAR else f"{day:%d}"
        if self.opens <= self.closes:
            return self.opens <= key <= self.closes
        return key >= self.opens or key <= self.closes


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """How far an item's data can be trusted, and what was read for it."""

    confidence: Words
    sources: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Material:
    """A paper that a case needs (材料); `seq` numbers it within its item, from 1."""

    seq: int
    name_zh: Words
    name_en: Words
    necessity: Necessity
    condition: str
    """When it is needed, in words; empty: always."""
    original_kept: Count
    """Originals that stay in the file."""
    copies: Count
    verify_original: bool
    """The original is looked at and given back."""
    source_authority: Words
    source_kind: SourceKind
    reuse_rule: ReuseRule
    generated_by_system: bool
    """The station prints it, the resident signs."""
    obtainable_by_sharing: bool
    """Another authority has it; asking for it needs a reason (在线政务服务规定 7)."""
    note: str

    @property
    def essential(self) -> bool:
        """Whether nothing can be received without it, once its condition holds."""
        return self.necessity in (Necessity.REQUIRED, Necessity.REQUIRED_IF)

    @property
    def reusable(self) -> bool:
        """Whether a filed one may serve again."""
        return self.reuse_rule is not ReuseRule.NONE


@dataclass(frozen=True, kw_only=True)
class Item:
    """One kind of business (事项), in one version."""

    id: Words
    version: Annotated[int, Meta(ge=1, le=9999)]
    effective_from: date | None
    """计划生效日期: the first day on which a case may begin with this version; None: since ever."""
    name_zh: Words
    name_en: Words
    field: Words
    """领域, such as 民政."""
    department_zh: Words
    department_en: Words
    item_type: ItemType
    service_target: ServiceTarget
    who_may_apply: Words
    handling: Handling
    case_type: CaseType
    village_role: Words
    """What the village station is to this item, in words."""
    legal_limit: TimeLimit | None
    promised_limit: TimeLimit
    stage_limits: tuple[StageLimit, ...]
    clock_excludes: tuple[ClockExclusion, ...]
    publicity: Publicity | None
    decides_level: Level
    level_chain: tuple[Level, ...]
    """The offices the case passes, in order; the one that decides is among them."""
    in_person_required: bool
    """Must be done in person (民法典 161)."""
    agent_allowed: bool
    materials: tuple[Material, ...]
    result_name_zh: Words
    result_name_en: Words
    result_kind: ResultKind
    delivery_ways: tuple[DeliveryWay, ...]
    fee_yuan: Count
    fee_note: str
    season: Season | None
    bundles: tuple[str, ...]
    """一件事 bundles that hold this item, by name."""
    sensitive_kinds: tuple[SensitiveKind, ...]
    legal_basis: tuple[Words, ...]
    example_code: str | None
    """The code of the like item in some real district; for illustration."""
    online_guide: bool
    evidence: Evidence
    note: str
    catalogue_batch: Annotated[int, Meta(ge=1, le=9999)]

    @property
    def gap_available(self) -> bool:
        """Whether a case can be accepted with a gap (容缺受理)."""
        return any(material.necessity is Necessity.GAP for material in self.materials)
