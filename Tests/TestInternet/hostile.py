"""Scripted servers that attack who connects to them, SMTP and HTTPS: they never end, stall, flood,
lie, or reset the connection. The plain misbehaviour of scripted.py can be asked of them as well.

Run as `hostile.py FILE`, where FILE is JSON: a list of {protocol, address, behaviour, name,
certificate}."""

import asyncio
import contextlib
import functools
import gzip
import json
import socket
import ssl
import sys
from pathlib import Path

import scripted
import tls_flood

FLOOD = b"x" * 16_384
# What a TLS 1.2 server sends to have the client begin anew (RFC 5246 7.4.1.1): in one record.
HELLO_REQUESTS = bytes.fromhex("16 0303 1000") + b"\0\0\0\0" * 1024


@functools.cache
def _bomb() -> bytes:
    return gzip.compress(b"x" * (1 << 26))


# No connection is held for longer, so that a run of many begins with idle servers.
PATIENCE_SECONDS = 150


async def send(writer, data: bytes) -> None:
    """Lets others have a turn, and notices that nobody is there any more, in a flood too."""
    if writer.transport.is_closing():
        raise ConnectionResetError
    writer.write(data)
    await writer.drain()
    await asyncio.sleep(0)


class SMTP(scripted.SMTP):
    """One connection; each behaviour is a method."""

    async def send(self, data: bytes) -> None:
        await send(self.writer, data)

    async def greet(self) -> None:
        await self.say(f"220 {self.name} ESMTP")

    async def endless_banner(self) -> None:
        while True:
            await self.send(b"220-welcome, and welcome again\r\n" * 500)

    async def endless_banner_line(self) -> None:
        await self.send(b"220 ")
        while True:
            await self.send(FLOOD)

    async def slow_banner(self) -> None:
        """A whole line a second, but never the last."""
        await self._slowly(b"220-wait\r\n")

    async def slow_ehlo(self) -> None:
        await self.greet()
        await self.hear()
        await self._slowly(b"250-X-WAIT\r\n")

    async def drip_ehlo(self) -> None:
        await self.greet()
        await self.hear()
        await self.send(b"250-")
        await self._slowly(b"x")

    async def drip_starttls(self) -> None:
        await self._until_starttls()
        await self.send(b"220-")
        await self._slowly(b"x")

    async def drip_handshake(self) -> None:
        """The record of a handshake message, a byte a second."""
        await self._until_client_hello()
        await self.send(bytes.fromhex("16 0303 4000 02 003FFC"))
        await self._slowly(b"\0")

    async def stalled_handshake(self) -> None:
        """Half a ServerHello."""
        await self._until_client_hello()
        await self.send(bytes.fromhex("16 0303 0040 02 00003C 0303"))
        await self._listen()

    async def hello_request_flood(self) -> None:
        await self._until_client_hello()
        while True:
            await self.send(HELLO_REQUESTS)

    async def handshake_message_of_16_mb(self) -> None:
        await self._until_client_hello()
        await self.send(bytes.fromhex("16 0303 4000 02 FFFFFF") + b"\0" * 16_380)
        while True:
            await self.send(bytes.fromhex("17 0303 4000") + FLOOD)

    async def warning_flood(self) -> None:
        """Alerts of level warning, no_renegotiation, without end."""
        await self._until_client_hello()
        while True:
            await self.send(bytes.fromhex("15 0303 0002 01 64") * 1000)

    async def alert(self, number: str) -> None:
        """A fatal alert of that number (RFC 8446 6)."""
        await self._until_client_hello()
        await self.send(bytes.fromhex("15 0303 0002 02") + bytes([int(number)]))
        await self._listen()

    async def ehlo_of_100000_keywords(self) -> None:
        await self.greet()
        while not (await self.hear()).startswith("QUIT"):
            await self.say(f"250-{self.name}", *[f"250-X-{number}" for number in range(100_000)],
                           "250 STARTTLS")

    async def ehlo_of_64_kb(self) -> None:
        """The longest reply that is read, of bytes that take four times as much to show."""
        await self.greet()
        await self.hear()
        line = b"250-" + b"\xff" * 2_040 + b"\r\n"
        await self.send(line * 31 + b"250 STARTTLS\r\n")
        while not (await self.hear()).startswith("QUIT"):
            await self.say("454 4.7.0 TLS not available")

    async def plaintext_flood(self) -> None:
        """Replies in the clear behind the 220, more than a client should take in."""
        await self._until_starttls()
        await self.send(b"220 2.0.0 Ready to start TLS\r\n" + b"250-injected\r\n" * 1000)
        while True:
            await self.send(b"250-injected\r\n" * 1000)

    async def flood_in_tls(self) -> None:
        await self._in_tls()
        while True:
            await self.send(b"250-X-MORE\r\n" * 1000)

    async def drip_in_tls(self) -> None:
        await self._in_tls()
        await self.send(b"250-")
        await self._slowly(b"x")

    async def starttls_forever(self) -> None:
        """It offers STARTTLS within TLS again, and answers QUIT with an endless reply."""
        await self._in_tls()
        await self.say(f"250-{self.name}", "250 STARTTLS")
        while True:
            await self.send(b"221-and another thing\r\n" * 1000)

    async def reset_at_once(self) -> None:
        scripted.reset(self.writer)

    async def reset_in_greeting(self) -> None:
        await self.send(b"220 half a gree")
        await self._reset()

    async def reset_after_greeting(self) -> None:
        await self.greet()
        await self.hear()
        await self._reset()

    async def reset_in_ehlo(self) -> None:
        await self.greet()
        await self.hear()
        await self.say(f"250-{self.name}", "250-PIPELINING")
        await self._reset()

    async def reset_after_starttls(self) -> None:
        await self._until_starttls()
        await self._reset()

    async def reset_after_220(self) -> None:
        await self._until_client_hello()
        await self._reset()

    async def reset_after_handshake(self) -> None:
        await self._in_tls()
        await self._reset()

    async def reset_at_quit(self) -> None:
        await self._in_tls()
        await self.say(f"250 {self.name}")
        await self.hear()
        await self._reset()

    async def zero_window(self) -> None:
        """Takes nothing in: the little window that is there fills up, and stays so."""
        await self.greet()
        await asyncio.Event().wait()

    async def shut_receiver(self) -> None:
        """Reads nothing from the ClientHello on."""
        await self._until_starttls()
        await self.say("220 2.0.0 Ready to start TLS")
        await asyncio.Event().wait()

    async def good(self) -> None:
        await self.greet()
        await self._offer_tls()

    async def ticket_flood(self) -> None:
        """A thousand tickets behind the handshake, where one is usual (RFC 8446 4.6.1)."""
        await self.good()

    async def renegotiation(self) -> None:
        await self._until_starttls()
        await self._hand_over(tls_flood.renegotiate)

    async def key_update_flood(self) -> None:
        await self._until_starttls()
        await self._hand_over(tls_flood.update_keys)

    async def _hand_over(self, attack) -> None:
        """Lets OpenSSL itself go on with the connection, in a thread."""
        await self.say("220 2.0.0 Ready to start TLS")
        connection = self.writer.get_extra_info("socket").dup()
        self.writer.transport.pause_reading()
        connection.setblocking(True)
        await asyncio.to_thread(attack, connection, self.certificate)

    async def _until_starttls(self) -> None:
        await self.greet()
        while not (await self.hear()).startswith("STARTTLS"):
            await self.say(f"250-{self.name}", "250 STARTTLS")

    async def _in_tls(self) -> None:
        """Until the EHLO after the handshake has come."""
        await self._until_starttls()
        await self.say("220 2.0.0 Ready to start TLS")
        await self.writer.start_tls(self.context)
        await self.hear()

    async def _slowly(self, piece: bytes) -> None:
        while True:
            await asyncio.sleep(1)
            await self.send(piece)

    async def _listen(self) -> None:
        while await self.reader.read(4096):
            pass

    async def _reset(self) -> None:
        scripted.reset(self.writer)
        self.writer.transport.abort()


