"""Whether a sheet of paper is genuine, as the district sees it: by the certificates it gave, its
own key, and the journals of its stations."""

from contextlib import suppress
from datetime import datetime

from forms.catalogue import is_of_a_case
from station.domain.event import Event
from station.domain.guide_code import BadGuideCode, CheckedGuide, read_guide
from station.domain.sheet_code import SheetCode, read_code
from station.domain.sheet_told import PRINTS, CheckedSheet, OnRecord, as_noted, noted_by
from station.domain.values import Side
from sync.district.premises import District
from sync.district.signing import former_keys
from sync.district.tables import CertificateRow
from sync.enrol import Certificate
from sync.paper import PaperKey, SheetRefused, certified, proved


def check(district: District, text: str) -> CheckedSheet | CheckedGuide:
    """The sheet with this code, whose signature holds, or the guide. Raises NotASheetCode,
    SheetRefused: also where the key was withdrawn or replaced, and no journal knows the print."""
    with suppress(BadGuideCode):
        guide = read_guide(text)
        with district.vault.reading():
            today = district.clock.now().date()
            item = district.lawbook.catalogue().in_force(guide.item, today)
        return CheckedGuide(code=guide, in_force=item.version if item else 0)
    code = read_code(text)
    with district.vault.reading():
        rows = _rows(district, code.office)
        key = proved(code, [*_own(district), *(_key(district, row) for row in rows)])
        noted = _noted(district, code)
        if noted is None:
            _refuse_ended(code, next((r for r in rows if r.signing == key.public.hex()), None))
        return CheckedSheet(
            code=code, office=key.office, name=key.name, district=key.district, issued=key.issued,
            on_record=_on_record(district, code, key, noted), printed_by=noted.by if noted else "",
        )  # fmt: skip


def _rows(district: District, station: str) -> list[CertificateRow]:
    query = CertificateRow.select().where(CertificateRow.station == station)
    return list(query.order_by(CertificateRow.id.desc()).execute(district.vault.db))


def _own(district: District) -> list[PaperKey]:
    """The district's own, that in use and those before it."""
    used = district.keys.public().signing
    known = [(used, None), *((one.public, one.until) for one in former_keys(district))]
    return [
        PaperKey(
            office=district.id, name=district.name, district=district.id, public=public, until=day
        )
        for public, day in known
    ]


def _key(district: District, row: CertificateRow) -> PaperKey:
    given = Certificate(body=bytes(row.body), signature=bytes(row.signature))
    return certified(given, district=district.id, signer=district.keys.public().signing)


def _noted(district: District, code: SheetCode) -> Event | None:
    """The entry of the station's journal that puts the print on record."""
    journal = district.casebook.journal(code.office)
    entries = journal.of_case(code.case_number) if code.case_number else journal.of_kinds(*PRINTS)
    own = (one.entry.event for one in entries if one.entry.side is Side.STATION)
    return next((event for event in own if noted_by(event, code)), None)


def _on_record(district: District, code: SheetCode, key: PaperKey, noted: Event | None) -> OnRecord:
    if key.office == district.id:
        return OnRecord.UNNOTED
    if noted is None:
        return OnRecord.AWAITED
    return as_noted(noted, of_a_case=is_of_a_case(code.sheet))


def _refuse_ended(code: SheetCode, row: CertificateRow | None) -> None:
    """Raises SheetRefused. Whoever has a key that ended can write any time on a sheet; a key that
    others took the place of is believed for the time before, as parcels are (ADR 0042)."""
    assert code.seal is not None
    hint = "Do not accept the sheet. Let the station print it again, or wait for its next exchange."
    if row is not None and row.revoked_at:
        raise SheetRefused(
            "the key of station {office} that signed it was withdrawn on {day}, and the station's"
            " journal here does not know the print",
            hint, office=code.office, day=datetime.fromisoformat(row.revoked_at).date(),
        )  # fmt: skip
    if row is None or not row.good_until:
        return
    until = datetime.fromisoformat(row.good_until)
    if code.seal.printed_at > until:
        raise SheetRefused(
            "the key of station {office} that signed it was good until {day}, and the sheet says it"
            " was printed later",
            hint, office=code.office, day=until.date(),
        )  # fmt: skip
