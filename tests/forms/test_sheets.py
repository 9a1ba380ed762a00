"""The four sheets of a case's round: what stands on them, and what they are made of."""

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
import segno
from pypdf import PdfReader

from forms.catalogue import SHEETS
from forms.facts import FAULTS, Applicant, MissingFacts, Paper, Service
from forms.fonts.han import LEVEL_3, RADICALS
from forms.render import UnknownSheet, characters_without_glyph, render
from forms.sheet.code import bars
from tests.forms import golden
from tests.forms.reading import close, fonts_of, pages_of, text_of
from tests.forms.samples import CORRECTION, DEFECTS, DOCUMENTS, NAME, RECEIPT, SERVICE, facts

CODES = tuple(SHEETS)

HEAD = (
    "文书编号：F01-330211105203-KQ-20261122-0001", "示例镇示例村便民服务站", "330211105203",
    "城乡居民基本养老保险参保登记", "主管部门 示例区人力资源和社会保障局", "SB-01（版本 3）",
    "330211105203-KQ-20261122-0007",
    "12330211MB1234567X3330211150001202611220068", NAME, "打印时间：2026年11月22日 9时31分",
)  # fmt: skip
OF_THE_HEAD = dict.fromkeys(("F36", "F37", "F38", "F39", "F40", "F41"), HEAD[1:2])
"""What stands at the head of a sheet that is about no case."""
LETTERS = (
    "1. ０２ＥＧＤ ００８２Ｂ ０Ｃ２０８ Ａ１Ｇ７９ １０４ＧＭ Ｍ２ＲＣＹ", "11. ＪＪＡＳＺ",
)  # fmt: skip
FIELDS = {
    "F01": (
        "1 居民身份证 1 1 2 原件核验后退还", "3 城乡居民基本养老保险参保登记表 1 0 2 原件留存",
        "取自“我的空间”", "容缺后补，最迟2026年12月4日", "收件时间 2026年11月22日 9时28分",
        "收件人 示例代办员张三", "本回执不代表受理。", "预计答复 最迟2026年11月27日",
        "查询方式 服务站电话：0574-8600 0000", "凭收件编号到本站窗口查询", "女",
        "1949年12月31日", "居民身份证 11010519491231002X", "13800000000",
        "示例省示例市示例镇示例村示例自然村12组34号", "示例李四（儿子）", "440524188001010014",
        "申请人（代理人）签名：", "收件专用章", "合计 5 种，原件 3 份，复印件 3 份。",
    ),
    "F03": (
        "户口簿（首页及本人页） 未提交 行政许可法第三十二条第一款第四项 请提交原件",
        "样表1", "样表2",
        "申请人签名处空白；缴费档次未填写", "本人签名，并在“缴费档次”一栏选择一档",
        "办事指南SB-01第四条", "补正期限 自收到本告知书之日起10个工作日内（至2026年12月4日止）",
        "逾期后果 逾期未补正的，视为撤回申请", "以上为需要补正的全部内容", "告知人：示例代办员张三",
        "申请人（代理人）已收到本告知书 签名：", "年 月 日 时 分",
    ),
    "F21": (
        "领取地点 示例镇示例村便民服务站1号窗口", "约定日期 2026年12月8日",
        "约定时段 上午9时至11时",
        "应带材料 1. 本人居民身份证原件 2. 本领取凭证 3. 收件回执",
        "可领取人 本人；或者持授权委托书的代领人", "取件码 A-07", "保管期限 保管至2027年3月8日",
        "110105********002X", "镇社保告〔2026〕1187号", "领取人签名：",
    ),
    "F22": (
        "1 城乡居民基本养老保险参保登记结果告知书 镇社保告〔2026〕1187号 1",
        "2 社会保障卡 3302110520301187 1", f"受送达人 {NAME}",
        "送达单位 示例区社会保险管理服务中心",
        "送达地点 示例镇示例村便民服务站", "送达方式 直接送达 留置送达 邮寄送达 电子送达 转交送达",
        "收到日期 2026年12月8日 9时05分", "收件人 签名或盖章 示例李四", "与受送达人 关系 本人",
        "同住成年家属", "代收人（受委托）", "代收事由 本人外出就医", "拒收事由",
        "拒收日期 年 月 日",
        "见证人签名 1. 示例村委会周六 签名：", "送达人签名 1. 示例代办员张三 签名：",
        "2. 示例代办员赵五 签名：", "备注 已当场核对。",
    ),
    "F36": (
        "日期 2026年11月22日", "末条编号 1874", "日志摘要 3f9a 07c1 e2b8 4d56", "登记办件 3 收件 2",
        "查看办件、居民 9", "示例代办员张三 站长 08:02 17:05 31",
        "330211105203-KQ-20261122-0007、330211105203-KQ-20261122-0008",
        "打印人：示例代办员张三 签名：", "站长（负责人） 签名：",
        "run.py verify --paper 末条编号 日志摘要",
    ),
    "F37": (
        f"站点代码 330211105203 代办员 {NAME}", "核对编号 K7Q2-9XWA", *LETTERS,
        "申请时间 2026年11月22日 9时31分", "代办员打区里公布的电话",
        "run.py district recovery open - --half 甲半 --half 乙半 --sheet 答复单.pdf",
        "run.py district recovery record - --by 姓名", "申请人（代办员） 签名：",
        "区里电话核对人 签名：",
    ),
    "F38": (
        f"站点代码 330211105203 代办员 {NAME}", "核对编号 K7Q2-9XWA", *LETTERS,
        "答复时间 2026年11月22日 9时31分", "解锁页按 F4，选 2", "run.py recover answer -",
        "run.py agent rotate", "保管人（甲半） 签名：", "保管人（乙半） 签名：",
    ),
    "F39": (
        "区划代码 330211 本单是 甲半（a）", "密钥名称 3f9a 07c1 e2b8 4d56", "1. ００ＲＧＦ",
        "秘密。只许保管人本人查看。", "装入不透光的信封", "两位保管人同时到场",
        "run.py district recovery init 甲盘 乙盘 --replace", "接管人（移交时） 签名：",
    ),
    "F40": (
        "对方 示例区政务服务中心", "对账时间 2026年11月22日 9时30分", "结果 见下",
        "双方有 1 处不一致", "项目 本站 对方",
        "我方日志 1874 3f9a07c1e2b84d56 1874 3f9a07c1e2b84d56", "在办件 12 11",
        "“已转报”状态的办件：这里 7 件，对方 6 件", "两端重建列表，然后重新对账。",
        "打印人：示例代办员张三 签名：", "站长（负责人） 签名：",
    ),
    "F41": (
        "站点代码 330211105203 区划代码 330211", "站点名称 示例镇示例村便民服务站",
        "有效期至 2026年11月29日 9时31分", "1. ０Ａ１Ｂ２ ３Ｃ４Ｄ５ ６Ｅ７Ｆ８ ９ＧＨＪＫ",
        "秘密。一次性接入码", "按 F5，再按 j 接入区", "发单人（区） 签名：",
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_a_sheet_reads_as_it_was_found_right(code: str) -> None:
    assert golden.text(code) == golden.kept(code)


@pytest.mark.parametrize("code", CODES)
def test_every_field_that_the_office_asks_for_stands_on_the_sheet(code: str) -> None:
    text = text_of(render(code, facts()))

    assert [
        field for field in (*OF_THE_HEAD.get(code, HEAD), *FIELDS[code]) if close(field) not in text
    ] == []


@pytest.mark.parametrize("code", CODES)
def test_all_fonts_are_embedded_truetype_and_searchable(code: str) -> None:
    fonts = fonts_of(render(code, facts()))

    good = {"kind": "/TrueType", "embedded": True, "unicode": True}
    assert fonts
    assert all(found == good for found in fonts.values())


@pytest.mark.parametrize("code", CODES)
def test_the_same_facts_give_the_same_bytes(code: str) -> None:
    first = render(code, facts())
    render("F01", facts(agent="示例𪚥别人"))

    assert render(code, facts()) == first


def test_another_process_gives_the_same_bytes() -> None:
    script = (
        "import hashlib; from forms.render import render; from tests.forms.samples import facts;"
        "import sys; sys.stdout.write(hashlib.sha256(render('F22', facts())).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert other.stdout.decode() == hashlib.sha256(render("F22", facts())).hexdigest()


def test_the_code_and_the_file_say_nothing_about_the_person() -> None:
    pdf = render("F01", facts())
    reader = PdfReader(io.BytesIO(pdf))

    assert NAME not in str(reader.metadata)
    assert reader.metadata
    assert reader.metadata.title == "收件回执（材料接收清单）"


def test_40_papers_run_over_pages_that_count_themselves() -> None:
    papers = tuple(Paper(name=f"示例材料{n}", taken="copy", copies=1) for n in range(1, 41))

    pages = pages_of(render("F01", facts(papers=papers)))

    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in close(page)
        assert "F01-330211105203-KQ-20261122-0001" in page
    whole = close("".join(pages))
    assert all(f"{n}示例材料{n}" in whole for n in range(1, 41))


def test_characters_of_every_block_can_be_copied_from_the_sheet() -> None:
    every = sorted(LEVEL_3.union(*RADICALS.values()))[::61]
    names = ["".join(map(chr, every[start : start + 6])) for start in range(0, len(every), 6)]
    papers = tuple(Paper(name=f"示例{name}末", taken="copy") for name in names)

    text = text_of(render("F01", facts(papers=papers)))

    assert [name for name in names if f"示例{name}末" not in text] == []


def test_every_page_of_a_practice_sheet_says_so_and_no_page_of_a_real_one() -> None:
    papers = tuple(Paper(name=f"示例材料{n}", taken="original") for n in range(40))
    real, practice = (
        pages_of(render("F01", facts(papers=papers, practice=practice)))
        for practice in (False, True)
    )

    assert len(practice) > 1
    assert all("练习PRACTICE" in close(page) for page in practice)
    assert not [page for page in real if "练习" in page]


def test_the_code_in_the_corner_is_drawn_whole() -> None:
    side, runs = bars("station:1:F01-1:2")
    drawn = [bytearray(side) for _ in range(side)]
    for x, y, length in runs:
        drawn[y][x : x + length] = b"\x01" * length

    code = segno.make("station:1:F01-1:2", error="m", micro=False, boost_error=False)
    assert drawn == [bytearray(bool(dot) for dot in row) for row in code.matrix_iter(border=2)]


def test_a_reprint_says_which_it_is() -> None:
    assert "第3次打印" in text_of(render("F21", facts(print_count=3)))
    assert "次打印" not in text_of(render("F21", facts()))


def test_a_proof_of_service_prints_with_nearly_nothing_on_it() -> None:
    bare = Service(documents=DOCUMENTS[:1], recipient=NAME, unit="示例单位")

    text = text_of(render("F22", facts(service=bare, official_number="")))

    assert "收到日期年月日时分" in text
    assert "送达人签名1.签名：2.签名：" in text


def test_a_word_of_a_newer_office_prints_as_it_is() -> None:
    service = replace(SERVICE, way="公告送达")

    assert "公告送达" in text_of(render("F22", facts(service=service)))


OF_A_PART = {"day_end.head", "way_in.groups", "key_half.groups"}
"""What is not asked for where the whole of it is missing."""


@pytest.mark.parametrize("code", CODES)
def test_all_missing_facts_are_named_at_once(code: str) -> None:
    nothing = facts(
        case_number=" ", applicant=Applicant(name=""), papers=(), receipt=None, correction=None,
        results=(), pickup=None, service=None, day_end=None, way_in=None, key_half=None,
        comparison=None, admission=None, sheet_number="",
    )  # fmt: skip
    own = set(SHEETS[code].needs) - set(SHEETS["F01"].needs) - {"results.name"}

    with pytest.raises(MissingFacts) as raised:
        render(code, nothing)

    of_a_case = {"case_number", "applicant.name"} & set(SHEETS[code].needs)
    assert {"sheet_number", *of_a_case, *own} <= {*raised.value.fields, *OF_A_PART}
    assert "item.name" not in raised.value.fields
    assert all(str(fault) in str(raised.value) for fault in raised.value.fields.values())
    assert raised.value.hint
    assert all(str(fault) and fault.hint for fault in raised.value.fields.values())


@pytest.mark.parametrize("code", CODES)
def test_what_a_sheet_needs_can_be_named(code: str) -> None:
    assert set(SHEETS[code].needs) <= FAULTS.keys()


def test_a_list_entry_without_its_rule_is_named() -> None:
    ruleless = replace(DEFECTS[0], basis="")

    with pytest.raises(MissingFacts) as raised:
        render("F03", facts(correction=replace(CORRECTION, defects=(ruleless,))))

    assert list(raised.value.fields) == ["correction.defects.basis"]


def test_a_sheet_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownSheet):
        render("F99", facts())


def test_characters_that_no_font_draws_are_told_before_printing() -> None:
    beyond = facts(agent="示例\U0003106c", applicant=Applicant(name="示例\U00031350\U0003106c𠮷"))

    assert characters_without_glyph(beyond) == ("\U0003106c", "\U00031350")
    assert characters_without_glyph(facts()) == ()
    assert "示例U+31350U+3106C𠮷" in text_of(render("F22", beyond))


def test_a_provisional_answer_day_says_so() -> None:
    late = replace(RECEIPT, reply_by=date(2027, 1, 4), reply_is_provisional=True)

    assert "最迟2027年1月4日（暂定" in text_of(render("F01", facts(receipt=late)))


def test_facts_do_not_show_themselves_in_a_log() -> None:
    assert not re.search("示例", repr(facts()))
