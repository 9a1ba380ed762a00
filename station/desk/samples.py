"""Sample residents for demonstrations. Their numbers are valid in form and belong to nobody."""

from collections.abc import Mapping

Sample = Mapping[str, str]
"""A resident as `run.py record` takes one: name, id, phone, address."""


def _sample(name: str, number: str, place: int) -> Sample:
    return {
        "name": name,
        "id": number,
        "phone": f"1380000{place:04}",
        "address": f"示例镇岚山村 {place} 号",
    }


RARE = _sample("示例𠮷䶮", "330211195804120024", 1)
"""A name that only fonts of GB 18030-2022 level 3 can show."""
OLD = _sample("示例二", "330211194901220313", 2)
YOUNG = _sample("示例三", "330211198808160086", 3)
OTHERS = (
    _sample("示例四", "33021119640930117X", 4),
    _sample("示例五", "330211197103050253", 5),
)
