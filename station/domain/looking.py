"""Why personal data are shown: the purpose that stands on record beside every clear look.

个人信息保护法 51 asks for rules of access, 居民身份证法 13 and 19 for silence about what a card
says. So data are masked until somebody says what for. Of a child under 14 the usual word does
not do: the purpose is told in words as well (个人信息保护法 31).
"""

from enum import Enum

from station.domain.act import one_of, optional
from station.domain.errors import BadInput, StationError
from station.domain.fields import Given, parse
from station.domain.text import clean_line

LONGEST = 200
"""Characters of a purpose in words."""
_BETWEEN = ": "


class Purpose(Enum):
    """The usual reasons for a clear look."""

    HANDLING = "handling"
    """办理业务."""
    CHECKING = "checking"
    """核对证件."""
    DELIVERY = "delivery"
    """送达联系."""
    OWN_REQUEST = "own_request"
    """本人查询 (个人信息保护法 45)."""
    OTHER = "other"
    """Told in words."""


LOOK_FIELDS = (one_of("purpose", "Purpose", Purpose), optional("words", "In words"))
"""What is asked before data are shown."""
USUAL = Purpose.HANDLING
_CHOICES = frozenset(purpose.value for purpose in Purpose)


def stated(given: Given) -> str:
    """The purpose in one line, from what was filled into `LOOK_FIELDS`. Raises BadInput."""
    values = parse(LOOK_FIELDS, given)
    return _BETWEEN.join(filter(None, (values["purpose"], values["words"])))


def checked(purpose: str, *, child: bool, frozen: bool = False) -> str:
    """The purpose as it goes on record: a usual word, words behind it, or words of one's own.

    `child` says that it is about somebody under 14; `frozen` that the records are only stored and
    protected (个人信息保护法 47), so that they are opened for their person, or for a reason that is
    told in words, and for no daily work. Raises BadInput at `purpose` or `words`.
    """
    try:
        usual, words = parted(clean_line(purpose, longest=LONGEST))
    except StationError as fault:
        raise BadInput({"words": fault}) from None
    if not usual:
        raise BadInput({
            "purpose": StationError(
                "say what the data are shown for", "It goes on record before they are shown."
            )
        })  # fmt: skip
    if not words and child:
        raise BadInput({
            "words": StationError(
                "this is about a child under 14", "Say in words what the data are shown for."
            )
        })  # fmt: skip
    if frozen and not words and usual != Purpose.OWN_REQUEST.value:
        raise BadInput({
            "words": StationError(
                "these records are frozen: they are only stored and protected"
                " (个人信息保护法第四十七条)",
                "Say in words by which rule, or at whose order, they are opened.",
            )
        })  # fmt: skip
    if not words and usual == Purpose.OTHER.value:
        raise BadInput({
            "words": StationError(
                "another purpose is told in words", "Write in a few words what it is."
            )
        })  # fmt: skip
    return _BETWEEN.join(filter(None, (usual, words)))


def parted(purpose: str) -> tuple[str, str]:
    """A purpose as its usual word and what was said besides; words alone are another one."""
    usual, _, words = purpose.partition(_BETWEEN)
    if usual in _CHOICES:
        return usual, words.strip()
    return (Purpose.OTHER.value, purpose) if purpose else ("", "")
