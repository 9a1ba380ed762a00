"""A server on a raw socket that answers as the fault string says, one word for each call.

    ok          the answer, as it should be          301 ... 503    that status, with a web page
    drop        hangs up without a word              html           a web page with status 200
    rst         resets the connection                cut            half of the promised length
    rst-mid     the same in the middle of the answer short          half, and no length promised
    hang        never answers                        chunk-cut      a chunk that breaks off
    drip-head   a byte of the head at a time         gzip           compressed
    drip        a byte of the answer at a time       gzip-cut       compressed and cut
    long        more than anyone should read         noise          not HTTP
    heads       a thousand header lines              empty          nothing, with status 200
    type        the right bytes as another type      refused        the district says why it refuses
    gzip-bomb   100 MB of zeros in 100 kB            413            too long for somebody on the way

and resets at each place of a call: rst-hello (a few bytes of the head were read), rst-asked (the
head was read), rst-status, rst-head, rst-between (after the head of the answer), rst-last (before
its last byte).

Each call's body is kept; or `reply` makes the answer to it, and else they are given one by one.
Waiting is done on events that the test ends, never on a clock.
"""

import gzip
import json
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress

PAGE = b"<!DOCTYPE html><html><body>please log in</body></html>"


class FaultServer:
    def __init__(
        self,
        faults: str = "",
        media: str = "",
        tls: ssl.SSLContext | None = None,
        reply: Callable[[bytes], bytes] | None = None,
    ) -> None:
        self.bodies: list[bytes] = []
        self.answers: list[bytes] = []
        self.media = media
        self._faults = faults.split()
        self._tls = tls
        self._reply = reply
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

    def answer_by(self, reply: Callable[[bytes], bytes]) -> None:
        """Each answer is made so from now on."""
        self._reply = reply

    def expect(self, faults: str) -> None:
        """These faults from now on, in place of those that did not come to pass."""
        self._faults = faults.split()

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
        planned, self._faults = self._faults, self._faults[1:]
        fault = planned[0] if planned else "ok"
        if fault in _BEFORE:
            _some(connection, _BEFORE[fault])
            return _reset(connection)
        body = self._answer_to(_request(connection))
        head = _head(200, self.media, len(body))
        if fault in _CUT:
            whole = head + body
            connection.sendall(whole[: _CUT[fault](whole)])
            _reset(connection)
        elif fault in _SCRIPTS:
            connection.sendall(_SCRIPTS[fault](body, self.media))
        elif fault == "hang":
            _some(connection)  # until the caller has enough of it
        elif fault == "rst":
            _reset(connection)
        elif fault == "drip":
            connection.sendall(head)
            self._drip(connection, body)
        elif fault == "drip-head":
            self._drip(connection, head)
        else:
            assert fault == "drop", fault

    def _answer_to(self, call: bytes) -> bytes:
        if self._reply is not None:
            return self._reply(call)
        self.bodies.append(call)
        return self.answers.pop(0) if self.answers else b""

    def _drip(self, connection: socket.socket, data: bytes) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            if self._over.wait(0.02):
                return


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


def _some(connection: socket.socket, most: int = 65536) -> bytes:
    data = connection.recv(most)
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


def _gzip_bomb(_body: bytes, media: str) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    return _head(200, media, len(packed), "Content-Encoding: gzip") + packed


_BEFORE = {"rst-hello": 20, "rst-asked": 400}
"""Bytes of the call that are read before the connection is reset."""
_CUT: dict[str, Callable[[bytes], int]] = {
    "rst-status": lambda whole: 7,
    "rst-head": lambda whole: whole.index(b"\r\n\r\n") // 2,
    "rst-between": lambda whole: whole.index(b"\r\n\r\n") + 4,
    "rst-mid": lambda whole: (whole.index(b"\r\n\r\n") + 4 + len(whole)) // 2,
    "rst-last": lambda whole: len(whole) - 1,
}
"""Bytes of the answer before which it is reset."""
_SCRIPTS: dict[str, Callable[[bytes, str], bytes]] = {
    "ok": lambda body, media: _head(200, media, len(body)) + body,
    "empty": lambda _body, media: _head(200, media, 0),
    "html": _page(200),
    **{
        str(status): _page(status, "Location: http://127.0.0.1:9/login")
        for status in (301, 302, 303, 307, 308)
    },
    **{str(status): _page(status) for status in (204, 401, 404, 407, 413, 500, 502, 503)},
    "refused": _refused,
    "type": lambda body, _media: _head(200, "text/html", len(body)) + body,
    "cut": lambda body, media: _head(200, media, len(body)) + body[: len(body) // 2],
    "short": lambda body, media: _head(200, media, None) + body[: len(body) // 2],
    "chunk-cut": _chunk_cut,
    "gzip": _gzipped,
    "gzip-cut": _gzip_cut,
    "gzip-bomb": _gzip_bomb,
    "long": lambda _body, media: _head(200, media, 10**9) + b"STATION\n" + bytes(10**7),
    "heads": lambda body, media: (
        _head(200, media, len(body), *(f"X-{n}: {n}" for n in range(1000))) + body
    ),
    "noise": lambda _body, _media: bytes(range(256)) * 4,
}
ALL = (*_BEFORE, *_CUT, *_SCRIPTS, "drop", "rst", "hang", "drip", "drip-head")
