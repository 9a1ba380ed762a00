"""救济途径: what may be done against a no. Every sheet that says no ends with it."""

from forms.sheet.blocks import Prose
from forms.text import Pen


def remedies(*, this: str, in_village: bool) -> Prose:
    """The two ways of the law against an administrative act (行政复议法 20, 行政诉讼法 46), with
    places for the two bodies; `this` is what the sheet is called.

    A village body that decides its own affairs is no administrative authority: against it go the
    township, mediation and the courts.
    """
    if in_village:
        return Prose(
            content=f"　　对{this}有异议的，可以向乡镇人民政府（街道办事处）反映，也可以依法通过"
            "调解、仲裁、诉讼等途径解决。"
        )
    return Prose(
        content=(
            f"　　不服{this}的，可以自收到之日起六十日内向",
            Pen(11),
            "申请行政复议（《中华人民共和国行政复议法》第二十条），也可以自收到之日起六个月内"
            "依法向",
            Pen(9),
            "人民法院提起行政诉讼（《中华人民共和国行政诉讼法》第四十六条）；法律规定应当先申请"
            "行政复议的，从其规定。",
        )
    )
