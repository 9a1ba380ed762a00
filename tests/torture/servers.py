"""Campaigns with the district's book on a PostgreSQL server."""

import random
from collections.abc import Callable
from pathlib import Path

from tests.postgres import on_server, started
from tests.torture.campaign import Seen


def on_postgres(
    run: Callable[[Path, int, random.Random], Seen], folder: Path, amount: int,
    rng: random.Random, *, on_disk: bool = True,
) -> Seen:  # fmt: skip
    """The same campaign; the districts that it makes lie on a server of its own. Where it makes
    and copies many, and nothing of what it tries is the disk's, the server need not be `on_disk`.
    """
    with started(on_disk=on_disk) as server, on_server(server):
        return run(folder, amount, rng)
