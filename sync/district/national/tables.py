"""The five exchange tables of cases: each column with its type, and what it is filled from.

Names, types and lengths are those of the table definitions as published with the systems that
receive them (up_pro_*, 国家政务服务平台数据汇聚); the housekeeping columns that each receiving
system numbers for itself (id, tenant_id, create_*, update_*, version) are not among them. What the
columns mean is GB/T 39046-2020. docs/exchange-tables.md is drawn from here.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from station.domain import event_told
from station.domain.decider_events import CaseAccepted, CaseGranted, CaseRefused, ResultDispatched
from station.domain.event import CaseEvent
from station.domain.people import Person
from station.domain.telling import name_of
from station.domain.values import DeliveryPlan, Taken
from station.domain.window_events import CaseRated, CaseReceived, DeliveryPlanned
from sync.district.national import happened as it
from sync.district.national.column import (
    IN_THE_PLAN,
    NOWHERE,
    About,
    AnyTable,
    Column,
    Form,
    Table,
    Value,
)

S = TypeVar("S", it.Accepted, it.Step, it.Special, it.Ending, it.Handed)
_MOBILE = re.compile("1[0-9]{10}")


def text(
    name: str,
    zh: str,
    length: int,
    how: str,
    fill: Callable[[S], Value],
    *,
    must: bool = False,
    codes: str = "",
    hint: str = NOWHERE,
) -> Column[S]:
    return Column(name, zh, Form.TEXT, length, must, how, fill, codes, hint)  # fmt: skip


def time(name: str, zh: str, how: str, fill: Callable[[S], Value], *, must: bool) -> Column[S]:
    return Column(name, zh, Form.TIME, 0, must, how, fill)


def remark(length: int) -> Column[Any]:
    return text("remark", "备注", length, "the local receipt number",
                lambda one: f"收件编号：{one.about.case.number}")  # fmt: skip


def _always(value: Value) -> Callable[[object], Value]:
    return lambda _: value


# ---- what several columns ask


def page_type(person: Person) -> str:
    """A word of the list `page_type`, by the number's own form (GB 11643-1999)."""
    if person.id_number[:2] in ("81", "82", "83"):
        return "residence_permit"
    return "foreigner" if person.id_number[0] == "9" else "identity_card"


def words_of(about: About, event: CaseEvent) -> str:
    """What the event says, in Chinese, in one line."""
    names = {one.seq: one.name_zh for one in about.item.materials} if about.item else {}
    reading = event_told.Reading(
        say=about.say, chinese=True, papers=names, person=lambda one: one.name,
        text=lambda _, value: value,
    )  # fmt: skip
    return "；".join(f"{label}：{words}" for label, words in event_told.details(event, reading))


def opinion(about: About, event: CaseEvent) -> str:
    """The same, behind the name of the step."""
    return "；".join(filter(None, (about.say(name_of(event.kind)), words_of(about, event))))


def _spoken(find: Callable[[Person], str]) -> Callable[[it.Accepted], Value]:
    def fill(one: it.Accepted) -> Value:
        person = it.spokesman(one.about)
        return find(person) if person else ""

    return fill


def _of_item(code: str) -> Callable[[it.Accepted], Value]:
    return lambda one: one.about.plan.of_item(one.about.case.opened.item, code)


def _department(one: it.Accepted) -> str:
    return one.about.case.opened.decided_by.department_zh


def _applied(one: it.Accepted) -> Value:
    received = one.about.case.last(CaseReceived)
    return received.at if received else None


def _case_type(one: it.Accepted) -> str:
    item = one.about.item
    return item.case_type.name.lower() if item else ""


def _mobile(person: Person) -> str:
    return person.phone if _MOBILE.fullmatch(person.phone) else ""


def _document(find: Callable[[ResultDispatched], str]) -> Callable[[it.Ending], Value]:
    def fill(one: it.Ending) -> Value:
        sent = one.about.case.last(ResultDispatched)
        if sent is not None:
            return find(sent)
        return ""

    return fill


def _number(one: it.Ending) -> Value:
    named = _document(lambda sent: sent.document_number)(one)
    match one.event:
        case CaseGranted(decision_number=number) | CaseRefused(decision_number=number):
            return named or number
        case _:
            return named


def _by_courier(one: it.Ending) -> str:
    ways = (plan.way for plan in one.about.case.all(DeliveryPlanned))
    return "yes" if DeliveryPlan.COURIER in ways else "no"


