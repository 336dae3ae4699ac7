"""Whatever the network says, or a list, a file name or an option: it comes out as text.

A corpus of hostile texts is planted in every place where others have a say, scanned and checked,
and followed to every output."""

import csv
import io
import json
import os
import pty
import re
import sqlite3
import subprocess
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

from cryptography import x509
from cryptography.x509.oid import NameOID

import corpus
from internet import Internet, MailServer
from scanner import EXECUTABLE, Checks, Scan

WEB = "8.44.0.1"


def plant(internet: Internet) -> dict[str, str]:
    """The domains, and the mark that each is about."""
    domains = {}
    policy_hosts = []
    for number, (mark, text) in enumerate(corpus.texts()):
        line = text.replace(b"\r\n", b" ").replace(b"\n", b" ")
        name = f"said-{number}.alpha"
        domains[name] = mark
        address = f"8.25.1.{number}"
        internet.names.mx(name, f"mail.{name}")
        internet.names.host(f"mail.{name}", address)
        internet.mail_servers[address] = MailServer(
            certificate(internet, text), b"220 " + line,
            [b"250-mail " + line, b"250-" + line, b"250 STARTTLS"], b"220 " + line)
        internet.names.txt(f"_mta-sts.{name}", b"v=STSv1; id=1; x=" + text)
        internet.names.txt(f"_smtp._tls.{name}", b"v=TLSRPTv1; rua=mailto:" + text)
        internet.names.txt(f"_smtp_sts.{name}", b"v=STS1; to=true; a=webpki:" + text)

        name = f"refused-{number}.alpha"
        domains[name] = mark
        address = f"8.25.2.{number}"
        internet.names.mx(name, f"mail.{name}")
        internet.names.host(f"mail.{name}", address)
        internet.mail_servers[address] = MailServer(
            internet.mail_server.context, b"554 " + text if number % 2 else b"220 mail",
            [b"550 " + text])

        plain = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
        policy = b"version: STSv1\nmode: enforce\nmax_age: 86400\nmx: "
        for way, page in {
            "body": plain + policy + text + b"\nx: " + text + b"\n",
            "location": b"HTTP/1.1 302 Found\r\nLocation: " + line + b"\r\n\r\n",
            "type": b"HTTP/1.1 200 OK\r\nContent-Type: " + line + b"\r\n\r\n" + policy,
            "status": b"HTTP/1.1 404 " + line + b"\r\n\r\n" + text,
            "answer": text + b"\r\n\r\n",
        }.items():
            name = f"{way}-{number}.alpha"
            domains[name] = mark
            internet.names.mx(name, "mail.public.alpha")
            internet.names.txt(f"_mta-sts.{name}", b"v=STSv1; id=1")
            internet.names.host(f"mta-sts.{name}", WEB)
            internet.pages[f"mta-sts.{name}"] = page
            policy_hosts.append(f"mta-sts.{name}".encode())
    internet.names.host("mail.public.alpha", "8.25.0.1")
    internet.web_context = internet.authority.context(policy_hosts)
    return domains


def certificate(internet: Internet, text: bytes):
    """One whose subject, issuer and names are the text; cut, since a CA would cut them too."""
    words = text.decode("latin-1")[:60] or "x"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words),
                      x509.NameAttribute(NameOID.ORGANIZATION_NAME, words)])
    return internet.authority.context([text[:2000], b"mail.said.alpha"], name, name)


# What a terminal may get


INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]")


