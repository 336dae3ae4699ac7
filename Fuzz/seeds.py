"""The seeds of scripts/fuzz: the rows of the tests' tables, read from their sources, and what has
no row, such as certificates, made anew. Beside them the words of each grammar."""

import gzip
import io
import lzma
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "Tests"


@dataclass
class Target:
    """A target's test tables, its words, and the length of its inputs."""

    tests: list[str]
    words: str = ""
    longest: int = 256
    # What stands between two texts of one input.
    between: bytes = b""
    # First bytes, with each of which a text is an input of its own.
    kinds: bytes = b""
    made: str = ""
    more: list[bytes] = field(default_factory=list)


STANDARDS = "MailStandardsTests/"
SMTP = "220- 220 250- 250 421 450 502 550 554 STARTTLS SIZE 8BITMIME EHLO \r\n \n"

TARGETS = {
    "mta-sts-record": Target(
        [STANDARDS + "MTASTS/MTASTSRecordTests", STANDARDS + "Text/LooseRecordTests"],
        "v=STSv1 ; id= = \xff v=spf1 V=stsv1", between=b"\xff", longest=160),
    "smtp-sts-record": Target(
        [STANDARDS + "SMTPSTS/SMTPSTSRecordTests", STANDARDS + "Text/LooseRecordTests"],
        "v=STS1 ; to=true to=false m=enforce m=report mx= a=dnssec a=webpki a=webpki:https:// "
        "c=webpki c=tlsa e= rua=mailto: rua=https:// ! , *. _. k m g t \xff", between=b"\xff", longest=200),
    "tlsrpt-record": Target(
        [STANDARDS + "TLSRPT/TLSRPTRecordTests", STANDARDS + "Text/LooseRecordTests"],
        "v=TLSRPTv1 ; rua= mailto: https:// , ! % @ \xff", between=b"\xff", longest=160),
    "mta-sts-policy": Target(
        [STANDARDS + "MTASTS/MTASTSPolicyTests", STANDARDS + "MTASTS/MTASTSPolicyLooseTests"],
        "version: STSv1 mode: enforce testing none report max_age: mx: *. \r\n \n 31557600 max-age "
        "weeks", longest=256),
    "lint": Target(
        [STANDARDS + "Text/LooseRecordTests", STANDARDS + "MTASTS/MTASTSPolicyLooseTests",
         STANDARDS + "Text/RuleCheckTests", STANDARDS + "TLSRPT/TLSRPTRecordTests"],
        "mv=STSv1;id= tv=TLSRPTv1;rua= dv=STS1;to= p pversion:STSv1 : , mode=enforce max-age "
        "weeks \xe2\x80\x9c \xc2\xa0", kinds=b"mtdp", longest=160),
    "mx-pattern": Target([STANDARDS + "MTASTS/MXPatternTests"], "*. . \n example com \\. \\032",
                         between=b"\n", longest=96),
    "policy-uri": Target([STANDARDS + "SMTPSTS/SMTPSTSPolicyURITests"],
                         "https:// HTTPS:// :443 / ? # @ /.well-known/smtp-sts/current", longest=96),
    "tlsa": Target([STANDARDS + "DANE/TLSARecordTests"], "3 1 1 \x03\x01\x01 \x02\x00\x02 255 \t", longest=160),
    "domain-name-text": Target([STANDARDS + "Names/DomainNameTests"], "\\. \\\\ \\032 \\255 . _"),
    "domain-name-wire": Target([STANDARDS + "Names/DomainNameWireTests"], "\x00 \x3f \x01a \xc0"),
    "smtp-reply": Target(
        [STANDARDS + "SMTP/SMTPReplyParserTests", STANDARDS + "SMTP/SMTPReplyTests"], SMTP, longest=1_024),
    "ehlo": Target([STANDARDS + "SMTP/EHLOReplyTests", STANDARDS + "SMTP/SMTPReplyParserTests"],
                   SMTP, longest=256),
    "dns-message": Target([], "\xc0\x0c \x00\x0f \x00\x05 \x00\x10 \x00\x34 \x00\x01", made="dns", longest=256),
    "list-line": Target(
        ["DomainListsTests/ListedNameTests", "DomainListsTests/ListFormatTests"],
        "\" , ; \t # rank domain GlobalRank xn-- . 。 ß ü 1,", longest=128),
    "list-file": Target(["DomainListsTests/ListFormatTests", "DomainListsTests/ListedNameTests"],
                        "\n \r\n \x1f\x8b\x08 PK\x03\x04 # ,", made="archives", longest=1_024),
    "address": Target(["AddressesTests/IPNetworkTests", "AddressesTests/AddressPolicyTests"],
                      ":: / . 192.0.2. ::ffff: /32 /128", longest=48),
    "certificate": Target([], "\x30\x82 \x06\x03\x55\x1d\x11 \x82\x00 \x17\x0d \x18\x0f", made="certificates", longest=1_024),
    "chain": Target([], "\x30\x82 \x06\x03\x55\x1d\x13", made="chains", longest=2_048),
    "text": Target([STANDARDS + "Text/PrintableTextTests"], "\\ \\x00 \x1b[", longest=32),
    "timestamp": Target([], "2026-11-23T08:15:00Z 2026-11-23T08:15:00.250Z - T : . Z + 00 02-29",
                        longest=32, more=[b"2026-11-23T08:15:00Z", b"0001-01-01T00:00:00.000Z"]),
    "stored-record": Target(
        [STANDARDS + "Names/DomainNameWireTests", STANDARDS + "Names/DomainNameTests",
         STANDARDS + "DANE/TLSARecordTests", "StoreTests/HexadecimalTests"],
        "10 0 65535 . \\032 \\. 3 1 1 ::", longest=128,
        more=[b"10 mx.example.com", b"0 .", b"192.0.2.1", b"2001:db8::1", b"3 1 1 00ff",
              b"\x00\x0a\x02mx\x07example\x00", b"3 1 1 "]),
    "edit-distance": Target([STANDARDS + "Text/EditDistanceTests"], "max_age max-age",
                            between=b"\n", longest=32),
    "smtp-dialogue": Target([STANDARDS + "SMTP/SMTPReplyParserTests"],
                            SMTP + " \x00 \x16\x03\x03\x00 \x15\x03\x03\x00\x02\x02",
                            made="dialogues", longest=1_024),
}

