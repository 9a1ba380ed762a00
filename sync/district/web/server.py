"""The web application on a port."""

from collections.abc import Iterator
from contextlib import contextmanager

from waitress import create_server
from waitress.server import BaseWSGIServer

from sync.district.clerks import Clerks
from sync.district.premises import District
from sync.district.web.app import create_app
from sync.seal import MAX_SEALED

THREADS = 6


class Server:
    """A server that listens already. `run` serves until the process is told to leave."""

    def __init__(self, server: BaseWSGIServer, url: str) -> None:
        self._server = server
        self.url = url

    def run(self) -> None:
        """Serve; returns after `close`, SystemExit or KeyboardInterrupt."""
        self._server.run()

    def close(self) -> None:
        """Stop listening; calls that are being answered are finished first."""
        self._server.close()
        self._server.task_dispatcher.shutdown()


@contextmanager
def serving(district: District, *, host: str, port: int, https: bool) -> Iterator[Server]:
    """Listen on this port; 0 takes a free one."""
    app = create_app(district, Clerks(district), https=https)
    server = create_server(
        app, host=host, port=port, threads=THREADS, ident="station",
        max_request_body_size=MAX_SEALED, channel_timeout=60, clear_untrusted_proxy_headers=True,
        url_scheme="https" if https else "http",
    )  # fmt: skip
    named = f"[{host}]" if ":" in host else host
    running = Server(server, f"http://{named}:{server.effective_port}")
    try:
        yield running
    finally:
        running.close()
