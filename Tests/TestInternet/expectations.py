"""What a row of the table expects: what it says itself, what rows like it have in common, and what
follows from its own words by the meaning of a column or of a finding."""

import re
from pathlib import Path

TABLE = Path(__file__).parent / "scenarios.toml"
HOSTILE_TABLE = Path(__file__).parent / "hostile.toml"
CODES = Path(__file__).parents[2] / "Sources/MailStandards/Findings/FindingCode.swift"

DOMAIN_COLUMNS = (
    "tld", "mail_route", "mx_dnssec", "mx_hosts", "provider", "sts_record", "sts_id",
    "policy_fetch", "policy_syntax", "policy_mode", "policy_max_age", "policy_provider",
    "draft_record", "draft_mode", "draft_authentication", "draft_conformance",
    "draft_result_type", "tlsrpt_record", "starttls", "dane", "verdict", "result_type",
    "sts_adoption", "draft_adoption", "tlsrpt_adoption", "starttls_adoption", "dane_adoption")
MX_COLUMNS = (
    "preference", "reachability", "starttls", "tls_version", "tls_cipher", "certificate",
    "policy_match", "tlsa", "result_type")

# The rung of a record that is not valid.
RECORD_RUNGS = {"absent": "absent", "error": "indeterminate", "invalid": "published",
                "multiple": "published", "any": "any", "null": "null"}
DANE_RUNGS = {"none": "absent", "insecure": "published", "mx-insecure": "published",
              "unusable": "published", "partial": "valid", "invalid": "valid",
              "valid": "effective"}
FETCH_STAGES = {"dns": "dns", "connect": "tcp", "refused-address": "tcp", "tls": "tls",
                "http": "http", "http-status": "http", "redirect": "http",
                "content-type": "http", "too-large": "http"}


class TableError(SystemExit):
    def __init__(self, where: str, what: str):
        super().__init__(f"{TABLE.name}: {where}: {what}")


def codes() -> set[str]:
    """All findings there are, as the scanner's source lists them."""
    cases = re.findall(r'^    case (\w+)(?: = "([^"]+)")?$', CODES.read_text(), re.M)
    return {code or name for name, code in cases}


class Usual:
    """What is expected of a domain and of an MX host unless the row says otherwise."""

    def __init__(self, raw: dict):
        self.domain = raw["usual"]
        self.mx = raw["usual_mx"]
        self.like = raw["like"]

    def for_domain(self, scenario, row: dict) -> dict:
        row = dict(row)
        if "like" in row:
            if row["like"] not in self.like:
                raise TableError(scenario.domain, f"there is no [like.{row['like']}]")
            row = {**self.like[row.pop("like")], **row}
        if "verdict" not in row:
            raise TableError(scenario.domain, "does not expect any verdict")
        merged = {**_of_the_route(scenario), **self.domain, **row}
        if "mail_route" not in merged:
            raise TableError(scenario.domain, "does not expect any mail_route")
        if merged["mail_route"] in ("null-mx", "none"):  # not asked then
            merged["draft_record"] = "null"
        for column, value in _of_the_rest(scenario, merged).items():
            merged.setdefault(column, value)
        if merged["draft_record"] == "valid" and "draft_authentication" not in row:
            raise TableError(scenario.domain, "does not expect any draft_authentication")
        return _columns(scenario.domain, merged, DOMAIN_COLUMNS)

    def for_mx(self, where: str, preference: int, row: dict) -> dict:
        merged = {**self.mx, "preference": preference, **row}
        without_tls = {"tls_version": None, "tls_cipher": None, "certificate": None}
        if merged["reachability"] != "open":
            merged = {**merged, "starttls": None, **without_tls, **row}
        elif merged["starttls"] != "ok":
            merged = {**merged, **without_tls, **row}
        return _columns(where, merged, MX_COLUMNS)


def _columns(where: str, row: dict, known: tuple) -> dict:
    for column in row:
        if column not in known:
            raise TableError(where, f"there is no column {column}")
    unquoted = {column: None if value == "null" else value for column, value in row.items()}
    return {column: value for column, value in unquoted.items() if value != "any"}


