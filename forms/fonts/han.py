"""The Han characters a public office must be able to print.

GB 18030-2022, implementation level 3 ("products for government and public service"): 87,887 Han
characters; with them the Kangxi radicals of the standard's table 3 and the 14 components that
have had a two-byte code since GBK.
"""

from collections.abc import Mapping
from types import MappingProxyType


def _span(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


BLOCKS: Mapping[str, frozenset[int]] = MappingProxyType(
    {
        "unified": _span(0x4E00, 0x9FEF),
        "extension A": _span(0x3400, 0x4DB5),
        "extension B": _span(0x20000, 0x2A6D6),
        "extension C": _span(0x2A700, 0x2B734),
        "extension D": _span(0x2B740, 0x2B81D),
        "extension E": _span(0x2B820, 0x2CEA1),
        "extension F": _span(0x2CEB0, 0x2EBE0),
        "compatibility": frozenset(map(ord, "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")),
    }
)
RADICALS: Mapping[str, frozenset[int]] = MappingProxyType(
    {
        "Kangxi": _span(0x2F00, 0x2FD5),
        "components": frozenset(map(ord, "⺁⺄⺈⺋⺌⺗⺧⺪⺮⺳⺶⺷⺻⻊")),
    }
)
LEVEL_3: frozenset[int] = frozenset().union(*BLOCKS.values())
