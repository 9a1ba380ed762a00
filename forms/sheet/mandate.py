"""How a mandate reads on paper: its powers as boxes, and its days."""

from collections.abc import Mapping

from forms.parts.agency import Mandate
from forms.sheet.words import WRITE_DAY, day
from forms.text import Content, Tick

POWERS: Mapping[str, str] = {
    "submit": "递交申请材料",
    "correct": "补正申请材料",
    "sign": "签收文书",
    "collect": "领取办理结果",
}


def powers(mandate: Mandate) -> Content:
    """A box for each power; a word not among them comes last."""
    known = [(word in mandate.powers, text) for word, text in POWERS.items()]
    others = [(True, word) for word in mandate.powers if word not in POWERS]
    return tuple(part for on, text in (*known, *others) for part in (Tick(on), f"{text}　"))


def period(mandate: Mandate) -> Content:
    """From when until when; both days count."""
    begins, ends = ((day(each),) if each else WRITE_DAY for each in (mandate.begins, mandate.ends))
    return ("自", *begins, "起至", *ends, "止")
