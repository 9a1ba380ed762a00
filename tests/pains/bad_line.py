"""A real district behind a bad line: HTTP on loopback, one word for each call of a station.

    ok      the parcel arrives, and so does the district's answer
    drop    hangs up before anything arrives
    lost    the parcel arrives and is taken in; the answer does not come back
    page    a login page with status 200 answers in the district's place
    old     the first answer of the district comes again, as something on the way kept it
    hang    nobody answers

After the words everything goes well. `room`: bodies that are longer get the word `beyond`, or
`413` (too large), and use up no word.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from station.desk.office import Office
from station.desk.syncing import SyncDesk
from sync.district.intake import receive
from sync.district.premises import District
from sync.exchange import SyncReport
from sync.seal import MEDIA_TYPE

PAGE = b"<!DOCTYPE html><html><body>please log in</body></html>"
WHOLE = 10**9


class BadLine:
    """What one station and its district have between them. `arrived` are the sizes of the
    parcels that the district took in."""

    def __init__(self, district: District, faults: str, room: int, beyond: str) -> None:
        self._district = district
        self.faults = faults.split()
        self._room, self._beyond = room, beyond
        self._first = b""
        self.arrived: list[int] = []
        self.over = threading.Event()
        self.url = ""

    def answer(self, parcel: bytes) -> tuple[int, str, bytes] | None:
        """Status, type and content of what comes back; None: the line hangs up."""
        word = self._beyond
        if len(parcel) <= self._room:
            word = self.faults.pop(0) if self.faults else "ok"
        if word == "hang":
            self.over.wait()
        if word in ("drop", "hang"):
            return None
        if word == "413":
            return 413, "text/html", PAGE
        if word == "page":
            return 200, "text/html", PAGE
        if word == "old":
            return 200, MEDIA_TYPE, self._first
        answer = receive(self._district, parcel)
        self.arrived.append(len(parcel))
        self._first = self._first or answer
        return None if word == "lost" else (200, MEDIA_TYPE, answer)


@contextmanager
def bad_line(
    district: District, faults: str = "", *, room: int = WHOLE, beyond: str = "413"
) -> Iterator[BadLine]:
    """The line, while somebody serves it."""
    road = BadLine(district, faults, room, beyond)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = road.answer(self.rfile.read(int(self.headers["Content-Length"])))
            if said is None:
                return
            status, media, content = said
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(OSError):  # who called has hung up
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Nobody reads along."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        road.url = f"http://127.0.0.1:{server.server_address[1]}"
        serving = threading.Thread(target=server.serve_forever, args=(0.02,))
        serving.start()
        try:
            yield road
        finally:
            road.over.set()
            server.shutdown()
            serving.join()


def exchanged(office: Office, road: BadLine | str, *, patience: int = 20) -> SyncReport:
    """The agent presses F5; `patience` is how many seconds a call may take."""
    url = road if isinstance(road, str) else road.url
    office.settings = replace(office.settings, district_url=url, district_timeout=patience)
    return SyncDesk(office).sync(progress=lambda _: None, cancel=lambda: False)
