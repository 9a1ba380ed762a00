"""Parcels over HTTP: a fast stick. Whatever is not plainly a parcel is "not delivered".

Captive portals, proxies and filters answer anything to anybody: they redirect, send a page
with status 200, cut, compress, or drip a byte a second. So redirects, proxy settings and
compression are off, sizes are capped, one deadline covers the whole call, and only bytes that
begin like a sealed parcel are handed on. Whether they are one, the seal decides.
"""

import gc
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from threading import Timer
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from sync.enrol import MAX_MESSAGE
from sync.enrol import MEDIA_TYPE as ENROL_TYPE
from sync.errors import FAULTS, NoAnswer, fault_of
from sync.seal import MAGIC, MAX_SEALED
from sync.seal import MEDIA_TYPE as PARCEL_TYPE


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where the district's server is, and how long we wait for it."""

    url: str
    """http://… or https://…; parcels are sealed either way."""
    ca_file: Path | None
    """Certificates that may vouch for the server; None for those of the machine."""
    connect: float = 5.0
    """Seconds until someone answers at all."""
    deadline: float = 60.0
    """Seconds for the whole call."""


class HttpCarrier:
    """Posts a parcel to `<url>/line`; the answer is the parcel that comes back."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._come: list[bytes] = []

    def deliver(self, parcel: bytes) -> None:
        """Send a parcel and keep the one that answers it. Raises NoAnswer."""
        if len(parcel) > MAX_SEALED:
            raise NoAnswer("too-long")
        answer = call(self._address, "/line", parcel, media=PARCEL_TYPE, most=MAX_SEALED)
        if not answer.startswith(MAGIC):
            raise NoAnswer("no-parcel")
        self._come.append(answer)

    def collect(self) -> Iterator[bytes]:
        """The answers that came since."""
        while self._come:
            yield self._come.pop(0)


def enrol(address: Address, request: bytes) -> bytes:
    """Post an enrolment to `<url>/enrol`; the answer's bytes. Raises NoAnswer."""
    return call(address, "/enrol", request, media=ENROL_TYPE, most=MAX_MESSAGE)


def call(address: Address, path: str, body: bytes, *, media: str, most: int) -> bytes:
    """POST `body` and return at most `most` bytes of answer. Raises NoAnswer and nothing else."""
    try:
        return _called(address, path, body, media=media, most=most)
    except NoAnswer as fault:
        told = fault.bare()
    gc.collect()  # errors of urllib3 refer to themselves, to what was sent and to what came
    raise told


def _called(address: Address, path: str, body: bytes, *, media: str, most: int) -> bytes:
    _check(address.url)
    breaker = _Breaker()
    with _strangers_errors(breaker), _session(breaker) as session, breaker.after(address.deadline):
        response = session.post(
            address.url.rstrip("/") + path,
            data=body,
            headers={"Content-Type": media, "Accept": media, "Accept-Encoding": "identity"},
            timeout=(address.connect, address.deadline),
            verify=str(address.ca_file) if address.ca_file else True,
            allow_redirects=False,
            stream=True,
        )
        with response:
            return _content(response, media, most)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.port != 0
        known = known and bool((parts.hostname or "").encode("idna"))
    except ValueError as fault:
        raise NoAnswer("address") from fault
    if not known:
        raise NoAnswer("address")


def _content(response: requests.Response, media: str, most: int) -> bytes:
    if 300 <= response.status_code < 400:
        raise NoAnswer("redirected")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NoAnswer("encoded")
    if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        raise NoAnswer("too-big")
    if response.status_code != HTTPStatus.OK:
        raise _declined(response.status_code, _body(response, 1024))
    if response.headers.get("Content-Type") != media:
        raise NoAnswer("no-parcel")
    return _body(response, most)


def _body(response: requests.Response, most: int) -> bytes:
    body = BytesIO()  # it gives back what it holds without copying it
    while part := response.raw.read1(65536):
        if body.tell() + len(part) > most:
            raise NoAnswer("answer-too-long")
        body.write(part)
    return body.getvalue()


def _declined(code: int, body: bytes) -> NoAnswer:
    """A district says why in {"reason": …}. It is not signed, so it is told and not acted upon."""
    try:
        reason = json.loads(body)["reason"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return NoAnswer("status", code=code)
    if isinstance(reason, str) and reason in FAULTS:
        enrols = reason.startswith(("code-", "enrol-"))
        return NoAnswer("not-admitted" if enrols else "declined", declined=fault_of(reason))
    return NoAnswer("status", code=code)


class _Breaker:
    """Shuts the connection when the deadline comes, in whatever it hangs: TLS, head or body.

    The timeouts of sockets are for each read: a byte a second never meets one.
    """

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []
        self.broke = False

    def watch(self, opened: socket.socket) -> None:
        self._sockets.append(opened.dup())
        if self.broke:
            self._break()

    @contextmanager
    def after(self, seconds: float) -> Iterator[None]:
        timer = Timer(seconds, self._break)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            for opened in self._sockets:
                opened.close()

    def _break(self) -> None:
        self.broke = True
        for opened in self._sockets:
            try:
                opened.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


def _session(breaker: _Breaker) -> requests.Session:
    class Watched(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            breaker.watch(opened)
            return opened

    class WatchedTls(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            opened = super()._new_conn()
            breaker.watch(opened)
            return opened

    class Pool(HTTPConnectionPool):
        ConnectionCls = Watched

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = WatchedTls

    session = requests.Session()
    session.trust_env = False
    session.headers = {"User-Agent": "station"}
    for scheme, pool in (("http", Pool), ("https", TlsPool)):
        adapter = HTTPAdapter(max_retries=0)
        adapter.poolmanager.pool_classes_by_scheme = {scheme: pool}
        session.mount(f"{scheme}://", adapter)
    return session


@contextmanager
def _strangers_errors(breaker: _Breaker) -> Iterator[None]:
    """Every error of the libraries becomes NoAnswer, over the whole call."""
    try:
        yield
    except NoAnswer:
        if breaker.broke:
            raise NoAnswer("slow") from None
        raise
    except requests.exceptions.SSLError as fault:
        raise NoAnswer("slow" if breaker.broke else "tls") from fault
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as fault:
        raise NoAnswer("address") from fault
    except requests.exceptions.ReadTimeout as fault:
        raise NoAnswer("slow") from fault
    except requests.exceptions.ConnectionError as fault:
        raise NoAnswer("slow" if breaker.broke else "unreachable") from fault
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as fault:
        raise NoAnswer("slow" if breaker.broke else "broken-off") from fault
    if breaker.broke:
        raise NoAnswer("slow")
