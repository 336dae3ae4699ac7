"""What a census costs, beside what its parts cost elsewhere: the figures of RESULTS.md.

Runs in the test internet. CPU is user and system time of the one process that does the work, as the
kernel counts it; the servers share the machine and are not counted.
"""

import collections
import contextlib
import dataclasses
import datetime
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
INTRODUCTION = """\
# Results

Made by `scripts/bench results` on {date}: {cores} cores, {system}, load {load:.1f} in the
quarter of an hour. A figure in ms is CPU, user and system time of the process as the kernel counts
it, in a release build. All servers run on the same machine and are not counted. What the figures
mean for a scan of the Internet stands in [Performance.md](../Docs/Performance.md).
"""
BY_HAND = "## A million domains, once"
SCAN_OPTIONS = os.environ.get("TI_SCAN_OPTIONS", "").split()
# Of the others so many domains, hosts and handshakes: they are slow, and have no limits of their own.
SAMPLE, HANDSHAKES = 25, 2_000
# So many domains by their own, for the cost of a lookup; so many in flight, for that of one.
LOOKED_UP = 10_000
IN_FLIGHT = (1_000, 4_000)
AGAIN = 20


@dataclass
class Wire:
    """What has passed the loopback device of this namespace."""

    datagrams: int
    octets: int

    @staticmethod
    def now() -> "Wire":
        udp = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines()
               if line.startswith("Udp:")]
        device = next(line for line in Path("/proc/net/dev").read_text().splitlines()
                      if line.strip().startswith("lo:"))
        return Wire(int(dict(zip(*udp))["OutDatagrams"]), int(device.split()[1]))

    def __sub__(self, before: "Wire") -> "Wire":
        return Wire(self.datagrams - before.datagrams, self.octets - before.octets)


@dataclass
class Used:
    """What a process took: CPU and wall time in seconds, peak memory in MB, CPU by thread name."""

    cpu: float
    wall: float
    peak: float
    threads: dict[str, float] = field(default_factory=dict)


def measured(command: list[str], **options) -> Used:
    """Runs a command to its end; its threads are looked at while it runs."""
    began = time.monotonic()
    child = subprocess.Popen(command, **options)
    threads: dict[str, tuple[str, float]] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            for task in Path(f"/proc/{child.pid}/task").glob("*"):
                try:
                    name = (task / "comm").read_text().strip()
                    fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                ticks = int(fields[11]) + int(fields[12])
                threads[task.name] = (name, ticks / os.sysconf("SC_CLK_TCK"))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    _, status, used = os.wait4(child.pid, 0)
    over.set()
    watcher.join()
    if status != 0:
        sys.exit(f"{command[0]} failed: {status}")
    by_name: dict[str, float] = collections.defaultdict(float)
    for name, seconds in threads.values():
        by_name[name] += seconds
    return Used(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024,
                dict(by_name))


