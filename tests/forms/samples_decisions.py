"""What the authority did with the made-up case (示例): everything that it can do, at once."""

from datetime import date, datetime, timedelta, timezone

from forms.parts.accepting import Acceptance, Accepting, Answer, Gap, Promised
from forms.parts.deciding import Consent, Deciding, Decision, Longer, Pause
from forms.parts.ending import End, Ending
from forms.parts.urging import Late, Urging

CHINA = timezone(timedelta(hours=8))

ACCEPTANCE = Acceptance(
    at=datetime(2026, 11, 24, 10, 15, tzinfo=CHINA),
    since=datetime(2026, 11, 22, 9, 28, tzinfo=CHINA),
    clerk="示例科员钱七",
    case_type="承诺件",
    legal_limit="20个工作日",
    promised_limit="10个工作日",
    legal_due=date(2026, 12, 18),
    promised_due=date(2026, 12, 4),
    excluded=("公示（7个自然日）", "现场勘查（以书面告知为准）"),
    pickup="到服务站领取；上门送达；邮寄送达",
)
GAP = Gap(
    at=datetime(2026, 11, 24, 10, 15, tzinfo=CHINA),
    promises=(
        Promised(paper="重度残疾人证明", until=date(2026, 12, 4)),
        Promised(paper="本人近期免冠照片", until=date(2026, 12, 8)),
    ),
    broken="revoked",
    rule="浙江省保障“最多跑一次”改革规定第十一条第二款",
)
ACCEPTING = Accepting(
    acceptance=ACCEPTANCE,
    gap=GAP,
    not_required=Answer(
        at=datetime(2026, 11, 24, 10, 15, tzinfo=CHINA),
        reason="采伐的是农村居民房前屋后个人所有的零星林木。",
        basis="《中华人民共和国森林法》第五十六条",
    ),
    not_accepted=Answer(
        at=datetime(2026, 11, 24, 10, 15, tzinfo=CHINA),
        reason="申请人户籍不在本区，申请事项不属于本机关职权范围。",
        basis="《中华人民共和国行政许可法》第三十二条第一款第二项",
        where="户籍所在地的示例县人力资源和社会保障局",
    ),
)
DECIDING = Deciding(
    consent=Consent(
        at=datetime(2026, 11, 30, 15, 0, tzinfo=CHINA),
        number="示例同意函〔2026〕12号",
        to="示例区自然资源局",
        to_case="330211105203-KQ-20261122-0009",
        to_item="农村宅基地批准",
        conditions="补交村民会议记录后生效",
        valid_until=date(2026, 12, 31),
    ),
    pause=Pause(
        at=datetime(2026, 11, 27, 9, 0, tzinfo=CHINA),
        what="专家评审",
        reason="需要组织专家对残疾等级进行评审",
        lasts="10个工作日",
        until=date(2026, 12, 11),
        result="评审结束，符合条件",
        over=datetime(2026, 12, 10, 16, 0, tzinfo=CHINA),
    ),
    longer=Longer(
        at=datetime(2026, 12, 16, 9, 0, tzinfo=CHINA),
        days=10,
        reason="情况复杂，需要进一步核查缴费记录",
        approver="示例局长",
        rule="行政许可法第四十二条第一款",
        was=date(2026, 12, 18),
        legal_due=date(2027, 1, 4),
        promised_due=date(2026, 12, 18),
    ),
    granted=Decision(
        at=datetime(2026, 12, 3, 11, 0, tzinfo=CHINA),
        number="镇社保决〔2026〕118号",
        words="准予参保登记，缴费档次为第三档。",
        basis="《社会保险法》第二十条",
        locked=True,
    ),
    refused=Decision(
        at=datetime(2026, 12, 3, 11, 0, tzinfo=CHINA),
        number="镇社保决〔2026〕119号",
        reason="申请人已参加城镇职工基本养老保险，不符合参保条件。",
        basis="《城乡居民基本养老保险经办规程》第八条",
    ),
)
ENDING = Ending(
    returned=End(
        at=datetime(2026, 12, 7, 10, 0, tzinfo=CHINA),
        reason="经一次性告知，期限届满仍未补正。",
        basis="办事指南SB-01第六条",
    ),
    withdrawal=End(at=datetime(2026, 11, 26, 10, 0, tzinfo=CHINA), reason="拟随子女迁往外地居住"),
    stopped=End(
        at=datetime(2026, 12, 9, 10, 0, tzinfo=CHINA),
        kind="revoked",
        reason="承诺的重度残疾人证明逾期未补齐。",
        basis="浙江省保障“最多跑一次”改革规定第十一条第二款",
    ),
)
URGING = Urging(
    kind="remind",
    to="示例区人力资源和社会保障局",
    responsible="示例区人力资源和社会保障局",
    late=(
        Late(
            what="承诺办结",
            rule="SX-05",
            basis="示例承诺10个工作日",
            due=datetime(2026, 11, 20, 17, 0, tzinfo=CHINA),
            warning="overdue",
        ),
        Late(
            what="法定办结",
            rule="SX-06",
            basis="行政许可法第四十二条第一款",
            due=datetime(2026, 11, 24, 17, 0, tzinfo=CHINA),
            warning="near",
        ),
    ),
)
