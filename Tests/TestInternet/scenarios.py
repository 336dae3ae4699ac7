"""Reads scenarios.toml: the table of domains, their servers, and what a scan must find.

The table's own head explains its fields. Everything in it is checked here, so that a slip in the
table is an error with a name and never a scenario that silently tests nothing."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

TABLE = Path(__file__).parent / "scenarios.toml"

DNSSEC = ("unsigned", "nsec", "nsec3", "expired", "wrong-ds")
CERTIFICATES = ("valid", "expired", "not-yet-valid", "self-signed", "untrusted", "cn-only",
                "client-only", "no-chain")
MAIL_SERVERS = ("nginx", "postfix", "postscreen", "scripted", "nobody")
POLICY_SERVERS = ("nginx", "scripted", "nobody")
TLS = ("1.3", "1.2", "1.1", "1.0", "1.0-1.3", "off")

DOMAIN_COLUMNS = (
    "tld", "mail_route", "mx_dnssec", "mx_hosts", "provider", "sts_record", "sts_id",
    "policy_fetch", "policy_syntax", "policy_mode", "policy_max_age", "draft_record", "draft_mode",
    "tlsrpt_record", "starttls", "dane", "verdict", "result_type")
MX_COLUMNS = (
    "preference", "reachability", "starttls", "tls_version", "tls_cipher", "certificate",
    "policy_match", "tlsa", "result_type")


class TableError(SystemExit):
    def __init__(self, where: str, what: str):
        super().__init__(f"{TABLE.name}: {where}: {what}")


@dataclass
class Host:
    """A mail server with a name, an address and a certificate of its own."""

    name: str
    server: str
    certificate: str = "valid"
    names: list[str] = field(default_factory=list)  # in the certificate; default: the host's
    tls: str = "1.3"
    behaviour: str = ""  # of the scripted server
    greeting_delay: int = 0  # seconds (nginx)
    address: str = ""  # where the table names it itself
    ipv6: bool = False
    shares: str = ""  # the host whose address this one has too
    tlsa: list[str] = field(default_factory=list)


@dataclass
class MX:
    """An MX record, and the row of mx_results it leads to."""

    host: str
    preference: int
    implicit: bool
    expect: dict


@dataclass
class Policy:
    """The host mta-sts.DOMAIN."""

    server: str = "nginx"
    body: str = ""
    padding: int = 0  # bytes of comment that are added to the body
    status: int = 200
    content_type: str = "text/plain"
    location: str = ""
    certificate: str = "valid"
    names: list[str] = field(default_factory=list)
    tls: str = "1.3"
    behaviour: str = ""
    address: str = ""
    alias: str = ""  # the name that mta-sts.DOMAIN is a CNAME of, instead of an address


@dataclass
class Scenario:
    domain: str
    title: str
    dnssec: str = "unsigned"
    zone: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)
    delegate: list[str] | None = None  # name servers that have no such zone; [] for NXDOMAIN
    name_server: str = "a"  # which hosting process
    listed_as: str = ""
    hosts: list[Host] = field(default_factory=list)
    mx: list[MX] = field(default_factory=list)
    policy: Policy | None = None
    expect: dict = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    is_scanned: bool = True

    @property
    def tld(self) -> str:
        return self.domain.rsplit(".", 1)[-1]


@dataclass
class Table:
    tlds: dict[str, str]
    scenarios: list[Scenario]
    list_lines: list[str]
    lines_rejected: int
    duplicates: int

    @property
    def scanned(self) -> list[Scenario]:
        return [scenario for scenario in self.scenarios if scenario.is_scanned]


def load() -> Table:
    with TABLE.open("rb") as file:
        raw = tomllib.load(file)
    usual = Usual(raw["usual"], raw["usual_mx"])
    scenarios = [_scenario(row, usual, True) for row in raw["scenario"]]
    operators = [_scenario(row, usual, False) for row in raw["operator"]]
    names = [scenario.domain for scenario in operators + scenarios]
    for name in names:
        if names.count(name) > 1:
            raise TableError(name, "stands in the table twice")
    extra = raw["list"]
    return Table(raw["tlds"], operators + scenarios, extra["lines"], extra["lines_rejected"],
                 extra["duplicates"])


@dataclass
class Usual:
    """What is expected of a domain and of an MX host unless the row says otherwise."""

    domain: dict
    mx: dict

    def for_domain(self, scenario: Scenario, row: dict) -> dict:
        for column in ("mail_route", "verdict"):
            if column not in row:
                raise TableError(scenario.domain, f"does not expect any {column}")
        computed = {
            "tld": scenario.tld,
            "mx_hosts": len(scenario.mx),
            "provider": _provider(scenario.mx),
        }
        return _columns(scenario.domain, {**computed, **self.domain, **row}, DOMAIN_COLUMNS)

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


def _provider(mx: list[MX]) -> str | None:
    """The registrable domain of the most preferred MX host, of equals the first by name. Our TLDs
    are not in the Public Suffix List, so that its default rule `*` makes it two labels."""
    if not mx:
        return None
    first = min(mx, key=lambda one: (one.preference, one.host))
    return ".".join(first.host.split(".")[-2:])


def _scenario(row: dict, usual: Usual, is_scanned: bool) -> Scenario:
    domain = row["domain"]
    scenario = Scenario(
        domain=domain, title=row["title"], is_scanned=is_scanned,
        **{key: row[key] for key in (
            "dnssec", "zone", "corrupt", "delegate", "name_server", "listed_as", "findings")
           if key in row})
    known = {"domain", "title", "dnssec", "zone", "corrupt", "delegate", "name_server",
             "listed_as", "findings", "host", "mx", "policy", "expect"}
    if unknown := set(row) - known:
        raise TableError(domain, f"has unknown fields: {', '.join(sorted(unknown))}")
    if scenario.dnssec not in DNSSEC:
        raise TableError(domain, f"dnssec cannot be {scenario.dnssec}")
    for entry in row.get("host", []):
        scenario.hosts.append(_host(domain, entry))
    for entry in row.get("mx", []):
        _add_mx(scenario, dict(entry), usual)
    if "policy" in row:
        scenario.policy = _policy(domain, row["policy"])
    if is_scanned:
        scenario.expect = usual.for_domain(scenario, row.get("expect", {}))
    return scenario


def _add_mx(scenario: Scenario, entry: dict, usual: Usual) -> None:
    name = _absolute(entry["host"], scenario.domain)
    preference = entry.pop("preference", 0 if entry.get("implicit") else 10)
    expect = usual.for_mx(f"{scenario.domain} {name}", preference, entry.pop("expect", {}))
    scenario.mx.append(MX(name, preference, entry.pop("implicit", False), expect))
    if "server" in entry:
        scenario.hosts.append(_host(scenario.domain, entry))
    elif set(entry) != {"host"}:
        raise TableError(scenario.domain, f"{name} has no server, but fields of one")


def _host(domain: str, entry: dict) -> Host:
    entry = dict(entry)
    name = _absolute(entry.pop("host"), domain)
    try:
        host = Host(name=name, **entry)
    except TypeError as error:
        raise TableError(domain, f"{name}: {error}") from None
    _one_of(domain, name, "server", host.server, MAIL_SERVERS)
    _one_of(domain, name, "tls", host.tls, TLS)
    _one_of(domain, name, "certificate", host.certificate, CERTIFICATES)
    host.names = [text.replace("{domain}", domain) for text in host.names] or [name]
    host.shares = host.shares and _absolute(host.shares, domain)
    return host


def _policy(domain: str, entry: dict) -> Policy:
    try:
        policy = Policy(**entry)
    except TypeError as error:
        raise TableError(domain, f"policy: {error}") from None
    _one_of(domain, "policy", "server", policy.server, POLICY_SERVERS)
    _one_of(domain, "policy", "tls", policy.tls, TLS)
    _one_of(domain, "policy", "certificate", policy.certificate, CERTIFICATES)
    policy.body = policy.body.replace("{domain}", domain)
    policy.names = [text.replace("{domain}", domain) for text in policy.names]
    policy.names = policy.names or [f"mta-sts.{domain}"]
    return policy


def _one_of(domain: str, what: str, key: str, value: str, known: tuple) -> None:
    if value not in known:
        raise TableError(domain, f"{what}: {key} cannot be {value}")


def _absolute(name: str, domain: str) -> str:
    """A zone-file name without its trailing dot: relative to the domain unless it has one."""
    if name == "@":
        return domain
    return name[:-1] if name.endswith(".") else f"{name}.{domain}"
