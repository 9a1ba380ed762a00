"""The guide to a made-up item (示例)."""

from forms.parts.guide import Guide, GuidePaper

GUIDE = Guide(
    code="SB-01",
    name="城乡居民基本养老保险参保登记",
    version="3",
    field="社保",
    item_type="公共服务",
    target="自然人",
    department="示例区人力资源和社会保障局",
    case_type="承诺件",
    basis=("《中华人民共和国社会保险法》第二十条", "示例区实施办法第三条"),
    who="年满16周岁的示例居民",
    proxy="可以委托他人或者代办员",
    season="每年1月1日至12月20日",
    papers=(
        GuidePaper(
            name="居民身份证", necessity="必要", copies=1, seen=True, source="公安机关"
        ),
        GuidePaper(
            name="参保登记表", necessity="必要", originals=1, source="申请人", sample="样表1"
        ),
        GuidePaper(
            name="重度残疾人证明", necessity="可以容缺后补", originals=1, copies=1,
            condition="享受代缴时", may_follow=True,
        ),
    ),
    steps=("服务站收件、核对，报送有权机关决定。", "乡镇审核：5个工作日"),
    legal_limit="20个工作日；示例办法第九条",
    promised_limit="10个工作日",
    excluded=("公示（7日）",),
    fee="不收费",
    result="参保登记结果告知书",
    delivery=("到服务站领取", "邮寄"),
    hours="周一至周五 8:30-17:00",
    complaint="12345 政务服务便民热线",
    trust="资料可信程度：示例",
)  # fmt: skip
