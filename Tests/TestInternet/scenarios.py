"""Reads scenarios.toml: the table of domains, their servers, and what a scan must find.

The table's own head explains its fields. Everything in it is checked here, so that a slip in the
table is an error with a name and never a scenario that silently tests nothing."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import expectations
from expectations import HOSTILE_TABLE, TABLE, TableError, Usual

DNSSEC = ("unsigned", "nsec", "nsec3", "expired", "wrong-ds")
HOSTILE_CERTIFICATES = ("nul-name", "huge-name", "huge-subject", "long-chain",
                        "endless-chain")
CERTIFICATES = ("valid", "expired", "not-yet-valid", "self-signed", "untrusted", "cn-only",
                "client-only", "no-chain", "expired-intermediate", "weak-key", "weak-digest",
                "ed25519", "ip-only", "many-names", "disordered", "none", *HOSTILE_CERTIFICATES)
MAIL_SERVERS = ("nginx", "postfix", "postscreen", "scripted", "hostile", "nobody")
POLICY_SERVERS = ("nginx", "scripted", "hostile", "nobody")
TLS = ("1.3", "1.3-only", "1.2", "1.1", "1.0", "1.0-1.3", "off")

# Each verdict is to be reached in so many ways: by other values in these columns.
VERDICTS = ("secure", "degraded", "report", "refuse", "opportunistic", "plaintext", "no-mail",
            "unknown")
WAYS = 3
WAY_COLUMNS = ("mail_route", "mx_dnssec", "policy_mode", "starttls", "dane", "result_type")


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
    asks_certificate: bool = False  # of the client (nginx)
    address: str = ""  # where the table names it itself
    ipv6: bool = False
    shares: str = ""  # the host whose address this one has too
    is_alias: bool = False  # by being a CNAME of it
    tlsa: list[str] = field(default_factory=list)
    tlsa_at: str = ""  # the name that has them; default: the host's


@dataclass
class MX:
    """An MX record, and the row of mx_results it leads to."""

    host: str
    preference: int
    implicit: bool
    expect: dict


@dataclass
class Policy:
    """The host mta-sts.DOMAIN; or that of the draft's URI, which is the domain itself."""

    server: str = "nginx"
    body: str = ""
    size: int = 0  # bytes, to which an unknown key is added
    encoding: str = "utf-8"
    gzip: bool = False  # compressed, whatever the client accepts
    status: int = 200
    content_type: str = "text/plain"
    location: str = ""
    certificate: str = "valid"
    names: list[str] = field(default_factory=list)
    tls: str = "1.3"
    behaviour: str = ""
    address: str = ""
    ipv6: bool = False
    alias: str = ""  # the name that mta-sts.DOMAIN is a CNAME of, instead of an address


@dataclass
class Scenario:
    domain: str
    title: str
    dnssec: str = "unsigned"
    zone: list[str] = field(default_factory=list)
    fill: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)
    delegate: list[str] | None = None  # name servers that have no such zone; [] for NXDOMAIN
    name_server: str = "a"  # which hosting process
    listed_as: str = ""
    hostile_dns: str = ""  # what its name server does
    copies: int = 0  # further domains like it, to measure
    hosts: list[Host] = field(default_factory=list)
    mx: list[MX] = field(default_factory=list)
    policy: Policy | None = None
    web: Policy | None = None
    expect: dict = field(default_factory=dict)
    findings: set[str] = field(default_factory=set)  # all that must be there
    legacy_findings: set[str] = field(default_factory=set)  # with --legacy-names, besides
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
    raw = _read(TABLE)
    usual = Usual(raw)
    scenarios = [_scenario(row, usual, True) for row in raw["scenario"]]
    operators = [_scenario(row, usual, False) for row in raw["operator"]]
    names = [scenario.domain for scenario in operators + scenarios]
    for name in names:
        if names.count(name) > 1:
            raise TableError(name, "stands in the table twice")
    _check_findings(scenarios, set(raw["unseen"]))
    _check_verdicts(scenarios)
    extra = raw["list"]
    return Table(raw["tlds"], operators + scenarios, extra["lines"], extra["lines_rejected"],
                 extra["duplicates"])


def load_hostile() -> Table:
    """The attacks: a table of their own, with what is usual in the other."""
    raw = _read(TABLE)
    hostile = _read(HOSTILE_TABLE)
    usual = Usual(raw)
    names = _scenario(raw["operator"][0], usual, False)
    rows = [_scenario(row, usual, True) for row in hostile["scenario"]]
    return Table({**raw["tlds"], **hostile["tlds"]}, [names, *rows], [], 0, 0)