def harm(output: bytes, allowed: str = "", marks: bool = False) -> str | None:
    """The first thing in it that would do more than stand there; None for nothing. Tabs, combining
    marks and letters that run from right to left are harm unless `marks` are allowed."""
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return f"no UTF-8: {output[error.start - 20:error.start + 20]!r}"
    text = re.sub(allowed, "", text) if allowed else text
    for place, character in enumerate(text):
        kind = unicodedata.category(character)
        turns = unicodedata.bidirectional(character) in (
            "R", "AL", "AN", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
        strict = not marks and (kind[0] == "M" or turns)
        if character not in ("\n\t" if marks else "\n") and (kind[0] == "C" or kind in ("Zl", "Zp") or strict
                                  or INVISIBLE.match(character)):
            return f"{character!r} in {text[max(0, place - 40):place + 20]!r}"
    return None


# Colours, and what a terminal itself makes of a line feed; the line that renews itself.
ON_A_TERMINAL = "\x1b\\[(0|1|2|31|32|33)m|\r(?=\n)|\r\x1b\\[K"


def on_a_terminal(arguments: list[str]) -> bytes:
    """What a command writes to a terminal that is its stdout and stderr."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([EXECUTABLE, *arguments], stdin=subprocess.DEVNULL, stdout=theirs,
                             stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    output = []

    def listen():
        try:
            while piece := os.read(ours, 65536):
                output.append(piece)
        except OSError:  # what the end of a terminal looks like
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    child.wait()
    listener.join()
    os.close(ours)
    return b"".join(output)


def piped(arguments: list[str], given: bytes = b"") -> subprocess.CompletedProcess:
    return subprocess.run([EXECUTABLE, *arguments], input=given, capture_output=True, timeout=200)


# What a page may hold


ELEMENTS = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "content", "name"},
    "title": {"id"}, "style": set(), "script": set(), "body": set(), "main": set(), "article": {"class", "id"},
    "header": {"class"}, "footer": set(), "h1": set(), "h2": {"id"}, "h3": set(), "h4": set(), "p": {
        "class", "role"}, "bdi": set(), "dl": {"class"}, "div": {"class", "role", "tabindex", "aria-label"}, "dt": set(),
    "dd": set(), "strong": set(), "span": {"class"}, "nav": {"class", "id", "aria-label"},
    "ol": set(), "li": set(), "ul": {"class"}, "a": {"href"}, "section": {"id", "aria-labelledby"},
    "figure": {"class", "id"}, "figcaption": set(), "details": {"class", "id"}, "summary": set(),
    "pre": {"tabindex"}, "code": set(), "table": set(), "caption": set(), "thead": set(),
    "tbody": set(), "tr": {"class"}, "th": {"scope", "class"}, "td": {"class", "data-value"},
    "label": set(), "input": {"type", "class"}, "circle": {"class", "cx", "cy", "r"},
    "line": {"class", "x1", "x2", "y1", "y2"},
    "svg": {"class", "width", "height", "x", "y", "viewbox", "aria-hidden", "role", "aria-labelledby"},
    "rect": {"class", "width", "height", "x", "y"}, "text": {"class", "x", "y"},
    "desc": {"id"}, "tspan": {"class", "dx"},
}


class Page(HTMLParser):
    """Elements and attributes that no template made."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.strange = []
        self.scripts = 0
        self.words = []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        self.scripts += tag == "script"
        if tag not in ELEMENTS or set(names) - ELEMENTS[tag] or len(set(names)) < len(names):
            self.strange.append((tag, attributes))
        for name, value in attributes:
            if name == "href" and not re.fullmatch("#[a-z0-9-]+", value or ""):
                self.strange.append((tag, name, value))

    def handle_comment(self, data):
        self.strange.append(("comment", data))

    def handle_pi(self, data):
        self.strange.append(("instruction", data))

    def unknown_decl(self, data):
        self.strange.append(("declaration", data))

    def handle_data(self, data):
        self.words.append(data)


def table_faults(markdown: str) -> list[str]:
    """Lines of tables that have another number of cells than their heading; raw HTML and links."""
    faults = []
    heading = None
    is_code = False
    for line in markdown.split("\n"):
        if line.startswith("```"):
            is_code = not is_code
            continue
        if is_code or line in ("<details><summary>SQL</summary>", "</details>"):
            continue
        plain = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)  # CommonMark's escapes
        if re.search(r"<[A-Za-z/!?]|\]\(|https?://|www\.[a-z]|\w@\w|`|!\[|(?<!\*)\*(?!\*)", plain):
            faults.append(line)
        if line.startswith("|"):
            heading = heading or plain.count("|")
            if plain.count("|") != heading or not plain.endswith("|"):
                faults.append(f"{plain.count('|')} instead of {heading}: {line}")
        else:
            heading = None
    return faults


def files() -> list[tuple[str, str]]:
    """A name for each text that a file or an option can have: those that are no UTF-8 would be
    repaired on their way in."""
    found = []
    for mark, text in corpus.texts():
        name = text.replace(b"\0", b"").replace(b"/", b"|")[:120].decode(errors="ignore")
        found.append((mark, name))
    return found


def main(check: Checks, internet: Internet) -> None:
    domains = plant(internet)
    internet.start()
    os.chdir(internet.authority.folder)
    scan = Scan(internet, list(domains))
    scanned = check_scan(check, scan, domains)
    check_check(check, scan, domains)
    check_report(check, scanned)
    check_lint(check)
    check_sentences(check, scan)


