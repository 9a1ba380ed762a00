"""接入码单: the one-time code by which a station joins its district, on paper.

The code in the corner names the sheet and says nothing of the secret.
"""

from forms.facts import Facts
from forms.parts.admission import Admission
from forms.sheet.blocks import Block, Field, Prose, Sheet
from forms.sheet.letters import letter_blocks, pair, signs
from forms.sheet.words import minute
from forms.text import Pen

USING = (
    "核对本单的站点代码、站点名称与本站一致，再输入。",
    "新装的电脑：安装向导问“一次性接入码”时，照上表输入。已装好的：按 F5，再按 j 接入区；"
    "或用 run.py sync --district 地址 --code，提示时输入，屏幕上不显示。",
    "输入后看屏幕上区的名称，与发单的区一致才算接入；run.py keys 显示的区签名密钥应与上表相同。"
    "当天打电话告诉区里已经接入。",
    "接入成功，本单即作废，当场撕毁。",
)
KEEPING = (
    "面交或密封送达，不拍照、不用聊天软件和短信转发，不抄在别处。打印用的 PDF 文件印完即删。",
    "本单遗失、信封被拆过，或有人先用了此码，立即报告区里：重新发码，旧码随即失效。",
)
NOTES = (
    "一码一站，只认第一次用它的那台电脑；到期未用的自动失效，可向区里重新申领。",
    "表中没有字母 I、L、O、U：像“１”的都是数字一，像“０”的都是数字零。大小写、空格、短横不论。",
)


def _spaced(key: str) -> str:
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def _build(facts: Facts) -> tuple[Block, ...]:
    code = facts.admission
    assert isinstance(code, Admission)
    return letter_blocks(
        (
            pair("站点代码", code.station, "区划代码", code.district),
            (Field(label="站点名称", content=code.name),),
            pair("有效期至", minute(code.until), "区签名密钥", _spaced(code.key)),
            (Field(label="区服务器\n地址", content=(Pen(),)),),
        ),
        Prose(content="秘密。一次性接入码，只许本站站长（负责人）查看。", strong=True),
        groups=code.groups,
        chapters=(("怎样使用", USING), ("怎样传递", KEEPING)),
        notes=NOTES,
        signed=(signs("发单人（区）"), signs("领单人（站长、负责人）")),
    )


SHEET = Sheet(
    code="F41",
    title="接入码单",
    copies=1,
    basis=(),
    needs=("sheet_number", "station.name", "admission"),
    build=_build,
    blank=False,
)
