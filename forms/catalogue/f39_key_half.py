"""恢复密钥保管单: half of the district's recovery key on paper, for one custodian.

The code in the corner names the sheet and says nothing of the secret.
"""

from forms.facts import Facts
from forms.parts.recovery import KeyHalf
from forms.sheet.blocks import Block, Prose, Sheet
from forms.sheet.letters import letter_blocks, pair, signs
from forms.sheet.words import day

PARTS = {"a": "甲半（a）", "b": "乙半（b）"}
GROUP = 4
KEEPING = (
    "本单就是半把密钥，谁看到、抄走，谁就有了这一半。打印时保管人守在打印机旁，只印一张；"
    "不复印、不拍照、不扫描、不传真，不录入手机和联网的电脑。打印用的 PDF 文件印完即删，"
    "不在公用的、带硬盘的复印机上打印。",
    "装入不透光的信封，封口骑缝签名、写上日期，锁进保险柜。与另一半不放在一处，不由一人保管，"
    "也不与任何服务站的电脑、备份放在一起。",
    "U 盘上的那一半是正本，本单是副本：U 盘坏了、丢了，照本单输入同样有效。",
    "每年两次查看信封是否完好，记下日期。保管人调离的，当面移交并在下面签名；不托人转交。",
    "本单遗失、信封被人拆过的，当天报告并更换恢复密钥："
    "run.py district recovery init 甲盘 乙盘 --replace。各站换封以后，旧的两半都销毁。",
)
USING = (
    "只在答复重新放行申请时使用：两位保管人同时到场，用一台不联网的电脑。",
    "run.py district recovery open 申请文件 --half - --half 另一半的文件 --out 答复文件："
    "写“-”的那一半，程序逐行请保管人照上表输入，屏幕上不显示，输错的那一行当场重输。",
    "用完照原样装新信封重新封好。",
)
NOTES = (
    "表中没有字母 I、L、O、U：像“１”的都是数字一，像“０”的都是数字零。大小写、行号不论。",
    "只有这一半，什么也打不开、也推不出另一半。两半合在一起，加上某站的电脑或备份，就能打开该站。",
    "两半中任何一半连同副本都失去的，旧密钥即告作废：在各站还打得开时换新的，已锁死的站无法补救。",
)


def _build(facts: Facts) -> tuple[Block, ...]:
    half = facts.key_half
    assert isinstance(half, KeyHalf)
    name = " ".join(half.recipient[at : at + GROUP] for at in range(0, 16, GROUP))
    return letter_blocks(
        (
            pair("区划代码", half.district, "本单是", PARTS.get(half.part, half.part)),
            pair("密钥名称", name, "打印日期", day(facts.printed_at)),
        ),
        Prose(content="秘密。只许保管人本人查看。", strong=True),
        groups=half.groups,
        chapters=(("怎样保管", KEEPING), ("怎样使用", USING)),
        notes=NOTES,
        signed=(signs("保管人", minute=False), signs("接管人（移交时）", minute=False)),
    )


SHEET = Sheet(
    code="F39",
    title="恢复密钥保管单",
    copies=1,
    basis=(),
    needs=("sheet_number", "station.name", "key_half", "key_half.groups"),
    build=_build,
    blank=False,
)
