"""Key slots damaged and doctored: each byte, each field, missing, with costs that no machine has.

Damage is told as damage and healed by the second copy. A thief can also compute the check: then no
change of an agent's slot may open anything, none of the rest may open another key, and nothing may
cost more than a few seconds and the memory of one slot. With both copies lost the district's sealed
key lets the agent in. The control binds nothing to the slot: there a doctored name must open.
"""

import hashlib
import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from station.desk import answering, recovering
from station.desk.home import Home
from station.domain import canon
from station.domain.errors import StationError
from station.domain.letters import from_letters, to_letters
from station.domain.recovering import SealedKey, answer_bytes, read_request
from station.storage import locks, sealing
from station.storage.keyfile import KeyFile
from station.storage.keys import Lock, create_slots, opened_by, with_agent, with_lock
from station.storage.sealing import seal_recovery, with_key
from station.storage.slots import (
    LEAST_COST,
    MOST_COST,
    MOST_WORK_KIB,
    SlotFile,
    read_slots,
    twin_of,
    write_slots,
)
from sync.district import recovery
from sync.district.halves import joined, new_halves
from tests.office import NEW, PASSPHRASE, STATION, WEAK, an_office, settings
from tests.torture.campaign import EVERYTHING, Bar, Campaign, Seen, spread
from tests.torture.doctored import Whole, changes
from tests.torture.program import ROOT, later

OTHER = "示例站长"
MOST_SECONDS = 3.0
MOST_MIB = 1.1 * 1024
_FILE = KeyFile(name="ab" * 8, key=bytes(range(32)))
_LOCK = Lock(passphrase=PASSPHRASE, key_file=_FILE)


def _made(place: Path, rng: random.Random) -> tuple[SlotFile, bytes]:
    """Slots with all that a file may hold: two agents, a key file, the district, a coming key."""
    opened = create_slots(
        place, owner=STATION, agent=NEW.agent, passphrase=PASSPHRASE, cost=WEAK,
        chance=rng.randbytes,
    )  # fmt: skip
    content, other = with_agent(
        read_slots(place), opened.data_key, agent=OTHER, passphrase=PASSPHRASE, cost=WEAK,
        chance=rng.randbytes,
    )  # fmt: skip
    content = with_lock(
        content, agent=NEW.agent, old=Lock(passphrase=PASSPHRASE), new=_LOCK, chance=rng.randbytes
    )
    _, _, public = new_halves("330211", rng.randbytes)
    sealed = seal_recovery(opened.data_key, public, owner=STATION, key=content.key)
    opens = {
        agent: one.keys.opens.public_key().public_bytes_raw().hex()
        for agent, one in ((NEW.agent, opened), (OTHER, other))
    }
    coming = with_key(
        replace(content, recovery=sealed), rng.randbytes(32), key=rng.randbytes(16).hex(),
        opens=opens, district=public,
    )  # fmt: skip
    write_slots(place, coming)
    return coming, opened.data_key


def each_byte(folder: Path, amount: int, rng: random.Random) -> Seen:
    """One byte in the first file, then in both: healed, then told as damage."""
    place, faults = folder / "keyslots.json", []
    content, _ = _made(place, rng)
    whole = place.read_bytes()
    for at in spread(len(whole), amount, rng):
        changed = whole[:at] + bytes([whole[at] ^ 1 << rng.randrange(8)]) + whole[at + 1 :]
        place.write_bytes(changed)
        if read_slots(place) != content:
            faults.append(f"byte {at}: the second copy does not heal it")
        twin_of(place).write_bytes(changed)
        faults += [f"byte {at}: {fault}" for fault in _refused(partial(read_slots, place))]
        twin_of(place).write_bytes(whole)
    return Seen(trials=2 * len(spread(len(whole), amount, rng)), faults=faults)


def each_field(
    folder: Path, amount: int, rng: random.Random, *, only: Collection[str] = ()
) -> Seen:
    """Each field, at every depth, with another value or gone; the check is right."""
    place = folder / "keyslots.json"
    _, data_key = _made(place, rng)
    body = json.loads(place.read_bytes())
    every = [(path, it) for path, it in changes(body) if not only or path[-1] in only]
    faults: list[str] = []
    chosen = [every[at] for at in spread(len(every), amount, rng)]
    for path, changed in chosen:
        _doctor(place, changed)
        mine = path[:2] == ("slots", 0) or path[0] in ("owner", "version")
        faults += [f"{path}: {one}" for one in _judged(place, data_key, mine=mine)]
    return Seen(trials=len(chosen), faults=faults, remarks=f"of {len(every)}")


def _judged(place: Path, data_key: bytes, *, mine: bool) -> Iterator[str]:
    def opening() -> None:
        for slot in read_slots(place).slots:
            if slot.agent != OTHER:
                opened = opened_by(read_slots(place), agent=slot.agent, lock=_LOCK)
                if mine or opened.data_key != data_key:
                    opens.append(slot.agent)

    opens: list[str] = []
    if told := list(_refused(opening, silent=True)):
        yield from told
    if opens:
        yield f"opens for {opens}"


def _doctor(place: Path, body: Whole) -> None:
    """Both copies, with a check that is right."""
    rest = {name: value for name, value in body.items() if name != "check"}
    try:
        check = hashlib.sha256(canon.write(rest)).hexdigest()
    except (ValueError, TypeError):
        check = "-"
    written = json.dumps({**rest, "check": check}).encode()
    for copy in (place, twin_of(place)):
        copy.write_bytes(written)


