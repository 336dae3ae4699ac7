"""Joins what the stages have found out: by domain and by MX host."""

import json
import sys


def lines(path: str) -> list[dict]:
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def fetches(resolved: list[dict]) -> list[dict]:
    """What `stage fetch` is to be asked."""
    return [{"key": domain["key"], **policy} for domain in resolved for policy in domain.get("policies", [])]


def probes(resolved: list[dict]) -> list[dict]:
    """What `stage probe` is to be asked: each MX host once, whichever domains share it."""
    hosts = {host for domain in resolved for host in domain.get("mx_hosts", [])}
    return [{"key": host, "mx_host": host} for host in sorted(hosts)]


def joined(resolved: list[dict], fetched: list[dict], probed: list[dict]) -> list[dict]:
    """What `stage evaluate` is to be asked."""
    policies: dict = {}
    for policy in fetched:
        policies.setdefault(policy["key"], []).append(policy)
    hosts = {host["mx_host"]: host for host in probed}
    return [{"key": domain["key"], "resolve": domain, "fetch": policies.get(domain["key"], []),
             "probe": [hosts[host] for host in domain["mx_hosts"]]}
            for domain in resolved if "mx" in domain]


if __name__ == "__main__":
    step = {"fetches": fetches, "probes": probes, "joined": joined}[sys.argv[1]]
    for question in step(*map(lines, sys.argv[2:])):
        print(json.dumps(question))