def _read(table: Path) -> dict:
    with table.open("rb") as file:
        return tomllib.load(file)


def _check_findings(scenarios: list[Scenario], unseen: set[str]) -> None:
    """Each code is expected somewhere, or stands in the list of those that no scan shows."""
    codes = expectations.codes()
    expected = set().union(*(one.findings | one.legacy_findings for one in scenarios))
    for code in sorted(expected - codes):
        raise TableError("findings", f"there is no {code}")
    for code in sorted(codes - expected - unseen):
        raise TableError("findings", f"no scenario expects {code}")
    for code in sorted(unseen - (codes - expected)):
        raise TableError("unseen", f"{code} is expected, or there is no such finding")


def _check_verdicts(scenarios: list[Scenario]) -> None:
    for verdict in VERDICTS:
        ways = {tuple(scenario.expect.get(column) for column in WAY_COLUMNS)
                for scenario in scenarios if scenario.expect["verdict"] == verdict}
        if len(ways) < WAYS:
            raise TableError("verdicts", f"{verdict} is reached in {len(ways)} ways only")


def _scenario(row: dict, usual: Usual, is_scanned: bool) -> Scenario:
    domain = row["domain"]
    scenario = Scenario(
        domain=domain, title=row["title"], is_scanned=is_scanned,
        **{key: row[key] for key in (
            "dnssec", "zone", "fill", "corrupt", "delegate", "name_server", "listed_as",
            "hostile_dns", "copies")
           if key in row})
    known = {"domain", "title", "dnssec", "zone", "fill", "corrupt", "delegate", "name_server",
             "listed_as", "hostile_dns", "copies", "findings", "legacy_findings", "host", "mx", "policy", "web", "expect"}
    if unknown := set(row) - known:
        raise TableError(domain, f"has unknown fields: {', '.join(sorted(unknown))}")
    if scenario.dnssec not in DNSSEC:
        raise TableError(domain, f"dnssec cannot be {scenario.dnssec}")
    for entry in row.get("host", []):
        scenario.hosts.append(_host(domain, entry))
    for entry in row.get("mx", []):
        for number in range(entry.get("count", 1)):
            _add_mx(scenario, _numbered(entry, number), usual)
    if "policy" in row:
        scenario.policy = _policy(domain, row["policy"], f"mta-sts.{domain}")
        if not any(line.startswith(("_mta-sts ", "* ")) for line in scenario.zone):
            scenario.zone = [*scenario.zone, '_mta-sts TXT "v=STSv1; id=1"']
    if "web" in row:
        scenario.web = _policy(domain, row["web"], domain)
    if is_scanned:
        scenario.expect = usual.for_domain(scenario, row.get("expect", {}))
        scenario.findings = expectations.findings(scenario, row.get("findings", []))
        scenario.legacy_findings = set(row.get("legacy_findings", []))
    return scenario


def _numbered(entry: dict, number: int) -> dict:
    entry = {key: value for key, value in entry.items() if key != "count"}
    texts = {key: entry[key].replace("{number}", str(number))
             for key in ("host", "behaviour") if key in entry}
    return {**entry, **texts}


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
    host.tlsa_at = _absolute(host.tlsa_at, domain) if host.tlsa_at else name
    return host


def _policy(domain: str, entry: dict, host: str) -> Policy:
    try:
        policy = Policy(**entry)
    except TypeError as error:
        raise TableError(domain, f"policy: {error}") from None
    _one_of(domain, "policy", "server", policy.server, POLICY_SERVERS)
    _one_of(domain, "policy", "tls", policy.tls, TLS)
    _one_of(domain, "policy", "certificate", policy.certificate, CERTIFICATES)
    policy.body = policy.body.replace("{domain}", domain)
    policy.names = [text.replace("{domain}", domain) for text in policy.names]
    policy.names = policy.names or [host]
    return policy


def _one_of(domain: str, what: str, key: str, value: str, known: tuple) -> None:
    if value not in known:
        raise TableError(domain, f"{what}: {key} cannot be {value}")


def _absolute(name: str, domain: str) -> str:
    """A zone-file name without its trailing dot: relative to the domain unless it has one."""
    if name == "@":
        return domain
    return name[:-1] if name.endswith(".") else f"{name}.{domain}"