def check_scan(check: Checks, scan: Scan, domains: dict[str, str]) -> str:
    """A scan of everything, its list and its label hostile; its database."""
    label = " ".join(name for _, name in files())
    lists = "<img src=x onerror=alert(1)>\x1b]0;mark\x07\u202e|`[x](y)`.txt"
    with open(lists, "wb") as file:
        # A list with NUL in it is refused as a whole.
        file.write(b"".join(text.replace(b"\0", b"") + b"\n" for _, text in corpus.texts()))
    arguments = ["scan", lists, str(scan.list), *scan.options, "--label", label,
                 "--contact", "<script>|`x`", "--database"]
    # Both at once: each has a second pass, a minute later.
    with ThreadPoolExecutor() as pool:
        terminal = pool.submit(on_a_terminal, [*arguments, "terminal.sqlite"])
        log = piped([*arguments, "log.sqlite"]).stderr
        shown = terminal.result()
    check.equal("a scan's log has no harm in it", None, harm(log))
    strange = [line for line in log.decode(errors="replace").splitlines()
               if not re.match(r"20\d\d-\d\d-\d\dT\S+ info sts-census: \[sts_census\] ", line)]
    check.equal("each line of it is one of ours", [], strange)
    check.equal("nor its progress on a terminal", None, harm(shown, ON_A_TERMINAL))

    database = sqlite3.connect("terminal.sqlite")
    check.equal("the database is whole", "ok",
                database.execute("PRAGMA integrity_check").fetchone()[0])
    check.equal("each domain has a row", set(), set(domains) - {
        row[0] for row in database.execute("SELECT domain FROM domain_results")})
    check.equal("the label is kept as it is", label,
                database.execute("SELECT label FROM runs").fetchone()[0])
    for column in ("mx_probes.greeting", "mx_probes.ehlo_reply", "certificates.subject",
                   "certificates.issuer", "certificates.names", "findings.detail"):
        table, column = column.split(".")
        texts = [str(row[0]) for row in database.execute(f"SELECT {column} FROM {table}")]
        seen = sum(any(mark in text for text in texts) for mark, _ in corpus.texts())
        check.quietly(f"{table}.{column} has most of the texts: {seen}", True, seen > 40)
        check.quietly(f"{table}.{column} is text that is safe to show", None,
                      harm("\n".join(texts).replace("\t", " ").encode()))
    check.told("what others said, kept in the database, and harmless")
    for arguments in (["runs"], ["evaluate", "--dry-run"]):
        arguments += ["--database", "terminal.sqlite"]
        check.quietly(f"{arguments[0]}", None, harm(piped(arguments).stdout))
        check.quietly(f"{arguments[0]} on a terminal", None,
                      harm(on_a_terminal(arguments), ON_A_TERMINAL))
    check.told("runs and evaluate say no harm")
    return "terminal.sqlite"


def check_check(check: Checks, scan: Scan, domains: dict[str, str]) -> None:
    arguments = ["check", *domains, *scan.options]
    text = piped(arguments).stdout
    check.equal("check's text has no harm in it", None, harm(text))
    check.equal("nor on a terminal", None, harm(on_a_terminal(arguments), ON_A_TERMINAL))
    marks = set(domains.values())
    check.equal("it shows each text", set(), {one for one in marks if one.encode() not in text})
    said = piped([*arguments, "--json"])
    check.equal("check does not fail", 0, said.returncode)
    check.equal("its warnings have no harm in them", None, harm(said.stderr))
    answer = said.stdout
    check.equal("check's JSON has no harm in it", None, harm(answer))
    reports = json.loads(answer)
    check.equal("and is whole", list(domains), [report["domain"] for report in reports])
    check.equal("it tells each text", set(), {one for one in marks if one not in answer.decode()})


