"""What is carried, hung out and appointed of made-up cases (示例)."""

from datetime import date, datetime, timedelta, timezone

from forms.parts.carrying import Appointment, Carried, Courier, HandOver, Posted, Posting

CHINA = timezone(timedelta(hours=8))
HAND_OVER = HandOver(
    batch="330211105203-KQ-20261122-0001", sender="示例镇示例村便民服务站",
    receiver="示例镇便民服务中心", handed_by="示例代办员张三",
    cases=(
        Carried(
            number="330211105203-KQ-20261122-0007", item="城乡居民基本养老保险参保登记",
            applicant="示***", papers=4, originals=3,
        ),
        Carried(
            number="330211105203-KQ-20261122-0008", item="最低生活保障申请",
            applicant="示**", papers=6, originals=2,
        ),
    ),
)  # fmt: skip
POSTING = Posting(
    lines=(
        Posted(
            name="示***", number="330211********0024", place="示例镇示例村",
            matter="最低生活保障申请", amount="680.50",
        ),
    ),
    place="示例村公示栏", begins=date(2026, 11, 23), ends=date(2026, 11, 29),
    objections="", over=True,
)  # fmt: skip
COURIER = Courier(
    number="EM123456789CN", address="示例省示例市示例镇示例村12组34号", sent=date(2026, 12, 8)
)
APPOINTMENT = Appointment(
    place="示例镇示例村12组34号（上门）", day=date(2026, 12, 9), slot="上午9时至11时",
    bring=("本人居民身份证原件", "收件回执"),
    cancel_by=datetime(2026, 12, 8, 17, 0, tzinfo=CHINA),
)  # fmt: skip
