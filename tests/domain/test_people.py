"""Identity numbers, credit codes, names and telephones at the window."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.errors import BadInput, StationError
from station.domain.names import (
    BadName,
    BadPhone,
    clean_address,
    clean_name,
    clean_phone,
    mask_name,
    mask_phone,
)
from station.domain.people import BadCreditCode, BadResidentId, CreditCode, Person, ResidentId, Sex
from station.domain.text import UnsafeText
from tests.makers import TODAY, id_number, person

births = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)
sequences = st.integers(min_value=0, max_value=999).map("{:03d}".format)
areas = st.integers(min_value=100000, max_value=999999).map(str)


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_standards_own_examples_are_numbers(number: str) -> None:
    assert ResidentId.parse(number, TODAY).number == number


@given(births, sequences, areas)
def test_a_number_tells_birth_and_sex(birth: date, sequence: str, area: str) -> None:
    resident = ResidentId.parse(id_number(f"{birth:%Y%m%d}", sequence, area), TODAY)

    assert resident.birth == birth
    assert resident.sex is (Sex.MALE if int(sequence) % 2 else Sex.FEMALE)


@given(st.integers(min_value=0, max_value=17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_noticed(place: int, wrong: str) -> None:
    number = id_number()
    typed = number[:place] + wrong + number[place + 1 :]

    if typed != number:
        with pytest.raises(BadResidentId):
            ResidentId.parse(typed, TODAY)


@given(st.integers(min_value=0, max_value=16))
def test_two_neighbours_swapped_are_always_noticed(place: int) -> None:
    number = id_number(sequence="345", birth="19681024")
    typed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if typed != number:
        with pytest.raises(BadResidentId):
            ResidentId.parse(typed, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
        "110105　19491231—002ｘ",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert ResidentId.parse(typed, TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "18 characters, this has 0"),
        ("1101054912310", "18 characters, this has 13"),
        ("110105491231002", "no longer valid"),
        ("110105194912310020", "check character"),
        ("1101051949123100AX", "17 digits and one more"),
        ("X10105194912310021", "17 digits and one more"),
        ("010105194912310021", "17 digits and one more"),
        ("①10105194912310021", "17 digits and one more"),
        ("١10105194912310021", "17 digits and one more"),
        ("110105194902300021", "not a date"),
        ("110105000012310021", "not a date"),
        (id_number("20261121"), "future"),
        (id_number("18501231"), "150 years"),
    ],
)
def test_a_bad_number_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(BadResidentId) as refused:
        ResidentId.parse(typed, TODAY)

    assert words in str(refused.value)
    assert refused.value.hint


def test_a_number_of_a_retired_area_stays_valid() -> None:
    chongqing_in_sichuan = id_number(area="510202")

    assert ResidentId.parse(chongqing_in_sichuan, TODAY).number == chongqing_in_sichuan


def test_who_is_born_today_has_a_number() -> None:
    assert ResidentId.parse(id_number(f"{TODAY:%Y%m%d}"), TODAY).age_on(TODAY) == 0


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("19461120", date(2026, 11, 19), 79),
        ("19461120", date(2026, 11, 20), 80),
        ("20080229", date(2026, 2, 28), 17),
        ("20080229", date(2026, 3, 1), 18),
    ],
)
def test_age_is_completed_years(birth: str, day: date, age: int) -> None:
    assert ResidentId(number=id_number(birth)).age_on(day) == age


def test_a_number_is_shown_masked() -> None:
    resident = ResidentId(number=id_number())

    assert resident.masked == f"330211********{resident.number[14:]}"
    assert resident.number not in repr(resident)


@pytest.mark.parametrize(
    "code",
    ["91350100M000100Y43", "11511301008778298W", "12441500196720244T", "9135 0100 m000100y43"],
)
def test_real_credit_codes_are_read(code: str) -> None:
    assert CreditCode.parse(code).number == code.replace(" ", "").upper()


def test_a_rural_collective_has_a_code_that_begins_with_n() -> None:
    assert CreditCode.parse("N2330211MF00000009").number.startswith("N2")


@pytest.mark.parametrize(
    "code", ["", "91350100M000100Y44", "91350100O000100Y43", "9135010AM000100Y43", "11010519491231"]
)
def test_a_bad_credit_code_is_refused(code: str) -> None:
    with pytest.raises(BadCreditCode) as refused:
        CreditCode.parse(code)

    assert refused.value.hint


# ---- names


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


# ---- a person


def test_a_person_is_made_of_what_was_typed() -> None:
    made = Person.of(
        {
            "name": "示例 𠮷䶮",
            "id": "330211 19580412 002" + id_number()[-1],
            "phone": "+8613800005678",
        },
        TODAY,
    )

    assert made == person(address="")
    assert (made.birth, made.sex) == (date(1958, 4, 12), Sex.FEMALE)


def test_all_faults_of_a_person_are_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        Person.of({"name": "123", "id": "1", "phone": "1", "address": "a\x00", "mail": ""}, TODAY)

    assert set(refused.value.fields) == {"name", "id", "phone", "address", "mail"}
    assert all(fault.hint for fault in refused.value.fields.values())


def test_name_and_number_are_needed_and_nothing_else() -> None:
    with pytest.raises(BadInput) as refused:
        Person.of({}, TODAY)

    assert set(refused.value.fields) == {"name", "id"}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "示例 某"},
        {"name": "\ue000"},
        {"id_number": "11010519491231002x"},
        {"phone": "138 0000 5678"},
        {"address": "示例 　村"},
    ],
)
def test_a_person_from_elsewhere_must_be_in_normal_form(changes: dict[str, str]) -> None:
    with pytest.raises(StationError):
        person(**changes)


def test_a_person_in_a_log_is_masked() -> None:
    assert repr(person()) == f"Person(示*, 330211********{id_number()[14:]})"
