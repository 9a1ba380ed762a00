"""告知: what a person is told before their data are handled (个人信息保护法 17, 30, 35).

An office that does its lawful duty needs no consent, but owes the notice all the same. It is
given once to each; a new wording has a new version and is given again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from station.domain.items import Words
from station.domain.reading import DataFaults, Flaw, Reader
from station.domain.telling import fill

SCHEMA = 1
"""The form of a file of notices that this program reads."""
_EXPECTED = Flaw("an object of schema {schema} is expected", schema=SCHEMA)


class NoticeFaults(DataFaults):
    """A file of the notice cannot be used; each fault names its field."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The notice in one language. `{office}`, `{address}` and `{phone}` have their places."""

    language: Words
    title: Words
    paragraphs: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One version of the notice; the first language is the one that binds."""

    version: Words
    languages: tuple[Wording, ...]

    def wording(self, language: str, places: Mapping[str, str]) -> Wording:
        """In this language, else in the first, with the office named in its places."""
        found = next((one for one in self.languages if one.language == language), self.languages[0])
        return Wording(
            language=found.language, title=found.title,
            paragraphs=tuple(fill(words, places) for words in found.paragraphs),
        )  # fmt: skip


def read_notice(raw: object, name: str) -> Notice:
    """The notice in parsed JSON. Raises NoticeFaults with all that is wrong."""
    reader = Reader()
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        reader.note(name, "schema", _EXPECTED)
        raise NoticeFaults(name, tuple(reader.faults))
    body = {key: value for key, value in raw.items() if key != "schema"}
    notice = reader.read(Notice, body, name)
    if notice is not None and not notice.languages:
        reader.note(name, "languages", Flaw("there is none"))
    if notice is None or reader.faults:
        raise NoticeFaults(name, tuple(reader.faults))
    return notice
