"""Guides to items, the agents' handbook, and blanks: sheets about nobody."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from forms.catalogue import SHEETS
from forms.facts import Facts
from forms.handbook import Handbook, handbook
from forms.parts.case import Office as SheetOffice
from forms.parts.guide import Guide, GuidePaper
from forms.sheet.words import day
from station.desk.facts_accepting import WAYS
from station.desk.facts_words import PRINTED_HERE, span_told
from station.desk.filled_samples import FORMS, filled_samples, used_by
from station.desk.office import Office
from station.desk.printer import hand_on, kept_in_spool
from station.desk.printing import PrintDesk, Printed
from station.desk.showing import Way, check_writable, save
from station.desk.words import in_chinese
from station.domain.effective import beginning
from station.domain.items import (
    Handling,
    Item,
    Level,
    Material,
    Necessity,
    Provenance,
    Span,
    TimeLimit,
)
from station.domain.stamp import Stamp
from station.domain.telling import name_of
from station.domain.trail_events import FormPrinted
from station.storage.printbook import PrintBook

GUIDE = "F25"
BOOK = "handbook.pdf"
NECESSITY = {
    Necessity.REQUIRED: "必要",
    Necessity.REQUIRED_IF: "符合情形时必要",
    Necessity.OPTIONAL: "非必要",
    Necessity.GAP: "可以容缺后补",
}
OFFICES = {
    Level.VILLAGE: "村（社区）便民服务站",
    Level.TOWNSHIP: "乡镇（街道）",
    Level.DISTRICT: "区级主管部门",
}
HERE = {
    Handling.ON_THE_SPOT: "服务站收件，材料齐全的当场办结。",
    Handling.DECIDED_HERE: "服务站收件后，在承诺时限内办结。",
    Handling.CARRIED: "服务站收件，由代办员送到乡镇（街道）或者主管部门窗口。",
    Handling.FORWARDED: "服务站收件、核对，报送有权机关决定。",
}
COMPLAINT = "12345 政务服务便民热线"
"""国办发〔2020〕53号: one number for the whole country."""
AS_TOLD = "以告知的时间为准"
NOT_OURS = "（示例，以本地公布为准）"
MARKS: Mapping[Provenance, str] = MappingProxyType(
    {
        Provenance.STATUTE: "",
        Provenance.SOURCED: "（以本地公布为准）",
        Provenance.MEMORY: NOT_OURS,
        Provenance.TYPICAL: NOT_OURS,
    }
)
"""Behind a limit: only the text of a law needs no other word."""


class GuideDesk:
    """What is printed for the wall, for who asks, and for the agents themselves."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def print(self, item: str, *, out: Path | None = None, behind: bool = False) -> Printed:
        """The guide to an item, as it is in force today; `behind`: see `PrintDesk.print`. Raises
        UnknownItem, NotYetInForce, Cancelled, CannotSave."""
        office = self._office
        known = beginning(office.catalogue, item, office.today)
        guide, about = guide_of(known, office), f"{known.id}/{known.version}"
        return self._print(GUIDE, out, guide=guide, about=about, behind=behind)

    def blank(self, sheet: str, *, out: Path | None = None) -> Printed:
        """A sheet to be filled by pen. Raises UnknownSheet, NoSuchForm, CannotSave."""
        return self._print(sheet, out, guide=Guide(), about="")

    def _print(
        self, sheet: str, out: Path | None, *, guide: Guide, about: str, behind: bool = False
    ) -> Printed:
        """A sheet about nothing is a blank."""
        office, book = self._office, PrintBook(self._office.vault)

        def noted(now: Stamp, number: str) -> tuple[Facts, FormPrinted]:
            nth = 1 + len(book.numbers_of(sheet, about)) if about else 1
            facts = Facts(
                sheet_number=number, printed_at=now.at, print_count=nth, station=self.office(),
                agent=now.by, guide=guide, practice=office.practice,
            )  # fmt: skip
            event = FormPrinted(
                at=now.at, by=now.by, sheet=sheet, sheet_number=number, about=about, nth=nth,
                saved=out is not None,
            )  # fmt: skip
            return facts, event

        return PrintDesk(office).of_the_office(
            sheet, noted, out=out, blank=not about, behind=behind
        )

    @property
    def blanks(self) -> tuple[tuple[str, str], ...]:
        """Code and title of each sheet of which an empty one is of use."""
        return tuple((code, sheet.title) for code, sheet in SHEETS.items() if sheet.blank)

    def book(self, *, out: Path | None = None) -> tuple[Way, Path]:
        """Print the handbook of all items in force today, or save it to `out`; nobody stands in it,
        so nothing is put on record. Raises CannotSave."""
        office = self._office
        if out is not None:
            check_writable(out, office.home.folder)
            return Way.SAVED, save(self._book(), BOOK, out)
        data = self._book()
        outcome = hand_on(data, BOOK, 1, spool=office.spool, settings=office.settings)
        outcome = kept_in_spool(data, BOOK, outcome, office.spool)
        return outcome.way, outcome.path

    def _book(self) -> bytes:
        office = self._office
        items = office.catalogue.on(office.today).values()
        guides = (guide_of(item, office) for item in items)
        return handbook(
            Handbook(
                office=self.office(),
                edition=f"事项目录 {office.catalogue.mark}",
                made=day(office.today),
                guides=tuple(sorted(guides, key=lambda one: (one.field, one.code))),
                samples=filled_samples(office, self.office()),
            )
        )

    def office(self) -> SheetOffice:
        """The station as it stands on sheets."""
        office = self._office
        return SheetOffice(
            code=office.code,
            name=office.name,
            phone=office.settings.office_phone,
            address=office.settings.office_address,
        )