def check_report(check: Checks, database: str) -> None:
    folder = "report \x1b[31m\u202e<b>"
    said = piped(["report", "--database", database, "--output", folder])
    check.equal("what report says has no harm in it", None, harm(said.stdout + said.stderr))
    with open(f"{folder}/index.html", encoding="utf-8") as file:
        html = file.read()
    page = Page()
    page.feed(html)
    page.close()
    check.equal("the page holds nothing that no template made", [], page.strange)
    check.equal("and one script, ours", 1, page.scripts)
    words = "".join(page.words)
    marks = {mark for mark, _ in corpus.texts()}
    check.equal("it shows each text", set(), {one for one in marks if one not in words})
    check.equal("nothing in it turns or hides", None, harm(html.encode(), marks=True))
    with open(f"{folder}/report.md", encoding="utf-8") as file:
        markdown = file.read()
    check.equal("Markdown: no table is broken, no HTML, no link", [], table_faults(markdown))
    check.equal("Markdown: it shows each text", set(),
                {one for one in marks if one not in markdown})
    check.equal("Markdown: nothing in it turns or hides", None, harm(markdown.encode(), marks=True))
    with open(f"{folder}/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    check.equal("JSON: the label is the run's", True,
                all(one in summary["runs"][0]["label"] for one in marks))
    cells = []
    for name in summary["files"]:
        with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
            text = file.read()
        check.quietly(f"{name}: nothing in it turns or hides", None,
                      harm(text.replace("\r\n", "\n").encode(), marks=True))
        cells += [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    check.told("CSV: nothing in it turns or hides")
    check.equal("CSV: no cell is a formula", [], [cell for cell in cells if cell[:1] in "=+-@\t\r"
                                                  and cell])
    check.equal("CSV: it shows each text", set(),
                {one for one in marks if not any(one in cell for cell in cells)})


def check_lint(check: Checks) -> None:
    prefixes = {"sts-record": b"v=STSv1; id=", "tlsrpt-record": b"v=TLSRPTv1; rua=mailto:",
                "smtp-sts-record": b"v=STS1; to=true; mx=", "tlsa-record": b"3 1 1 ",
                "sts-policy": b"version: STSv1\nmode: none\nmax_age: 1\nmx: "}
    for kind, prefix in prefixes.items():
        for given in [prefix + text for _, text in corpus.texts()]:
            said = piped(["lint", "--kind", kind, "-"], given)
            check.quietly(f"lint {kind} of {given!r}", None, harm(said.stdout + said.stderr))
    questions = b"".join(
        json.dumps(question, ensure_ascii=False).encode(errors="replace") + b"\n"
        for _, text in corpus.texts()
        for question in (*({"kind": kind, "input": (prefix + text).decode("latin-1")}
                           for kind, prefix in prefixes.items()),
                         {"kind": text.decode("latin-1"), "input": ""},
                         {"kind": "mx-match", "input": {"mx": text.decode("latin-1"), "patterns": [
                             text.decode("latin-1")]}}))
    said = piped(["lint", "--jsonl"], questions).stdout
    check.quietly("lint --jsonl", None, harm(said))
    check.quietly("an answer to each question", len(questions.splitlines()),
                  len([json.loads(line) for line in said.split(b"\n") if line]))
    check.told("lint's answers are harmless")


def check_sentences(check: Checks, scan: Scan) -> None:
    """What is said of files that are not there, of options that are none, of lines in files."""

    def refused(*arguments: str) -> None:
        said = piped([*arguments])
        check.quietly(f"{arguments} is refused", True, 0 < said.returncode < 128)
        check.quietly(f"{arguments}", None, harm(said.stdout + said.stderr))

    names = [name for _, name in files()]
    every = " ".join(names)
    for arguments in (
        ["check", f"{every} ..."], ["check", "public.alpha", "--resolver", every],
        ["check", "public.alpha", "--allow-network", every],
        ["check", "public.alpha", "--ehlo", f"{every} "], ["lint", "--kind", every, "-"],
        ["runs", "--delete", every], [f"--{every}"], [every], ["scan", f"-{every}"],
        ["report", "--run", every],
    ):
        refused(*arguments)
    # A file's name has at most 255 bytes.
    for name in (" ".join(names[at::12])[:200] for at in range(12)):
        refused("scan", f"./{name}", *scan.options, "--database", "never.sqlite")
        refused("check", "public.alpha", "--exclude", f"./{name}")
        refused("lint", "--kind", "sts-record", f"./{name}")
        for command in ("report", "runs", "evaluate"):
            refused(command, "--database", f"./{name}")
    for _, text in corpus.texts():
        with open("lines.txt", "wb") as file:
            file.write(text + b"\n")
        for option in ("--anchors", "--exclude"):
            # What is taken ends at the file of certificates, before anybody is asked.
            refused("check", "public.alpha", option, "lines.txt", "--ca-file", "lines.txt")
    check.told("sentences about files, options and lines are harmless")
