"""What the guide to one item may know: what it asks and gives, as the catalogue has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from station.domain.errors import StationError


@dataclass(frozen=True, kw_only=True)
class GuidePaper:
    """One material of the item. `necessity` is in the words of the sheet."""

    name: str
    necessity: str
    originals: int = 0
    """Originals that stay."""
    copies: int = 0
    seen: bool = False
    """The original is looked at and given back."""
    condition: str = ""
    """When it is needed; empty: always."""
    source: str = ""
    """Who issues it."""
    sample: str = ""
    """Where a form or a filled-in sample is to be had; empty prints a dash."""
    form: str = ""
    """The code of the sheet that it is, if the station prints it."""
    may_follow: bool = False
    """容缺: may be promised and brought later."""


@dataclass(frozen=True, kw_only=True)
class Guide:
    """An item (事项) as it is told to who asks, all in the words of the sheet (行政许可法 30;
    优化营商环境条例 35)."""

    code: str = ""
    name: str = ""
    version: str = ""
    field: str = ""
    item_type: str = ""
    target: str = ""
    department: str = ""
    case_type: str = ""
    basis: tuple[str, ...] = ()
    """设定依据."""
    who: str = ""
    """受理条件: who may apply."""
    proxy: str = ""
    """Whether somebody else may act."""
    season: str = ""
    papers: tuple[GuidePaper, ...] = ()
    steps: tuple[str, ...] = ()
    legal_limit: str = ""
    promised_limit: str = ""
    excluded: tuple[str, ...] = ()
    """What lies outside the limits."""
    fee: str = ""
    result: str = ""
    delivery: tuple[str, ...] = ()
    hours: str = ""
    complaint: str = ""
    sheets: tuple[str, ...] = ()
    """The codes of the sheets that a case of it may need and the handbook has samples of."""
    trust: str = ""
    """How far the data can be trusted, where it is not the district's own."""


FAULTS: Mapping[str, StationError] = MappingProxyType(
    {
        "guide.code": StationError("the item has no code", "Ask the district for the catalogue."),
        "guide.name": StationError("the item has no name", "Ask the district for the catalogue."),
        "guide.version": StationError(
            "the item has no version", "Ask the district for the catalogue."
        ),
    }
)
