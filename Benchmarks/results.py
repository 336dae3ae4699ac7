"""What a census costs, beside what its parts cost elsewhere: the figures of RESULTS.md.

Runs in the test internet. CPU is user and system time of the one process that does the work, as the
kernel counts it; the servers share the machine and are not counted.
"""

import collections
import datetime
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCAN_OPTIONS = os.environ.get("TI_SCAN_OPTIONS", "").split()
# Of the others so many domains, hosts and handshakes: they are slow, and have no limits of their own.
SAMPLE, HANDSHAKES = 25, 2_000


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

    def __init__(self, scanner: str, domains: int, folder: str):
        self.scanner, self.domains, self.folder = scanner, domains, Path(folder)
        self.database = self.folder / "full.sqlite"
        self.rows: list[tuple[str, str, str]] = []

    def row(self, what: str, figure: str, note: str = "") -> None:
        self.rows.append((what, figure, note))
        print(f"{what}: {figure} {note}", flush=True)

    def scan(self, name: str, *options: str) -> Used:
        return measured([self.scanner, "scan", os.environ["TI_LIST"], "--database",
                         str(self.folder / f"{name}.sqlite"), *SCAN_OPTIONS, *options],
                        stderr=subprocess.DEVNULL)

    def query(self, sql: str):
        database = sqlite3.connect(self.database)
        try:
            return database.execute(sql).fetchone()
        finally:
            database.close()

    def ours(self) -> None:
        full = self.scan("full")
        self.row("everything, a domain", milliseconds(full.cpu, self.domains),
                 f"{self.domains:,} domains, cold caches")
        self.row("domains a second", f"{self.domains / full.wall:,.0f}", "with the servers beside it")
        self.row("peak memory", f"{full.peak:.0f} MB")
        for name, seconds in sorted(full.threads.items(), key=lambda one: -one[1]):
            self.row(f"of it on threads `{name}`", milliseconds(seconds, self.domains), "a domain")
        hosts, pairs, probes, addresses, fetches, lookups = self.query("""
            SELECT (SELECT count(*) FROM mx_host), (SELECT count(*) FROM mx_result),
                (SELECT count(*) FROM probe), (SELECT count(DISTINCT address) FROM probe),
                (SELECT count(*) FROM policy_fetch), (SELECT count(*) FROM lookup)""")
        bare = self.scan("bare", "--no-probe")
        self.row("the same with --no-probe", milliseconds(bare.cpu, self.domains),
                 "lookups, policies, evaluation and store")
        self.row("a full MX probe with verdicts", milliseconds(full.cpu - bare.cpu, probes),
                 f"the difference, over {probes:,} probes")
        judged = measured([self.scanner, "evaluate", "--database", str(self.database)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.row("judging again, a domain", milliseconds(judged.cpu, self.domains),
                 "`evaluate`: read, judge, write")
        self.row("lookups kept, a domain", f"{lookups / self.domains:.2f}", "answers, from whichever cache")
        self.row("policy fetches, a domain", f"{fetches / self.domains:.3f}")
        self.row("connections to port 25, a domain", f"{probes / self.domains:.3f}",
                 f"{probes:,} to {addresses:,} addresses")
        self.row("MX hosts looked up once and shared", share(pairs - hosts, pairs),
                 f"{hosts:,} hosts of {pairs:,} pairs of domain and host")

    def handshakes(self) -> None:
        program = self.folder / "handshakes"
        subprocess.run(["cc", "-O2", "-o", program, HERE / "handshakes.c", "-lssl", "-lcrypto"],
                       check=True)
        database = sqlite3.connect(self.database)
        rows = database.execute(
            """SELECT address, server_name FROM probe WHERE starttls = 'ok' AND address LIKE '%.%'
               ORDER BY probe_number LIMIT ?""", (HANDSHAKES,)).fetchall()
        database.close()
        lines = "".join(f"{address} {name}\n" for address, name in rows)
        output = subprocess.run([program], input=lines, check=True, stdout=subprocess.PIPE, text=True)
        done, each = output.stdout.split()
        self.row("bare handshake in C", f"{float(each):.2f} ms",
                 f"EHLO, STARTTLS, TLS and no verdict, {int(done):,} hosts")

    def dnsperf(self) -> None:
        queries = self.folder / "queries"
        with open(os.environ["TI_LIST"]) as names, queries.open("w") as file:
            for name in list(names)[:self.domains]:
                name = name.split(",")[-1].strip()
                file.write(f"{name} MX\n_mta-sts.{name} TXT\n_smtp._tls.{name} TXT\n")
        for name in ("cold", "warm"):
            command = ["dnsperf", "-s", os.environ["TI_RESOLVER"], "-d", str(queries), "-n", "1", "-q", "50"]
            with (self.folder / "dnsperf").open("w+") as output:
                used = measured(command, stdout=output)
                output.seek(0)
                text = output.read()
            count = int(text.split("Queries completed:")[1].split()[0])
            rate = text.split("Queries per second:")[1].split()[0]
            self.row(f"dnsperf to a {name} resolver, a question", milliseconds(used.cpu, count, 3),
                     f"{float(rate):,.0f} a second; the resolver's own CPU is not in it")

    def others(self, tools: str) -> None:
        domains = [name for (name,) in sqlite3.connect(self.database).execute(
            "SELECT domain FROM domain_results WHERE sts_record = 'valid' LIMIT ?", (SAMPLE,))]
        hosts = [name for (name,) in sqlite3.connect(self.database).execute(
            "SELECT mx_host FROM mx_host_results WHERE starttls = 'ok' LIMIT ?", (SAMPLE,))]
        for name, command, count, what in [
            ("checkdmarc", [f"{tools}/checkdmarc", *domains, "--check-mx-tls", "-n", os.environ["TI_RESOLVER"]],
             len(domains), "a domain"),
            ("sslyze", [f"{tools}/sslyze", "--starttls=smtp", "--certinfo",
                        *(f"{host}:25" for host in hosts)], len(hosts), "an MX host"),
        ]:
            with (self.folder / name).open("w") as output:
                used = measured(command, stdout=output, stderr=output)
            self.row(f"{name}, {what}", milliseconds(used.cpu, count, 1),
                     f"{count} of them, {count / used.wall:.1f} a second, {used.peak:.0f} MB")


def milliseconds(seconds: float, count: int, digits: int = 2) -> str:
    return f"{1000 * seconds / max(count, 1):.{digits}f} ms"


def share(count: int, total: int) -> str:
    return f"{100 * count / max(total, 1):.1f}%"
