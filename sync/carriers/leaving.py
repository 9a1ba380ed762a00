"""A road that is left where it hangs, when the exchange is given up.

What a network waits for (a name, a connection, an answer) cannot be hurried. So it waits in a
thread of its own, which has nothing of ours but the sealed parcel, and may stay behind.
"""

from collections.abc import Callable, Iterable
from threading import Event, Thread

from sync.errors import NoAnswer
from sync.ports import Carrier

_LOOK_EVERY = 0.1  # seconds


class LeavingCarrier:
    """Delivers through another carrier, as long as `stop` does not say that it is enough."""

    def __init__(self, carrier: Carrier, *, stop: Callable[[], bool]) -> None:
        self._carrier = carrier
        self._stop = stop

    def deliver(self, parcel: bytes) -> None:
        """Deliver. Raises NoAnswer: what the other carrier says, or `given-up` within a moment
        after `stop` said so; after that the carrier is of no use any more."""
        arrived, said = Event(), list[BaseException]()

        def carry() -> None:
            try:
                self._carrier.deliver(parcel)
            except BaseException as fault:  # noqa: BLE001 - it is raised by who waits
                said.append(fault)
            finally:
                arrived.set()

        Thread(target=carry, daemon=True).start()
        while not arrived.wait(_LOOK_EVERY):
            if self._stop():
                raise NoAnswer("given-up")
        if said:
            raise said[0]

    def collect(self) -> Iterable[bytes]:
        """What the other carrier has collected."""
        return self._carrier.collect()


def waiting(stop: Callable[[], bool]) -> Callable[[float], bool]:
    """Waits so many seconds, and says whether to go on; no longer than `stop` lets it."""

    def wait(seconds: float) -> bool:
        left = seconds
        while left > 0 and not stop():
            Event().wait(min(left, _LOOK_EVERY))
            left -= _LOOK_EVERY
        return not stop()

    return wait
