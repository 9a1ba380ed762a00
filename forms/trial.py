"""A page to try a printer with: it shows whether everything that a sheet needs comes out. It is on
no roll of sheets, and about nobody."""

from datetime import datetime

from forms.facts import Facts
from forms.parts.case import Office
from forms.render import on_paper
from forms.sheet.blocks import Block, Field, Grid, Letters, Notes, Sheet, Signing
from forms.text import Pen

_TRY = (
    "四边的线条和文字完整，没有被裁掉；角上的二维码用手机扫得出文字。",
    "生僻字字形完整，没有方框和问号：𠮷 䶮 㛃 龘 𬍛 鿍。",
    "字母与数字分得清：O 与 0，I 与 l 与 1，B 与 8，S 与 5，Z 与 2。",
    "装订一侧（左边）留白比右边宽。",
)
_GROUPS = ("ABCD2345", "EFGH6789")


def trial_page(station: Office, printer: str, at: datetime, *, practice: bool) -> bytes:
    """The page as a PDF; `printer` is empty for the system's default. The same words give the same
    bytes. Raises FontFault."""

    def build(_: Facts) -> tuple[Block, ...]:
        return (
            Grid(rows=((Field(label="打印机", content=printer or "系统默认打印机"),),)),
            Notes(title="打印出来后核对：", sentences=_TRY),
            Letters(groups=_GROUPS),
            Signing(places=(("核对人签名：", Pen()), ("日期：", Pen()))),
        )

    sheet = Sheet(code="", title="打印测试页", copies=1, basis=(), needs=(), build=build)
    facts = Facts(station=station, printed_at=at, sheet_number="-", practice=practice)
    return on_paper(sheet, facts, "")