def _satisfaction(one: it.Ending) -> str:
    rated = one.about.case.last(CaseRated)
    return f"level_{rated.level}" if rated else ""


def _paper(one: it.Handed) -> str:
    item = one.about.item
    found = (each.name_zh for each in item.materials if each.seq == one.paper.seq) if item else ()
    return next(iter(found), "")


def _handed(one: it.Handed) -> str:
    number = one.paper.originals + one.paper.copies
    return str(number) if number else ""


def _about_paper(one: it.Handed) -> str:
    def parts() -> Iterator[str]:
        yield f"收件编号：{one.about.case.number}"
        if one.paper.taken is Taken.PROMISED and one.paper.until:
            yield f"承诺补交：{one.paper.until.isoformat()}"
        if one.paper.reference:
            yield f"凭证：{one.paper.reference}"

    return "；".join(parts())


# ---- the tables

ACCEPT = Table("up_pro_accept", "办件受理信息", it.accepted, lambda one: one.about, (
    text("catalog_code", "基本编码", 12, "exchange.json, by item", _of_item("catalog_code"),
         must=True, hint=IN_THE_PLAN),
    text("local_catalog_code", "地方基本编码", 50, "exchange.json, by item",
         _of_item("local_catalog_code")),
    text("task_code", "实施编码", 36, "exchange.json, by item", _of_item("task_code"), must=True,
         hint=IN_THE_PLAN),
    text("local_task_code", "地方实施编码", 50, "exchange.json, by item",
         _of_item("local_task_code")),
    text("task_handle_item", "业务办理项编码", 50, "exchange.json, by item",
         _of_item("task_handle_item")),
    text("task_name", "事项名称", 1000, "the name of the item as the case was opened",
         lambda one: one.about.case.opened.item_name, must=True),
    Column("task_version", "事项版本", Form.NUMBER, 0, True, "the version by which the case goes",
           lambda one: one.about.case.item_version),
    text("project_name", "办理摘要", 1000, "the item, and the local receipt number",
         lambda one: f"{one.about.case.opened.item_name}（收件编号：{one.about.case.number}）"),
    text("project_type", "办理类型", 2, "the kind of the case as the item says", _case_type,
         must=True, codes="project_type"),
    text("apply_type", "申请类型", 2, "at the window, always", _always("window"), must=True,
         codes="apply_type"),
    text("applyer_name", "申请人名称", 100, "the applicant",
         lambda one: one.about.case.applicant.name, must=True),
    text("applyer_type", "申请人类型", 2, "a natural person, always", _always("person"),
         must=True, codes="applyer_type"),
    text("applyer_page_type", "申请人证件类型", 70, "by the form of the number",
         lambda one: page_type(one.about.case.applicant), must=True, codes="page_type"),
    text("applyer_page_code", "申请人证件号码", 500, "the applicant's identity number",
         lambda one: one.about.case.applicant.id_number, must=True),
    time("apply_date", "申请时间", "when the papers were received", _applied, must=True),
    text("legal", "法定代表人", 100, "none: applicants are natural persons", _always("")),
    text("contact_name", "联系人/代理人姓名", 100,
         "who holds the mandate; else the guardian; else the applicant",
         _spoken(lambda person: person.name)),
    text("contact_type", "联系人/代理人证件类型", 6, "by the form of their number",
         _spoken(page_type), codes="page_type"),
    text("contact_code", "联系人/代理人证件号码", 50, "their identity number",
         _spoken(lambda person: person.id_number)),
    text("contact_mobile", "联系人手机号码", 11, "their telephone, if it is a mobile one",
         _spoken(_mobile)),
    text("zip_code", "邮编", 6, "none: it is not asked for", _always("")),
    text("address", "通讯地址", 1000, "the applicant's address",
         lambda one: one.about.case.applicant.address),
    text("org_name", "受理部门", 100, "who answers for the decision, as the case was opened",
         _department, must=True),
    text("org_code", "受理部门编码", 64, "exchange.json, by department",
         lambda one: one.about.plan.departments.get(_department(one), ""), must=True,
         hint=IN_THE_PLAN),
    text("handle_user_name", "受理人员", 100, "who accepted it", lambda one: one.event.by),
    time("accept_date", "受理时间",
         "the acceptance; by silence: the receipt of the papers (行政许可法 32)",
         lambda one: one.since, must=True),
    text("accept_doc_no", "受理文书编号", 50, "none: no such document is made here",
         _always("")),
    time("promise_date", "承诺办结时间", "the promised date as it was told with the acceptance",
         lambda one: one.event.promised_due.at if one.event.promised_due else None, must=False),
))  # fmt: skip

