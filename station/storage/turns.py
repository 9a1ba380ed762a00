"""A lock whose waiters come in the order in which they asked.

Python's own lock goes to whoever asks at the right moment: a thread that writes again and again
would keep another one out for as long as it goes on.
"""

import threading
from collections import deque


class Turns:
    """Held by one thread at a time, which may take it again inside. For `with`."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[tuple[int, threading.Lock]] = deque()
        self._holder = 0
        self._depth = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._depth == 0 or self._holder == me:
                self._holder, self._depth = me, self._depth + 1
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append((me, called))
        try:
            called.acquire()
        except BaseException:
            self._give_up(me, called)
            raise

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._depth -= 1
            if self._depth == 0:
                self._call_next()

    def _call_next(self) -> None:
        """The turn goes over: nobody who asks later comes between."""
        if self._waiting:
            self._holder, called = self._waiting.popleft()
            self._depth = 1
            called.release()

    def _give_up(self, me: int, called: threading.Lock) -> None:
        """An interrupt came while waiting: the turn may have been given to us meanwhile."""
        with self._guard:
            if (me, called) in self._waiting:
                self._waiting.remove((me, called))
            else:
                self._depth = 0
                self._call_next()