class Results:
    """One after another, so that nothing measured has a neighbour but the servers."""

    def __init__(self, scanner: str, folder: Path):
        self.scanner, self.folder = scanner, folder
        self.names = Path(os.environ["TI_LIST"]).read_text().split()
        self.domains = len(self.names)
        self.database = folder / "full.sqlite"
        self.tables: list[tuple[str, list[tuple[str, str, str]]]] = []

    def table(self, title: str) -> None:
        self.tables.append((title, []))

    def row(self, what: str, figure: str, note: str = "") -> None:
        self.tables[-1][1].append((what, figure, note))
        print(f"{what}: {figure} {note}", flush=True)

    def scan(self, name: str, *options: str) -> Used:
        return measured([self.scanner, "scan", os.environ["TI_LIST"], "--database",
                         str(self.folder / f"{name}.sqlite"), *SCAN_OPTIONS, *options],
                        stderr=subprocess.DEVNULL)

    def query(self, sql: str, database: Path | None = None) -> list:
        with contextlib.closing(sqlite3.connect(database or self.database)) as connection:
            return connection.execute(sql).fetchall()

    def stage(self, name: str, questions: list[dict], *options: str) -> tuple[Used, list[dict]]:
        """`sts-census stage`, without what it takes to begin; and its answers."""
        paths = [self.folder / f"{name}.{end}" for end in ("in", "one", "out")]
        paths[0].write_text("".join(json.dumps({"key": key} | question) + "\n"
                                    for key, question in enumerate(questions)))
        paths[1].write_text("")
        used = []
        for path in paths[:2]:
            with path.open() as lines, paths[2].open("w" if path == paths[0] else "a") as answers:
                used.append(measured(
                    [self.scanner, "stage", name, *SCAN_OPTIONS, *options], stdin=lines,
                    stdout=answers, stderr=subprocess.DEVNULL))
        answers = [json.loads(line) for line in paths[2].open()]
        if len(answers) != len(questions) or any("error" in answer for answer in answers):
            sys.exit(f"stage {name} did not answer everything")
        return dataclasses.replace(used[0], cpu=used[0].cpu - used[1].cpu), answers

    def ours(self) -> None:
        before = Wire.now()
        full = self.scan("full")
        wire = Wire.now() - before
        [(hosts, pairs, probes, addresses, fetches, lookups)] = self.query("""
            SELECT (SELECT count(*) FROM mx_host), (SELECT count(*) FROM mx_result),
                (SELECT count(*) FROM probe), (SELECT count(DISTINCT address) FROM probe),
                (SELECT count(*) FROM policy_fetch), (SELECT count(*) FROM lookup)""")
        [(settled,)] = self.query("SELECT json_extract(options, '$.concurrency_settled') FROM runs")
        self.table(f"A scan of {self.domains:,} bulk domains, cold caches")
        self.row("**everything, a domain**", f"**{milliseconds(full.cpu, self.domains)}**",
                 "CPU, user and system; at most 1.2 ms")
        self.row("domains a second", f"{self.domains / full.wall:,.0f}",
                 f"with the servers beside it; {settled} domains in flight at the end")
        self.row("peak memory", f"{full.peak:.0f} MB")
        self.row("database", f"{self.database.stat().st_size / self.domains:,.0f} bytes", "a domain")
        loops = sum(seconds for name, seconds in full.threads.items() if name.startswith("loop"))
        others = sum(full.threads.values()) - loops
        self.row("of the CPU: loops", milliseconds(loops, self.domains),
                 "lookups, fetches, probes, verdicts")
        self.row("of the CPU: other threads", milliseconds(others, self.domains),
                 "store, the walk of the list, progress")
        self.row("questions sent to name servers, a domain", f"{wire.datagrams / 2 / self.domains:.2f}",
                 "UDP, the servers' answers not counted")
        self.row("lookups kept, a domain", f"{lookups / self.domains:.2f}",
                 "answers that were observed, from whichever cache")
        self.row("connections, a domain", f"{probes / self.domains:.3f} and {fetches / self.domains:.3f}",
                 "to port 25, for a policy")
        self.row("bytes on the wire, a domain", f"{wire.octets / self.domains:,.0f}",
                 "both directions, with headers")
        self.row("MX hosts looked up once and shared", share(pairs - hosts, pairs),
                 f"{hosts:,} hosts of {pairs:,} pairs of domain and host")
        self.row("MX hosts whose probe is another's too", share(hosts - probes, hosts),
                 f"{probes:,} probes of {addresses:,} addresses")
        self.stages(full, probes)

    def stages(self, full: Used, probes: int) -> None:
        self.table("By stage")
        bare = self.scan("bare", "--no-probe")
        self.row("everything but probes, a domain", milliseconds(bare.cpu, self.domains), "`--no-probe`")
        self.row("**a full MX probe with verdicts**", f"**{milliseconds(full.cpu - bare.cpu, probes)}**",
                 f"the difference, over {probes:,} probes; at most 1.4 ms")
        known = {domain: dnssec for domain, dnssec in self.query(
            "SELECT domain, mx_dnssec FROM domain_results")}
        insecure = [name for name in self.names
                    if name.endswith(".three") and known[name] == "insecure"][:LOOKED_UP]
        secure = [name for name in self.names
                  if name.endswith((".one", ".two")) and known[name] == "secure"][:LOOKED_UP]
        self.lookups("**a lookup, cold, not validated**", insecure, "at most 0.18 ms")
        self.lookups("**a lookup, cold, validated**", secure, "at most 0.33 ms")
        # So few that the resolver's cache has room for them.
        few = [{"domain": name} for name in insecure[:1000]]
        once, _ = self.stage("resolve", few)
        again, answers = self.stage("resolve", few * AGAIN)
        self.row("**a lookup from cache**",
                 f"**{milliseconds(again.cpu - once.cpu, lookups_in(answers) * (1 - 1 / AGAIN), 3)}**",
                 "a thousand again and again, with JSON; at most 0.02 ms")
        adopters = [name for (name,) in self.query(
            "SELECT domain FROM domain_results WHERE sts_record = 'valid'")]
        fetched, _ = self.stage("fetch", [{"domain": name} for name in adopters])
        self.row("**a policy fetch**", f"**{milliseconds(fetched.cpu, len(adopters))}**",
                 f"`stage fetch`, {len(adopters):,} policies, with the lookup and JSON; at most 2.0 ms")
        judged = measured([self.scanner, "evaluate", "--database", str(self.database)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.row("judging again, a domain", milliseconds(judged.cpu, self.domains, 3),
                 "`evaluate`: read, judge, write")
        few, many = (self.scan(f"memory{count}", "--concurrency", str(count), "--limit", "20000")
                     for count in IN_FLIGHT)
        self.row("memory, a domain in flight",
                 f"{(many.peak - few.peak) * 1024 / (IN_FLIGHT[1] - IN_FLIGHT[0]):.0f} KB",
                 f"{few.peak:.0f} MB with {IN_FLIGHT[0]:,}, {many.peak:.0f} MB with {IN_FLIGHT[1]:,}")

    def lookups(self, what: str, names: list[str], limit: str) -> float:
        used, answers = self.stage("resolve", [{"domain": name} for name in names])
        count = lookups_in(answers)
        self.row(what, f"**{milliseconds(used.cpu, count, 3)}**",
                 f"`stage resolve`, {count:,} lookups of {len(names):,} domains, with JSON; {limit}")
        return used.cpu

    def handshakes(self) -> None:
        self.table("The limit of what is possible")
        program = self.folder / "handshakes"
        subprocess.run(["cc", "-O2", "-o", program, HERE / "handshakes.c", "-lssl", "-lcrypto"],
                       check=True)
        rows = self.query(
            f"""SELECT address, server_name FROM probe WHERE starttls = 'ok' AND address LIKE '%.%'
               ORDER BY probe_number LIMIT {HANDSHAKES}""")
        lines = "".join(f"{address} {name}\n" for address, name in rows)
        output = subprocess.run([program], input=lines, check=True, stdout=subprocess.PIPE, text=True)
        done, each = output.stdout.split()
        self.row("a bare handshake in C", f"{float(each):.2f} ms",
                 f"EHLO, STARTTLS, TLS and no verdict, {int(done):,} hosts")

    def dnsperf(self) -> None:
        queries = self.folder / "queries"
        with queries.open("w") as file:
            for name in self.names:
                file.write(f"{name} MX\n_mta-sts.{name} TXT\n_smtp._tls.{name} TXT\n")
        for name in ("cold", "warm"):
            # With more at once it loses answers, and waits for them with full use of a core.
            command = ["dnsperf", "-s", os.environ["TI_RESOLVER"], "-d", str(queries), "-n", "1",
                       "-q", "50"]
            with (self.folder / "dnsperf").open("w+") as output:
                used = measured(command, stdout=output)
                output.seek(0)
                text = output.read()
            count = int(text.split("Queries completed:")[1].split()[0])
            rate = float(text.split("Queries per second:")[1].split()[0])
            self.row(f"dnsperf, a question to a {name} resolver", milliseconds(used.cpu, count, 3),
                     f"{rate:,.0f} a second; the work is the resolver's, whose CPU is not in it")

    def others(self, tools: dict[str, str]) -> None:
        self.table("What people use today, a sample")
        domains = [name for (name,) in self.query(
            f"SELECT domain FROM domain_results WHERE sts_record = 'valid' LIMIT {SAMPLE}")]
        hosts = [name for (name,) in self.query(
            f"SELECT mx_host FROM mx_host_results WHERE starttls = 'ok' LIMIT {SAMPLE}")]
        trusted = os.environ | dict.fromkeys(
            ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"], os.environ["TI_CA_FILE"])
        for name, arguments, count, what in [
            ("checkdmarc", [*domains, "--check-mx-tls", "-n", os.environ["TI_RESOLVER"]],
             len(domains), "a domain"),
            ("sslyze", ["--starttls=smtp", "--certinfo", *(f"{host}:25" for host in hosts)],
             len(hosts), "an MX host"),
        ]:
            with (self.folder / name).open("w") as output:
                used = measured([tools[name], *arguments], stdout=output, stderr=output, env=trusted)
            self.row(f"{name}, {what}", milliseconds(used.cpu, count, 1),
                     f"{count} of them, {count / used.wall:.1f} a second, {used.peak:.0f} MB")

    def text(self) -> str:
        lines = [INTRODUCTION.format(
            date=datetime.date.today().isoformat(), cores=os.cpu_count(),
            system=platform.freedesktop_os_release()["PRETTY_NAME"], load=os.getloadavg()[2])]
        for title, rows in self.tables:
            lines += [f"## {title}\n", "| what | figure | |", "| --- | ---: | --- |",
                      *(f"| {' | '.join(row)} |" for row in rows), ""]
        return "\n".join(lines)


def by_hand(output: Path) -> str:
    """What a former text says from this heading on: measured once, and not made again here."""
    text = output.read_text() if output.exists() else ""
    return BY_HAND + rest if (rest := text.partition(BY_HAND)[2]) else ""


def lookups_in(answers: list[dict]) -> int:
    return sum(isinstance(value, dict) and "answer" in value
               for answer in answers for value in answer.values())


def milliseconds(seconds: float, count: int, digits: int = 2) -> str:
    return f"{1000 * seconds / max(count, 1):.{digits}f} ms"


def share(count: int, total: int) -> str:
    return f"{100 * count / max(total, 1):.1f}%"


def run(scanner: str, tools: dict[str, str], output: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        results = Results(scanner, Path(folder))
        results.ours()
        results.handshakes()
        results.dnsperf()
        results.others(tools)
        output.write_text(results.text() + by_hand(output))
