"""The private CA and the certificates of policy hosts and MX hosts.

Each certificate is one PEM file with key, leaf and chain, in the order that nginx and Postfix
both take. Keys are ECDSA P-256, where nothing else is asked for, and made per name, so that no two
hosts are alike by accident.
"""

import datetime
import hashlib
import ipaddress
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# SHA-1 is what the scenario is about.
warnings.simplefilter("ignore", CryptographyDeprecationWarning)

DAY = datetime.timedelta(days=1)


@dataclass
class Issuer:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass
class Issued:
    """A certificate that was written: what TLSA records can be computed from."""

    leaf: x509.Certificate
    issuer: x509.Certificate

    def association(self, usage: int, selector: int, matching: int) -> str:
        """The hexadecimal certificate association data (RFC 6698 §2.1) that matches it: the leaf's
        for usages 1 and 3, the issuing CA's for usages 0 and 2."""
        certificate = self.leaf if usage in (1, 3) else self.issuer
        if selector == 0:
            data = certificate.public_bytes(serialization.Encoding.DER)
        else:
            data = certificate.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        if matching == 0:
            return data.hex()
        return (hashlib.sha256 if matching == 1 else hashlib.sha512)(data).hexdigest()


@dataclass
class Authority:
    """Root, intermediate that signs the leaves, and a second CA that nobody trusts."""

    folder: Path
    now: datetime.datetime = field(
        default_factory=lambda: datetime.datetime.now(datetime.timezone.utc))

    def __post_init__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.root = self._ca("Test Internet Root", None)
        self.intermediate = self._ca("Test Internet Intermediate", self.root)
        self.lapsed = self._ca("Test Internet Lapsed Intermediate", self.root, -2 * DAY)
        self.stranger = self._ca("A CA Nobody Trusts", None)
        self.number = 0
        (self.folder.parent / "ca.pem").write_bytes(_pem(self.root.certificate))

    def issue(self, kind: str, names: list[str], file_name: str) -> Issued:
        """Writes `file_name` in the folder: key, leaf, and the chain a server should send."""
        key = _key(kind)
        issuer = {"self-signed": None, "untrusted": self.stranger,
                  "expired-intermediate": self.lapsed}.get(kind, self.intermediate)
        leaf = self._leaf(kind, names, key, issuer)
        # A root is not sent (RFC 8446 §4.4.2 lets a server leave it out), an intermediate is.
        sends_chain = issuer in (self.intermediate, self.lapsed) and kind != "no-chain"
        chain = [issuer.certificate] if sends_chain else []
        if kind == "disordered":
            chain = [self.root.certificate, *chain]
        if kind == "long-chain":  # of the smallest, since it is parsing them that costs
            chain += [self._smallest()] * 400
        chain *= 10_000 if kind == "endless-chain" else 1
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption())
        path = self.folder / file_name
        path.write_bytes(b"".join([private, _pem(leaf), *map(_pem, chain)]))
        return Issued(leaf, issuer.certificate if issuer else leaf)

    def _leaf(self, kind, names, key, issuer) -> x509.Certificate:
        subject = _name(names[0]) if kind != "huge-subject" else _huge_subject()
        start, end = {
            "expired": (self.now - 90 * DAY, self.now - 3 * DAY),
            "not-yet-valid": (self.now + 30 * DAY, self.now + 120 * DAY),
        }.get(kind, (self.now - DAY, self.now + 90 * DAY))
        builder = self._builder(subject, key, start, end)
        builder = builder.issuer_name(issuer.certificate.subject if issuer else subject)
        if kind != "cn-only":
            builder = builder.add_extension(
                x509.SubjectAlternativeName(_general_names(kind, names)), False)
        usage = ExtendedKeyUsageOID
        purpose = usage.CLIENT_AUTH if kind == "client-only" else usage.SERVER_AUTH
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), False)
        digest = hashes.SHA1() if kind == "weak-digest" else hashes.SHA256()
        return builder.sign(issuer.key if issuer else key, digest)

    def _smallest(self) -> x509.Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        nobody = x509.Name([])
        builder = x509.CertificateBuilder(
            nobody, nobody, key.public_key(), 1, self.now - DAY, self.now + DAY)
        return builder.sign(key, hashes.SHA256())

    def _ca(self, common_name: str, issuer: Issuer | None, end=3650 * DAY) -> Issuer:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(common_name)
        builder = self._builder(subject, key, self.now - 400 * DAY, self.now + end)
        builder = builder.issuer_name(issuer.certificate.subject if issuer else subject)
        builder = builder.add_extension(x509.BasicConstraints(True, None), True)
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        certificate = builder.sign(issuer.key if issuer else key, hashes.SHA256())
        return Issuer(certificate, key)

    def _builder(self, subject, key, start, end) -> x509.CertificateBuilder:
        return (x509.CertificateBuilder().subject_name(subject).public_key(key.public_key())
                .serial_number(x509.random_serial_number())
                .not_valid_before(start).not_valid_after(end))


def _key(kind: str):
    if kind == "weak-key":
        return rsa.generate_private_key(65537, 1024)
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def _general_names(kind: str, names: list[str]) -> list[x509.GeneralName]:
    if kind == "ip-only":
        return [x509.IPAddress(ipaddress.ip_address("127.25.0.1"))]
    if kind == "nul-name":  # a C string ends where another name begins (RFC 6125 6.4)
        return [x509.DNSName(names[0] + "\0.evil.example")]
    if kind == "huge-name":
        return [x509.DNSName("x" * 65_536), x509.DNSName(names[0])]
    # That of a hoster which puts all its customers into one.
    others = [f"mail.customer-{number:04}.invalid" for number in range(1000)]
    return [x509.DNSName(name) for name in (others if kind == "many-names" else []) + names]


def _name(common_name: str) -> x509.Name:
    # A common name has at most 64 characters (RFC 5280, ub-common-name).
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64])])


def _huge_subject() -> x509.Name:
    text = "\x1b[31m\0" + "x" * 65_536
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text, _validate=False)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
