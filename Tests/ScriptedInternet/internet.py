"""An internet of one process: name servers, mail servers and web servers at every address there is.

All of IPv4 and IPv6 is local in the network namespace that it runs in. So nothing that a client
connects to is lost, and the witness hears of each attempt, whether a server is there or not. It
says whatever it is told to say, what no real server would serve included."""

import asyncio
import contextlib
import datetime
import socket
import ssl
import struct
import subprocess
import threading
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

IP_PKTINFO = 8  # Python 3.11 does not name it

A, NS, CNAME, SOA, MX, TXT, AAAA = 1, 2, 5, 6, 15, 16, 28

# The root name server's; any public addresses would do.
ROOT = ("8.53.0.1", "2a00:53::1")


def wire(name: str) -> bytes:
    labels = [label.encode("latin-1") for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def packed(address: str) -> bytes:
    return ip_address(address).packed


def text(content: bytes) -> bytes:
    """A TXT record's data, in strings of at most 255 bytes."""
    pieces = [content[at:at + 255] for at in range(0, len(content), 255)] or [b""]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


@dataclass
class Names:
    """What the DNS says: every name in the root zone, but for those delegated."""

    records: dict = field(default_factory=dict)  # data, by (name, type)
    # Several answers, each given once, the last from then on; all with a TTL of 0.
    changing: dict = field(default_factory=dict)
    asked: dict = field(default_factory=dict)  # how often, of the changing ones
    delegations: dict = field(default_factory=dict)  # (server's name, its addresses), by zone
    existing: set = field(default_factory=set)  # the names of records, and those above them

    def __post_init__(self):
        self.add("", NS, wire("ns"))
        for address in ROOT:
            self.host("ns", address)

    def add(self, name: str, kind: int, *data: bytes) -> None:
        self.records.setdefault((name, kind), []).extend(data)
        self.existing.update(_upwards(name))

    def change(self, name: str, kind: int, *answers: list[bytes]) -> None:
        self.changing[name, kind] = answers
        self.existing.update(_upwards(name))

    def host(self, name: str, *addresses: str) -> None:
        for address in addresses:
            self.add(name, AAAA if ":" in address else A, packed(address))

    def mx(self, name: str, host: str) -> None:
        self.add(name, MX, struct.pack("!H", 10) + wire(host))

    def txt(self, name: str, content: bytes) -> None:
        self.add(name, TXT, text(content))

    def alias(self, name: str, target: str) -> None:
        self.add(name, CNAME, wire(target))

    def answer(self, packet: bytes, asked_at: str) -> bytes:
        """The answer of the name server at that address."""
        name, kind, end = _question(packet)
        zone = next((zone for zone in _upwards(name) if zone in self.delegations), None)
        if zone is not None and asked_at in ROOT:
            host, addresses = self.delegations[zone]
            glue = [(host, AAAA if ":" in one else A, 60, packed(one)) for one in addresses]
            return _message(packet, end, 0, [], [(zone, NS, 60, wire(host))], glue, False)
        answers = []
        while (name, CNAME) in self.records and kind != CNAME:
            data = self.records[name, CNAME][0]
            answers.append((name, CNAME, 60, data))
            name = _name(data, 0)[0]
        found, ttl = self._data(name, kind)
        answers += [(name, kind, ttl, data) for data in found]
        soa = wire("ns") + wire("nobody") + struct.pack("!5I", 1, 60, 60, 60, 1)
        authority = [] if found else [(zone or "", SOA, 60, soa)]
        return _message(packet, end, 0 if name in self.existing else 3, answers, authority, [], True)

    def _data(self, name: str, kind: int) -> tuple[list[bytes], int]:
        if answers := self.changing.get((name, kind)):
            count = self.asked.get((name, kind), 0)
            self.asked[name, kind] = count + 1
            return answers[min(count, len(answers) - 1)], 0
        return self.records.get((name, kind), []), 60


def _upwards(name: str) -> list[str]:
    """The name, and those above it, the root the last."""
    labels = name.split(".") if name else []
    return [".".join(labels[number:]) for number in range(len(labels) + 1)]


def _name(packet: bytes, at: int) -> tuple[str, int]:
    labels = []
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode("latin-1").lower())
        at += packet[at] + 1
    return ".".join(labels), at + 1