def _refused(act: Callable[[], object], *, silent: bool = False) -> Iterator[str]:
    """What is wrong with how it was refused; `silent`: it may also not be refused."""
    try:
        act()
    except StationError as refusal:
        if not refusal.hint:
            yield f"no way out of: {refusal}"
    except Exception as stranger:  # noqa: BLE001 - whatever damage brings about
        yield f"told in no words: {stranger!r}"
    else:
        if not silent:
            yield "not noticed"


# ---- costs


def absurd_costs(folder: Path, amount: int, rng: random.Random) -> Seen:
    """Costs below, at and beyond the bounds, each tried by a program of its own."""
    place, faults = folder / "keyslots.json", []
    _made(place, rng)
    body, most, worst = json.loads(place.read_bytes()), (0.0, 0.0), _costs()
    chosen = [worst[at] for at in spread(len(worst), amount, rng)]
    for memory, passes, lanes in chosen:
        body["slots"][0] |= {"memory_kib": memory, "passes": passes, "lanes": lanes}
        _doctor(place, body)
        words = [sys.executable, "-m", "tests.torture.slotdamage", str(place)]
        done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
        try:
            seconds, mib, said = json.loads(done.stdout)
        except ValueError:
            faults.append(f"{memory} KiB, {passes}, {lanes}: {done.stderr[-200:]}")
            continue
        most = max(most[0], seconds), max(most[1], mib)
        faults += [f"{memory} KiB, {passes}, {lanes}: {one}" for one in said]
        if seconds >= MOST_SECONDS or mib >= MOST_MIB:
            faults.append(f"{memory} KiB, {passes}, {lanes}: {seconds:.1f} s, {mib:.0f} MiB")
    remarks = f"at most {most[0]:.1f} s, {most[1]:.0f} MiB"
    return Seen(trials=len(chosen), faults=faults, remarks=remarks)


def _costs() -> list[tuple[int, int, int]]:
    memory, passes, lanes = MOST_COST
    dearest = (memory, MOST_WORK_KIB // memory, 1)
    return [
        dearest, (memory, MOST_WORK_KIB // memory + 1, 1), (memory + 1, 1, 1), (2**31, 1, 1),
        (2**63, 1, 1), (LEAST_COST[0] - 1, 1, 1), (0, 0, 0), (65536, passes + 1, 1),
        (65536, 3, lanes + 1), (MOST_WORK_KIB // passes, passes, 1), (65536, 2**31, 1),
    ]  # fmt: skip


def _told_in_json(place: Path) -> str:
    """What a program says that tries the slot: its seconds, its memory, what was wrong."""
    wrong = list(_refused(lambda: opened_by(read_slots(place), agent=NEW.agent, lock=_LOCK)))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, wrong])


# ---- missing


def lost(folder: Path, amount: int, rng: random.Random) -> Seen:
    """First one copy, then both: the other opens, then the district lets the agent in."""
    faults: list[str] = []
    for number in range(amount):
        with an_office(folder / f"{number}", later(1)):
            home = Home(folder=folder / f"{number}")
        one, other, public = new_halves("330211", rng.randbytes)
        content = read_slots(home.slots)
        opened = opened_by(content, agent=NEW.agent, lock=Lock(passphrase=PASSPHRASE))
        held = seal_recovery(opened.data_key, public, owner=STATION, key=content.key)
        ruin = rng.choice((Path.unlink, partial(_overwrite, rng=rng)))
        ruin(rng.choice((home.slots, twin_of(home.slots))))
        if read_slots(home.slots) != content:
            faults.append(f"{number}: the other copy is not read")
        for copy in (home.slots, twin_of(home.slots)):
            copy.write_bytes(b"")
        sealed = SealedKey(key=content.key, recipient=held.recipient, sealed=held.sealed)
        asked = recovering.ask(
            home, NEW.agent, PASSPHRASE, clock=later(2), cost=WEAK, station=STATION
        )
        request = read_request(from_letters(asked.text))
        answer = answer_bytes(recovery.answer(request, joined(one, other), (sealed,)))
        try:
            answering.answered(
                home, " ".join(to_letters(answer)), PASSPHRASE, settings=settings(home.folder),
                clock=later(3),
            ).leave()  # fmt: skip
        except StationError as refusal:
            faults.append(f"{number}: {refusal}")
    return Seen(trials=2 * amount, faults=faults)


def _overwrite(file: Path, rng: random.Random) -> None:
    file.write_bytes(rng.randbytes(rng.randrange(3000)))


# ---- the control


class _Deaf:
    """Binds nothing: whatever it is told, it writes the same."""

    @staticmethod
    def write(_: object) -> bytes:
        return b""


def unbound(folder: Path, amount: int, rng: random.Random) -> Seen:
    """The same where neither office nor agent is bound to what is encrypted."""
    with ExitStack() as patches:
        for module in (locks, sealing):
            patches.enter_context(patch.object(module, "canon", _Deaf))
        return each_field(folder, amount, rng, only=("agent", "owner"))


SLOTS = Bar(
    name="slots",
    promise="key slots damaged, doctored, lost: nothing opens but what should; seconds, 1.1 GiB",
    campaigns=(
        Campaign(name="each byte of the slots", run=each_byte, whole=EVERYTHING, short=120),
        Campaign(name="each field of the slots", run=each_field, whole=EVERYTHING, short=120),
        Campaign(name="absurd costs", run=absurd_costs, whole=EVERYTHING, short=1),
        Campaign(name="both copies lost", run=lost, whole=20, short=3),
        Campaign(
            name="nothing bound to a slot", run=unbound, whole=EVERYTHING, short=EVERYTHING,
            control=True,
        ),
    ),
)  # fmt: skip

if __name__ == "__main__":
    sys.stdout.write(_told_in_json(Path(sys.argv[1])))