class HTTPS(scripted.HTTPS):
    """One connection, TLS done; each behaviour is a method."""

    async def send(self, data: bytes) -> None:
        await send(self.writer, data)

    async def _head(self, *more: str) -> None:
        await self.request()
        await self.answer("HTTP/1.1 200 OK", "Content-Type: text/plain", *more, "", "")

    async def good(self) -> None:
        body = "version: STSv1\nmode: none\nmax_age: 86400\n"
        await self._head(f"Content-Length: {len(body)}", "Connection: close")
        await self.answer(body)

    async def body_of_1_gb(self) -> None:
        await self._head("Content-Length: 1073741824")
        await self._flood_body()

    async def _flood_body(self) -> None:
        await self.answer("version: STSv1", "mode: none", "max_age: 86400", "")
        while True:
            await self.send(b"x-more: of the same, and again\n" * 512)

    async def body_without_end(self) -> None:
        await self._head("Connection: close")
        await self._flood_body()

    async def chunks_without_end(self) -> None:
        await self._head("Transfer-Encoding: chunked")
        while True:
            await self.send(b"1\r\nx\r\n" * 1000)

    async def chunk_of_all_bytes(self) -> None:
        """A length that does not fit into 64 bits, with what looks like a policy behind it."""
        await self._head("Transfer-Encoding: chunked")
        await self.answer("FFFFFFFFFFFFFFFFFF", "version: STSv1")
        await self._flood_body()

    async def chunk_extension_without_end(self) -> None:
        await self._head("Transfer-Encoding: chunked")
        await self.send(b"1;")
        while True:
            await self.send(FLOOD)

    async def trailers_without_end(self) -> None:
        body = b"version: STSv1\nmode: none\nmax_age: 86400\n"
        await self._head("Transfer-Encoding: chunked")
        await self.send(b"%x\r\n%s\r\n0\r\n" % (len(body), body))
        while True:
            await self.send(b"a:\r\n" * 4000)  # each takes a client more than its four bytes

    async def headers_without_end(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 200 OK", "Content-Type: text/plain", "")
        while True:
            await self.send(b"a:\r\n" * 4000)

    async def header_line_without_end(self) -> None:
        await self.request()
        await self.send(b"HTTP/1.1 200 OK\r\nX-Header: ")
        while True:
            await self.send(FLOOD)

    async def status_line_without_end(self) -> None:
        await self.request()
        await self.send(b"HTTP/1.1 200 ")
        while True:
            await self.send(FLOOD)

    async def continues_without_end(self) -> None:
        """Statuses of 103, of which any number may come before the one that counts."""
        await self.request()
        while True:
            await self.send(b"HTTP/1.1 103 \r\na:\r\n\r\n" * 1000)

    async def drip_headers(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 200 OK", "X-Slow: ")
        while True:
            await asyncio.sleep(1)
            await self.send(b"x")

    async def gzip_bomb(self) -> None:
        """Compressed although nobody has asked for it: 64 MB in 64 KB."""
        bomb = _bomb()
        await self._head("Content-Encoding: gzip", f"Content-Length: {len(bomb)}")
        await self.send(bomb)

    async def redirect_to_itself(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 302 Found", "Content-Length: 0",
                          f"Location: https://{self.name}/.well-known/mta-sts.txt", "", "")
        await self.reader.read()

    async def redirect_of_60_kb(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 301 Moved", "Content-Length: 0",
                          f"Location: https://{self.name}/{'x' * 60_000}", "", "")
        await self.reader.read()

    async def content_type_of_60_kb(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 200 OK", f"Content-Type: text/{'x' * 60_000}",
                          "Content-Length: 0", "", "")
        await self.reader.read()

    async def negative_length(self) -> None:
        await self._head("Content-Length: -1")
        await self._flood_body()

    async def two_lengths(self) -> None:
        await self._head("Content-Length: 5", "Content-Length: 500")
        await self._flood_body()

    async def status_of_nine_digits(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 200000000 OK", "Content-Type: text/plain", "", "")
        await self._flood_body()

    async def http_0_9(self) -> None:
        """Neither a status line nor a header: the first line is the policy's."""
        await self.request()
        await self._flood_body()

    async def reset_in_body(self) -> None:
        await self._head("Content-Length: 4000")
        await self.answer("version: STSv1", "")
        await asyncio.sleep(0.1)
        self.writer.transport.abort()


class BeforeTLS(scripted.BeforeTLS):
    """One connection to an HTTPS server whose TLS fails; each behaviour is a method."""

    async def stalled_handshake(self) -> None:
        self.writer.write(bytes.fromhex("16 0303 0040 02 00003C 0303"))
        await self.writer.drain()
        await self.handshake_silent()

    async def drip_handshake(self) -> None:
        self.writer.write(bytes.fromhex("16 0303 4000 02 003FFC"))
        while True:
            self.writer.write(b"\0")
            await self.writer.drain()
            await asyncio.sleep(1)

    async def hello_request_flood(self) -> None:
        while True:
            await send(self.writer, HELLO_REQUESTS)

    async def alert(self, number: str) -> None:
        await self.reader.read(5)
        self.writer.write(bytes.fromhex("15 0303 0002 02") + bytes([int(number)]))
        await self.writer.drain()
        await self.reader.read()

    async def zero_window(self) -> None:
        await asyncio.Event().wait()


def _method(kind: type, behaviour: str):
    """The method of a behaviour, and the number that it may end with: `alert-40`."""
    name = behaviour.replace("-", "_")
    if hasattr(kind, name):
        return getattr(kind, name), ()
    stem, _, number = name.rpartition("_")
    return (getattr(kind, stem, None) if number.isdigit() else None), (number,)


def is_known(protocol: str, behaviour: str) -> bool:
    kinds = {"smtp": (SMTP,), "https": (HTTPS, BeforeTLS)}[protocol]
    return behaviour[:1] != "_" and any(_method(kind, behaviour)[0] for kind in kinds)


def _handler(entry: dict):
    kind = SMTP
    if entry["protocol"] == "https":
        kind = BeforeTLS if _is_before_tls(entry) else HTTPS
    behave, arguments = _method(kind, entry["behaviour"])
    context = _context(entry["certificate"], _tickets(entry))
    memory: set[str] = set()

    async def connected(reader, writer):
        if kind is SMTP:
            session = SMTP(entry["name"], context, memory, reader, writer)
            session.certificate = entry["certificate"]
        else:
            session = kind(entry["name"], reader, writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError, TimeoutError):
            await asyncio.wait_for(behave(session, *arguments), PATIENCE_SECONDS)
        with contextlib.suppress(OSError):
            writer.close()

    return connected


def _is_before_tls(entry: dict) -> bool:
    return entry["protocol"] == "https" and _method(BeforeTLS, entry["behaviour"])[0] is not None


@functools.cache
def _context(certificate: str, tickets: int) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.num_tickets = tickets
    return context


def _tickets(entry: dict) -> int:
    return 1_000 if entry["behaviour"] == "ticket-flood" else 2


def _socket(entry: dict, port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if entry["behaviour"] in ("zero-window", "shut-receiver"):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_WINDOW_CLAMP, 1)
    listener.bind((entry["address"], port))
    listener.setblocking(False)
    return listener


async def _serve(entries: list[dict]) -> None:
    for entry in entries:
        is_smtp = entry["protocol"] == "smtp"
        in_tls = not is_smtp and not _is_before_tls(entry)
        await asyncio.start_server(
            _handler(entry), sock=_socket(entry, 25 if is_smtp else 443), backlog=1000,
            limit=4_096,
            ssl=_context(entry["certificate"], _tickets(entry)) if in_tls else None)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(Path(sys.argv[1]).read_text())))
