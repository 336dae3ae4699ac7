"""A name server that attacks who asks it: it lies, loops, stalls, and answers at great length.

Run as `hostile_dns.py FILE`, where FILE is JSON: {addresses, zones}, the zones by name, each with
its behaviour and the address of its one mail server, `mx` in the zone. A behaviour is a method of
Answers and decides about some questions; all others are answered as an honest server would."""

import asyncio
import json
import os
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

A, NS, CNAME, SOA, MX, TXT, AAAA, OPT = 1, 2, 5, 6, 15, 16, 28, 41
RESPONSE, AUTHORITATIVE, TRUNCATED = 0x8000, 0x0400, 0x0200
NXDOMAIN = 3
POINTER_TO_QUESTION = b"\xc0\x0c"
NO_LIMIT = 65_535


@dataclass
class Question:
    number: bytes
    labels: list[bytes]
    kind: int
    raw: bytes  # the section as it came
    over_tcp: bool


class Stall(Exception):
    """Sends what there is, and then nothing more, with the connection open."""

    def __init__(self, data: bytes = b"", pause: float = 0):
        super().__init__()
        self.data = data
        self.pause = pause  # between one byte and the next


def name(*labels: bytes | str) -> bytes:
    """Labels in wire form, whatever bytes are in them."""
    parts = [label.encode() if isinstance(label, str) else label for label in labels]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def record(owner: bytes, kind: int, data: bytes, length: int | None = None,
           ttl: int = 300) -> bytes:
    size = len(data) if length is None else length
    return owner + struct.pack(">HHIH", kind, 1, ttl, size) + data


def text(*strings: bytes) -> bytes:
    return b"".join(bytes([len(one)]) + one for one in strings)


