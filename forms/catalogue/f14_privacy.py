"""个人信息处理告知与同意书: what an office owes everybody whose data it handles, and what it may do
only if they say yes.

Handling a case is the office's lawful duty and needs the notice, not a consent (个人信息保护法 13,
35); what goes beyond is consented to thing by thing, each with its own tick and signature (29).
"""

from forms.facts import Facts
from forms.parts.case import Office
from forms.parts.privacy import Privacy, Shared
from forms.sheet.blocks import (
    Block,
    Column,
    Field,
    Grid,
    Heading,
    Listing,
    Notes,
    Prose,
    Sheet,
    Steps,
)
from forms.sheet.head import person_rows
from forms.sheet.words import WRITE_DAY, day, filled
from forms.text import Content, Pen, Tick

COLUMNS = (
    Column(title="事项（逐项选择）", share=5.2),
    Column(title="选择", share=1.7),
    Column(title="本人（监护人）签名、日期", share=2.8),
)
SPACE = (
    "“我的空间”：由本站加密保存我的材料、证照和办理结果，以后办事时经我确认后再次使用，免予重复提交"
)
SHARING = "将“我的空间”的材料提供给其他站点"
MESSAGES = "办件以外的短信、电话联系：用于政策提醒、证照到期提醒和回访"
NOT_SHARED: tuple[Content, ...] = (
    (f"{SHARING}（名称、联系方式、目的、方式、种类、期限）：", Pen(), "\n", Pen()),
    (Tick(False), "同意\n", Tick(False), "不同意"),
    (Pen(), "\n", *WRITE_DAY),
)
"""What such a consent has to name is written by hand before it is on record (个人信息保护法 23)."""
PARAGRAPHS = (
    "目的和方式：只为办理您申请的事项，以及法律规定的存档、评价和监督；在本站加密保存，并加密"
    "报送审批部门。履行法定职责处理个人信息，依法不需要您同意，但应当告知您。",
    "种类：姓名、公民身份号码、联系电话、住址，您提交的材料，办理经过和结果。",
    "保存期限：办结后在使用期内供查询和复核，之后封存，保管期满后清除。",
    "您的权利：查阅、复制、更正、补充，要求解释，对有误的信息提出异议，法定情形下要求删除；"
    "请在本站窗口或者拨打上述电话提出。",
)
"""On a blank, where no wording of the station is known."""
SENSITIVE = (
    ("敏感信息", "事项需要的身份、健康、金融账户、收入等信息；不满十四周岁者的信息"),
    ("必要性", "只收事项清单列明的，用于核实办理条件；不提供则该事项无法办理"),
    ("对您的影响", "泄露、滥用会损害人格尊严和人身财产安全；加密保存，查看留痕"),
)
"""个人信息保护法 28, 30."""
NOTES = (
    "本告知依照《中华人民共和国个人信息保护法》第十七条、第三十条、第三十五条作出；单独同意依照同法"
    "第二十三条、第二十九条取得，不同意不影响办理事项，可以随时撤回（同法第十五条）；不满十四周岁的，"
    "由父母或者其他监护人阅知和同意（同法第三十一条）。",
    "本书一式两份，本人（监护人）一份，服务站存档一份。",
)


def _guardian(privacy: Privacy) -> Content:
    if privacy.guardian:
        return f"{privacy.guardian}（不满十四周岁）"
    return "（已满十四周岁）" if privacy.child is False else (Pen(5), "（不满十四周岁的填写）")


def _handler(station: Office) -> tuple[tuple[Field, ...], ...]:
    return (
        (
            Field(label="处理者", content=filled(station.name), share=1.4),
            Field(label="联系电话", content=filled(station.phone)),
        ),
        (Field(label="地址", content=filled(station.address)),),
    )


def _tick(privacy: Privacy, what: str, text: str) -> tuple[Content, ...]:
    given = privacy.given(what)
    signed: Content = (Pen(), f"\n已于{day(given.on)}登记") if given else (Pen(), "\n", *WRITE_DAY)
    return text, (Tick(given is not None), "同意\n", Tick(False), "不同意"), signed


def _shared(shared: Shared) -> tuple[Content, ...]:
    text = (
        f"{SHARING}：{shared.recipient}（{shared.contact}）；目的：{shared.purpose}；"
        f"方式：{shared.manner}；种类：{'、'.join(shared.kinds)}；有效期至{day(shared.until)}"
    )
    signed = (Pen(), f"\n已于{day(shared.on)}登记")
    return text, (Tick(True), "同意\n", Tick(False), "不同意"), signed


def _ticks(privacy: Privacy) -> tuple[tuple[Content, ...], ...]:
    told = privacy.informed_on
    known: Content = (Pen(), f"\n已于{day(told)}告知") if told else (Pen(), "\n", *WRITE_DAY)
    return (
        (
            "办理事项：我已阅知上述告知内容（依法不需要同意）",
            (Tick(told is not None), "已阅知"),
            known,
        ),
        _tick(privacy, "space", SPACE),
        _tick(privacy, "sms_and_calls", MESSAGES),
        *(map(_shared, privacy.shared) if privacy.shared else (NOT_SHARED,)),
    )


def _build(facts: Facts) -> tuple[Block, ...]:
    privacy = facts.privacy
    version = f"（版本 {privacy.version}）" if privacy.version else ""
    return (
        Grid(
            rows=(
                *person_rows(facts.applicant, "告知对象"),
                (
                    Field(label="监护人", content=_guardian(privacy)),
                    Field(label="与本人关系", content=filled(privacy.relation)),
                ),
                *_handler(facts.station),
            )
        ),
        Heading(text=f"告知内容{version}"),
        Steps(sentences=privacy.paragraphs or PARAGRAPHS),
        Grid(rows=tuple((Field(label=name, content=said),) for name, said in SENSITIVE)),
        Heading(text="阅知和单独同意"),
        Listing(columns=COLUMNS, rows=_ticks(privacy)),
        Notes(title="说明：", sentences=NOTES),
        Prose(content=(f"告知人{facts.agent}签名：", Pen(12), *WRITE_DAY)),
    )


SHEET = Sheet(
    code="F14",
    title="个人信息处理告知与同意书",
    copies=2,
    basis=("个人信息保护法 13, 15, 17, 23, 29, 30, 31, 35",),
    needs=(
        "sheet_number", "station.code", "station.name", "agent", "applicant.name",
        "privacy.version",
    ),
    build=_build,
)  # fmt: skip
