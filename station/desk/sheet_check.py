"""Whether a sheet of paper is genuine, with no network: its code against the keys that are known
here, and against the journal where the print is our own."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from forms.catalogue import SHEETS, is_of_a_case
from station.desk.district_keys import district_keys
from station.desk.facts import facts_of
from station.desk.office import Office
from station.desk.paper_keys import facts_hash, own_keys
from station.domain.case import Arrived, Case, replay
from station.domain.errors import BadInput, StationError
from station.domain.event import Event
from station.domain.fact_events import SheetPrinted
from station.domain.guide_code import BadGuideCode, CheckedGuide, GuideCode, read_guide
from station.domain.sheet_code import SheetCode, read_code
from station.domain.sheet_told import PRINTS, CheckedSheet, OnRecord, as_noted, noted_by
from station.domain.values import Side
from sync.errors import NotEnrolled
from sync.paper import PaperKey, certified_before, proved, read_certificate

_LARGEST_CERTIFICATE = 64 * 1024
"""Bytes; of a longer file only so many are looked at."""


class SheetDesk:
    """Checks sheets that people bring."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def texts(self, given: str, typed: Iterable[str] = ()) -> tuple[str, ...]:
        """The texts of the codes: `given` itself, those in the file of this name, or for `-` the
        lines that are typed. Raises NotAScan."""
        from station.storage.squares import texts_of

        return texts_of(given, typed)

    def check(self, text: str, certificate: Path | None = None) -> CheckedSheet | CheckedGuide:
        """The sheet with this code, whose signature holds, or the guide. `certificate` is a file
        that another station showed. Raises NotASheetCode, SheetRefused, BadInput."""
        with suppress(BadGuideCode):
            return self._guide(read_guide(text))
        code = read_code(text)
        with self._office.vault.reading():
            key = proved(code, self._keys(certificate))
            found = self._print_of(code) if key.own else None
            return CheckedSheet(
                code=code, office=key.office, name=key.name, district=key.district,
                issued=key.issued, title=_title(code.sheet),
                on_record=self._on_record(code, found) if key.own else OnRecord.ELSEWHERE,
                printed_by=found[1].by if found else "",
            )  # fmt: skip

    # ---- inside the caller's visit

    def _guide(self, code: GuideCode) -> CheckedGuide:
        item = self._office.items.get(code.item)
        return CheckedGuide(code=code, in_force=item.version if item else 0)

    def _keys(self, certificate: Path | None) -> list[PaperKey]:
        towns = district_keys(self._office.memory)
        keys = [*own_keys(self._office), *towns]
        return [*keys, _shown(certificate, towns)] if certificate else keys

    def _print_of(self, code: SheetCode) -> tuple[int, Event] | None:
        """The place in its case of the entry that notes this print, and the entry."""
        journal = self._office.journal
        entries = journal.of_case(code.case_number) if code.case_number else ()
        events: Sequence[Event] = (
            [one.entry.event for one in entries] if code.case_number else journal.own_of(*PRINTS)
        )
        for place, event in enumerate(events):
            if noted_by(event, code):
                return place, event
        return None

    def _on_record(self, code: SheetCode, found: tuple[int, Event] | None) -> OnRecord:
        if found is None:
            return OnRecord.NONE
        place, event = found
        if not isinstance(event, SheetPrinted):
            return as_noted(event, of_a_case=is_of_a_case(code.sheet))
        entries = self._office.journal.of_case(code.case_number)
        now, then = _replayed(entries), _replayed(entries[:place])
        if now is None or then is None or now.frozen_at(Side.STATION):
            return OnRecord.GONE
        for case, record in ((now, OnRecord.SAME), (then, OnRecord.CHANGED)):
            if self._tells(code, event, case):
                return record
        return OnRecord.OTHER

    def _tells(self, code: SheetCode, event: SheetPrinted, case: Case) -> bool:
        """Whether the sheet, made again from this case, would have the hash in the code."""
        assert code.seal is not None
        try:
            facts = facts_of(
                self._office, case, sheet_number=event.sheet_number, nth=event.nth,
                printed_at=event.at, by=event.by,
            )  # fmt: skip
        except StationError:  # the item is known no more
            return False
        return facts_hash(self._office, facts) == code.seal.facts


def _replayed(entries: Sequence[Arrived]) -> Case | None:
    return replay(one.entry for one in entries)


def _title(sheet: str) -> str:
    return SHEETS[sheet].title if sheet in SHEETS else ""


def _shown(file: Path, towns: Sequence[PaperKey]) -> PaperKey:
    """The key in a certificate that another station showed. Raises BadInput."""
    try:
        if not file.is_file():
            raise NotEnrolled("certificate")
        with file.open("rb") as opened:
            shown = read_certificate(opened.read(_LARGEST_CERTIFICATE))
        return certified_before(shown, towns)
    except (OSError, NotEnrolled):
        fault = StationError(
            "{file} is no certificate by the district of this station",
            "Ask that station for it: run.py keys --certificate FILE; or let the district check.",
            file=file.name,
        )
    raise BadInput({"--certificate": fault})