def _question(packet: bytes) -> tuple[str, int, int]:
    name, at = _name(packet, 12)
    return name, struct.unpack_from("!H", packet, at)[0], at + 4


def _message(packet, end, rcode, answers, authority, additional, is_ours) -> bytes:
    flags = 0x8000 | (0x0400 if is_ours else 0) | rcode
    head = packet[:2] + struct.pack(
        "!5H", flags, 1, len(answers), len(authority), len(additional))
    return head + packet[12:end] + b"".join(
        wire(name) + struct.pack("!HHIH", kind, 1, ttl, len(data)) + data
        for name, kind, ttl, data in answers + authority + additional)


class Authority:
    """A CA, and certificates with whatever names."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Scripted Internet")])
        certificate = self._builder(self.name, self.name, self.key).add_extension(
            x509.BasicConstraints(True, None), True).sign(self.key, hashes.SHA256())
        self.file = folder / "ca.pem"
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, names: list[bytes], subject=None, issuer=None) -> ssl.SSLContext:
        """A server's, with these DNS names; one that names another issuer is nobody's."""
        key = ec.generate_private_key(ec.SECP256R1())
        entries = b"".join(_der(0x82, name) for name in names)
        certificate = self._builder(
            subject or x509.Name([]), issuer or self.name, key).add_extension(
            x509.UnrecognizedExtension(ObjectIdentifier("2.5.29.17"), _der(0x30, entries)),
            False).sign(self.key, hashes.SHA256())
        file = self.folder / f"{certificate.serial_number}.pem"
        file.write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()) + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    @staticmethod
    def _builder(subject, issuer, key) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.timezone.utc)
        day = datetime.timedelta(days=1)
        return (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
                .public_key(key.public_key()).serial_number(x509.random_serial_number())
                .not_valid_before(now - day).not_valid_after(now + 30 * day))


def _der(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + content


@dataclass
class MailServer:
    """What is said at an address: bytes as they are, without the line end."""

    context: ssl.SSLContext
    greeting: bytes = b"220 mail ESMTP"
    ehlo: list = field(default_factory=lambda: [b"250-mail", b"250 STARTTLS"])
    starttls: bytes = b"220 go ahead"


class Internet:
    """The servers, and the witness."""

    def __init__(self, folder: Path):
        self.names = Names()
        self.authority = Authority(folder)
        anybody = self.authority.context([b"nobody.alpha"])
        self.mail_server = MailServer(anybody)
        self.mail_servers: dict[str, MailServer] = {}  # by address, where it is another
        self.web_context = anybody
        self.pages: dict[str, bytes] = {}  # whole answers, by host
        self.requests: list[tuple[str, str]] = []  # host and path
        self.witness = None
        self.hints = folder / "root.hints"
        self.hints.write_text(". 3600000 NS ns.\n" + "".join(
            f"ns. 3600000 {'AAAA' if ':' in one else 'A'} {one}\n" for one in ROOT))

    def start(self) -> None:
        """To be called in a network namespace without anything in it."""
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        subprocess.run(["mount", "-t", "proc", "proc", "/proc"], check=True)
        for command in ("link set lo up", "route add local 0.0.0.0/0 dev lo",
                        "-6 route add local ::/0 dev lo"):
            subprocess.run(["ip", *command.split()], check=True)
        self.witness = Witness()
        for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            udp = socket.socket(family, socket.SOCK_DGRAM)
            if family == socket.AF_INET6:
                udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
                udp.setsockopt(socket.IPPROTO_IPV6, 78, 1)  # IPV6_FREEBIND, to answer from there
            else:
                udp.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
            udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
            udp.bind((address, 53))
            threading.Thread(target=self._serve_udp, args=[udp], daemon=True).start()
        ready = threading.Event()
        threading.Thread(
            target=lambda: asyncio.run(self._serve(ready)), daemon=True).start()
        ready.wait()

    def _serve_udp(self, udp: socket.socket) -> None:
        while True:
            packet, ancillary, _, client = udp.recvmsg(65535, 256)
            level, kind, data = ancillary[0]
            if level == socket.IPPROTO_IP:
                address = str(ip_address(data[8:12]))
                info = struct.pack("=I4s4s", 0, data[8:12], bytes(4))
            else:
                address = str(ip_address(data[:16]))
                info = data[:16] + struct.pack("=I", 0)
            answer = self.names.answer(packet, address)
            if len(answer) > 1200:
                answer = _message(packet, _question(packet)[2], 0, [], [], [], True)
                answer = answer[:2] + bytes([answer[2] | 0x02]) + answer[3:]
            with contextlib.suppress(OSError):
                udp.sendmsg([answer], [(level, kind, info)], 0, client)

    async def _serve(self, ready: threading.Event) -> None:
        for host in ("0.0.0.0", "::"):
            await asyncio.start_server(self._dns, host, 53, backlog=1000)
            await asyncio.start_server(self._smtp, host, 25, backlog=1000)
            await asyncio.start_server(
                self._https, host, 443, backlog=1000, ssl=self.web_context)
        ready.set()
        await asyncio.Event().wait()

    async def _dns(self, reader, writer) -> None:
        address = writer.get_extra_info("sockname")[0]
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                length = struct.unpack("!H", await reader.readexactly(2))[0]
                answer = self.names.answer(await reader.readexactly(length), address)
                writer.write(struct.pack("!H", len(answer)) + answer)
                await writer.drain()
        writer.close()

    async def _smtp(self, reader, writer) -> None:
        address = writer.get_extra_info("sockname")[0]
        server = self.mail_servers.get(address, self.mail_server)
        with contextlib.suppress(OSError, ValueError, asyncio.IncompleteReadError):
            writer.write(server.greeting + b"\r\n")
            while line := await reader.readline():
                command = line.split()[0].upper() if line.split() else b""
                if command == b"QUIT":
                    break
                if command == b"STARTTLS":
                    writer.write(server.starttls + b"\r\n")
                    await writer.drain()
                    await writer.start_tls(server.context)
                else:
                    writer.write(b"".join(line + b"\r\n" for line in server.ehlo))
                    await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()

    async def _https(self, reader, writer) -> None:
        with contextlib.suppress(OSError, ValueError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            host = next(line[5:].strip() for line in head if line.lower().startswith("host:"))
            self.requests.append((host, head[0].split(" ")[1]))
            page = self.pages.get(host, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            writer.write(page)
            await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()


class Witness:
    """Hears of every TCP connection that is begun and every datagram that is sent, from the packets
    themselves."""

    def __init__(self):
        self.heard: set[tuple[str, int]] = set()  # address and port
        self.packets = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
        self.packets.setsockopt(socket.SOL_SOCKET, 33, 1 << 26)  # SO_RCVBUFFORCE
        self.packets.bind(("lo", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    def lost(self) -> int:
        """How many packets it could not take, since it was asked last."""
        # SOL_PACKET, PACKET_STATISTICS
        return struct.unpack("=II", self.packets.getsockopt(263, 6, 8))[1]

    def _listen(self) -> None:
        while True:
            packet, (_, _, kind, *_) = self.packets.recvfrom(65535)
            if kind == socket.PACKET_OUTGOING and (begun := _begun(packet)):
                self.heard.add(begun)


def _begun(packet: bytes) -> tuple[str, int] | None:
    version = packet[0] >> 4
    if version == 4:
        protocol, to, at = packet[9], packet[16:20], (packet[0] & 15) * 4
    else:
        protocol, to, at = packet[6], packet[24:40], 40
    ours, port = struct.unpack_from("!HH", packet, at)
    begins = protocol == 6 and packet[at + 13] & 0x12 == 0x02  # SYN without ACK
    if begins or (protocol == 17 and ours != 53):
        return str(ip_address(to)), port
    return None
