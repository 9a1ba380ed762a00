"""Who a case is about: numbers, names, telephones, and a person made of them.

Each has one normal form. What can be brought into it is (full-width digits, spaces, hyphens);
the rest is refused in words at its own field. A `Person` that exists is in normal form.
Printing one of these values shows it masked; the whole number must be asked for by name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from station.domain.errors import BadInput, StationError
from station.domain.names import (
    clean_address,
    clean_name,
    clean_phone,
    compact,
    mask_name,
    mask_number,
)

OLDEST = 150
"""Years; a birth date before that is a typing mistake."""

_ID_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CREDIT_FORM = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")


class BadResidentId(StationError):
    """Not a citizen identity number."""


class BadCreditCode(StationError):
    """Not a unified social credit code."""


class NotNormal(StationError):
    """A person from elsewhere whose fields are not in normal form."""


class Sex(Enum):
    """The value is the code of GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentId:
    """A citizen identity number (公民身份号码, GB 11643-1999): 18 characters, X upper case.

    The area in it is not looked up: codes are retired and the numbers with them stay valid.
    Residence permits for Hong Kong, Macao and Taiwan residents (81, 82, 83) and permanent
    residence cards of foreigners of 2023 (9) have the same form. Raises BadResidentId.
    """

    number: str

    def __post_init__(self) -> None:
        if not _ID_FORM.fullmatch(self.number):
            raise _misformed(self.number)
        try:
            _ = self.birth
        except ValueError:
            raise BadResidentId(
                "characters 7 to 14 of the identity number are not a date",
                "Compare them with the birth date on the card.",
            ) from None
        from stdnum.iso7064 import mod_11_2  # drags in ssl and pydoc: not before it is needed

        if not mod_11_2.is_valid(self.number):
            raise BadResidentId(
                "the check character does not fit: one of the 18 characters is wrong",
                "Compare the number with the card, character by character.",
            )

    @classmethod
    def parse(cls, text: str, today: date) -> "ResidentId":
        """What was typed or scanned; `today` bounds the birth date. Raises BadResidentId."""
        parsed = cls(number=compact(text))
        if parsed.birth > today:
            raise BadResidentId(
                "the birth date {birth} lies in the future",
                "Compare the number with the card; then check the date of this computer.",
                birth=parsed.birth,
            )
        if parsed.age_on(today) > OLDEST:
            raise BadResidentId(
                "the birth date {birth} is more than {years} years ago",
                "Compare the number with the card.",
                birth=parsed.birth, years=OLDEST,
            )  # fmt: skip
        return parsed

    @property
    def birth(self) -> date:
        """The birth date, characters 7 to 14."""
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def sex(self) -> Sex:
        """Odd sequence numbers are given to men, even ones to women."""
        return Sex.MALE if int(self.number[16]) % 2 else Sex.FEMALE

    @property
    def masked(self) -> str:
        """First six and last four characters."""
        return mask_number(self.number)

    def age_on(self, day: date) -> int:
        """Completed years (周岁) on that day; who is born on 29 February grows on 1 March."""
        before = (day.month, day.day) < (self.birth.month, self.birth.day)
        return day.year - self.birth.year - before

    def turns(self, years: int) -> date:
        """The first day with so many completed years (see `age_on`)."""
        birth = self.birth
        if (birth.month, birth.day) == (2, 29):
            return date(birth.year + years, 2, 28) + timedelta(days=1)
        return birth.replace(year=birth.year + years)

    def __repr__(self) -> str:
        return f"ResidentId({self.masked})"