LITERAL = re.compile(
    r'#"(?P<raw>.*?)"#|"""\n(?P<lines>.*?)\n\s*"""|"(?P<plain>(?:\\.|[^"\\\n])*)"', re.DOTALL)
NUMBERS = re.compile(r"\[((?:(?:0x[0-9A-Fa-f]+|\d+),\s*)+(?:0x[0-9A-Fa-f]+|\d+))\]")
ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]+)\}|(.))", re.DOTALL)


def unescaped(text: str) -> str:
    plain = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else plain.get(m[2], m[2]), text)


def rows(path: str) -> Iterator[bytes]:
    """The texts and bytes of a test's tables, in their order; good and bad ones alike."""
    source = (TESTS / f"{path}.swift").read_text()
    for match in LITERAL.finditer(source):
        if match["raw"] is not None:
            yield match["raw"].encode()
        elif match["lines"] is not None:
            lines = match["lines"].split("\n")
            indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
            yield unescaped("\n".join(line[indent:] for line in lines)).encode()
        elif "\\(" not in match["plain"]:
            yield unescaped(match["plain"]).encode()
    for match in NUMBERS.finditer(source):
        numbers = [int(number, 0) for number in match[1].split(",")]
        if max(numbers) < 256:
            yield bytes(numbers)


def seeds(name: str) -> Iterator[bytes]:
    target = TARGETS[name]
    texts = [row for path in target.tests for row in rows(path)]
    yield from (bytes([kind]) + text for kind in target.kinds for text in texts)
    if not target.kinds:
        yield from texts
    if target.between:
        yield from (a + target.between + b for a, b in zip(texts, texts[1:]))
    yield from target.more
    if target.made:
        yield from globals()[target.made]()


def dictionary(name: str) -> str:
    """The words as libFuzzer reads them."""
    words = TARGETS[name].words.split(" ")
    quoted = ["".join(f"\\x{byte:02x}" for byte in encoded(word)) for word in words if word]
    return "".join(f'"{word}"\n' for word in quoted)


def encoded(word: str) -> bytes:
    """A word of bytes, or of text where a character is more than one."""
    return word.encode("latin-1") if all(ord(c) < 256 for c in word) else word.encode()


