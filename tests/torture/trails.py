"""Journals of many stations and one change in each: all are noticed, and nobody honest is blamed.

Histories are drawn at random: several agents, power cuts, agents who are added and removed, purged
entries, backups that are restored, copied computers that are used twice. The chain, the signatures
and the line are the real ones. Then somebody changes what was written below the last hash that the
district holds, with more and more in hand:

    plain       bytes in the file, with no key but the vault's
    rechained   and every hash behind it computed anew
    resealed    and every signature made anew, with the keys of all agents: what undid a sealed
                journal elsewhere (CVE-2023-31439)
    continued   cut off, and honest work on top of it (CVE-2023-31438)

The district is asked twice: whether the journal that the station shows goes on from the hash it
holds, and what its own verdict says after the station has spoken again.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from station.domain.audit import Audit, Chained, audit
from station.domain.chain import digest
from station.domain.codec import read
from station.domain.findings import Finding, Oddity, Weight
from station.domain.office_events import EntryPurged
from station.storage.keys import verifies
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.history import WRITER, Trail
from tests.torture.supervised import STEPS, Office

STRENGTHS = ("plain", "rechained", "resealed", "continued")
_DRAWN = 40
"""Histories that are attacked; each by many changes."""
_SHORTEST = 12
"""Entries that the district holds."""


# ---- honest histories


def story(seed: int) -> Office:
    """One office, with all that may happen to it in honesty; in the end the district hears it."""
    rng = random.Random(seed)
    office = Office(Trail(seed))
    office.visit(rng)
    for _ in range(rng.randint(6, 16)):
        rng.choice(STEPS)(office, rng)
    for _ in range(2):
        office.everybody_speaks()
    return office


def honest(_folder: Path, amount: int, rng: random.Random) -> Seen:
    """What the district says of histories in which nobody did anything wrong."""
    faults: list[str] = []
    told: Counter[str] = Counter()
    for number in range(amount):
        office = story(rng.randrange(2**32))
        told.update(kind for kind, count in office.did.items() if count)
        faults += [f"history {number}: {fault}" for fault in _false_alarms(office)]
    remarks = ", ".join(f"{count} with {kind}" for kind, count in sorted(told.items()))
    return Seen(trials=amount, faults=faults, told=amount, remarks=remarks)


def _false_alarms(office: Office) -> Iterator[str]:
    """Faults, and questions without a reason: two histories are told where there are two."""
    two = office.did["clone"] or office.did["image"]
    allowed = {Oddity.FORKED, Oddity.CUT_OFF} if two else set()
    if two or office.did["restore"]:  # a first day may come twice
        allowed.add(Oddity.KEYS_AGAIN)
    for one in office.verdict():
        asked = one.weight is Weight.ASK and one.what not in allowed
        if one.weight is Weight.FAULT or asked:
            yield f"{one.what.value} at entry {one.number}"
    for what, life in _new(office, office.trail.copy()):
        yield f"{what.value} in {life}, and nothing happened but one more exchange"
    for trail in office.machines:
        found = _audited(trail.life(), trail.book.incarnation(), {})
        if _alarms(found):
            yield f"the station's own check: {found}"


# ---- changes


def attacks(_folder: Path, amount: int, rng: random.Random) -> Seen:
    """One change in each trial; all of them have to be noticed at the district."""
    return _tried(amount, rng, anchored=True)


def without_anchor(_folder: Path, amount: int, rng: random.Random) -> Seen:
    """The same where nobody outside holds a hash: what is resealed or cut off passes."""
    return _tried(amount, rng, anchored=False)


def _tried(amount: int, rng: random.Random, *, anchored: bool) -> Seen:
    faults: list[str] = []
    tried: Counter[str] = Counter()
    first = rng.randrange(2**31)
    for number in range(amount):
        office = _heard(first + number % _DRAWN)
        strength = STRENGTHS[number % len(STRENGTHS)]
        what = rng.choice([*CHANGES] if strength != "continued" else ["truncate"])
        changed = _changed(office, what, strength, rng)
        tried[strength] += 1
        if not _noticed(office, changed, strength, anchored=anchored):
            faults.append(f"trial {number}: {what}, {strength}, was not noticed")
    remarks = ", ".join(f"{count} {strength}" for strength, count in tried.items())
    return Seen(trials=amount, faults=faults, told=amount - len(faults), remarks=remarks)


@lru_cache(maxsize=_DRAWN)
def _heard(seed: int) -> Office:
    """A history whose newest computer the district has heard, and that has something to change."""
    office, rng = story(seed), random.Random(seed)
    while office.anchor()[0] < _SHORTEST:
        office.visit(rng)
        office.speak(rng)
    return office


Change = Callable[[list[Chained], int, random.Random], None]


def _edit(life: list[Chained], place: int, rng: random.Random) -> None:
    """Another time, or another name. Of a purged entry only the digest is left to be changed."""
    one = life[place]
    if isinstance(one.event, EntryPurged):
        was = one.event.digest.encode()
        data = one.data.replace(was, digest(was).encode())
    elif rng.random() < 0.5 and one.event.by.encode() in one.data:
        data = one.data.replace(one.event.by.encode(), "示例他人".encode())
    else:
        data = one.data.replace(b'"at":"2026', b'"at":"2025')
    life[place] = replace(one, data=data, event=read(data))


def _delete(life: list[Chained], place: int, _rng: random.Random) -> None:
    del life[place]


def _insert(life: list[Chained], place: int, rng: random.Random) -> None:
    life.insert(place, rng.choice(life))


def _swap(life: list[Chained], place: int, rng: random.Random) -> None:
    others = [at for at, one in enumerate(life) if one.data != life[place].data]
    other = rng.choice(others)
    life[place], life[other] = life[other], life[place]


def _truncate(life: list[Chained], place: int, _rng: random.Random) -> None:
    del life[place:]


CHANGES: dict[str, Change] = {
    "edit": _edit, "delete": _delete, "insert": _insert, "swap": _swap, "truncate": _truncate,
}  # fmt: skip


def _changed(office: Office, what: str, strength: str, rng: random.Random) -> Trail:
    """The newest computer with one change below what the district holds of it. A last signature
    that is doubled and made anew is the same bytes again, and changes nothing there."""
    anchor, _ = office.anchor()
    held = office.trail.book.disk.written[:anchor]
    while True:
        life = office.trail.life()
        CHANGES[what](life, rng.randrange(anchor), rng)
        trail = office.trail.copy()
        trail.rewrite(life, chained=strength != "plain", sealed=strength == "resealed")
        while strength == "continued" and trail.book.written() < anchor + 1:
            trail.visit(trail.agents_now()[0], 2)
        if trail.book.disk.written[:anchor] != held:
            return trail


def _noticed(office: Office, changed: Trail, strength: str, *, anchored: bool) -> bool:
    """By whoever compares what the station shows with the hash that the district holds; and, where
    the change reaches the line at all, by the district's verdict."""
    number, head = office.anchor()
    anchors = {number: head} if anchored else {}
    found = _audited(changed.life(), changed.book.incarnation(), anchors)
    if not _alarms(found):
        return False
    if strength == "plain" or not anchored:
        return True
    return bool(_new(office, changed))


def _new(office: Office, trail: Trail) -> Counter[tuple[Oddity, str]]:
    """What the district finds once this computer has spoken, and did not find before."""
    before = Counter(map(_kind, office.verdict()))
    return Counter(map(_kind, office.after(trail))) - before


def _kind(one: Finding) -> tuple[Oddity, str]:
    return one.what, one.life


def _audited(life: Sequence[Chained], incarnation: str, anchors: dict[int, str]) -> Audit:
    return audit(WRITER, incarnation, life, verifies, anchors=anchors)


def _alarms(found: Audit) -> bool:
    return bool(
        found.breaks_at or found.doubtful or found.strangers or found.foisted or found.denied
    )


HONEST = Campaign(name="honest histories", run=honest, whole=1000, short=60)
CHANGED = Campaign(name="one change below the anchor", run=attacks, whole=10_000, short=500)
BLIND = Campaign(
    name="the same, and nobody holds a hash", run=without_anchor, whole=1000, short=40, control=True
)  # fmt: skip
AUDIT = Bar(
    name="audit", promise="every change below the anchor is noticed, and nobody honest is blamed",
    campaigns=(HONEST, CHANGED, BLIND), trials=11_000,
)  # fmt: skip
