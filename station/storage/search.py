"""How people and cases are found: by name, part of a name, pinyin, number tail, phone.

The index holds plain ASCII words only. A Han character stands as the hexadecimal name of its
code point, because FTS5's tokenizer knows no letters that Unicode added after 2012, and every
character of GB 18030-2022 must be found. Pinyin is computed when a name is saved.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from station.domain.names import half_width
from station.domain.text import normal_form
from station.storage.surnames import SURNAME_READINGS

COLUMNS = ("name", "pinyin", "id_number", "phone", "number")


def index_words(
    *, name: str, id_number: str, phone: str, number: str, other: str = ""
) -> tuple[str, ...]:
    """What the index holds, in the order of COLUMNS; `other` is found like a number."""
    return (
        " ".join(_name_words(name)),
        " ".join(_pinyin_words(name)),
        f"{id_number.lower()} {_reversed(id_number)}",
        f"{phone} {_reversed(phone)}",
        f"{number} {other}".replace("-", " ").lower(),
    )


def match(text: str) -> str:
    """The FTS5 query for what an agent typed: every word must be found. "" matches nothing.

    The only maker of full-text queries: each word is quoted, so nothing typed is syntax.
    """
    plain = half_width(normal_form(text)).lower()
    words = re.findall(r"[a-z0-9]+|[^\x00-\x7f]+", plain)
    clauses = [clause for word in words[:12] if (clause := _clause(word))]
    return " AND ".join(clauses)


def _clause(word: str) -> str:
    if not word.isascii():
        letters = _name_words(word)
        return f'name : "{" ".join(letters)}"' if letters else ""
    if word.isdigit() or re.fullmatch(r"[0-9]+x", word):
        turned = _reversed(word)
        return f'({{id_number phone number}} : "{word}" * OR {{id_number phone}} : "{turned}" *)'
    return f'({{name pinyin number id_number}} : "{word}" *)'


def _name_words(name: str) -> list[str]:
    """One word a character; Latin names stay words; variation selectors do not count."""
    runs = re.findall(r"[A-Za-z0-9]+|[^\x00-\x7f]", normal_form(name))
    return [
        run.lower() if run.isascii() else f"u{ord(run):x}"
        for run in runs
        if run.isascii() or unicodedata.category(run) not in {"Mn", "Po", "Zs", "Cf"}
    ]


def _reversed(text: str) -> str:
    return text[::-1].lower()


@lru_cache(maxsize=4096)
def _pinyin_words(name: str) -> tuple[str, ...]:
    """Initials, full pinyin, and both from each later character on, so that parts are found.

    A surname read otherwise than the same character elsewhere is kept in both readings.
    """
    syllables = _syllables(name)
    words: dict[str, None] = {}
    for reading in product(*syllables) if syllables else ():
        for start in range(len(reading)):
            rest = reading[start:]
            words["".join(rest)] = None
            words["".join(part[0] for part in rest)] = None
    return tuple(words)


def _syllables(name: str) -> list[tuple[str, ...]]:
    """For each readable character its readings: one, or two for the surname."""
    from pypinyin import Style, lazy_pinyin  # 0.25 s: only when a name is saved

    han = "".join(char for char in name if not char.isascii() and char != "·")[:12]
    common = [lazy_pinyin(char, style=Style.NORMAL, errors="ignore") for char in han]
    found: list[tuple[str, ...]] = [tuple(reading) for reading in common]
    for length in (2, 1):
        special = SURNAME_READINGS.get(han[:length])
        if special and len(found) >= length:
            parts = special.split()
            for place, part in enumerate(parts):
                found[place] = tuple(dict.fromkeys((part, *found[place])))
            break
    return [readings for readings in found if readings]
