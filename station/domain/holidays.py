"""The days off that the law itself names, for years whose notice is not known yet.

全国年节及纪念日放假办法 (revision of 2024-11-10, in force from 2025), article 2: New Year 1,
Spring Festival 4 from its eve, Qingming 1, Labour Day 2, Dragon Boat 1, Mid-Autumn 1,
National Day 3. Article 6: those that fall on a weekend are made up for on a working day;
which one, only the notice says; here it is the next one.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

_FIXED = (("元旦", 1, 1, 1), ("劳动节", 5, 1, 2), ("国庆节", 10, 1, 3))
"""Name, month, first day, how many days."""

# First day of the lunar year, Qingming, 5th of the 5th and 15th of the 8th lunar month;
# checked against two programs that compute the lunar calendar.
_LUNAR: Mapping[int, tuple[str, str, str, str]] = MappingProxyType(
    {
        2027: ("02-06", "04-05", "06-09", "09-15"),
        2028: ("01-26", "04-04", "05-28", "10-03"),
        2029: ("02-13", "04-04", "06-16", "09-22"),
        2030: ("02-03", "04-05", "06-05", "09-12"),
        2031: ("01-23", "04-05", "06-24", "10-01"),
        2032: ("02-11", "04-04", "06-12", "09-19"),
        2033: ("01-31", "04-04", "06-01", "09-08"),
        2034: ("02-19", "04-05", "06-20", "09-27"),
        2035: ("02-08", "04-05", "06-10", "09-16"),
        2036: ("01-28", "04-04", "05-30", "10-04"),
    }
)


def lunar_known(year: int) -> bool:
    """Whether the lunar holidays of the year are in the table."""
    return year in _LUNAR


@cache
def statutory(year: int) -> Mapping[date, str]:
    """The days off by law alone with their names; of a year outside the table the fixed ones."""
    days: dict[date, str] = {}
    for day, name in _named(year):
        days.setdefault(day, name)
        if days[day] != name:
            days[day] = f"{days[day]}、{name}"
    for day in sorted(day for day in days if day.weekday() >= 5):
        made_up = day
        while made_up in days or made_up.weekday() >= 5:
            made_up += timedelta(days=1)
        days[made_up] = f"{days[day]}补假"
    return MappingProxyType(days)


def _named(year: int) -> Iterator[tuple[date, str]]:
    for name, month, first, count in _FIXED:
        for offset in range(count):
            yield date(year, month, first + offset), name
    if lunar_known(year):
        spring, qingming, dragon, autumn = (
            date.fromisoformat(f"{year}-{day}") for day in _LUNAR[year]
        )
        for offset in range(-1, 3):
            yield spring + timedelta(days=offset), "春节"
        yield from ((qingming, "清明节"), (dragon, "端午节"), (autumn, "中秋节"))
