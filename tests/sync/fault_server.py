"""A server on a raw socket that answers as the fault string says, one word for each call.

    ok          the answer, as it should be          302 500 503    that status, with a web page
    drop        hangs up without a word              html           a web page with status 200
    rst         resets the connection                cut            half of the promised length
    rst-mid     the same in the middle of the answer short          half, and no length promised
    hang        never answers                        chunk-cut      a chunk that breaks off
    drip-head   a byte of the head at a time         gzip           compressed
    drip        a byte of the answer at a time       gzip-cut       compressed and cut
    long        more than anyone should read         noise          not HTTP
    heads       a thousand header lines              empty          nothing, with status 200
    type        the right bytes as another type      refused        the district says why it refuses

Each call's body is kept. Waiting is done on events that the test ends, never on a clock.
"""

import gzip
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress

PAGE = b"<!DOCTYPE html><html><body>please log in</body></html>"


class FaultServer:
    def __init__(
        self, faults: str = "", media: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        self.bodies: list[bytes] = []
        self.answers: list[bytes] = []
        self.media = media
        self._faults = faults.split()
        self._tls = tls
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._port}"

    def close(self) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def arrived(self) -> list[bytes]:
        return self.bodies

    def answer(self, *parcels: bytes) -> None:
        self.answers.extend(parcels)

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                if self._tls:
                    with self._tls.wrap_socket(connection, server_side=True) as secured:
                        self._call(secured)
                else:
                    self._call(connection)

    def _call(self, connection: socket.socket) -> None:
        self.bodies.append(_request(connection))
        fault = self._faults.pop(0) if self._faults else "ok"
        body = self.answers.pop(0) if self.answers else b""
        if fault in _SCRIPTS:
            connection.sendall(_SCRIPTS[fault](body, self.media))
        elif fault == "hang":
            self._over.wait()
        elif fault == "rst":
            _reset(connection)
        elif fault == "rst-mid":
            connection.sendall(_head(200, self.media, len(body)) + body[: len(body) // 2])
            _reset(connection)
        elif fault in ("drip", "drip-head"):
            head = _head(200, self.media, len(body))
            if fault == "drip":
                connection.sendall(head)
            for byte in body if fault == "drip" else head:
                connection.sendall(bytes([byte]))
                if self._over.wait(0.02):
                    return
        else:
            assert fault == "drop", fault


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, body = data.split(b"\r\n\r\n", 1)
    size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    parts = [body]
    size -= len(body)
    while size:
        parts.append(_some(connection))
        size -= len(parts[-1])
    return b"".join(parts)


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the caller hung up")
    return data


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _head(status: int, media: str, size: int | None, *more: str) -> bytes:
    lines = [f"HTTP/1.1 {status} ?", f"Content-Type: {media}", "Connection: close", *more]
    if size is not None:
        lines.append(f"Content-Length: {size}")
    return "\r\n".join([*lines, "", ""]).encode()


def _page(status: int, *more: str) -> Callable[[bytes, str], bytes]:
    return lambda _body, _media: _head(status, "text/html", len(PAGE), *more) + PAGE


def _gzipped(body: bytes, media: str) -> bytes:
    packed = gzip.compress(body)
    return _head(200, media, len(packed), "Content-Encoding: gzip") + packed


def _gzip_cut(body: bytes, media: str) -> bytes:
    packed = gzip.compress(body)
    half = packed[: len(packed) // 2]
    return _head(200, media, len(half), "Content-Encoding: gzip") + half


def _chunk_cut(body: bytes, media: str) -> bytes:
    return _head(200, media, None, "Transfer-Encoding: chunked") + b"%x\r\n" % len(body) + body[:9]


def _refused(_body: bytes, _media: str) -> bytes:
    body = json.dumps({"reason": "revoked"}).encode()
    return _head(403, "application/json", len(body)) + body


_SCRIPTS: dict[str, Callable[[bytes, str], bytes]] = {
    "ok": lambda body, media: _head(200, media, len(body)) + body,
    "empty": lambda _body, media: _head(200, media, 0),
    "html": _page(200),
    "302": _page(302, "Location: http://127.0.0.1:9/login"),
    "307": _page(307, "Location: http://127.0.0.1:9/login"),
    "500": _page(500),
    "503": _page(503),
    "refused": _refused,
    "type": lambda body, _media: _head(200, "text/html", len(body)) + body,
    "cut": lambda body, media: _head(200, media, len(body)) + body[: len(body) // 2],
    "short": lambda body, media: _head(200, media, None) + body[: len(body) // 2],
    "chunk-cut": _chunk_cut,
    "gzip": _gzipped,
    "gzip-cut": _gzip_cut,
    "long": lambda _body, media: _head(200, media, 10**9) + b"STATION\n" + bytes(10**7),
    "heads": lambda body, media: (
        _head(200, media, len(body), *(f"X-{n}: {n}" for n in range(1000))) + body
    ),
    "noise": lambda _body, _media: bytes(range(256)) * 4,
}
