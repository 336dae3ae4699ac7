"""DNS zones: their text, their keys, their signatures.

Signing is ldns-signzone's, with one ECDSA P-256 key a zone (algorithm 13, RFC 6605) that signs
keys and data alike.
"""

import base64
import datetime
import hashlib
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from packages import Packages

TTL = 3600


@dataclass
class Zone:
    """One zone as a name server has it.

    `lines` are in zone-file syntax without TTL and class, owner names relative to the zone.
    `dnssec` is unsigned, nsec, nsec3, opt-out (NSEC3), expired (signatures of the past) or
    wrong-ds (the parent's DS is that of another key). `corrupt` lists "OWNER TYPE" pairs whose
    signature is damaged after signing."""

    name: str  # without trailing dot; the root is ""
    server: str  # which NSD process has it
    name_servers: list[str]
    lines: list[str]
    dnssec: str = "unsigned"
    corrupt: list[str] = field(default_factory=list)
    ds: str | None = None  # the DS record data for the parent, once signed

    @property
    def is_signed(self) -> bool:
        return self.dnssec != "unsigned"

    @property
    def label(self) -> str:
        return self.name or "root"

    def file_name(self) -> str:
        """Of its own if signed, else one for all zones of this content."""
        if self.is_signed:
            return f"{self.label}.zone"
        return hashlib.sha256(self.text().encode()).hexdigest()[:16] + ".zone"

    def text(self) -> str:
        """Without $ORIGIN, so that zones of the same content can share a file."""
        primary = self.name_servers[0]
        head = [f"$TTL {TTL}",
                f"@ SOA {primary} hostmaster.{primary} 1 7200 900 1209600 300"]
        head += [f"@ NS {server}" for server in self.name_servers]
        return "\n".join(head + self.lines) + "\n"


class Signer:
    """Signs zones with `ldns-signzone`, children before their parents."""

    def __init__(self, packages: Packages, work: Path):
        self.packages = packages
        self.work = work
        self.now = datetime.datetime.now(datetime.timezone.utc)
        work.mkdir(parents=True, exist_ok=True)

    def write(self, zone: Zone, path: Path) -> None:
        """Writes the zone file, signed if the zone is; sets `zone.ds`."""
        if not zone.is_signed:
            path.write_text(zone.text())
            return
        plain = self.work / f"{zone.label}.plain"
        plain.write_text(zone.text())
        key = ZoneKey(zone.name)
        stem = self.work / f"{zone.label}.key-pair"
        key.write(stem)
        start, end = self._validity(zone)
        denial = {"nsec": [], "opt-out": ["-n", "-p"]}.get(zone.dnssec, ["-n"])
        subprocess.run(
            [self.packages.program("ldns-signzone"), *denial, "-i", start, "-e", end,
             "-o", zone.name or ".", "-f", path, plain, stem],
            env=self.packages.environment(), check=True)
        if zone.corrupt:
            path.write_text(_damage(path.read_text(), zone))
        zone.ds = (ZoneKey(zone.name) if zone.dnssec == "wrong-ds" else key).ds()

    def write_all(self, zones: list[Zone], folder: Path) -> dict[str, str]:
        """Writes the zones; their file names, by zone."""
        files = {zone.name: zone.file_name() for zone in zones}
        plain = {files[zone.name]: zone for zone in zones if not zone.is_signed}
        signed = [zone for zone in zones if zone.is_signed]
        with ThreadPoolExecutor(max_workers=2) as pool:
            list(pool.map(lambda zone: self.write(zone, folder / files[zone.name]),
                          [*plain.values(), *signed]))
        return files

    def _validity(self, zone: Zone) -> tuple[str, str]:
        first, last = (-60, -10) if zone.dnssec == "expired" else (-1, 30)
        return tuple((self.now + datetime.timedelta(days=days)).strftime("%Y%m%d%H%M%S")
                     for days in (first, last))


class ZoneKey:
    """A combined signing key: DNSKEY flags 257, algorithm 13."""

    def __init__(self, zone: str):
        self.zone = zone
        numbers = ec.generate_private_key(ec.SECP256R1()).private_numbers()
        point = numbers.public_numbers
        self.private = numbers.private_value.to_bytes(32, "big")
        self.public = point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")

    def write(self, stem: Path) -> None:
        public = base64.b64encode(self.public).decode()
        private = base64.b64encode(self.private).decode()
        Path(f"{stem}.key").write_text(f"{self.zone}. {TTL} IN DNSKEY 257 3 13 {public}\n")
        Path(f"{stem}.private").write_text(
            "Private-key-format: v1.2\nAlgorithm: 13 (ECDSAP256SHA256)\n"
            f"PrivateKey: {private}\n")

    def ds(self) -> str:
        """DS record data, digest type 2 (RFC 4034 §5, RFC 4509)."""
        key = bytes([1, 1, 3, 13]) + self.public
        labels = [label for label in self.zone.split(".") if label]
        owner = b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"
        return f"{_key_tag(key)} 13 2 {hashlib.sha256(owner + key).hexdigest()}"


def delegation(zone: Zone) -> list[str]:
    """The parent's lines for a zone: NS, and DS if it is signed."""
    lines = [f"{zone.name}. NS {server}" for server in zone.name_servers]
    return lines + ([f"{zone.name}. DS {zone.ds}"] if zone.ds else [])


def _key_tag(key: bytes) -> int:
    """RFC 4034, appendix B."""
    total = sum(byte << 8 if index % 2 == 0 else byte for index, byte in enumerate(key))
    return (total + (total >> 16 & 0xFFFF)) & 0xFFFF


def _damage(signed: str, zone: Zone) -> str:
    """Changes one character in the signature over each "OWNER TYPE" of `zone.corrupt`."""
    for pair in zone.corrupt:
        owner, record_type = pair.split()
        name = f"{zone.name}." if owner == "@" else f"{owner}.{zone.name}."
        pattern = re.compile(
            rf"^({re.escape(name)}\s+\d+\s+IN\s+RRSIG\s+{record_type}\s.*\s)(\S)(\S+)$", re.M)
        signed, count = pattern.subn(
            lambda hit: hit[1] + ("A" if hit[2] != "A" else "B") + hit[3], signed)
        if count != 1:
            raise SystemExit(f"test-internet: {zone.name} has no signature over {pair}")
    return signed
