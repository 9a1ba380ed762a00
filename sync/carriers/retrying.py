"""A road that is tried again while its failure may pass."""

from collections.abc import Callable, Iterable, Iterator

from sync.errors import PASSING, NoAnswer
from sync.ports import Carrier


def backoff(
    *, first: float, factor: float, cap: float, jitter: Callable[[], float]
) -> Iterator[float]:
    """Seconds to wait before each next try: growing, capped, each cut by chance to 50-100 %.

    `jitter` gives a number from 0 to 1. Without it, all stations that a power cut stopped
    would come back in the same second.
    """
    pause = first
    while True:
        yield min(pause, cap) * (1 - jitter() / 2)
        pause = min(pause * factor, cap)


class RetryingCarrier:
    """Delivers through another carrier, up to `attempts` times while the fault may pass.

    `pauses` gives fresh waiting times for each parcel; `wait` waits that many seconds and
    says whether to go on.
    """

    def __init__(
        self,
        carrier: Carrier,
        *,
        attempts: int,
        pauses: Callable[[], Iterator[float]],
        wait: Callable[[float], bool],
    ) -> None:
        self._carrier = carrier
        self._attempts = attempts
        self._pauses = pauses
        self._wait = wait

    def deliver(self, parcel: bytes) -> None:
        """Deliver; raises the last NoAnswer when all attempts failed."""
        pauses = self._pauses()
        for left in reversed(range(self._attempts)):
            try:
                return self._carrier.deliver(parcel)
            except NoAnswer as fault:
                if not left or fault.reason not in PASSING or not self._wait(next(pauses)):
                    raise

    def collect(self) -> Iterable[bytes]:
        """What the other carrier has collected."""
        return self._carrier.collect()
