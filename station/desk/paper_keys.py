"""The keys by which this station's sheets are signed and proved: those of its line.

A station that has joined no district signs too; until it joins, nobody else can prove its sheets.
Keys that others took the place of stay known here by their public halves: paper outlives them.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress

from forms.canonical import facts_bytes
from forms.facts import Facts
from station.desk.district_keys import certifiers
from station.desk.office import Office
from station.domain.sheet_code import numbers_text
from station.storage.memory import Memory
from sync.enrol import Certificate
from sync.errors import NotEnrolled
from sync.paper import PaperKey, certified, hashed
from sync.paper import sealed as signed
from sync.seal import PrivateKeys

_KEPT = "facts_secret"


def signed_pdf(
    office: Office, sheet: str, facts: Facts, *, slip: bool = False, blank: bool = False
) -> bytes:
    """The sheet as a PDF, its code signed. Inside the transaction that notes the print. Raises
    what `render` raises."""
    from forms.render import render, render_blank

    if blank:
        return render_blank(sheet, facts, code=sealed(office, facts))
    return render(sheet, facts, slip=slip, code=sealed(office, facts))


def sealed(office: Office, facts: Facts) -> str:
    """What the code of this print says, signed. Inside the transaction that notes the print. A
    practice station signs nothing."""
    if office.practice:
        return numbers_text(facts.sheet_number, facts.case_number)
    if not office.memory.get(_KEPT):
        office.memory.set(**{_KEPT: office.clock.chance(32).hex()})
    return signed(
        facts.sheet_number, facts.case_number, printed_at=facts.printed_at, nth=facts.print_count,
        facts=facts_hash(office, facts), keys=_in_use(office.memory),
    )  # fmt: skip


def facts_hash(office: Office, facts: Facts) -> bytes:
    """What a sheet with these facts says of them. The secret that keeps it from telling whose they
    are lies in the vault alone, and stays when keys change. Inside a visit."""
    return hashed(facts_bytes(facts), bytes.fromhex(office.memory.get(_KEPT)))


def keep_former(memory: Memory) -> None:
    """Remember the public half of the keys in use, and the district's word on them, before others
    take their place. Inside the transaction that changes them."""
    former = [*_former(memory), _public(memory)]
    memory.set(former_paper_keys=json.dumps(former))


def certificate(memory: Memory) -> Certificate | None:
    """The district's word on the keys in use; None without a district. Inside a visit."""
    body, signature, *_rest = _public(memory)
    return _certificate(body, signature)


def own_keys(office: Office) -> Iterator[PaperKey]:
    """The keys by which sheets of this station are proved, the newest first. Inside a visit."""
    memory = office.memory
    signers = certifiers(memory)
    for body, signature, public, district, signer in (
        _public(memory),
        *reversed(_former(memory)),
    ):
        made = PaperKey(
            office=office.code, name=office.name, public=bytes.fromhex(public), own=True
        )
        found = _certificate(body, signature)
        if found is not None:
            with suppress(NotEnrolled):
                told = _certified_by(found, district, (bytes.fromhex(signer), *signers))
                made = PaperKey(
                    office=told.office, name=told.name, public=told.public, own=True,
                    district=told.district, issued=told.issued,
                )  # fmt: skip
        yield made


def _in_use(memory: Memory) -> PrivateKeys:
    return PrivateKeys(
        signing=bytes.fromhex(memory.get("signing_key")),
        receiving=bytes.fromhex(memory.get("receiving_key")),
    )


def _public(memory: Memory) -> list[str]:
    """Body and signature of the certificate, public key, district and its key."""
    return [
        memory.get("certificate"), memory.get("certificate_signature"),
        _in_use(memory).public().signing.hex(), memory.get("district"),
        memory.get("district_signing"),
    ]  # fmt: skip


def _former(memory: Memory) -> list[list[str]]:
    kept: list[list[str]] = json.loads(memory.get("former_paper_keys") or "[]")
    return kept


def _certified_by(found: Certificate, district: str, signers: Iterable[bytes]) -> PaperKey:
    """What the district certified by one of these keys. Raises NotEnrolled."""
    for signer in signers:
        with suppress(NotEnrolled):
            return certified(found, district=district, signer=signer)
    raise NotEnrolled("certificate")


def _certificate(body: str, signature: str) -> Certificate | None:
    return Certificate(body=body.encode(), signature=bytes.fromhex(signature)) if body else None