def dns() -> Iterator[bytes]:
    """Answers of each kind, behind an alias too."""
    def name(text: str) -> bytes:
        return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"

    def record(owner: bytes, kind: int, rdata: bytes) -> bytes:
        return (owner + kind.to_bytes(2) + b"\0\1\0\0\1\x2c" + len(rdata).to_bytes(2) + rdata)

    def message(kind: int, *answers: bytes, rcode: int = 0) -> bytes:
        return (b"\x12\x34\x81" + bytes([0x80 | rcode]) + b"\0\1" + len(answers).to_bytes(2)
                + b"\0\0\0\0" + name("example.com") + kind.to_bytes(2) + b"\0\1"
                + b"".join(answers))

    owner = b"\xc0\x0c"
    yield message(15, record(owner, 15, b"\0\x0a\2mx" + owner), record(owner, 15, b"\0\0\0"))
    yield message(5, record(owner, 5, name("mail.example.net")))
    yield message(1, record(owner, 5, name("a.example.net")),
                  record(name("a.example.net"), 1, b"\xc0\0\2\1"))
    yield message(28, record(owner, 28, bytes.fromhex("20010db8") + bytes(12)))
    yield message(16, record(owner, 16, b"\x08v=STSv1;\x05 id=1"), record(owner, 16, b"\0"))
    yield message(52, record(owner, 52, b"\3\1\1" + bytes(32)))
    yield message(15, rcode=3)
    yield message(15, record(owner, 15, b"\0\1\xc0\x27"))


def archives() -> Iterator[bytes]:
    text = b"rank,domain\n1,example.com\n2,b\xc3\xbccher.example\n3,-\n"
    yield text
    yield b"\xef\xbb\xbf" + text
    yield gzip.compress(text, mtime=0)
    yield gzip.compress(text, mtime=0) * 2
    yield lzma.compress(text)
    for names in (["list.csv"], ["list.csv", "readme.md"], ["a.csv", "b.csv"]):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, text)
        yield file.getvalue()


def certificates() -> list[bytes]:
    """One of each kind of key, with names that are hostile."""
    return [leaf for leaf, _ in issued()]


def chains() -> Iterator[bytes]:
    for leaf, issuer in issued():
        yield leaf
        yield leaf + issuer
        yield leaf + leaf + issuer


def issued() -> list[tuple[bytes, bytes]]:
    kinds = {
        "ec": ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "rsa": ["rsa:1024"],
        "ed": ["ed25519"],
    }
    made = []
    with tempfile.TemporaryDirectory() as folder:
        def certificate(name: str, key: list[str], *options: str) -> bytes:
            file = f"{folder}/{name}"
            subprocess.run(
                ["openssl", "req", "-x509", "-nodes", "-newkey", *key, "-days", "30000",
                 "-subj", f"/CN={name}", "-keyout", f"{file}.key", "-out", f"{file}.pem", *options],
                check=True, capture_output=True)
            return subprocess.run(["openssl", "x509", "-in", f"{file}.pem", "-outform", "DER"],
                                  check=True, capture_output=True).stdout

        root = certificate("root", kinds["ec"])
        by_root = ["-CA", f"{folder}/root.pem", "-CAkey", f"{folder}/root.key"]
        for name, key in kinds.items():
            names = "subjectAltName=DNS:mx.example.com,DNS:*.example.com,DNS:a\\\\b,email:a@b"
            made.append((certificate(name, key, "-addext", names, *by_root), root))
        made.append((certificate("self", kinds["ec"], "-addext", "extendedKeyUsage=codeSigning"),
                     root))
    return made


def dialogues() -> Iterator[bytes]:
    """A NUL where the server waits for the client."""
    hello, offer, go = b"220 mx ESMTP\r\n\0", b"250-mx\r\n250 STARTTLS\r\n\0", b"220 go\r\n\0"
    yield hello + b"250 mx\r\n\x00221 bye\r\n"
    yield hello + b"502 no\r\n\x00250 mx\r\n\x00221 bye\r\n"
    yield hello + offer + b"454 later\r\n\x00221 bye\r\n"
    yield hello + offer + go + bytes.fromhex("1503030002022f")
    yield hello + offer + go + b"250 in the clear\r\n"
    yield hello + offer + go + bytes.fromhex(
        "160303003a020000360303") + bytes(32) + bytes.fromhex("00c02f00000eff01000100000b00040300")
    yield hello + offer + b"220 go\r\n250 injected\r\n\0" + bytes.fromhex("1503010002022f")
    yield b"421 busy\r\n"
    yield b"554 blocked by a list\r\n\x00221 bye\r\n"
    yield b"HTTP/1.1 400 Bad Request\r\n\r\n"
    yield b"220-" + b"a" * 2_000 + b"\r\n"
