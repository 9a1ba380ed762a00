"""Identity numbers, credit codes, and a person made of what was typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.errors import BadInput, StationError
from station.domain.people import BadCreditCode, BadResidentId, CreditCode, Person, ResidentId, Sex
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


@given(births, st.integers(min_value=0, max_value=120))
def test_the_day_on_which_an_age_is_reached_is_the_first_with_it(birth: date, years: int) -> None:
    resident = ResidentId(number=id_number(f"{birth:%Y%m%d}"))
    day = resident.turns(years)

    assert resident.age_on(day) == years
    assert resident.age_on(day - timedelta(days=1)) == years - 1


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