PROCESS = Table("up_pro_process", "办件过程信息", it.steps, lambda one: one.about, (
    text("process_name", "办理环节名称", 1000, "the step, by its name in the histories",
         lambda one: one.about.say(name_of(one.event.kind)), must=True),
    text("event_name", "业务动作", 2, "sent back, other, or passed: by the kind of the step",
         lambda one: one.action, must=True, codes="event_name"),
    time("event_start_time", "环节开始时间", "the step before it; of the first the opening",
         lambda one: one.began, must=True),
    time("event_end_time", "环节结束时间", "the step", lambda one: one.event.at, must=True),
    text("handle_user_name", "受理人员", 100, "who took the step", lambda one: one.event.by,
         must=True),
    text("handle_explain", "办理意见", 2000, "what the entry says, in words",
         lambda one: opinion(one.about, one.event), must=True),
    remark(256),
))  # fmt: skip

SPECIAL = Table("up_pro_special_procedure", "特别程序信息", it.specials, lambda one: one.about, (
    text("special_type", "特别程序种类", 2, "an extension, or anything else (GB/T 39046 A.7)",
         lambda one: "extension" if one.begin is one.end else "other", must=True,
         codes="special_type"),
    text("special_name", "特别程序种类名称", 1000, "what was waited for",
         lambda one: getattr(one.begin, "what", "延长审批"), must=True),
    text("special_reason", "特别程序启动理由或依据", 2000, "the reason that was told",
         lambda one: one.begin.reason, must=True),
    time("special_time", "特别程序开始时间", "its beginning", lambda one: one.begin.at, must=True),
    time("end_time", "特别程序结束时间",
         "its end: a procedure comes when it is over; an extension is over when it is decided",
         lambda one: one.end.at, must=True),
    text("result", "特别程序结果", 2000, "what it found", lambda one: one.outcome),
    text("special_explain", "特别程序办理意见", 2000, "what the entry says that ended it",
         lambda one: opinion(one.about, one.end)),
    text("applyer_user_name", "申请人", 100, "who began it", lambda one: one.begin.by),
    text("handle_user", "办理人", 100, "who ended it; of an extension who allowed it",
         lambda one: getattr(one.begin, "approver", one.end.by)),
    remark(256),
))  # fmt: skip

RESULT = Table("up_pro_result", "办件结果信息", it.endings, lambda one: one.about, (
    text("result_type", "办结结果", 2, "what ended the case",
         lambda one: it.result_word(one.event), must=True, codes="result_type"),
    text("result_explain", "办件结果描述", 2000, "what the entry says that ended it",
         lambda one: opinion(one.about, one.event)),
    text("result_cetr_name", "结果证照名称", 256, "the document that was sent",
         _document(lambda sent: sent.document)),
    text("result_cetr_no", "结果证照编号", 2000, "its number; else that of the decision", _number),
    time("result_date", "办结时间", "when it ended", lambda one: one.event.at, must=True),
    text("handle_user_name", "受理人员", 100, "who ended it", lambda one: one.event.by),
    text("is_delivery_results", "是否快递递送结果", 2, "whether a courier was planned",
         _by_courier, must=True, codes="yes_no"),
    text("satisfaction", "满意度", 2, "the last rating (GB/T 39046 A.8); none: not rated",
         _satisfaction, codes="satisfaction"),
    remark(256),
))  # fmt: skip

MATERIAL = Table("up_pro_material", "材料目录信息", it.papers, lambda one: one.about, (
    text("material_name", "材料名称", 200, "as the item names it", _paper, must=True),
    text("get_type", "收取方式", 2, "how it came into the case",
         lambda one: it.TAKEN[one.paper.taken], must=True, codes="get_type"),
    text("get_num", "收取数量", 5, "originals and copies", _handed),
    text("material_attach_name", "附件名称", 200, "the names of its scans",
         lambda one: "；".join(one.about.scans.get(one.paper.seq, ()))),
    text("remark", "备注", 1000,
         "the local receipt number, the day of a promise, the number of a certificate",
         _about_paper),
))  # fmt: skip

TABLES: tuple[AnyTable, ...] = (ACCEPT, PROCESS, SPECIAL, RESULT, MATERIAL)


def project_no(about: About) -> str:
    """办件编号: it comes with the acceptance."""
    told = about.case.last(CaseAccepted)
    return told.official_number if told else ""
