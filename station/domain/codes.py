"""Words of official code lists (GB/T 39046-2020 Annex A), with their codes.

Files and screens use the word; exchange with other systems needs the code.
"""

from enum import Enum


class Coded(Enum):
    """A word of an official code list, with its code there."""

    code: str

    def __new__(cls, word: str, code: str) -> "Coded":
        """The word is the value; the code rides along."""
        member = object.__new__(cls)
        member._value_ = word
        member.code = code
        return member


class ItemType(Coded):
    """事项类型, GB/T 39046-2020 A.1: those that a resident can ask for."""

    LICENCE = "行政许可", "01"
    BENEFIT = "行政给付", "05"
    CONFIRMATION = "行政确认", "07"
    REWARD = "行政奖励", "08"
    RULING = "行政裁决", "09"
    OTHER_POWER = "其他行政权力", "10"
    PUBLIC_SERVICE = "公共服务", "20"


class ServiceTarget(Coded):
    """服务对象, GB/T 39046-2020 A.4."""

    PERSON = "自然人", "1"
    ENTERPRISE = "企业法人", "2"
    INSTITUTION = "事业法人", "3"
    ASSOCIATION = "社会组织法人", "4"
    AUTHORITY = "行政机关", "5"
    OTHER = "其他组织", "6"


class CaseType(Coded):
    """办件类型, GB/T 39046-2020 A.6."""

    ON_THE_SPOT = "即办件", "1"
    PROMISED = "承诺件", "2"
    OTHER = "其他", "9"
