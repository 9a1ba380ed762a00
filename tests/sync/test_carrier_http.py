"""Parcels over HTTP, from a district that works and through everything else that answers."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sync.carriers.http import Address, HttpCarrier, enrol
from sync.enrol import MEDIA_TYPE as ENROL_TYPE
from sync.errors import NoAnswer
from sync.seal import MEDIA_TYPE as PARCEL_TYPE
from tests.sync.carrier_suite import ANSWER, PARCEL, CarrierSuite, Ends
from tests.sync.fault_server import FaultServer

START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)


def address(server: FaultServer, deadline: float = 20.0) -> Address:
    return Address(url=server.url, ca_file=None, connect=2.0, deadline=deadline)


class TestHttpCarrier(CarrierSuite):
    @pytest.fixture
    def ends(self) -> Iterator[Ends]:
        server = FaultServer(media=PARCEL_TYPE)
        yield HttpCarrier(address(server)), server
        server.close()


FAULTS = {
    "drop": "unreachable",
    "rst": "unreachable",
    "rst-hello": "unreachable",
    "rst-asked": "unreachable",
    "rst-status": "unreachable",
    "rst-head": "unreachable",
    "rst-between": "broken-off",
    "rst-mid": "broken-off",
    "rst-last": "broken-off",
    "301": "redirected",
    "302": "redirected",
    "303": "redirected",
    "308": "redirected",
    "307": "redirected",
    "204": "status",
    "401": "status",
    "404": "status",
    "413": "too-big",
    "500": "status",
    "502": "status",
    "503": "status",
    "html": "no-parcel",
    "type": "no-parcel",
    "empty": "no-parcel",
    "noise": "unreachable",
    "cut": "broken-off",
    "chunk-cut": "broken-off",
    "gzip": "encoded",
    "gzip-cut": "encoded",
    "gzip-bomb": "encoded",
    "long": "answer-too-long",
    "heads": "unreachable",
    "refused": "declined",
}
SLOW = ("hang", "drip", "drip-head")


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_what_is_not_a_parcel_is_not_delivered_and_the_next_call_works(fault: str) -> None:
    server = FaultServer(fault, PARCEL_TYPE)
    server.answer(ANSWER, ANSWER)
    carrier = HttpCarrier(address(server))
    with pytest.raises(NoAnswer) as failed:
        carrier.deliver(PARCEL)
    assert failed.value.reason == FAULTS[fault]
    assert str(failed.value)
    assert list(carrier.collect()) == []
    carrier.deliver(PARCEL)
    assert list(carrier.collect()) == [ANSWER]
    server.close()


@pytest.mark.parametrize("fault", SLOW)
def test_who_answers_too_slowly_is_not_waited_for(fault: str) -> None:
    server = FaultServer(fault, PARCEL_TYPE)
    server.answer(ANSWER)
    carrier = HttpCarrier(address(server, deadline=0.3))
    with pytest.raises(NoAnswer) as failed:
        carrier.deliver(PARCEL)
    assert failed.value.reason == "slow"
    server.close()


def test_an_answer_cut_without_a_length_is_left_to_the_seal() -> None:
    server = FaultServer("short", PARCEL_TYPE)
    server.answer(ANSWER)
    carrier = HttpCarrier(address(server))
    carrier.deliver(PARCEL)
    assert list(carrier.collect()) == [ANSWER[: len(ANSWER) // 2]]
    server.close()


def test_why_a_district_declines_is_told_in_our_own_words() -> None:
    server = FaultServer("refused", PARCEL_TYPE)
    with pytest.raises(NoAnswer) as failed:
        HttpCarrier(address(server)).deliver(PARCEL)
    assert "withdrawn" in str(failed.value)
    server.close()


def test_nobody_at_home_is_told_at_once() -> None:
    server = FaultServer()
    server.close()
    with pytest.raises(NoAnswer) as failed:
        HttpCarrier(address(server)).deliver(PARCEL)
    assert failed.value.reason == "unreachable"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "district",
        "ftp://x/",
        "http://",
        "http://[",
        "http://x:99999/",
        "http://a..b",
        f"http://{'x' * 64}.example",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(NoAnswer) as failed:
        HttpCarrier(Address(url=url, ca_file=None)).deliver(PARCEL)
    assert failed.value.reason == "address"


def test_proxies_of_the_machine_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = FaultServer("html")
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("http_proxy", proxy.url)
    server = FaultServer(media=PARCEL_TYPE)
    server.answer(ANSWER)
    HttpCarrier(address(server)).deliver(PARCEL)
    assert (proxy.bodies, server.bodies) == ([], [PARCEL])
    proxy.close()
    server.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_is_sent_where_a_portal_points_to(status: int) -> None:
    """Not even to an address of our own making: one that speaks our tongue."""
    elsewhere = FaultServer(media=PARCEL_TYPE)
    elsewhere.answer(ANSWER)
    with socket.create_server(("127.0.0.1", 0)) as portal:
        page = (
            f"HTTP/1.1 {status} Go\r\nLocation: {elsewhere.url}/line\r\nContent-Length: 0\r\n\r\n"
        )
        thread = threading.Thread(target=_told_once, args=(portal, page.encode()))
        thread.start()
        url = f"http://127.0.0.1:{portal.getsockname()[1]}"
        with pytest.raises(NoAnswer) as failed:
            HttpCarrier(Address(url=url, ca_file=None, connect=2.0, deadline=20.0)).deliver(PARCEL)
        thread.join()
    assert failed.value.reason == "redirected"
    assert elsewhere.bodies == []
    elsewhere.close()


def _told_once(server: socket.socket, page: bytes) -> None:
    """Hear one call to its end, and answer with this."""
    connection, _ = server.accept()
    with connection:
        heard = b""
        while PARCEL not in heard:
            heard += connection.recv(65536)
        connection.sendall(page)


def test_a_server_that_does_not_speak_tls_proves_nothing() -> None:
    server = FaultServer(media=PARCEL_TYPE)
    url = server.url.replace("http:", "https:")
    with pytest.raises(NoAnswer) as failed:
        HttpCarrier(Address(url=url, ca_file=None, connect=2, deadline=0.3)).deliver(PARCEL)
    assert failed.value.reason in ("tls", "slow")
    server.close()


def test_a_file_of_certificates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoAnswer):
        HttpCarrier(Address(url="https://127.0.0.1:9", ca_file=tmp_path / "missing.pem")).deliver(
            PARCEL
        )


@pytest.fixture
def secured(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate of its own for 127.0.0.1, and the file that vouches."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sample district")])
    host = x509.IPAddress(ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, START, END)
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    ca_file, key_file = tmp_path / "ca.pem", tmp_path / "key.pem"
    ca_file.write_bytes(certificate.public_bytes(Encoding.PEM))
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca_file, key_file)
    return context, ca_file


def test_a_server_whose_certificate_we_were_given_is_believed(
    secured: tuple[ssl.SSLContext, Path],
) -> None:
    server = FaultServer(media=PARCEL_TYPE, tls=secured[0])
    server.answer(ANSWER)
    carrier = HttpCarrier(Address(url=server.url, ca_file=secured[1]))
    carrier.deliver(PARCEL)
    assert list(carrier.collect()) == [ANSWER]
    server.close()


def test_a_server_that_nobody_vouches_for_gets_no_parcel(
    secured: tuple[ssl.SSLContext, Path],
) -> None:
    server = FaultServer(media=PARCEL_TYPE, tls=secured[0])
    with pytest.raises(NoAnswer) as failed:
        HttpCarrier(Address(url=server.url, ca_file=None)).deliver(PARCEL)
    assert failed.value.reason == "tls"
    assert server.bodies == []
    server.close()


def test_a_secured_server_that_drips_is_not_waited_for(
    secured: tuple[ssl.SSLContext, Path],
) -> None:
    server = FaultServer("drip-head", PARCEL_TYPE, tls=secured[0])
    carrier = HttpCarrier(Address(url=server.url, ca_file=secured[1], deadline=0.4))
    with pytest.raises(NoAnswer) as failed:
        carrier.deliver(PARCEL)
    assert failed.value.reason == "slow"
    server.close()


def test_an_enrolment_goes_the_same_road() -> None:
    server = FaultServer("ok html", ENROL_TYPE)
    server.answer(b"{}\nproof\n")
    assert enrol(address(server), b"request") == b"{}\nproof\n"
    assert server.bodies == [b"request"]
    with pytest.raises(NoAnswer):
        enrol(address(server), b"request")
    server.close()
