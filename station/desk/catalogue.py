"""The catalogue of items at this station: read once, found by whatever an agent types.

A number (`SB-01`), words in Chinese or English, pinyin initials (`cxjmjbylbx`), full pinyin
(`yanglao`), or several of these with spaces between. Pinyin of the shipped names lies ready
in a file, because loading pypinyin takes longer than the first screen may; names that a
district brings are read by pypinyin when they are first looked for.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from station.desk.home import Home
from station.domain import reading
from station.domain.catalogue import CatalogueFaults, read_catalogue
from station.domain.effective import Catalogue
from station.domain.items import Item
from station.domain.names import half_width
from station.domain.reading import DataFault, Flaw
from station.storage import durable

FOLDER = Path(__file__).parent.parent / "data"
SHIPPED = FOLDER / "items.json"
"""The catalogue that comes with the program."""
PINYIN = "items.pinyin.json"

Rank = tuple[int, int]
"""How well a word fits: kind of fit, then how far from the beginning; the least is best."""


def catalogue(path: Path = SHIPPED) -> Catalogue:
    """The catalogue in this file. Raises CatalogueFaults, OSError."""
    return _read(path, path.stat().st_mtime_ns)


def in_force(home: Home) -> Catalogue:
    """The catalogue that lies in this home, else the delivered one. Raises CatalogueFaults."""
    return catalogue(file_in_force(home))


def file_in_force(home: Home) -> Path:
    """Where it lies."""
    return home.catalogue if home.catalogue.is_file() else SHIPPED


def put_in_force(home: Home, data: bytes) -> None:
    """Give this home the catalogue in `data`, whole or not at all. It counts from the next
    opening of the station on. Raises CatalogueFaults, OSError."""
    parsed(data, home.catalogue.name)
    home.folder.mkdir(parents=True, exist_ok=True)
    durable.write(home.catalogue, data)


def parsed(data: bytes, name: str) -> Catalogue:
    """The catalogue in the bytes of a file of this name. Raises CatalogueFaults."""
    try:
        return read_catalogue(reading.parsed(data))
    except Flaw as flaw:
        fault = DataFault(record=name, field="-", what=flaw)
        raise CatalogueFaults("the catalogue", (fault,)) from None


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Catalogue:
    return parsed(path.read_bytes(), path.name)


def search(items: Mapping[str, Item], text: str) -> tuple[Item, ...]:
    """The items that fit every word of `text`, best first; all of them for blank text."""
    words = re.findall(r"[a-z0-9][a-z0-9-]*|[^\x00-\x7f\s]+", half_width(text).lower())
    if text.strip() and not words:
        return ()
    found: list[tuple[Rank, Item]] = []
    for item in items.values():
        keys = _keys(item.id, item.name_zh, item.name_en, _about(item))
        ranks = [keys.rank(word) for word in words]
        whole = [rank for rank in ranks if rank]
        if len(whole) == len(ranks):
            total = (sum(kind for kind, _ in whole), sum(place for _, place in whole))
            found.append((total, item))
    return tuple(item for _, item in sorted(found, key=lambda one: one[0]))


def pinyin_of(names: Iterable[str]) -> dict[str, str]:
    """The syllables of each name, with spaces between; what is no Han character is left out."""
    from pypinyin import lazy_pinyin  # 0.25 s: only for names that no file has

    return {name: " ".join(lazy_pinyin(name, errors="ignore")) for name in names}


@dataclass(frozen=True, kw_only=True)
class _Keys:
    """What one item is found by."""

    id: str
    name: str
    syllables: tuple[str, ...]
    english: str
    about: str

    def rank(self, word: str) -> Rank | None:
        """How well the word fits; None if it does not."""
        initials = "".join(syllable[0] for syllable in self.syllables)
        plain = word.replace("-", "")
        fits = (
            0 if plain == self.id else None,
            _place(plain, self.id) if self.id.startswith(plain) or plain.isdigit() else None,
            _place(word, self.name),
            _place(plain, initials),
            self._syllable(plain),
            _place(word, self.english),
            _scattered(plain, initials if word.isascii() else self.name),
            _place(word, self.about),
        )
        ranks = ((kind, place) for kind, place in enumerate(fits) if place is not None)
        return next(ranks, None)

    def _syllable(self, word: str) -> int | None:
        """The syllable at which the word begins to agree with the full pinyin."""
        rests = ("".join(self.syllables[n:]) for n in range(len(self.syllables)))
        return next((n for n, rest in enumerate(rests) if rest.startswith(word)), None)


def _place(word: str, text: str) -> int | None:
    place = text.find(word)
    return place if place >= 0 and word else None


def _scattered(word: str, text: str) -> int | None:
    """How much text lies between the letters of the word, when all stand there in order."""
    first = place = text.find(word[:1]) if len(word) > 1 else -1
    for letter in word[1:]:
        place = text.find(letter, place + 1) if place >= 0 else -1
    return place - first if place >= 0 else None


def _about(item: Item) -> str:
    return f"{item.field} {item.department_zh} {item.result_name_zh} {item.department_en}"


@lru_cache(maxsize=1024)
def _keys(id_: str, name: str, english: str, about: str) -> _Keys:
    syllables = _shipped_pinyin().get(name)
    if syllables is None:
        syllables = pinyin_of([name])[name]
    return _Keys(
        id=id_.replace("-", "").lower(),
        name=name.lower(),
        syllables=tuple(syllables.split()),
        english=english.lower(),
        about=about.lower(),
    )


@lru_cache(maxsize=1)
def _shipped_pinyin() -> Mapping[str, str]:
    names: Mapping[str, str] = json.loads((FOLDER / PINYIN).read_text(encoding="utf-8"))["names"]
    return names
