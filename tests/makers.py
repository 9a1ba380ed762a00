"""Makers of sample values. Numbers are valid in form and belong to nobody; names say 示例."""

from datetime import date

from station.domain.people import Person

TODAY = date(2026, 11, 20)
"""The day on which the tests' office is open."""


def id_number(birth: str = "19580412", sequence: str = "002", area: str = "330211") -> str:
    """An identity number with its check character, computed from the standard's own weights."""
    digits = f"{area}{birth}{sequence}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    remainder = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    return digits + "10X98765432"[remainder]


def person(
    *,
    name: str = "示例𠮷䶮",
    id_number: str = id_number(),
    phone: str = "13800005678",
    address: str = "示例镇示例村1号",
) -> Person:
    """A resident whose name needs GB 18030-2022 level 3."""
    return Person(name=name, id_number=id_number, phone=phone, address=address)