@dataclass(frozen=True, kw_only=True)
class CreditCode:
    """A unified social credit code (统一社会信用代码, GB 32100-2015). Raises BadCreditCode.

    Departments outside market supervision use letters in the first two places (N for rural
    collectives), so the form is checked here and only the check character is python-stdnum's.
    """

    number: str

    def __post_init__(self) -> None:
        if not _CREDIT_FORM.fullmatch(self.number):
            raise BadCreditCode(
                "a credit code has 18 digits and letters, without I, O, S, V and Z",
                "Compare the code with the certificate; zero and one are digits.",
            )
        from stdnum.cn import uscc  # drags in ssl and pydoc: not before it is needed

        if uscc.calc_check_digit(self.number[:17]) != self.number[17]:
            raise BadCreditCode(
                "the check character does not fit: one of the 18 characters is wrong",
                "Compare the code with the certificate, character by character.",
            )

    @classmethod
    def parse(cls, text: str) -> "CreditCode":
        """What was typed or scanned. Raises BadCreditCode."""
        return cls(number=compact(text))


def _misformed(number: str) -> BadResidentId:
    if re.fullmatch(r"[0-9]{15}", number):
        return BadResidentId(
            "15-digit identity numbers are no longer valid",
            "Type the 18-character number of the card in force.",
        )
    if len(number) != 18:
        return BadResidentId(
            "an identity number has 18 characters, this has {length}",
            "Compare the number with the card.",
            length=len(number),
        )
    return BadResidentId(
        "an identity number is 17 digits and one more digit or X",
        "Look for a letter among the digits; the first digit is never 0.",
    )


@dataclass(frozen=True, kw_only=True, repr=False)
class Person:
    """A natural person who asks for something. Telephone and address may be empty.

    Raises a StationError unless every field is in normal form, so that what comes over the
    line is as clean as what was typed here.
    """

    name: str
    id_number: str
    phone: str
    address: str

    def __post_init__(self) -> None:
        normal = (
            clean_name(self.name),
            self.id.number,
            clean_phone(self.phone) if self.phone else "",
            clean_address(self.address),
        )
        if normal != (self.name, self.id_number, self.phone, self.address):
            raise NotNormal(
                "a person's fields are not in normal form",
                "The office that sent this must update its program.",
            )

    @classmethod
    def of(cls, fields: Mapping[str, str], today: date) -> "Person":
        """From `name`, `id`, `phone` and `address` as typed. Raises BadInput with all faults."""
        checks: Mapping[str, Callable[[str], str]] = {
            "name": clean_name,
            "id": lambda text: ResidentId.parse(text, today).number,
            "phone": lambda text: clean_phone(text) if text.strip() else "",
            "address": clean_address,
        }
        faults: dict[str, StationError] = {
            name: StationError("a person has no such field", "Name it name, id, phone or address.")
            for name in fields.keys() - checks.keys()
        }
        clean: dict[str, str] = {}
        for name, check in checks.items():
            try:
                clean[name] = check(fields.get(name, ""))
            except StationError as fault:
                faults[name] = fault
        if faults:
            raise BadInput(faults)
        return cls(
            name=clean["name"],
            id_number=clean["id"],
            phone=clean["phone"],
            address=clean["address"],
        )

    @property
    def id(self) -> ResidentId:
        """The identity number with what it tells."""
        return ResidentId(number=self.id_number)

    @property
    def birth(self) -> date:
        """From the identity number."""
        return self.id.birth

    @property
    def sex(self) -> Sex:
        """From the identity number."""
        return self.id.sex

    def __repr__(self) -> str:
        return f"Person({mask_name(self.name)}, {self.id.masked})"


def clean_id(text: str) -> str:
    """An identity number in normal form, whoever was born when. Raises BadResidentId."""
    return ResidentId(number=compact(text)).number


def mended(person: Person, field: str, value: str, today: date) -> Person:
    """The person with one field put right, checked as when it is typed. Raises StationError."""
    typed = {
        "name": person.name, "id": person.id_number, "phone": person.phone,
        "address": person.address, "id" if field == "id_number" else field: value,
    }  # fmt: skip
    try:
        return Person.of(typed, today)
    except BadInput as wrong:
        raise next(iter(wrong.fields.values())) from None
