"""A station's process as `run.py sync` makes it, which exchanges once for each line on its stdin.

    python -m tests.torture.exchanging [unbounded] sync --home DIR --passphrase-file FILE

It says each time how the exchange ended, and the most memory that the process held since its vault
was opened. `unbounded` is the wrong setting of a control: contents are unpacked whatever they
promise.
"""

import json
import sys
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from station.desk.syncing import SyncDesk
    from sync.exchange import SyncReport


def main(words: list[str]) -> int:
    """The exit code of the command, as in `run.py`."""
    import_module("station.storage.crashes").guard()
    if words[0] == "unbounded":
        packing: Any = import_module("sync.packing")
        packing._UNPACKERS = {
            **packing._UNPACKERS, packing.ZLIB: lambda data, size: zlib.decompress(data)[:size],
        }  # fmt: skip
        words = words[1:]
    run = import_module("station.cli.main").main
    desk = import_module("station.desk.syncing").SyncDesk
    once = desk.sync

    def again_and_again(
        desk: "SyncDesk", *, progress: Callable[["SyncReport"], None], cancel: Callable[[], bool]
    ) -> "SyncReport":
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # forget the most that was held
        for _ in sys.stdin:
            report: SyncReport = once(desk, progress=progress, cancel=cancel)
            told = {
                "road": report.road.reason if report.road else "",
                "aside": [fault.reason for fault in report.set_aside],
                "sent": report.sent, "waiting": report.waiting, "received": report.received,
                "peak": _held("VmHWM"), "now": _held("VmRSS"),
            }  # fmt: skip
            sys.stdout.write(f"{json.dumps(told)}\n")
            sys.stdout.flush()
        return report

    desk.sync = again_and_again
    return int(run(words))


def _held(what: str) -> int:
    """In KiB, as Linux says of this process."""
    said = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in said if line.startswith(f"{what}:"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
