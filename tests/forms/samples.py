"""Facts of a made-up case (示例): nobody in it exists, its identity numbers are so in form only."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from forms.facts import Facts
from forms.parts.admission import Admission
from forms.parts.case import Applicant, Item, Office, Paper, Proxy, Receipt
from forms.parts.comparison import Comparison
from forms.parts.correcting import Correction, Defect
from forms.parts.day import DayEnd, Worker
from forms.parts.handing import Document, Pickup, Service
from forms.parts.recovery import KeyHalf, WayIn
from station.domain.letters import to_letters
from tests.forms import samples_carrying as carrying
from tests.forms import samples_people as people
from tests.forms.samples_decisions import ACCEPTING, DECIDING, ENDING, URGING
from tests.forms.samples_guide import GUIDE

CHINA = timezone(timedelta(hours=8))
NAME = "示例王𠮷䶮𬺓𬺰"
"""The last four: extension B, A, E and F."""

PAPERS = (
    Paper(name="居民身份证", taken="seen", originals=1, copies=1, pages=2),
    Paper(name="户口簿（首页及本人页）", taken="seen", originals=1, copies=1, pages=4),
    Paper(name="城乡居民基本养老保险参保登记表", taken="original", originals=1, pages=2),
    Paper(name="本人社会保障卡银行账户信息", taken="space", copies=1, pages=1),
    Paper(
        name="重度残疾人证明", taken="promised", pages=None, promised_until=date(2026, 12, 4)
    ),
)  # fmt: skip

DEFECTS = (
    Defect(
        paper="户口簿（首页及本人页）",
        fault="未提交",
        basis="行政许可法第三十二条第一款第四项",
        remedy="请提交原件（核验后退还）、复印件1份；含首页和本人页",
        sample="样表2",
    ),
    Defect(
        paper="城乡居民基本养老保险参保登记表",
        fault="申请人签名处空白；缴费档次未填写",
        basis="办事指南SB-01第四条",
        remedy="本人签名，并在“缴费档次”一栏选择一档",
        sample="样表1",
    ),
    Defect(
        paper="重度残疾人证明",
        fault="复印件第2页不清晰，无法辨认有效期",
        basis="办事指南SB-01第四条",
        remedy="请提交清晰的复印件1份，并出示原件",
    ),
)

DOCUMENTS = (
    Document(name="城乡居民基本养老保险参保登记结果告知书", number="镇社保告〔2026〕1187号"),
    Document(name="社会保障卡", number="3302110520301187", copies=1),
)


STATION = Office(
    code="330211105203",
    name="示例镇示例村便民服务站",
    phone="0574-8600 0000",
    address="示例省示例市示例镇示例村文化路8号",
)
ITEM = Item(
    code="SB-01",
    name="城乡居民基本养老保险参保登记",
    version="3",
    department="示例区人力资源和社会保障局",
)
APPLICANT = Applicant(
    name=NAME,
    sex="2",
    birth=date(1949, 12, 31),
    id_number="11010519491231002X",
    phone="13800000000",
    address="示例省示例市示例镇示例村示例自然村12组34号",
)
PROXY = Proxy(
    name="示例李四", relation="儿子", id_number="440524188001010014", phone="13900000000"
)  # fmt: skip
RECEIPT = Receipt(
    received_at=datetime(2026, 11, 22, 9, 28, tzinfo=CHINA),
    reply_by=date(2026, 11, 27),
    query_ways=("服务站电话：0574-8600 0000", "凭收件编号到本站窗口查询"),
)
CORRECTION = Correction(
    defects=DEFECTS,
    term="自收到本告知书之日起10个工作日内",
    until=date(2026, 12, 4),
    if_late="逾期未补正的，视为撤回申请；材料齐全后可以重新提出。",
)
PICKUP = Pickup(
    place="示例镇示例村便民服务站1号窗口",
    day=date(2026, 12, 8),
    slot="上午9时至11时",
    bring=("本人居民身份证原件", "本领取凭证", "收件回执"),
    who="本人；或者持授权委托书的代领人",
    locker="A-07",
    keep_until=date(2027, 3, 8),
)
SERVICE = Service(
    documents=DOCUMENTS,
    recipient=NAME,
    unit="示例区社会保险管理服务中心",
    place="示例镇示例村便民服务站",
    way="direct",
    received_at=datetime(2026, 12, 8, 9, 5, tzinfo=CHINA),
    signer="示例李四",
    relation="family",
    substitute_reason="本人外出就医",
    witnesses=("示例村委会周六",),
    servers=("示例代办员张三", "示例代办员赵五"),
    remark="已当场核对。",
)
DAY_END = DayEnd(
    day=date(2026, 11, 22), number=1874, head="3f9a07c1e2b84d56" + "0" * 48,
    counts=(("登记办件", 3), ("收件", 2), ("查看办件、居民", 9)),
    workers=(
        Worker(
            name="示例代办员张三", role="lead", entries=31,
            came=datetime(2026, 11, 22, 8, 2, tzinfo=CHINA),
            last=datetime(2026, 11, 22, 17, 5, tzinfo=CHINA),
        ),
    ),
    cases=("330211105203-KQ-20261122-0007", "330211105203-KQ-20261122-0008"),
    signs="示例代办员张三",
)  # fmt: skip
WAY_IN = WayIn(
    station="330211105203", agent=NAME, request="K7Q2-9XWA",
    groups=to_letters(bytes(range(157))),
)  # fmt: skip
KEY_HALF = KeyHalf(
    district="330211", recipient="3f9a07c1e2b84d56", part="a", groups=to_letters(bytes(range(49)))
)
COMPARISON = Comparison(
    other="示例区政务服务中心", at=datetime(2026, 11, 22, 9, 30, tzinfo=CHINA), same=False,
    result="双方有 1 处不一致",
    rows=(
        ("清点时间", "2026-11-22 09:30", "2026-11-22 09:30"),
        ("我方日志", "1874  3f9a07c1e2b84d56", "1874  3f9a07c1e2b84d56"),
        ("在办件", "12", "11"), ("  已转报", "7", "6"),
    ),
    differences=(
        ("“已转报”状态的办件：我方 7 件，对方 6 件", "两端重建列表，然后重新对账。"),
    ),
)  # fmt: skip
ADMISSION = Admission(
    district="330211", station="330211105203", name="示例镇示例村便民服务站",
    key="3f9a07c1e2b84d56",
    groups=("0A1B2", "3C4D5", "6E7F8", "9GHJK"),
    until=datetime(2026, 11, 29, 9, 31, tzinfo=CHINA),
)  # fmt: skip
SAMPLE = Facts(
    sheet_number="F01-330211105203-KQ-20261122-0001",
    printed_at=datetime(2026, 11, 22, 9, 31, tzinfo=CHINA),
    station=STATION,
    agent="示例代办员张三",
    item=ITEM,
    case_number="330211105203-KQ-20261122-0007",
    official_number="12330211MB1234567X3330211150001202611220068",
    authority="示例区人力资源和社会保障局",
    applicant=APPLICANT,
    proxy=PROXY,
    papers=PAPERS,
    receipt=RECEIPT,
    correction=CORRECTION,
    mandate=people.MANDATE,
    agency_end=people.AGENCY_END,
    accepting=ACCEPTING,
    deciding=DECIDING,
    ending=ENDING,
    urging=URGING,
    privacy=people.PRIVACY,
    space_uses=people.SPACE_USES,
    fixes=people.FIXES,
    commitment=people.COMMITMENT,
    replaced=people.REPLACED,
    site_visit=people.SITE_VISIT,
    home_visit=people.HOME_VISIT,
    file=people.FILE,
    ratings=people.RATINGS,
    results=DOCUMENTS,
    pickup=PICKUP,
    service=SERVICE,
    hand_over=carrying.HAND_OVER,
    posting=carrying.POSTING,
    courier=carrying.COURIER,
    appointment=carrying.APPOINTMENT,
    guide=GUIDE,
    day_end=DAY_END,
    way_in=WAY_IN,
    key_half=KEY_HALF,
    comparison=COMPARISON,
    admission=ADMISSION,
)


def facts(**changed: Any) -> Facts:
    """All that any sheet may know of the sample case, with some of it changed."""
    return replace(SAMPLE, **changed)