def _of_the_route(scenario) -> dict:
    computed = {
        "tld": scenario.tld,
        "mx_hosts": len(scenario.mx),
        "provider": "null",
        "starttls": _starttls(scenario.mx),
    }
    if scenario.mx:
        computed["mail_route"] = "implicit-mx" if scenario.mx[0].implicit else "mx"
        # Of several as preferred, the first by name.
        first = min(scenario.mx, key=lambda one: (one.preference, one.host))
        computed["provider"] = registrable(first.host)
    return computed


def registrable(name: str) -> str:
    """Our TLDs are not in the Public Suffix List, so that its default rule `*` makes it two
    labels; co.uk is."""
    return ".".join(name.split(".")[-3 if name.endswith(".co.uk") else -2:])


def _starttls(mx: list) -> str:
    outcomes = [one.expect.get("starttls") for one in _open(mx)]
    if not outcomes:
        return "unknown"
    complete = outcomes.count("ok")
    return "all" if complete == len(outcomes) else "some" if complete else "none"


def _open(mx: list) -> list:
    return [one for one in mx if one.expect.get("reachability") == "open"]


def _of_the_rest(scenario, row: dict) -> dict:
    takes_mail = row["mail_route"] in ("mx", "implicit-mx", "error")
    draft = RECORD_RUNGS.get(row["draft_record"], "valid")
    without_draft = "any" if row["draft_record"] == "any" else "null"
    return {
        "policy_provider": _policy_provider(scenario, row),
        "draft_authentication": without_draft,
        "draft_conformance": "all" if row["draft_record"] == "valid" else without_draft,
        "draft_result_type": without_draft,
        "sts_adoption": _sts_rung(scenario, row),
        "draft_adoption": draft,
        "tlsrpt_adoption": RECORD_RUNGS.get(row["tlsrpt_record"]) or (
            "effective" if _has_policy(row) or row["dane"] in ("valid", "partial", "invalid")
            else "valid"),
        "starttls_adoption": _starttls_rung(scenario.mx) if takes_mail else "null",
        "dane_adoption":
            DANE_RUNGS.get(row["dane"], "indeterminate") if takes_mail else "null",
    }


def _policy_provider(scenario, row: dict) -> str:
    if row["policy_fetch"] in ("any", "null"):
        return row["policy_fetch"]
    alias = scenario.policy.alias if scenario.policy else ""
    return registrable(alias.rstrip(".") or scenario.domain)


def _has_policy(row: dict) -> bool:
    return row["policy_mode"] in ("enforce", "testing")


def _sts_rung(scenario, row: dict) -> str:
    if rung := RECORD_RUNGS.get(row["sts_record"]):
        return rung
    if row["policy_syntax"] != "valid":
        return "published"
    is_met = any(one.expect.get("policy_match") == 1 and one.expect.get("certificate") == "valid"
                 for one in _open(scenario.mx))
    return "effective" if row["policy_mode"] == "enforce" and is_met else "valid"


def _starttls_rung(mx: list) -> str:
    rows = [one.expect for one in _open(mx)]
    outcomes = [row.get("starttls") for row in rows]
    if not rows:
        return "indeterminate"
    if set(outcomes) != {"ok"}:
        return "absent" if set(outcomes) == {"not-offered"} else "published"
    vouched = all(row.get("certificate") == "valid" or row.get("tlsa") == "match" for row in rows)
    return "effective" if vouched else "valid"


def findings(scenario, named: list[str]) -> set[str]:
    """All that must be there: those that the row names, and those that its columns say already."""
    return set(named) | _systematic(scenario)


def _systematic(scenario) -> set[str]:
    expect = scenario.expect
    found = set()
    if provider := expect.get("policy_provider"):
        own = provider == registrable(scenario.domain)
        found.add("policy-self-managed" if own else "policy-hosted")
    if stage := FETCH_STAGES.get(expect.get("policy_fetch")):
        found.add(f"policy-fetch-{stage}")
    rows = [one.expect for one in _open(scenario.mx)]
    if any(row.get("tls_version") in ("TLSv1", "TLSv1.1") for row in rows):
        found.add("obsolete-tls")
    if _has_policy({"policy_mode": None, **expect}):
        shown = [row["certificate"] for row in rows
                 if row.get("policy_match") == 1 and row.get("certificate")]
        if faults := [one for one in shown if one != "valid"]:
            whole = "complete" if len(faults) == len(shown) else "partial"
            found |= {"policy-certificate-fault", f"policy-certificates-{whole}"}
    return found
