#!/usr/bin/env python3
"""What Spark costs a domain: scripts/spark/census.py with a stand-in for sts-census, which answers each
line at once. Counted is the CPU of all processes, Spark's JVM and Python, without the stand-in's own:
of a session that starts and ends, of a job of a thousand domains, and of one of as many as are wanted.
What the thousand cost, nearly all of it classes that are loaded and queries that are compiled, is a run's;
the rest is the other domains'.

Usage: Benchmarks/spark.py [DOMAINS]      (100000 unless told otherwise; scripts/spark/setup comes before)
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PYTHON = HERE / ".build/spark-venv/bin/python"
PR_SET_CHILD_SUBREAPER = 36

# MARK: The stand-in

CHAIN = json.dumps(["MIIF" + "A" * 1600, "MIIE" + "B" * 1400])
RECORDS = '{"answer":"no-name","dnssec":"insecure"}'
PROBE = ('"probes":[{"address":"198.51.100.25","anonymous_only":false,"chain":%s,"duration_ms":31,'
         '"ehlo_reply":"250-mx.example.com\\n250-SIZE 10240000\\n250 STARTTLS","greeting":"220 mx.example.com",'
         '"reachability":"open","server_name":"mx.example.com","started_at":"2026-11-23T08:15:01.020Z",'
         '"starttls":"ok","tls_survey":[],"tls_version":"TLSv1.3","used_helo":false}],"tlsa":%s' % (CHAIN, RECORDS))
RESULT = ('"draft_record":"absent","findings":[],"key":%d,"mail_route":"mx","mx_dnssec":"insecure","mx_hosts":1,'
          '"mx_results":[{"certificate":"valid","mx_host":"mx.example.com","preference":10,"reachability":"open",'
          '"starttls":"ok","tls_cipher":"TLS_AES_256_GCM_SHA384","tls_version":"TLSv1.3","tlsa":"none"}],'
          '"provider":"example.com","starttls":"all","sts_adoption":"absent","sts_record":"absent","tld":"com",'
          '"tlsrpt_adoption":"absent","tlsrpt_record":"absent","verdict":"opportunistic"}')


def resolve(question: dict) -> str:
    """As in the test internet's bulk: most use few MX hosts, one in five its own, 1 in 100 has a policy."""
    key, domain = question["key"], question["domain"]
    number = int(domain.partition(".")[0][1:])
    kind = number % 100
    host = (f"mx{number % 10}.provider.net" if kind < 40 else f"t{number}.tenants.net" if kind < 60
            else f"mx.{domain}")
    hosts = [] if kind >= 80 else [host]
    policies = [{"domain": domain, "policy": "mta-sts"}] if kind == 7 else []
    return (f'{{"domain":"{domain}","key":{key},"mta_sts":{RECORDS},"mx":{{"answer":"records","dnssec":"insecure",'
            f'"records":["10 {host}"],"ttl":3600}},"mx_hosts":{json.dumps(hosts)},'
            f'"policies":{json.dumps(policies)},"smtp_sts":{RECORDS},"tls_rpt":{RECORDS}}}')


def answer(stage: str, line: str) -> str:
    if stage == "evaluate":
        # As long as its facts are: not to be read here.
        return '{"dane":"none","domain":"example.com",' + RESULT % int(line[7:line.index(",")])
    question = json.loads(line)
    if stage == "resolve":
        return resolve(question)
    key = json.dumps(question["key"])
    return f'{{"body":"version: STSv1","key":{key},"outcome":"ok","policy":"mta-sts"}}' if stage == "fetch" \
        else f'{{"key":{key},"mx_host":{key},{PROBE}}}'


def stand_in(words: list[str]) -> None:
    if words == ["--version"]:
        print("stand-in")
        return
    for line in sys.stdin:
        sys.stdout.write(answer(words[1], line) + "\n")
    sys.stdout.flush()
    with open(os.environ["BENCH_STAND_IN"], "a", encoding="ascii") as file:
        file.write(f"{time.process_time()}\n")


# MARK: The measurement

FEW = 1000


def cpu(folder: Path, domains: int, status: int = 0) -> float:
    """Of the job and all it starts, those that outlive it too, without the stand-in."""
    names, output, own = folder / f"{domains}.txt", folder / str(domains), folder / "stand-in"
    os.environ["BENCH_STAND_IN"] = str(own)
    own.write_text("0\n")
    if domains:
        names.write_text("".join(f"d{number}.example{number % 5000}.com\n" for number in range(domains)))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    job = [PYTHON, HERE / "scripts/spark/census.py", names, "--output", output, "--sts-census", __file__]
    if subprocess.run(job, stdout=sys.stderr).returncode != status:
        sys.exit("scripts/spark/census.py did not end as it should")
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            - sum(map(float, own.read_text().split())))


def main() -> None:
    words = sys.argv[1:]
    if words and words[0] in ("stage", "--version"):
        stand_in(words)
        return
    wanted = words[0] if words else "100000"
    if len(words) > 1 or not wanted.isdigit() or int(wanted) <= FEW:
        print(__doc__)
        sys.exit(0 if wanted in ("-h", "--help") else 64)
    domains = int(wanted)
    # What a process leaves behind becomes ours, and its CPU is counted when it ends.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A list that is missing is noticed when the session has begun, and ends it.
        session = cpu(folder, 0, status=1)
        few = cpu(folder, FEW)
        began = time.monotonic()
        many = cpu(folder, domains)
        print(f"CPU: a session {session:.1f} s, {FEW} domains {few:.1f} s, {domains} domains {many:.1f} s "
              f"({time.monotonic() - began:.0f} s of time); {1000 * (many - session) / domains:.3f} ms a domain "
              f"without the session, {1000 * (many - few) / (domains - FEW):.3f} ms each further one")


if __name__ == "__main__":
    main()
