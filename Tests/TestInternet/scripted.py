"""The small scripted servers, SMTP and HTTPS: only misbehaviour that no real server can show.

Run as `scripted.py FILE LOG`, where FILE is JSON: a list of {protocol, address, behaviour, name,
certificate}. LOG takes a JSON line for each SMTP connection: who was called, when it began and
ended, the commands as they came, and whether the client left without being asked to."""

import asyncio
import contextlib
import json
import socket
import ssl
import struct
import sys
import time
from pathlib import Path


class SMTP:
    """One connection; each behaviour is a method, named as in scenarios.toml."""

    def __init__(self, name: str, context: ssl.SSLContext, memory: set[str], reader, writer):
        self.name = name
        self.context = context
        self.memory = memory  # of this server, from one connection to the next
        self.reader = reader
        self.writer = writer
        self.line_end = "\r\n"
        self.commands: list[str] = []
        self.was_left = False

    async def say(self, *lines: str) -> None:
        await self.send("".join(line + self.line_end for line in lines).encode())

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def hear(self) -> str:
        line = await self.reader.readline()
        if not line:
            self.was_left = True
            raise ConnectionResetError
        self.commands.append(line.decode("latin-1").strip().upper())
        return self.commands[-1]

    async def dialogue(self, answers: dict[str, list[str]]) -> None:
        """Answers each command by its first word, until QUIT."""
        while (command := (await self.hear()).split(" ")[0]) != "QUIT":
            await self.say(*answers.get(command, ["502 5.5.2 Command not recognised"]))
        await self.say("221 2.0.0 Bye")

    async def silent(self) -> None:
        await self.reader.read()

    async def busy(self) -> None:
        await self.say(f"421 4.3.2 {self.name} too many connections, try again later")

    async def busy_ehlo(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({command: ["451 4.3.0 Temporary lookup failure"]
                             for command in ("EHLO", "HELO")})

    async def busy_once(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        if "was busy" in self.memory:
            await self._offer_tls()
        else:
            await self.hear()
            self.memory.add("was busy")
            await self.say(f"421 4.3.2 {self.name} too busy, try again later")

    async def not_smtp(self) -> None:
        await self.say("SSH-2.0-OpenSSH_9.2p1 Debian-2")
        await self.reader.read()

    async def hang_up(self) -> None:
        """Connection lost before anything was said."""

    async def blocklisted(self) -> None:
        await self.say("554 5.7.1 Your address is listed on a blocklist; see https://example.com/")

    async def blocklisted_ehlo(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({command: ["550 5.7.1 Blocked: listed in the DNSBL of example.com"]
                             for command in ("EHLO", "HELO")})

    async def busy_greeting(self) -> None:
        await self.say(f"450 4.7.1 {self.name} service unavailable, try again later")

    async def busy_ehlo_421(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.hear()
        await self.say(f"421 4.3.2 {self.name} shutting down")

    async def close_after_ehlo(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.hear()

    async def drip(self) -> None:
        """A greeting of a byte a second, without end."""
        while True:
            await self.send(b"2" if self.memory else b"220-")
            self.memory.add("dripped")
            await asyncio.sleep(1)

    async def ehlo_and_helo_refused(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({})

    async def helo_only(self) -> None:
        await self.say(f"220 {self.name} SMTP")
        await self.dialogue({"HELO": [f"250 {self.name}"]})

    async def starttls_in_another_word(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({
            "EHLO": [f"250-{self.name} loves STARTTLS", "250-XSTARTTLS", "250-X-NO-STARTTLS",
                     "250 AUTH=STARTTLS"],
            "HELO": [f"250 {self.name}"]})

    async def starttls_as_name(self) -> None:
        """The first line's word is the server's name, not a keyword (RFC 5321 4.1.1.1)."""
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({"EHLO": ["250 STARTTLS"]})

    async def starttls_parameter(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self._offer_tls(keyword="STARTTLS required")

    async def starttls_multiline(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self._offer_tls(ready=("220-2.0.0 Ready", "220 2.0.0 to start TLS"))

    async def bare_line_feeds(self) -> None:
        self.line_end = "\n"
        await self.say("220")
        await self._offer_tls()

    async def mixed_codes(self) -> None:
        """The lines of one reply have different codes (RFC 5321 4.2.1)."""
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({"EHLO": [f"250-{self.name}", "220 STARTTLS"]})

    async def starttls_refused(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({
            "EHLO": [f"250-{self.name}", "250 STARTTLS"],
            "STARTTLS": ["454 4.7.0 TLS not available due to local problem"]})

    async def starttls_not_implemented(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.dialogue({
            "EHLO": [f"250-{self.name}", "250 STARTTLS"],
            "STARTTLS": ["502 5.5.1 Command not implemented"]})

    async def _until_client_hello(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        while not (await self.hear()).startswith("STARTTLS"):
            await self.say(f"250-{self.name}", "250 STARTTLS")
        await self.say("220 2.0.0 Ready to start TLS")
        await self.reader.read(5)  # what came before it would be another fault

    async def handshake_garbage(self) -> None:
        await self._until_client_hello()
        await self.say("this is not TLS at all")
        await self.reader.read()

    async def handshake_alert(self) -> None:
        """A fatal alert, internal_error (RFC 8446 6.2)."""
        await self._until_client_hello()
        await self.send(bytes.fromhex("15 0303 0002 02 50"))
        await self.reader.read()

    async def handshake_reset(self) -> None:
        await self._until_client_hello()
        reset(self.writer)

    async def handshake_hang_up(self) -> None:
        await self._until_client_hello()

    async def handshake_silent(self) -> None:
        await self._until_client_hello()
        while await self.reader.read(4096):
            pass

    async def plaintext_after_220(self) -> None:
        """An injected reply comes in one segment with the 220 (RFC 3207 6)."""
        await self.say(f"220 {self.name} ESMTP")
        await self._offer_tls(behind=["250 injected"])

    async def multiline_greeting(self) -> None:
        await self.say(f"220-{self.name} ESMTP", "220-We welcome mail,", "220 but not spam")
        await self._offer_tls()

    async def long_lines(self) -> None:
        """Twice as long as RFC 5321 4.5.3.1.5 has it."""
        await self.say(f"220 {self.name} ESMTP {'x' * 1000}")
        await self._offer_tls(capabilities=[f"X-LONG {'x' * 1000}"])

    async def endless_line(self) -> None:
        await self.say(f"220 {self.name} ESMTP {'x' * 100_000}")
        await self._offer_tls()

    async def many_capabilities(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self._offer_tls(capabilities=[f"X-{number}" for number in range(498)])

    async def endless_ehlo(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        await self.hear()
        while True:
            await self.say(*[f"250-X-{number}" for number in range(1000)])

    async def non_ascii(self) -> None:
        """A greeting in UTF-8, and bytes that are no UTF-8 either (RFC 5321 2.4 has ASCII)."""
        await self.send(b"220-" + "Grüß Gott".encode() + b"\r\n220 \xff\xfe ready\r\n")
        await self._offer_tls()

    async def lower_case_starttls(self) -> None:
        await self.say(f"220 {self.name} esmtp")
        await self._offer_tls(keyword="starttls")

    async def close_after_handshake(self) -> None:
        await self.say(f"220 {self.name} ESMTP")
        while not (await self.hear()).startswith("STARTTLS"):
            await self.say(f"250-{self.name}", "250 STARTTLS")
        await self.say("220 2.0.0 Ready to start TLS")
        await self.writer.start_tls(self.context)

    async def _offer_tls(self, keyword: str = "STARTTLS", behind=(), capabilities=(),
                         ready=("220 2.0.0 Ready to start TLS",)) -> None:
        while True:
            command = (await self.hear()).split(" ")[0]
            if command == "QUIT":
                await self.say("221 2.0.0 Bye")
                return
            if command == "STARTTLS":
                await self.say(*ready, *behind)
                await self.writer.start_tls(self.context)
            elif command == "EHLO":
                middle = [f"250-{text}" for text in capabilities]
                await self.say(f"250-{self.name}", *middle, f"250 {keyword}")
            else:
                await self.say("502 5.5.2 Command not recognised")


class HTTPS:
    """One connection, TLS done; each behaviour is a method."""

    def __init__(self, name: str, reader, writer):
        self.name = name
        self.reader = reader
        self.writer = writer

    async def request(self) -> None:
        while (await self.reader.readline()).strip():
            pass

    async def answer(self, *lines: str) -> None:
        self.writer.write("\r\n".join(lines).encode())
        await self.writer.drain()

    async def silent(self) -> None:
        await self.reader.read()

    async def garbage(self) -> None:
        await self.request()
        await self.answer("version: STSv1", "mode: enforce", "")

    async def hang_up(self) -> None:
        await self.request()

    async def chunked(self) -> None:
        await self.request()
        await self.answer("HTTP/1.1 200 OK", "Content-Type: text/plain",
                          "Transfer-Encoding: chunked", "", "f", "version: STSv1\n", "b",
                          "mode: none\n", "10;note=1", "max_age:  86400\n", "0", "", "")
        await self.reader.read()

    async def http_1_0(self) -> None:
        """No length: the body ends with the connection."""
        await self.request()
        await self.answer("HTTP/1.0 200 OK", "Content-Type: text/plain", "", "version: STSv1",
                          "mode: none", "max_age: 86400", "")

    async def early_hints(self) -> None:
        """A status of 103 comes before the one that counts (RFC 8297)."""
        await self.request()
        await self.answer("HTTP/1.1 103 Early Hints", "Link: </x>", "", "HTTP/1.1 200 OK",
                          "Content-Type: text/plain", "Content-Length: 41", "Connection: close",
                          "", "version: STSv1\nmode: none\nmax_age: 86400\n")

    async def truncated(self) -> None:
        """Promises more bytes than it sends."""
        await self.request()
        await self.answer("HTTP/1.1 200 OK", "Content-Type: text/plain", "Content-Length: 4000",
                          "Connection: close", "", "version: STSv1", "mode: none",
                          "max_age: 86400", "")


    async def drip(self) -> None:
        """A body that goes on, slowly, and has no end."""
        await self.request()
        await self.answer("HTTP/1.1 200 OK", "Content-Type: text/plain", "Connection: close", "",
                          "version: STSv1", "mode: none", "max_age: 86400", "")
        while True:
            await self.answer("x-more: of the same", "")
            await asyncio.sleep(1)


class BeforeTLS:
    """One connection to an HTTPS server whose TLS fails; each behaviour is a method."""

    def __init__(self, name: str, reader, writer):
        self.reader = reader
        self.writer = writer

    async def handshake_garbage(self) -> None:
        await self.reader.read(5)
        self.writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\nThis is no HTTPS port.\n")
        await self.writer.drain()
        await self.reader.read()

    async def handshake_silent(self) -> None:
        while await self.reader.read(4096):
            pass

    async def handshake_hang_up(self) -> None:
        await self.reader.read(5)

    async def handshake_reset(self) -> None:
        await self.reader.read(5)
        reset(self.writer)


def reset(writer) -> None:
    """Has the connection end with a RST, not a FIN."""
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _smtp_handler(entry: dict, log):
    context = _context(entry["certificate"])
    memory: set[str] = set()

    async def connected(reader, writer):
        began = time.time()
        session = SMTP(entry["name"], context, memory, reader, writer)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await getattr(session, entry["behaviour"].replace("-", "_"))()
            with contextlib.suppress(OSError):
                session.writer.close()
        finally:
            log.write(json.dumps({
                "name": entry["name"], "address": entry["address"],
                "behaviour": entry["behaviour"], "began": began, "ended": time.time(),
                "commands": session.commands, "was_left": session.was_left}) + "\n")

    return connected


def _is_before_tls(entry: dict) -> bool:
    return entry["behaviour"].replace("-", "_") in vars(BeforeTLS)


def _https_handler(entry: dict):
    kind = BeforeTLS if _is_before_tls(entry) else HTTPS

    async def connected(reader, writer):
        session = kind(entry["name"], reader, writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError):
            await getattr(session, entry["behaviour"].replace("-", "_"))()
        with contextlib.suppress(OSError):
            writer.close()

    return connected


def behaviours(protocol: str) -> set[str]:
    """The names that scenarios.toml may use."""
    helpers = {"say", "send", "hear", "dialogue", "request", "answer"}
    names = {"smtp": vars(SMTP), "https": vars(HTTPS) | vars(BeforeTLS)}[protocol]
    return {name.replace("_", "-") for name in names if name[0] != "_" and name not in helpers}


def _context(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def _serve(entries: list[dict], log) -> None:
    for entry in entries:
        if entry["protocol"] == "smtp":
            await asyncio.start_server(
                _smtp_handler(entry, log), entry["address"], 25, backlog=1000)
        else:
            await asyncio.start_server(
                _https_handler(entry), entry["address"], 443, backlog=1000,
                ssl=None if _is_before_tls(entry) else _context(entry["certificate"]))
    await asyncio.Event().wait()


if __name__ == "__main__":
    with open(sys.argv[2], "a", buffering=1) as dialogues:
        asyncio.run(_serve(json.loads(Path(sys.argv[1]).read_text()), dialogues))
