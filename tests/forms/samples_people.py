"""Facts of a made-up case (示例): who acts, consents, promises, visits and rates."""

from datetime import date

from forms.parts.agency import AgencyEnd, Mandate, Returned

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
