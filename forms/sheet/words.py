"""How facts read on paper: dates, choices, and lines where something is still to be written."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from forms.text import Content, Parts, Pen, Tick
from station.domain.letters import LETTERS

SEXES: Mapping[str, str] = MappingProxyType({"1": "男", "2": "女", "0": "未知", "9": "未说明"})
"""GB/T 2261.1."""

APPLICATION = "申请"
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in LETTERS}
WRITE_DAY: Parts = (Pen(3), "年", Pen(2), "月", Pen(2), "日")
WRITE_MINUTE: Parts = (*WRITE_DAY, Pen(2), "时", Pen(2), "分")


def day(value: date) -> str:
    """2026年11月2日; of a moment, its day."""
    return f"{value.year}年{value.month}月{value.day}日"


def minute(value: datetime) -> str:
    """2026年11月2日 9时05分."""
    return f"{day(value)} {value.hour}时{value.minute:02d}分"


def filled(text: str) -> Content:
    """The text, or a line to write it on."""
    return text or (Pen(),)


def filled_day(value: date | None) -> Content:
    """The day, or the places of a date to be written."""
    return day(value) if value else WRITE_DAY


def filled_minute(value: datetime | None) -> Content:
    """The moment, or the places of one to be written."""
    return minute(value) if value else WRITE_MINUTE


def quoted(text: str, ems: float = 10) -> Parts:
    """The text in quotation marks, or a line between them."""
    return ("“", text or Pen(ems), "”")


def application(item: str) -> Parts:
    """The application by its item; a name that ends with the word is not followed by it again."""
    return (*quoted(item), "" if item.endswith(APPLICATION) else APPLICATION)


def named(label: str, name: str) -> Parts:
    """A label and a name behind it, or a line for the name."""
    return (label, name or Pen(6))


def spread(content: Content) -> Parts:
    """The same as parts, to stand among others."""
    return (content,) if isinstance(content, str) else content


def choice(words: Mapping[str, str], chosen: str) -> Parts:
    """A box before each word, ticked before the chosen one; a word not among them comes last."""
    boxes = [(word == chosen, text) for word, text in words.items()]
    if chosen and chosen not in words:
        boxes.append((True, chosen))
    return tuple(part for on, text in boxes for part in (Tick(on), f"{text}　"))


def wide_letters(group: str) -> str:
    """Letters and digits in their full-width forms: what is typed from the paper stands in columns,
    and who copies them out of the PDF has them read as the plain ones (NFKC)."""
    return group.translate(_WIDE)


def masked_id(number: str) -> str:
    """First six and last four characters: enough to compare with the card."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) > 10 else number
