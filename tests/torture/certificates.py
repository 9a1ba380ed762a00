"""Certificates for servers on this machine: right, expired, for another name, by another."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

START, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC)
PAST = datetime(2021, 1, 1, tzinfo=UTC)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sample authority")])


@dataclass(frozen=True)
class Authority:
    """Who vouches for servers: its key, and the file that says so."""

    key: ec.EllipticCurvePrivateKey
    file: Path

    def server(self, host: x509.GeneralName | None = None, until: datetime = END) -> ssl.SSLContext:
        """TLS of a server for which it vouches: for 127.0.0.1 unless it says another host."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sample district")])
        hosts = x509.SubjectAlternativeName([host or x509.IPAddress(ip_address("127.0.0.1"))])
        certificate = (
            x509.CertificateBuilder(_NAME, name, key.public_key(), _serial(), START, until)
            .add_extension(hosts, critical=False)
            .sign(self.key, SHA256())
        )
        file = self.file.with_name(f"{certificate.serial_number}.pem")
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(certificate.public_bytes(Encoding.PEM) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def authority(folder: Path, name: str) -> Authority:
    """A new one, its file in this folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder(_NAME, _NAME, key.public_key(), _serial(), START, END)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(certificate.public_bytes(Encoding.PEM))
    return Authority(key, file)


def _serial() -> int:
    return x509.random_serial_number()
