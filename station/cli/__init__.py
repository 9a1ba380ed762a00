"""The roll of commands: the name that is typed, and what it does. Each has a file of its name."""

from collections.abc import Mapping
from types import MappingProxyType

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "setup": "set this station up, without the screen",
        "demo": "a throw-away station and district with sample residents",
        "record": "take in cases from lines of JSON",
        "find": "search people and cases",
        "show": "one case as text or JSON",
        "acts": "what may be done with a case now",
        "act": "do it",
        "consult": "record a question and its answer, with no case",
        "consultations": "questions answered with no case",
        "negatives": "the weekly list of every no to a resident",
        "ratings": "what residents say of the service, in figures",
        "scan": "scans of a case: attach, open, take off",
        "space": "a resident's space: consent, documents, what they were used for",
        "transfer": "cases that go on at another station",
        "drafts": "forms that were typed and not recorded",
        "catalogue": "check a catalogue of items, and put it in force",
        "sheets": "the roll of sheets",
        "print": "a sheet of a case as PDF",
        "day-end": "the sheet of a day: counts, who worked, the head of the journal",
        "due": "what is due, the most urgent first",
        "passing": "what the passing of time brought, and what it calls for",
        "deadline": "when a limit ends, and which days do not count",
        "resident": "what is kept of a person; corrections and disputes",
        "views": "who looked at whose data, when and what for",
        "export-person": "a copy of everything kept of one person",
        "retention": "what is due with the records of ended cases",
        "rules": "the local rules in force, each with its basis",
        "sync": "one exchange with the district",
        "stick": "the same by USB stick",
        "reconcile": "compare with the district: counts and heads of both ends",
        "agent": "who works here: list them, add one, change one's passphrase",
        "recover": "a way in when a passphrase is forgotten: a request to the district, its answer",
        "backup": "an encrypted copy of the vault",
        "restore": "a station from such a copy",
        "verify": "check the vault, the journal and its signatures",
        "test": "run the tests",
        "check": "run every check: style, types, contracts, tests",
        "bench": "figures of this machine, beside the simplest thing that does the same",
        "torture": "kills, a failing disk, power cuts, damaged files: what is kept",
        "words": "collect the words that people see into the catalogue",
    }
)
