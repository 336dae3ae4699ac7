"""Holds what a run has written against what a scan has written of the same domains."""

import json
import re
import sqlite3

# Columns that are a run's or a database's own.
OF_A_RUN = {"run_id", "rank", "domain_id", "mx_host_id"}

# They answer after a time limit of half a minute or more, in a scan's second pass again; others are as good
# a test.
SLOW = {f"{name}.alpha" for name in (
    "dead drip enforce-outage handshake-silent late-greeting mx-lost policy-endless policy-handshake-silent "
    "policy-lost policy-timeout silent testing-outage").split()}
# What no two observations need to have in common: how long it took, and which name server was asked.
MEASURED = re.compile(r"\d+ (ms|milliseconds|bytes)\b|from [0-9a-f.:]+\b"
                      # Of a zone whose key fails: the question of it that happened to be the first.
                      r"|previous validation failure <[^>]*>")

# What a scan has written, without what is a run's own or depends on the order in which addresses come: which
# tables and views, and by which columns.
STORED = {
    "domain_results": "*", "mx_results": "*", "findings": "*", "mx_host_results": "*",
    "policies": "domain, outcome, stage, detail, address, cname_target, http_status, content_type, location, "
                "hex(body) AS body",
    "draft_fetch JOIN name ON name_id = domain_id": "text, outcome, stage, detail, address, http_status, "
                                                     "hex(body) AS body",
    "tls_surveys": "operator, address, version, outcome, cipher, detail",
    "run_domain JOIN name ON name_id = domain_id": "text, rank AS place",
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


def same(what: str, scanned: list[dict], others: list[dict]) -> None:
    ours, theirs = in_order(scanned), in_order(others)
    different = sorted(set(ours) ^ set(theirs))
    expect(f"{len(ours)} rows of {what} are those of a scan", [], different[:6])
    expect(f"and each is there once in {what}", len(ours), len(theirs))


def same_run(what: str, scanned: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """A run of a database of its own, in all that it says."""
    for view, columns in STORED.items():
        same(f"{view}, {what},", rows(scanned, view, columns), rows(other, view, columns))


def same_results(scanned: sqlite3.Connection, results: list[dict]) -> None:
    """Answers of `stage evaluate`, without their keys."""
    hosts = [{"domain": line["domain"], **host} for line in results for host in line.pop("mx_results")]
    findings = [{"domain": line["domain"], **note} for line in results for note in line.pop("findings")]
    for host in hosts:
        if "policy_match" in host:
            host["policy_match"] = int(host["policy_match"])
    same("domain_results", rows(scanned, "domain_results"), results)
    same("mx_results", rows(scanned, "mx_results"), hosts)
    same("findings", rows(scanned, "findings"), findings)
