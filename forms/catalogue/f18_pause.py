"""特别程序(挂起)告知书: what the decision waits for, and for how long.

Such time is outside the limit only if the applicant was told of it in writing (行政许可法 45).
"""

from collections.abc import Mapping

from forms.facts import Facts
from forms.parts.deciding import Pause
from forms.sheet.authority import AUTHORITY_NEEDS, letter
from forms.sheet.blocks import Block, Field, Grid, Sheet
from forms.sheet.words import choice, day, filled, filled_day, quoted
from forms.text import Content, Pen

KINDS: Mapping[str, str] = {"1": "1 延长审批", "2": "2 其他"}
"""GB/T 39046-2020, table 7. An extension by 行政许可法 42 has a notice of its own."""
OTHER = "2"
NOTES = (
    "依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内，应当"
    "将所需时间书面告知申请人（《中华人民共和国行政许可法》第四十五条）；公示、现场勘查等其他程序"
    "按法律、法规、规章和事项规定执行。",
    "特别程序自开始之日的次日起不计入办理期限，结束后期限继续计算；以工作日计算的，不含法定节假日"
    "（同法第八十二条）。",
    "预计结束日期之前程序结束的，办理期限自结束之日起恢复计算。进度可以向代办站点查询。",
    "本告知书一式两份，申请人一份，行政机关存档一份。",
)


def _result(pause: Pause) -> Content:
    """What it found, and when the clock went on; written by pen when it ends."""
    if pause.over is None:
        return (Pen(),)
    return f"{pause.result}（{day(pause.over)}恢复计算期限）"


def _build(facts: Facts) -> tuple[Block, ...]:
    pause = facts.deciding.pause
    return letter(
        facts,
        (
            "　　您申请办理的",
            *quoted(facts.item.name),
            "，需要进行下列特别程序。依照《中华人民共和国行政许可法》第四十五条（不属于行政"
            "许可的事项参照执行），现将所需时间告知如下，该时间不计算在办理期限内：",
        ),
        Grid(
            rows=(
                (
                    Field(label="程序种类", content=choice(KINDS, OTHER if pause.at else "")),
                    Field(label="程序名称", content=filled(pause.what)),
                ),
                (Field(label="启动理由", content=filled(pause.reason), room=3),),
                (
                    Field(label="开始日期", content=filled_day(pause.at)),
                    Field(label="所需时间", content=filled(pause.lasts)),
                ),
                (Field(label="预计结束\n日期", content=filled_day(pause.until)),),
                (Field(label="程序结果", content=_result(pause), room=2),),
            )
        ),
        notes=NOTES,
        at=pause.at,
        seal="行政机关印章",
    )


SHEET = Sheet(
    code="F18",
    title="特别程序（挂起）告知书",
    copies=2,
    basis=("行政许可法 45, 82", "GB/T 39046-2020 表7"),
    needs=(
        *AUTHORITY_NEEDS, "deciding.pause.at", "deciding.pause.what", "deciding.pause.lasts",
    ),
    build=_build,
    by_authority=True,
)  # fmt: skip
