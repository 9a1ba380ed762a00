"""Facts of a made-up case (示例): who acts, consents, promises, visits and rates."""

from datetime import date, datetime, timedelta, timezone

from forms.parts.agency import AgencyEnd, Mandate, Returned
from forms.parts.filing import File, Filed
from forms.parts.handing import Document
from forms.parts.mending import Fix
from forms.parts.privacy import Consented, Privacy, Shared, SpaceUse
from forms.parts.promising import Change, Commitment, Owed, Replaced, Step
from forms.parts.rating import Rating
from forms.parts.visiting import HomeVisit, Photo, SiteVisit

CHINA = timezone(timedelta(hours=8))

MANDATE = Mandate(
    name="示例代办员张三",
    id_number="110101199003070134",
    phone="13700000000",
    address="示例省示例市示例镇示例村文化路8号",
    unit="示例镇示例村便民服务站",
    matter="城乡居民基本养老保险参保登记的申请、补正和结果领取",
    powers=("submit", "correct", "collect"),
    begins=date(2026, 11, 22),
    ends=date(2027, 2, 22),
    redelegation=False,
    notes="只限本次申请，不得代收款项",
    guardian="示例李四",
)
AGENCY_END = AgencyEnd(
    kind="renewed",
    former=MANDATE,
    on=date(2027, 2, 20),
    reason="原委托期限届满，事项尚未办结",
    renewed=Mandate(
        name="示例代办员赵五",
        phone="13600000000",
        matter="结果领取",
        powers=("collect",),
        begins=date(2027, 2, 22),
        ends=date(2027, 5, 22),
    ),
    papers=(
        Returned(name="重度残疾人证明", count=1, back=True),
        Returned(name="户口簿（首页及本人页）", count=1, back=False),
    ),
)
PRIVACY = Privacy(
    version="2026-1",
    paragraphs=(
        "处理者：示例镇示例村便民服务站，电话：0574-8600 0000。本站接受审批部门委托收件、转报。",
        "目的和方式：只为办理您申请的事项，以及法律规定的存档、评价和监督。",
        "种类：姓名、公民身份号码、联系电话、住址，您提交的材料，办理经过和结果。",
        "保存期限：办结后在使用期内供查询和复核，之后封存；保管期满后清除。",
        "您的权利：查阅、复制、更正、补充，要求解释，法定情形下要求删除。",
    ),
    informed_on=date(2026, 11, 22),
    child=True,
    consents=(Consented(what="space", on=date(2026, 11, 22), guardian="示例李四"),),
    shared=(
        Shared(
            recipient="示例镇示例新村便民服务站",
            contact="0574-8600 0001",
            purpose="免交材料",
            manner="经区里加密传送",
            kinds=("居民身份证", "社会保障卡"),
            until=date(2027, 11, 21),
            on=date(2026, 11, 23),
            guardian="示例李四",
        ),
    ),
    guardian="示例李四",
    relation="父亲",
)
SPACE_USES = (
    SpaceUse(
        paper="居民身份证",
        entry="330211105203-KQ-20260302-0001/1",
        used_at=datetime(2026, 11, 22, 9, 25, tzinfo=CHINA),
        by="示例代办员张三",
        confirmed_by="self",
    ),
    SpaceUse(
        paper="本人社会保障卡银行账户信息",
        entry="330211105203-KQ-20260302-0001/4",
        used_at=datetime(2026, 11, 22, 9, 26, tzinfo=CHINA),
        by="示例代办员张三",
        confirmed_by="guardian",
        purpose="免交材料",
    ),
)
FIXES = (
    Fix(
        field="phone",
        before="1380000000",
        after="13800000000",
        at=datetime(2026, 11, 22, 9, 20, tzinfo=CHINA),
        by="示例代办员张三",
    ),
    Fix(
        field="登记表“缴费档次”一栏",
        before="",
        after="第三档",
        at=datetime(2026, 11, 22, 9, 22, tzinfo=CHINA),
        by="示例代办员张三",
    ),
)
COMMITMENT = Commitment(
    steps=(
        Step(what="收件、核对材料并转报", limit="3个工作日", responsible="示例代办员张三"),
        Step(
            what="审查并作出决定",
            limit="15个工作日",
            responsible="示例区人力资源和社会保障局（示例科长）",
        ),
        Step(what="送达办理结果", limit="10个工作日", responsible="示例代办员张三"),
    ),
    owed=(Owed(paper="重度残疾人证明", until=date(2026, 12, 4)), Owed(paper="银行账户信息")),
    changes=(
        Change(
            on=date(2026, 12, 3),
            what="“重度残疾人证明”延至2026年12月18日前提交",
            reason="医院鉴定排期",
        ),
    ),
)
REPLACED = Replaced(
    proofs=("无固定收入证明", "居住证明"), basis=("示例省城乡居民基本养老保险实施办法第五条",)
)
SITE_VISIT = SiteVisit(
    at=datetime(2026, 11, 25, 14, 30, tzinfo=CHINA),
    staff=("示例科员周六", "示例科员吴七"),
    findings="房屋为砖混结构，两层，与申请材料一致；东侧檐口超出用地红线约0.2米。",
    remedy="拆除东侧超出部分后复核",
    visited_at=datetime(2026, 11, 25, 10, 0, tzinfo=CHINA),
    place="示例镇示例村示例自然村12组34号",
    offices="示例镇自然资源所、示例镇综合执法队",
    statement="同意按要求整改。",
    photos=(
        Photo(name="东侧檐口.jpg", sha256="3f9a07c1e2b84d56" * 4),
        Photo(name="正面.jpg", sha256="8c1e2b84d563f9a0" * 4),
    ),
)
HOME_VISIT = HomeVisit(
    kind="deliver",
    why="disability",
    called_at=datetime(2026, 12, 7, 15, 20, tzinfo=CHINA),
    day=date(2026, 12, 8),
    slot="上午9时至11时",
    place="示例省示例市示例镇示例村示例自然村12组34号",
    words="已当面送达，并讲解领取待遇的时间和方式。",
    staff=("示例代办员张三", "示例代办员赵五"),
    papers=(
        Document(name="城乡居民基本养老保险参保登记结果告知书", number="镇社保告〔2026〕1187号"),
    ),
)
FILE = File(
    documents=(
        Filed(name="居民身份证", on=date(2026, 11, 22), pages=2),
        Filed(
            name="收件回执（材料接收清单）",
            number="F01-330211105203-KQ-20261122-0001",
            on=date(2026, 11, 22),
        ),
        Filed(
            name="城乡居民基本养老保险参保登记结果告知书",
            number="镇社保告〔2026〕1187号",
            on=date(2026, 12, 4),
            pages=1,
        ),
    ),
    begun=date(2026, 11, 22),
    ended=date(2026, 12, 8),
    archived=date(2026, 12, 31),
    archivist="示例代办员张三",
    elsewhere="送达回证在纸质卷第1盒",
    kept="30年",
    scans=4,
)
RATINGS = (
    Rating(
        level=4,
        channel="qr",
        visit=date(2026, 12, 8),
        at=datetime(2026, 12, 8, 10, 2, tzinfo=CHINA),
        text="等了四十分钟才办。",
        contacted_at=datetime(2026, 12, 9, 9, 10, tzinfo=CHINA),
        contact="当日窗口只有一人在岗，前面有三位群众。",
        settled_at=datetime(2026, 12, 15, 16, 0, tzinfo=CHINA),
        outcome="mended",
        settlement="赶集日增加一名代办员到窗口。",
        cause="赶集日群众集中，窗口人手不足。",
        asked_on=date(2026, 12, 16),
        contented=True,
    ),
)
