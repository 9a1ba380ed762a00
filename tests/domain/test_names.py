"""Names, telephones and addresses as they are typed, kept and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.errors import StationError
from station.domain.names import (
    BadName,
    BadPhone,
    clean_address,
    clean_name,
    clean_phone,
    clean_worker,
    mask_name,
    mask_phone,
)
from station.domain.text import UnsafeText


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "𠮷䶮",
        "\u2ebf0",
        "\U0002ebf0文",
        "\U00031350",
        "〇",
        "⼭田",
        "﨑﨩",
        "葛\U000e0100城",
        "⿰亻圭",
        "阿卜杜拉·买买提",
        "Mary O’Neil",
        "María-José",
        "བསྟན་འཛིན",
    ],
)
def test_a_name_is_kept_as_typed(name: str) -> None:
    assert clean_name(name) == name


HAN_BLOCKS = ((0x2F00, 0x2FD5), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))


@given(
    st.sampled_from(HAN_BLOCKS).flatmap(lambda block: st.integers(*block)).map(chr),
    st.sampled_from(["", "\ufe00", "\U000e0100", "\U000e01ef"]),
)
def test_every_han_character_is_legal_in_a_name(character: str, selector: str) -> None:
    assert clean_name(f"王{character}{selector}") == f"王{character}{selector}"


@pytest.mark.parametrize("dot", "•‧∙⋅・･.．")
def test_every_dot_between_parts_becomes_the_separator(dot: str) -> None:
    assert clean_name(f"阿卜杜拉{dot}买买提") == "阿卜杜拉·买买提"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张 三", "张三"),
        ("　张　三　", "张三"),
        ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"),
        ("Ｍａｒｙ　Ann", "Mary Ann"),
        ("Mary   Ann", "Mary Ann"),
        ("J. Smith", "J. Smith"),
        ("e\u0301ve", "\u00e9ve"),
    ],
)
def test_a_name_is_brought_into_one_form(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "123", "１２３", "·", "。。。", "---", "张·", "·张", "张··三", "_"],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(BadName) as refused:
        clean_name(typed)

    assert refused.value.hint


@pytest.mark.parametrize("private", ["\ue78d", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffd"])
def test_a_private_sign_is_refused_with_a_way_out(private: str) -> None:
    with pytest.raises(BadName, match="private sign") as refused:
        clean_name(f"张{private}")

    assert "Unicode number" in refused.value.hint


@pytest.mark.parametrize("typed", ["张\x1b[2J三", "张\u202e三", "张\x00", "王" * 101, "王" * 5000])
def test_steering_characters_and_endless_names_are_refused(typed: str) -> None:
    with pytest.raises(UnsafeText):
        clean_name(typed)


@given(st.text())
def test_a_clean_name_is_clean(typed: str) -> None:
    try:
        name = clean_name(typed)
    except StationError:
        return
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"),
        ("欧阳示例", "欧*"),
        ("𠮷田", "𠮷*"),
        ("葛\U000e0100城", "葛\U000e0100*"),
        ("阿卜杜拉·买买提", "阿*·*"),
        ("Mary Ann", "M*"),
    ],
)
def test_a_masked_name_keeps_its_first_character_whole(name: str, shown: str) -> None:
    assert mask_name(name) == shown


# ---- telephones


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13800005678", "13800005678"),
        ("138 0000 5678", "13800005678"),
        ("１３８-００００-５６７８", "13800005678"),
        ("+86 138-0000-5678", "13800005678"),
        ("008613800005678", "13800005678"),
        ("8613800005678", "13800005678"),
        ("0574-86280000", "0574-86280000"),
        ("（０５７４）８６２８００００", "0574-86280000"),
        ("01062280000", "010-62280000"),
        ("+86 574 86280000", "0574-86280000"),
        ("0473 2280000", "0473-2280000"),
    ],
)
def test_a_telephone_number_is_read_as_people_type_it(typed: str, phone: str) -> None:
    assert clean_phone(typed) == phone


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "12800005678",
        "1380000567",
        "138000056789",
        "86280000",
        "0574-16280000",
        "一二三",
    ],
)
def test_what_is_no_telephone_number_is_refused(typed: str) -> None:
    with pytest.raises(BadPhone) as refused:
        clean_phone(typed)

    assert refused.value.hint


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800005678", "138****5678"), ("0574-86280000", "0574-****0000"), ("", "")],
)
def test_a_telephone_number_is_shown_masked(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


def test_an_address_stays_on_one_line() -> None:
    assert clean_address("  示例镇　 示例村 1号 ") == "示例镇 示例村 1号"


@pytest.mark.parametrize("name", ["系统", " 系 统 ", "系\u3000统", "系\ufe00统"])
def test_nobody_works_under_the_name_of_the_program(name: str) -> None:
    """What the program notes by itself is signed so, and nobody could tell the two apart."""
    with pytest.raises(BadName, match="calls itself"):
        clean_worker(name)
    assert clean_worker("系统军") == "系统军"
