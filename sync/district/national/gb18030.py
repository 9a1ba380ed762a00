"""GB 18030-2022 by way of Python's codec, which keeps to the mapping of GB 18030-2000.

Nineteen pairs of code points have changed places since: U+1E3F in the edition of 2005, the others
in that of 2022, which took them out of the private use area. All other code points are the same
in both, so that exchanging each pair before encoding and after decoding makes the one mapping of
the other.
"""

from collections.abc import Mapping
from types import MappingProxyType

MOVED: Mapping[int, tuple[int, str, str]] = MappingProxyType(
    {
        0x1E3F: (0xE7C7, "A8BC", "8135F437"),
        0xFE10: (0xE78D, "A6D9", "84318236"),
        0xFE12: (0xE78E, "A6DA", "84318238"),
        0xFE11: (0xE78F, "A6DB", "84318237"),
        0xFE13: (0xE790, "A6DC", "84318239"),
        0xFE14: (0xE791, "A6DD", "84318330"),
        0xFE15: (0xE792, "A6DE", "84318331"),
        0xFE16: (0xE793, "A6DF", "84318332"),
        0xFE17: (0xE794, "A6EC", "84318333"),
        0xFE18: (0xE795, "A6ED", "84318334"),
        0xFE19: (0xE796, "A6F3", "84318335"),
        0x9FB4: (0xE81E, "FE59", "82359037"),
        0x9FB5: (0xE826, "FE61", "82359038"),
        0x9FB6: (0xE82B, "FE66", "82359039"),
        0x9FB7: (0xE82C, "FE67", "82359130"),
        0x9FB8: (0xE832, "FE6D", "82359131"),
        0x9FB9: (0xE843, "FE7E", "82359132"),
        0x9FBA: (0xE854, "FE90", "82359133"),
        0x9FBB: (0xE864, "FEA0", "82359134"),
    }
)
"""A character; the private code point that had its place; the two bytes that stand for the
character in GB 18030-2022; the four that stand for the private code point there."""

_EXCHANGED = {
    one: other
    for char, (private, _, _) in MOVED.items()
    for one, other in ((char, private), (private, char))
}


def encode(text: str) -> bytes:
    """The text in GB 18030-2022. Raises UnicodeEncodeError for a lone surrogate, for nothing
    else."""
    return text.translate(_EXCHANGED).encode("gb18030")


def decode(data: bytes) -> str:
    """The text in these bytes. Raises UnicodeDecodeError."""
    return data.decode("gb18030").translate(_EXCHANGED)
