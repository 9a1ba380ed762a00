"""The code lists of the exchange tables: the word of this house, and the code that stands for it.

A word without a code here is one of whose code nothing was found that can be relied on, or that
the list has no place for. A district gives its own in `exchange.json`, for these and for any
other word: provinces number differently.
"""

from collections.abc import Mapping
from types import MappingProxyType

Codes = Mapping[str, str]


def _list(**codes: str) -> Codes:
    return MappingProxyType(codes)


NONE = ""
LISTS: Mapping[str, Codes] = MappingProxyType(
    {
        # GB/T 39046-2020 A.4
        "applyer_type": _list(person="1"),
        # GA/T 2000.156, from memory
        "page_type": _list(identity_card="111", foreigner="553", residence_permit=NONE),
        "apply_type": _list(window=NONE),
        # GB/T 39046-2020 A.6
        "project_type": _list(on_the_spot="1", promised="2", other="9"),
        # GB/T 39046-2020 table 7 has the words 通过, 退回, 其他 and no codes
        "event_name": _list(passed=NONE, sent_back=NONE, other=NONE),
        # GB/T 39046-2020 A.7
        "special_type": _list(extension="1", other="2"),
        # the provincial step tables, published with their meaning; another list exists
        "result_type": _list(
            granted="0", refused="1", void="3", forwarded="4", returned="5", not_accepted="6",
            terminated=NONE,
        ),
        "yes_no": _list(yes="1", no="0"),
        # GB/T 39046-2020 A.8: stored as it numbers them
        "satisfaction": _list(**{f"level_{level}": str(level) for level in range(1, 6)}),
        # the receiving modes of the provincial tables
        "get_type": _list(paper="1", upload="2", scan="3", later="4", certificate="5", space=NONE),
    }
)  # fmt: skip
