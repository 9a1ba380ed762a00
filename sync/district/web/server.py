"""The web application on a port."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from waitress import create_server
from waitress.server import TcpWSGIServer
from waitress.wasyncore import close_all

from station.domain.errors import StationError
from sync.district.clerks import Clerks
from sync.district.premises import District
from sync.district.web.app import create_app
from sync.seal import MAX_SEALED

THREADS = 6
PATIENCE = 10.0
"""Seconds that calls under way get when the server is told to leave."""
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
# A call that waits for a thread is no fault; it would be told to the operator each time.


class CannotListen(StationError):
    """This machine gives no such host and port to the server."""


class Server:
    """A server that listens already. `run` serves until it is told to leave."""

    def __init__(self, server: TcpWSGIServer, url: str) -> None:
        self._server = server
        self._idle = threading.Event()
        self._idle.set()
        self.url = url

    def run(self) -> None:
        """Serve; returns after `close` in another thread, SystemExit or KeyboardInterrupt."""
        self._idle.clear()
        try:
            self._server.run()
        finally:
            self._idle.set()

    def close(self) -> None:
        """Finish the calls that are being answered, and stop listening."""
        self._server.task_dispatcher.shutdown(timeout=PATIENCE)
        if not self._idle.is_set():  # the loop's sockets may be closed in its own thread only
            self._server.trigger.pull_trigger(lambda: close_all(self._server._map))
            self._idle.wait(PATIENCE)
        close_all(self._server._map)


@contextmanager
def serving(district: District, *, host: str, port: int, https: bool) -> Iterator[Server]:
    """Listen on this port; 0 takes a free one. Raises CannotListen if it is taken."""
    app = create_app(district, Clerks(district), https=https)
    with _listener(host, port) as listener:
        named = f"[{host}]" if ":" in host else host
        server = create_server(
            app, sockets=[listener], threads=THREADS, ident="station", channel_timeout=60,
            max_request_body_size=MAX_SEALED, clear_untrusted_proxy_headers=True,
            url_scheme="https" if https else "http",
        )  # fmt: skip
        running = Server(server, f"http://{named}:{listener.getsockname()[1]}")
        try:
            yield running
        finally:
            running.close()


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as fault:
        raise CannotListen(
            "the server cannot listen at {host}, port {port}: {reason}",
            "End what listens there, or choose others with --host and --port.",
            host=host, port=port, reason=fault.strerror or str(fault),
        ) from fault  # fmt: skip