class Answers:
    """The answers of one zone."""

    def __init__(self, zone: str, behaviour: str, mail_address: str):
        self.labels = zone.encode().split(b".")
        self.zone = name(*self.labels)
        self.behave = getattr(self, behaviour.replace("-", "_"))
        self.address = bytes(map(int, mail_address.split(".")))

    def __call__(self, question: Question) -> bytes:
        answer = self.behave(question)
        return self.honest(question) if answer is None else answer

    # What an honest server says

    def honest(self, question: Question) -> bytes:
        inside = question.labels[:-len(self.labels)]
        if not inside and question.kind == MX:
            return self.answer(question, [self.mx("mx")])
        if inside == [b"mx"] and question.kind == A:
            return self.answer(question, [record(POINTER_TO_QUESTION, A, self.address)])
        if inside in ([], [b"mx"]):
            return self.answer(question, [])
        return self.answer(question, [], code=NXDOMAIN)

    def mx(self, host: str, preference: int = 10) -> bytes:
        return record(POINTER_TO_QUESTION, MX,
                      struct.pack(">H", preference) + name(host, *self.labels))

    def answer(self, question: Question, records: list[bytes], code: int = 0, flags: int = 0,
               counts: tuple | None = None, number: bytes | None = None,
               asked: bytes | None = None, limit: int = 1_232) -> bytes:
        authority = [] if records or counts else [record(
            self.zone, SOA, name("ns") + name("hostmaster") + struct.pack(">5I", 1, 1, 1, 1, 300))]
        counts = counts or (1, len(records), len(authority), 0)
        flags |= RESPONSE | AUTHORITATIVE | code
        body = (question.raw if asked is None else asked) + b"".join(records + authority)
        message = (number or question.number) + struct.pack(">5H", flags, *counts) + body
        if len(message) > limit and not question.over_tcp:
            flags |= TRUNCATED
            return question.number + struct.pack(">5H", flags, 1, 0, 0, 0) + question.raw
        return message

    def is_mx_of_zone(self, question: Question) -> bool:
        return question.kind == MX and question.labels == self.labels

    # Length

    def honest_zone(self, question: Question):
        """No attack at all, to measure the others by."""

    def mx_500(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(question, [self.mx(f"mx{number}") for number in range(500)])
        if question.labels[0].startswith(b"mx") and question.kind == A:
            return self.answer(question, [record(POINTER_TO_QUESTION, A, self.address)])

    def mx_500_dead(self, question: Question):
        """As many hosts, none of which has an address."""
        if self.is_mx_of_zone(question):
            return self.answer(question, [self.mx(f"no{number}") for number in range(500)])

    def addresses_1000(self, question: Question):
        """An MX host with so many addresses, of which none is open."""
        if question.labels[0] == b"mx" and question.kind == A:
            return self.answer(question, [
                record(POINTER_TO_QUESTION, A, bytes([127, 25, 220 + number // 250, number % 250]))
                for number in range(1_000)])

    def txt_2000(self, question: Question):
        if question.kind == TXT and question.labels[0] in (b"_mta-sts", b"_tls", b"_smtp"):
            return self.answer(question, [
                record(POINTER_TO_QUESTION, TXT, text(b"v=STSv1; id=%d;" % number))
                for number in range(2_000)])

    def txt_of_60_kb(self, question: Question):
        if question.kind == TXT and question.labels[0] == b"_mta-sts":
            return self.answer(question, [record(
                POINTER_TO_QUESTION, TXT, text(b"v=STSv1; id=1; ", *[b"\xff" * 255] * 235))])

    def udp_of_60_kb(self, question: Question):
        """In one datagram, though the asker takes 1,232 bytes (RFC 6891 6.2.3)."""
        if question.kind == TXT and question.labels[0] == b"_mta-sts":
            return self.answer(question, [record(
                POINTER_TO_QUESTION, TXT, text(*[b"x" * 255] * 230))], limit=NO_LIMIT)

    def mx_of_255_bytes(self, question: Question):
        """The longest name there can be (RFC 1035 2.3.4)."""
        if self.is_mx_of_zone(question):
            return self.answer(question, [record(
                POINTER_TO_QUESTION, MX, struct.pack(">H", 10) + self.long_name())])

    def long_name(self) -> bytes:
        room = 255 - len(self.zone)
        labels = []
        while room > 1:
            size = min(63, room - 1)
            labels.append(b"x" * size)
            room -= size + 1
        return name(*labels, *self.labels)

    # Lies about length

    def count_of_65535(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(question, [self.mx("mx")], counts=(1, 65_535, 0, 0))

    def rdata_past_the_end(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(
                question, [record(POINTER_TO_QUESTION, MX, b"\0\x0a", length=60_000)])

    def txt_past_its_rdata(self, question: Question):
        """A character-string that is longer than the record."""
        if question.kind == TXT:
            return self.answer(question, [record(POINTER_TO_QUESTION, TXT, b"\xffv=STSv1; id=1;")])

    def address_of_three_bytes(self, question: Question):
        if question.kind == A:
            return self.answer(question, [record(POINTER_TO_QUESTION, A, b"\x7f\x19\0")])

    def header_alone(self, question: Question):
        """Twelve bytes that promise a question and an answer."""
        if question.kind == MX:
            return question.number + struct.pack(">5H", RESPONSE | AUTHORITATIVE, 1, 1, 0, 0)

    def garbage(self, question: Question):
        if question.kind == MX:
            return question.number + os.urandom(500)

    # Loops

    def truncated_for_ever(self, question: Question):
        """Over TCP too, where nothing is truncated."""
        return self.answer(question, [], flags=TRUNCATED)

    def pointer_to_itself(self, question: Question):
        if self.is_mx_of_zone(question):
            here = 12 + len(question.raw) + 2 + 10 + 2
            return self.answer(question, [record(
                POINTER_TO_QUESTION, MX, b"\0\x0a" + struct.pack(">H", 0xC000 | here))])

    def pointer_forward(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(question, [record(POINTER_TO_QUESTION, MX, b"\0\x0a\xff\xff")])

    def cname_of_itself(self, question: Question):
        if not question.labels[:-len(self.labels)]:
            return self.answer(question, [record(POINTER_TO_QUESTION, CNAME, self.zone)])

    def cname_loop(self, question: Question):
        other = {b"a": "b", b"b": "a"}.get(question.labels[0], "a")
        return self.answer(
            question, [record(POINTER_TO_QUESTION, CNAME, name(other, *self.labels))])

    def cname_without_end(self, question: Question):
        """Each alias leads to another that nobody has seen."""
        return self.answer(question, [record(
            POINTER_TO_QUESTION, CNAME, name(os.urandom(8).hex(), *self.labels))])

    def referral_without_end(self, question: Question):
        """Below the zone, each name to fifty name servers whose addresses nobody has asked for yet
        (NXNSAttack)."""
        if question.labels == self.labels:
            return None
        servers = [record(POINTER_TO_QUESTION, NS, name(os.urandom(8).hex(), *self.labels))
                   for _ in range(50)]
        counts = struct.pack(">5H", RESPONSE, 1, 0, len(servers), 0)
        return question.number + counts + question.raw + b"".join(servers)

    # Contradictions

    def wrong_number(self, question: Question):
        """The answer to what nobody has asked."""
        if self.is_mx_of_zone(question):
            return self.answer(question, [self.mx("forged")],
                               number=bytes(byte ^ 0xFF for byte in question.number))

    def wrong_question(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(question, [self.mx("mx")],
                               asked=name("other", *self.labels) + question.raw[-4:])

    def nxdomain_with_answer(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(question, [self.mx("mx")], code=NXDOMAIN)

    def foreign_records(self, question: Question):
        """The answer, and with it the address of somebody else's mail server (RFC 2181 5.4.1)."""
        if self.is_mx_of_zone(question):
            foreign = record(name("mx", "plain", "gamma"), A, bytes([100, 20, 0, 66]))
            return self.answer(question, [self.mx("mx"), foreign], counts=(1, 1, 0, 1))

    def negative_ttl(self, question: Question):
        if self.is_mx_of_zone(question):
            return self.answer(question, [record(
                POINTER_TO_QUESTION, MX, b"\0\x0a" + name("mx", *self.labels), ttl=0xFFFF_FFFF)])

    def refused(self, question: Question):
        return self.answer(question, [], code=5)

    def format_error(self, question: Question):
        return self.answer(question, [], code=1)

    # Silence

    def silent(self, question: Question):
        raise Stall

    def silent_over_tcp(self, question: Question):
        if question.over_tcp:
            raise Stall
        return self.answer(question, [], flags=TRUNCATED)

    def drip_over_tcp(self, question: Question):
        """A length of 65,535, and a byte a second."""
        if question.over_tcp:
            raise Stall(b"\xff\xff" + question.number + b"\0" * 65_533, pause=1)
        return self.answer(question, [], flags=TRUNCATED)

    def short_over_tcp(self, question: Question):
        """A length that is not reached."""
        if question.over_tcp:
            raise Stall(b"\xff\xff" + question.number)
        return self.answer(question, [], flags=TRUNCATED)

    # Names

    def mx_named(self, question: Question, *labels: bytes):
        if self.is_mx_of_zone(question):
            return self.answer(question, [record(
                POINTER_TO_QUESTION, MX, b"\0\x0a" + name(*labels, *self.labels))])
        if question.kind == A and question.labels[0] == labels[0].lower():
            return self.answer(question, [record(POINTER_TO_QUESTION, A, self.address)])

    def mx_with_nul(self, question: Question):
        return self.mx_named(question, b"mx\0evil")

    def mx_with_controls(self, question: Question):
        return self.mx_named(question, b"\x1b[31m\r\n\x07mx")

    def mx_with_dots_within(self, question: Question):
        return self.mx_named(question, b"mx.google.com")

    def mx_with_blanks(self, question: Question):
        return self.mx_named(question, b"10 mx\n20 mx\\")

    def mx_of_high_bytes(self, question: Question):
        return self.mx_named(question, bytes(range(0x80, 0xBF)))

    def mx_is_an_address(self, question: Question):
        """The text of an address as a name, whose top level domain is a number."""
        if self.is_mx_of_zone(question):
            return self.answer(question, [record(
                POINTER_TO_QUESTION, MX, b"\0\x0a" + name("127", "25", "0", "1"))])


def is_known(behaviour: str) -> bool:
    return hasattr(Answers, behaviour.replace("-", "_")) and behaviour[:1] != "_"


class Server:
    def __init__(self, zones: dict):
        self.zones = {tuple(zone.encode().split(b".")): Answers(zone, one["behaviour"], one["mail"])
                      for zone, one in zones.items()}

    def answer(self, message: bytes, over_tcp: bool) -> bytes:
        question = _question(message, over_tcp)
        for start in range(len(question.labels)):
            if answers := self.zones.get(tuple(question.labels[start:])):
                return answers(question)
        refused = struct.pack(">5H", RESPONSE | 5, 1, 0, 0, 0)
        return question.number + refused + question.raw

    async def over_tcp(self, reader, writer) -> None:
        try:
            while True:
                size = int.from_bytes(await reader.readexactly(2), "big")
                message = self.answer(await reader.readexactly(size), True)
                writer.write(struct.pack(">H", len(message)) + message)
                await writer.drain()
        except Stall as stall:
            await _stall(stall, writer)
        except (OSError, EOFError):
            pass
        finally:
            writer.close()


async def _stall(stall: Stall, writer) -> None:
    """Until the other side has enough."""
    try:
        if not stall.pause:
            writer.write(stall.data)
        for byte in stall.data if stall.pause else b"":
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(stall.pause)
        while not writer.transport.is_closing():
            await asyncio.sleep(1)
    except OSError:
        pass


def _question(message: bytes, over_tcp: bool) -> Question:
    labels, at = [], 12
    while size := message[at]:
        labels.append(message[at + 1:at + 1 + size].lower())
        at += 1 + size
    kind = int.from_bytes(message[at + 1:at + 3], "big")
    return Question(message[:2], labels, kind, message[12:at + 5], over_tcp)


class OverUDP(asyncio.DatagramProtocol):
    def __init__(self, server: Server):
        self.server = server

    def connection_made(self, transport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, sender) -> None:
        try:
            self.transport.sendto(self.server.answer(data, False), sender)
        except (Stall, IndexError):
            pass


async def _serve(addresses: list[str], zones: dict) -> None:
    server = Server(zones)
    for address in addresses:
        await asyncio.get_running_loop().create_datagram_endpoint(
            lambda: OverUDP(server), local_addr=(address, 53))
        await asyncio.start_server(server.over_tcp, address, 53, backlog=1000)
    await asyncio.Event().wait()


if __name__ == "__main__":
    site = json.loads(Path(sys.argv[1]).read_text())
    asyncio.run(_serve(site["addresses"], site["zones"]))