def guide_of(item: Item, office: Office) -> Guide:
    """What the catalogue says of an item, in the words of the sheet."""
    return Guide(
        code=item.id,
        name=item.name_zh,
        version=str(item.version),
        field=item.field,
        item_type=item.item_type.value,
        target=item.service_target.value,
        department=item.department_zh,
        case_type=item.case_type.value,
        basis=item.legal_basis,
        who=item.who_may_apply,
        proxy=_proxy(item),
        season=item.season.note if item.season else "",
        papers=tuple(map(_paper, item.materials)),
        steps=_steps(item),
        legal_limit=_limit(item.legal_limit) if item.legal_limit else "未规定",
        promised_limit=_limit(item.promised_limit),
        excluded=tuple(f"{one.what}（{_outside(one)}）" for one in item.clock_excludes),
        fee=f"{item.fee_yuan}元 {item.fee_note}".strip() if item.fee_yuan else "不收费",
        result=item.result_name_zh,
        delivery=tuple(WAYS[way] for way in item.delivery_ways),
        hours=office.settings.office_hours,
        complaint=COMPLAINT,
        sheets=used_by(item),
        trust=_trust(item),
    )


def _outside(span: Span) -> str:
    """A length of time outside the clock; none is as long as it was told."""
    return span_told(span, nothing=AS_TOLD)


def _limit(limit: TimeLimit) -> str:
    """A limit, marked unless the text of the law was read."""
    length = span_told(limit, nothing="当场办结")
    basis = f"；{limit.basis}" if limit.basis else ""
    return f"{length}{MARKS[limit.provenance]}{basis}"


def _trust(item: Item) -> str:
    """How far the item's data can be trusted; lengths that name no law are told to be none."""
    known = f"资料可信程度：{in_chinese(name_of(item.evidence.confidence))}"
    if item.stage_limits or item.clock_excludes or item.publicity:
        return f"{known}；环节时限、公示期和不计时限的时间，以本地公布为准"
    return known


def _proxy(item: Item) -> str:
    if item.in_person_required:
        return "须由本人办理（民法典第一百六十一条）"
    return "可以委托他人或者代办员" if item.agent_allowed else "不能代办"


def _steps(item: Item) -> tuple[str, ...]:
    """The way of a case through the offices, with the share of each in the limit."""
    shares = (f"{one.stage_zh}：{_outside(one)}" for one in item.stage_limits)
    notice = item.publicity
    posted = (f"公示：{_outside(notice)}，{notice.place}",) if notice is not None else ()
    chain = " → ".join(OFFICES[level] for level in item.level_chain)
    way = (f"经过：{chain}；由{OFFICES[item.decides_level]}决定。",) if chain else ()
    return (HERE[item.handling], *way, *shares, *posted)


def _paper(material: Material) -> GuidePaper:
    return GuidePaper(
        name=material.name_zh,
        necessity=NECESSITY[material.necessity],
        originals=material.original_kept,
        copies=material.copies,
        seen=material.verify_original,
        condition=material.condition,
        source=material.source_authority,
        sample=PRINTED_HERE if material.generated_by_system else "",
        form=FORMS.get(material.name_zh, ""),
        may_follow=material.necessity is Necessity.GAP,
    )
