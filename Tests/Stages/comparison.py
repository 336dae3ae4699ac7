"""Whether what came another way is what a scan has written: row by row, each once."""

import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path

CENSUS = os.environ["CENSUS_SCANNER"]
OPTIONS = os.environ["TI_SCAN_OPTIONS"].split()
# Columns that are a run's or a database's own.
OF_A_RUN = {"run_id", "rank", "domain_id", "mx_host_id"}

# They answer after a time limit of half a minute or more, in the scan's second pass again; others show
# that such answers pass through the stages.
SLOW = {f"{name}.alpha" for name in (
    "dead drip enforce-outage handshake-silent late-greeting mx-lost policy-endless policy-handshake-silent "
    "policy-lost policy-timeout silent testing-outage").split()}
# What no two observations need to have in common: how long it took, and which name server was asked.
MEASURED = re.compile(r"\d+ (ms|milliseconds|bytes)\b|from [0-9a-f.:]+\b")

# What a scan has written, without what is a run's own or depends on the order in which addresses come: which
# tables and views, and by which columns.
STORED = {
    "domain_results": "*", "mx_results": "*", "findings": "*", "mx_host_results": "*",
    "policies": "domain, outcome, stage, detail, address, cname_target, http_status, content_type, location, "
                "hex(body) AS body",
    "draft_fetch JOIN name ON name_id = domain_id": "text, outcome, stage, detail, address, http_status, "
                                                     "hex(body) AS body",
    "tls_surveys": "operator, address, version, outcome, cipher, detail",
    "run_domain JOIN name ON name_id = domain_id": "text, rank",
    "lookup JOIN name USING (name_id)": "text, question, answer, dnssec, canonical_name, records, detail",
    "txt_record JOIN name USING (name_id)": "text, question, hex(data) AS data",
    "mx_host h JOIN name n ON n.name_id = mx_host_id JOIN name b ON b.name_id = tlsa_base_id":
        "n.text AS host, b.text AS base, alias_secure, not_probed",
    "mx_host_probe JOIN name ON name_id = mx_host_id JOIN mx_probes USING (run_id, probe_number) "
    "WHERE reachability = 'open'":
        "text, operator, greeting, ehlo_reply, used_helo, starttls_reply, starttls, tls_version, tls_cipher, "
        "tls_group, plaintext_after_starttls, anonymous_only, detail",
    "trusted_certificate JOIN certificate USING (certificate_id)": "position, sha256",
    "certificate": "sha256, der, subject, issuer, names, not_before, not_after, key, key_bits, signature_algorithm",
    "runs": "state, started_at, version, judged_by, domains, domains_total",
}

failures: list[str] = []


def expect(what: str, wanted: object, got: object) -> None:
    if wanted == got:
        print(f"ok: {what}")
    else:
        failures.append(what)
        print(f"failed: {what}: expected {wanted!r}, got {got!r}")


def scan(folder: Path, names: list[str], *options: str) -> sqlite3.Connection:
    """The database of a scan of that list, which is left in the folder."""
    path, file = folder / "list.txt", folder / "census.sqlite"
    file.unlink(missing_ok=True)
    path.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    subprocess.run([CENSUS, "scan", path, *OPTIONS, *options, "--retry-after", "1", "--database", file],
                   check=True, stderr=subprocess.DEVNULL)
    return sqlite3.connect(file)


def rows(database: sqlite3.Connection, view: str, columns: str = "*") -> list[dict]:
    """A view's rows as `stage evaluate` prints them: without what is null."""
    database.row_factory = sqlite3.Row
    found = [{column: row[column] for column in row.keys()
              if column not in OF_A_RUN and row[column] is not None}
             for row in database.execute(f"SELECT {columns} FROM {view}")]
    for row in found:
        if "records" in row:
            row["records"] = sorted(row["records"].split("\n"))
    return found


def in_order(values: list[dict]) -> list[str]:
    return sorted(MEASURED.sub("N", json.dumps(value, sort_keys=True, default=bytes.hex)) for value in values)


def same(what: str, scanned: list[dict], staged: list[dict]) -> None:
    ours, theirs = in_order(scanned), in_order(staged)
    different = sorted(set(ours) ^ set(theirs))
    expect(f"{len(ours)} rows of {what} are those of a scan", [], different[:6])
    expect(f"and each is there once in {what}", len(ours), len(theirs))


def same_results(scanned: sqlite3.Connection, results: list[dict]) -> None:
    """Answers of `stage evaluate`, without key, against the views."""
    hosts = [{"domain": line["domain"], **host} for line in results for host in line.pop("mx_results")]
    findings = [{"domain": line["domain"], **note} for line in results for note in line.pop("findings")]
    for host in hosts:
        if "policy_match" in host:
            host["policy_match"] = int(host["policy_match"])
    same("domain_results", rows(scanned, "domain_results"), results)
    same("mx_results", rows(scanned, "mx_results"), hosts)
    same("findings", rows(scanned, "findings"), findings)


def same_tables(scanned: sqlite3.Connection, stored: sqlite3.Connection, *names: str) -> None:
    """Two databases, in those of STORED."""
    for name in names:
        same(f"{name}, stored,", rows(scanned, name, STORED[name]), rows(stored, name, STORED[name]))
