"""What the catalogue says about an item, in the order in which people ask for it."""

from datetime import date

from textual.content import Content

from station.desk.words import CHINESE, N_, _, language, word
from station.domain.effective import Catalogue
from station.domain.items import Item, Material, Necessity, Span, Unit
from station.domain.outlook import outlook, told
from station.tui.widgets.words import line, lines

_UNITS = {
    Unit.WORKING_DAY: N_("{count} working days"),
    Unit.CALENDAR_DAY: N_("{count} calendar days"),
    Unit.NATURAL_DAY: N_("{count} natural days"),
    Unit.HOUR: N_("{count} hours"),
    Unit.MINUTE: N_("{count} minutes"),
}


def item_name(item: Item) -> str:
    """The item's name in the language of the screen."""
    return item.name_zh if language() == CHINESE else item.name_en


def paper_name(material: Material) -> str:
    """The paper's name in the language of the screen."""
    return material.name_zh if language() == CHINESE else material.name_en


def span_words(span: Span) -> str:
    """A length of time; none is on the spot."""
    return _(_UNITS[span.unit]).format(count=span.value) if span.value else _("on the spot")


def guide(item: Item, catalogue: Catalogue, today: date) -> Content:
    """Who may ask, from when, how long, what it costs, who decides, which papers, which law."""
    chinese = language() == CHINESE
    ahead = told(outlook(catalogue, item, today), _, chinese=chinese)
    legal = item.legal_limit
    fee = _("{yuan} yuan").format(yuan=item.fee_yuan) if item.fee_yuan else ""
    facts = [
        line((f"{item.id} {item_name(item)}", "bold")),
        _fact(_("Who may apply"), item.who_may_apply),
        *(_fact(name, words) for name, words in ahead),
        _fact(_("Promised"), span_words(item.promised_limit)),
        _fact(_("By law"), f"{span_words(legal)} {legal.basis}" if legal else _("not fixed")),
        _fact(_("Fee"), f"{fee} {item.fee_note}".strip() or _("free of charge")),
        _fact(_("Result"), item.result_name_zh if chinese else item.result_name_en),
        line((_("Papers"), "bold")),
        *(_paper(material) for material in item.materials),
        _fact(_("Law"), "; ".join(item.legal_basis)),
        _fact(_("How far to trust this"), word(item.evidence.confidence)),
        _fact(_("Catalogue"), catalogue.mark),
    ]
    return lines(*facts)


def _fact(name: str, value: str) -> Content:
    return line((f"{name}: ", "bold"), value)


def _paper(material: Material) -> Content:
    note = "; ".join(part for part in (material.condition, material.note) if part)
    words = f" {material.seq} {paper_name(material)} - {necessity_word(material.necessity)}"
    return line(f"{words} ({note})" if note else words)


def necessity_word(necessity: Necessity) -> str:
    """Whether a paper must be there, in one word."""
    return {
        Necessity.REQUIRED: _("required"),
        Necessity.REQUIRED_IF: _("conditional"),
        Necessity.OPTIONAL: _("optional"),
        Necessity.GAP: _("may follow"),
    }[necessity]
