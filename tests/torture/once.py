"""Each parcel reaches a district one to five times at once, and the district is killed meanwhile.

A process of its own serves the parcels, on as many threads as there are copies, and dies at a
random moment; then another does, and at last one that lives. Every answer that was given must
say the same, byte for byte but for the time, whoever gave it; every entry is kept once and took
effect once; the station believes the answer.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from unittest.mock import patch

from station.desk.cases import CaseDesk, all_papers
from station.desk.office import Office
from station.desk.syncing import SyncDesk
from sync import wire
from sync.district import intake, postgres
from sync.district.premises import enter
from sync.district.store import StationBook
from sync.district.verify import examine
from sync.turns import next_parcel, take_in
from tests.district.pair import PENSION, SECRET, a_district, join
from tests.office import HandClock, an_office
from tests.postgres import store_of, why_not
from tests.torture.campaign import Bar, Campaign, Seen
from tests.torture.disk import Say, in_child
from tests.torture.kills import dies_in
from tests.torture.program import applicants
from tests.torture.servers import on_postgres

_SHOWN = 20
_LONGEST = 0.08
"""Seconds from the first call of a thread to the latest kill."""


def campaign(
    without: Callable[[], AbstractContextManager[Any]], folder: Path, amount: int,
    rng: random.Random,
) -> Seen:  # fmt: skip
    """So many parcels, one after the other."""
    faults: list[str] = []
    seen: Counter[str] = Counter()
    home = folder / "district"
    with an_office(folder / "station") as office:
        with a_district(home) as district:
            join(office, district)
        people = applicants(0, amount)
        for number, person in enumerate(people):
            CaseDesk(office).open(PENSION, person, all_papers(office.item(PENSION)), receive=True)
            SyncDesk(office).hand_over()
            office.sign_head()
            found = _delivered(office, home, without, rng, seen)
            faults += [f"parcel {number}: {fault}" for fault in found]
            if faults:
                break
        faults += _kept_once(office, home)
    remarks = ", ".join(f"{count} {what}" for what, count in seen.items())
    return Seen(trials=amount, told=seen["answers"], faults=faults[:_SHOWN], remarks=remarks)


def _delivered(
    office: Office, home: Path, without: Callable[[], AbstractContextManager[Any]],
    rng: random.Random, seen: Counter[str],
) -> Iterator[str]:  # fmt: skip
    """Every copy of the next parcel, and what is wrong with the answers."""
    post = SyncDesk(office)._post()
    frame = post.pack(next_parcel(office.line))
    told: list[bytes] = []
    for kill in (*(True for _ in range(rng.randint(0, 2))), False):
        copies = rng.randint(1, 5)
        seen["copies"] += copies
        seen["kills"] += kill
        delay = rng.uniform(0, _LONGEST) if kill else None
        long_run = rng.choice((None, 1))
        given = list(_served(home, frame, copies, delay, long_run, without))
        told += [answer for answer in given if isinstance(answer, bytes)]
        yield from (word for word in given if isinstance(word, str))
    seen["answers"] += len(told)
    parcels = [post.unpack(answer) for answer in told]
    if len({wire.encode(replace(parcel, sent=None)) for parcel in parcels}) != 1:
        yield f"{len(told)} answers do not say the same"
        return
    take_in(office.line, parcels[-1], spare="never")
    with office.vault.reading():
        if office.line.peer_holds() < parcels[-1].seen:
            yield "the station does not believe the answer"


def _served(
    home: Path, frame: bytes, copies: int, delay: float | None, long_run: int | None,
    without: Callable[[], AbstractContextManager[Any]],
) -> Iterator[bytes | str]:  # fmt: skip
    """What a process that serves these copies answers before it dies, if it does. Parcels of
    `long_run` entries or more are read after the answer."""

    def work(say: Say) -> None:
        one_at_a_time = Lock()

        def call() -> None:
            try:
                told = {"answer": intake.receive(district, frame, long_run=long_run).hex()}
            except Exception as stranger:  # noqa: BLE001 - whatever happens when it is not alone
                told = {"fault": f"told in no words: {stranger!r}"}
            with one_at_a_time:
                say(**told)

        clock, store = HandClock(seed=str(home)), store_of(home)
        with without(), enter(home, SECRET, clock=clock, store=store) as district:
            threads = [Thread(target=call) for _ in range(copies)]
            if delay is not None:
                dies_in(delay)
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    for word in in_child(work):
        yield bytes.fromhex(word["answer"]) if "answer" in word else str(word["fault"])


def _kept_once(office: Office, home: Path) -> Iterator[str]:
    with enter(home, SECRET, clock=HandClock(seed="after"), store=store_of(home)) as district:
        yield from (str(fault.values) for fault in intake.read_backlog(district))
        with district.vault.reading():
            twice, rows = (
                district.vault.sql(question).fetchone()[0]
                for question in (
                    "SELECT count(*) - count(DISTINCT digest) FROM entry WHERE side = 'station'",
                    "SELECT count(*) - count(DISTINCT number) FROM case_row",
                )
            )
            kept = district.vault.sql("SELECT count(*) FROM entry WHERE side = 'station'")
            count = kept.fetchone()[0]
        if twice or rows:
            yield f"{twice} entries, {rows} cases are there twice"
        with office.vault.reading():
            if count < office.line.peer_holds():
                yield f"{count} entries are kept, {office.line.peer_holds()} were promised"
        yield from (str(fault) for fault in examine(district, office.code).faults)


def _not_kept_apart() -> AbstractContextManager[Any]:
    return patch.object(StationBook, "transaction", lambda book: nullcontext())


def _locks_nothing() -> AbstractContextManager[Any]:
    """Transactions, but no line has its own."""
    return patch.multiple(postgres, _LINE="SELECT 1", _WHOLE="SELECT 1")


ONCE = Bar(
    name="once",
    promise="a parcel that comes five times at once, to a district that is killed, counts once",
    campaigns=(
        Campaign(
            name="copies at once, and kills", run=partial(campaign, nullcontext), whole=200,
            short=2,
        ),
        Campaign(
            name="copies at once, and kills, on PostgreSQL",
            run=partial(on_postgres, partial(campaign, nullcontext)), whole=200, short=2,
            hindered=why_not,
        ),
        Campaign(
            name="parcels are not kept apart", run=partial(campaign, _not_kept_apart), whole=5,
            short=2, control=True,
        ),
        Campaign(
            name="parcels are not kept apart on PostgreSQL",
            run=partial(on_postgres, partial(campaign, _locks_nothing)), whole=5, short=2,
            control=True, hindered=why_not,
        ),
    ),
    trials=200,
)  # fmt: skip
