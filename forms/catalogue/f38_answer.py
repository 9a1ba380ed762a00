"""重新放行答复单: the data key, sealed to the key that the request names, on paper.

Nobody else can use it: it opens the vault only under the new passphrase of the request.
"""

from forms.facts import Facts
from forms.parts.recovery import WayIn
from forms.sheet.blocks import Block, Prose, Sheet
from forms.sheet.letters import letter_blocks, pair, signs
from forms.sheet.words import minute

STEPS = (
    "收到后先核对：站点代码、代办员、核对编号与本站的申请一致。不一致的不要输入，打电话问区里。",
    "在提出申请的那台电脑上，解锁页按 F4，选 2，照上表逐行输入；"
    "或者运行 run.py recover answer -，最后空一行。",
    "口令一栏填提出申请时选定的新口令。本站打开后，该代办员的旧口令随即作废。",
    "旧口令可能有人知道的，由站长当天更换本站的密钥：run.py agent rotate。",
    "做一个新备份。以前的备份用旧口令打得开，不再需要的销毁。",
)
NOTES = (
    "表中没有字母 I、L、O、U：像“１”的都是数字一，像“０”的都是数字零。大小写、行号不论。",
    "每组末位是校验位。输错时，程序会指出第几行第几组（如 3.4 是第 3 行第 4 组）；不得少输一组。",
    "本单只对该次申请有效，没有申请时选定的新口令，谁也用不了。用过以后由本站与申请单一并归档。",
    "申请以后本站换过密钥的，本单打不开本站，须重新申请。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    given = facts.way_in
    assert isinstance(given, WayIn)
    return letter_blocks(
        (
            pair("站点代码", given.station, "代办员", given.agent),
            pair("核对编号", given.request, "答复时间", minute(facts.printed_at)),
        ),
        Prose(content="两位恢复密钥保管人核对了申请人和申请，准予上列代办员重新进入本站。"),
        above="答复内容（由本站照此输入）",
        groups=given.groups,
        chapters=(("怎样办", STEPS),),
        notes=NOTES,
        signed=(signs("保管人（甲半）"), signs("保管人（乙半）")),
    )


SHEET = Sheet(
    code="F38",
    title="重新放行答复单",
    copies=1,
    basis=(),
    needs=("sheet_number", "station.name", "way_in", "way_in.groups"),
    build=_build,
    blank=False,
)
