"""重新放行申请单: a way in through the district where nobody opens the station, on paper.

It is no secret: it names a public key, and holds the data key sealed to the district. What has to
be guarded against is a request that somebody else made, so its name is compared by telephone.
"""

from forms.facts import Facts
from forms.parts.recovery import WayIn
from forms.sheet.blocks import Block, Prose, Sheet
from forms.sheet.letters import letter_blocks, pair, signs
from forms.sheet.words import minute

STEPS = (
    "代办员打区里公布的电话，报站点代码、姓名，念出上面的核对编号。区里凭声音和平时往来认人；认不准的，不予放行。",
    "把本单送到区里，可以托人带去。区里接电话的人核对无误后在下面签名。",
    "两位恢复密钥保管人到场，用一台不联网的电脑照上表逐行输入，最后空一行："
    "run.py district recovery open - --half 甲半 --half 乙半 --sheet 答复单.pdf",
    "屏幕上的站点代码、代办员、核对编号，与本单、与电话里念的都一致，才回答“是”；有一项不一致，不答复，并报告。",
    "区里登记决定人：run.py district recovery record - --by 姓名，同样照上表输入。",
    "答复单送回本站，在解锁页按 F4，选 2，照答复单输入。",
)
NOTES = (
    "表中没有字母 I、L、O、U：像“１”的都是数字一，像“０”的都是数字零。大小写、行号不论。",
    "每组末位是校验位。输错时，程序会指出第几行第几组（如 3.4 是第 3 行第 4 组）；不得少输一组。",
    "本单不是秘密，其中没有口令。新口令由代办员本人牢记，答复到站后才起作用；再次申请的，本单作废。",
)
NOT_SEALED = (
    "本申请不含封存的密钥：本站的钥匙槽已丢失，或者没有为区里封存过。区里须先取出所存的副本："
    "run.py district recovery slot 站点代码 --out 文件；答复时加上 --slot 文件。"
    "区里也没有的，不能这样放行。"
)


def _build(facts: Facts) -> tuple[Block, ...]:
    asked = facts.way_in
    assert isinstance(asked, WayIn)
    missing = () if asked.sealed else (Prose(content=NOT_SEALED, strong=True),)
    return letter_blocks(
        (
            pair("站点代码", asked.station, "代办员", asked.agent),
            pair("核对编号", asked.request, "申请时间", minute(facts.printed_at)),
        ),
        Prose(content="上列代办员打不开本站（忘记口令，或者丢失钥匙文件），申请由区里重新放行。"),
        *missing,
        above="申请内容（由区里照此输入）",
        groups=asked.groups,
        chapters=(("怎样办", STEPS),),
        notes=NOTES,
        signed=(signs("申请人（代办员）"), signs("区里电话核对人")),
    )


SHEET = Sheet(
    code="F37",
    title="重新放行申请单",
    copies=1,
    basis=(),
    needs=("sheet_number", "station.code", "station.name", "way_in", "way_in.groups"),
    build=_build,
    blank=False,
)
