"""The bulk population: any number of ordinary domains, and the sums that a scan must find.

It is made in blocks of 1,000 in which each kind of domain has its share (SHARES below says
which), shuffled by the seed. `population` is pure: the same size and seed give the same domains,
so that what is expected can be computed without building anything."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import addresses
import certificates
from plan import MailServer, Plan, PolicyServer
from scenarios import Policy
from zones import Zone

TLDS = {"one": "opt-out", "two": "nsec", "three": "unsigned"}
SIGNED_TLDS = ("one", "two")

SUMMED = ("mail_route", "mx_dnssec", "mx_hosts", "sts_record", "policy_fetch", "policy_mode",
          "tlsrpt_record", "starttls", "dane", "verdict", "result_type")

HOSTERS = [f"hoster{number}.three" for number in range(1, 9)]
PROVIDERS = [f"provider{number}.two" for number in range(10)]
TENANTS = "mail.tenants.two"  # each tenant has a name below this one
TENANT_ADDRESSES = [f"127.27.0.{number}" for number in range(1, 5)]

# What the servers of a provider, or of a domain of its own, do: certificate kind and TLS.
SERVERS = {
    "valid": ("valid", "1.3"),
    "old": ("valid", "1.2"),
    "mismatch": ("valid", "1.3"),
    "self-signed": ("self-signed", "1.3"),
    "expired": ("expired", "1.3"),
    "no-tls": ("self-signed", "off"),
}
PROVIDER_SERVERS = ["valid"] * 6 + ["old", "mismatch", "self-signed", "no-tls"]

# So many MX hosts of their own share a certificate, as at a hosting company.
NAMES_IN_CERTIFICATE = 20

SYLLABLES = ["ka", "lo", "mi", "ne", "ru", "sa", "to", "vi", "be", "do", "fa", "gu"]


@dataclass(frozen=True)
class Slot:
    """A place in a block of 1,000: what its domain is like."""

    route: str  # absent, null, none, shared, tenant, own
    server: str = ""  # own: a key of SERVERS, or dead, dane, dane-other
    number: int = 0  # shared: which provider
    sts: str = ""  # enforce, testing, mismatch (testing, matches no MX host), expired
    has_tlsrpt: bool = False
    is_signed: bool = False


@dataclass(frozen=True)
class Domain:
    index: int
    name: str
    slot: Slot

    @property
    def tld(self) -> str:
        return self.name.rsplit(".", 1)[-1]


def _shares() -> list[Slot]:
    """One block: 50 domains do not exist, 150 take no mail, 380 use the providers, 200 are tenants
    of one provider, 220 have an MX host of their own, 10 of these dead. 10 publish MTA-STS, 15
    TLSRPT, 100 are signed, 20 of these with TLSA records."""
    absent = [Slot("absent")] * 50
    silent = [Slot("null", is_signed=number < 20) for number in range(110)] + [Slot("none")] * 40
    shared = [Slot("shared", number=number % 10, is_signed=number >= 340)
              for number in range(380)]
    for place, sts in {0: "enforce", 1: "enforce", 2: "enforce", 3: "enforce", 4: "mismatch"}.items():
        shared[place] = replace(shared[place], sts=sts, has_tlsrpt=True)
    for place in range(10, 15):
        shared[place] = replace(shared[place], has_tlsrpt=True)
    tenants = [Slot("tenant", sts="testing" if number < 2 else "", has_tlsrpt=number < 2,
                    is_signed=number >= 180) for number in range(200)]
    return absent + silent + shared + tenants + _own_shares()


def _own_shares() -> list[Slot]:
    counts = {"dead": 10, "dane": 18, "dane-other": 2, "valid": 92, "old": 30, "self-signed": 25,
              "mismatch": 20, "expired": 8, "no-tls": 15}
    own = [Slot("own", server=kind, is_signed=kind.startswith("dane"))
           for kind, count in counts.items() for _ in range(count)]
    first = counts["dead"] + counts["dane"] + counts["dane-other"]
    for place, sts in {0: "enforce", 1: "enforce", 2: "expired"}.items():
        own[first + place] = replace(own[first + place], sts=sts, has_tlsrpt=True)
    return own


def population(size: int, seed: int) -> Iterator[Domain]:
    shares = _shares()
    for block in range(0, size, len(shares)):
        chance = random.Random(f"{seed}/{block}")
        slots = shares.copy()
        chance.shuffle(slots)
        for index, slot in enumerate(slots[:size - block], start=block):
            word = "".join(chance.choice(SYLLABLES) for _ in range(3))
            tlds = SIGNED_TLDS if slot.is_signed else ("one", "one", "two", "three")
            yield Domain(index, f"{word}{index}.{chance.choice(tlds)}", slot)


# What a scan must find


def expected(domain: Domain) -> dict:
    """The columns SUMMED of the domain's row."""
    slot = domain.slot
    row = dict.fromkeys(SUMMED) | {
        "mail_route": {"absent": "none", "null": "null-mx", "none": "none"}.get(slot.route, "mx"),
        "mx_dnssec": _dnssec(domain), "mx_hosts": 0, "sts_record": "absent",
        "tlsrpt_record": "valid" if slot.has_tlsrpt else "absent", "starttls": "unknown",
        "dane": "none", "verdict": "no-mail"}
    if slot.route not in ("shared", "tenant", "own"):
        return row
    row["mx_hosts"] = 2 if slot.route == "shared" else 1
    row |= _transport(slot)
    return row | _policy_columns(slot) if slot.sts else row


def _dnssec(domain: Domain) -> str:
    # Opt-out (RFC 5155 9.2): the absence of a name is not proven securely in `one`.
    is_proven_absent = domain.slot.route == "absent" and domain.tld == "two"
    return "secure" if domain.slot.is_signed or is_proven_absent else "insecure"


def _transport(slot: Slot) -> dict:
    server = slot.server or (PROVIDER_SERVERS[slot.number] if slot.route == "shared" else "valid")
    if server == "dead":
        return {"verdict": "unknown"}
    if server == "no-tls":
        return {"starttls": "none", "verdict": "plaintext",
                "result_type": "starttls-not-supported"}
    if server == "dane":
        return {"starttls": "all", "dane": "valid", "verdict": "secure"}
    if server == "dane-other":
        return {"starttls": "all", "dane": "invalid", "verdict": "refuse",
                "result_type": "tlsa-invalid"}
    return {"starttls": "all", "verdict": "opportunistic"}


def _policy_columns(slot: Slot) -> dict:
    """Policies are only given to domains whose MX hosts have valid certificates."""
    columns = {"sts_record": "valid", "policy_fetch": "ok", "policy_mode": slot.sts,
               "verdict": "secure"}
    if slot.sts == "mismatch":
        columns |= {"policy_mode": "testing", "verdict": "report",
                    "result_type": "validation-failure"}
    if slot.sts == "expired":
        columns |= {"policy_fetch": "tls", "policy_mode": None, "verdict": "opportunistic",
                    "result_type": "sts-webpki-invalid"}
    return columns


def sums(size: int, seed: int) -> dict[str, dict[str, int]]:
    """How many domains have each value, by column; NULL is "null"."""
    counters = {column: Counter() for column in SUMMED}
    for domain in population(size, seed):
        for column, value in expected(domain).items():
            counters[column]["null" if value is None else str(value)] += 1
    return {column: dict(sorted(counter.items())) for column, counter in counters.items()}


# Zones and servers


class BulkPlanner:
    """Adds the population's zones, servers and list lines to a plan."""

    def __init__(self, size: int, seed: int, authority: certificates.Authority, plan: Plan):
        self.domains = list(population(size, seed))
        self.authority = authority
        self.plan = plan
        self.own_addresses = addresses.Pool("127.128.0.1")
        self.waiting: dict[str, list[tuple[str, str]]] = {}  # (name, address), by kind of server

    def run(self) -> None:
        self.plan.tlds.update(TLDS)
        self._add_hosters()
        self._add_providers()
        self._add_tenants()
        self.dane = self.authority.issue("self-signed", ["own.invalid"], "bulk-dane.pem")
        for domain in self.domains:
            self.plan.list_lines.append(domain.name)
            if domain.slot.route != "absent":
                self._add_domain(domain)
        for kind, hosts in self.waiting.items():
            self._add_own_servers(kind, hosts)

    def _zone(self, name: str, lines: list[str], hoster: int, is_signed: bool = False) -> None:
        servers = [f"ns{number}.{HOSTERS[hoster]}." for number in (1, 2)]
        self.plan.zones.append(
            Zone(name, "bulk", servers, lines, "nsec3" if is_signed else "unsigned"))

    def _add_hosters(self) -> None:
        for number, hoster in enumerate(HOSTERS):
            pair = addresses.BULK_HOSTING[2 * number:2 * number + 2]
            self._zone(hoster, [f"ns1 A {pair[0]}", f"ns2 A {pair[1]}"], number)

    def _add_providers(self) -> None:
        for number, (provider, kind) in enumerate(zip(PROVIDERS, PROVIDER_SERVERS)):
            pair = [f"127.26.{number}.{host}" for host in (1, 2)]
            self._zone(provider, [f"mx1 A {pair[0]}", f"mx2 A {pair[1]}"], number % 8)
            names = [f"mx1.{provider}", f"mx2.{provider}"]
            self._mail_server(f"mx.{provider}", kind, names, pair)

    def _add_tenants(self) -> None:
        lines = [f"*.mail A {address}" for address in TENANT_ADDRESSES]
        self._zone(TENANTS.split(".", 1)[1], lines, 0)
        self._mail_server(TENANTS, "valid", [f"*.{TENANTS}"], TENANT_ADDRESSES)

    def _mail_server(self, name: str, kind: str, names: list[str], where: list[str]) -> None:
        certificate, tls = SERVERS[kind]
        names = ["server17.hoster.invalid"] if kind == "mismatch" else names
        file_name = f"bulk-{name}.pem"
        self.authority.issue(certificate, names, file_name)
        self.plan.mail_servers.append(MailServer(name, "nginx", where, file_name, tls))

    def _add_own_servers(self, kind: str, hosts: list[tuple[str, str]]) -> None:
        where = [address for _, address in hosts]
        if kind == "dane":
            self.plan.mail_servers.append(
                MailServer("own.dane", "nginx", where, "bulk-dane.pem"))
        elif kind in ("valid", "old"):
            for start in range(0, len(hosts), NAMES_IN_CERTIFICATE):
                group = slice(start, start + NAMES_IN_CERTIFICATE)
                self._mail_server(f"own.{kind}.{start}", kind, [name for name, _ in hosts[group]],
                                  where[group])
        else:
            self._mail_server(f"own.{kind}", kind, ["own.invalid"], where)

    def _add_domain(self, domain: Domain) -> None:
        slot = domain.slot
        lines = {
            "null": lambda: ["@ MX 0 ."],
            "none": lambda: ['@ TXT "v=spf1 -all"'],
            "shared": lambda: self._shared_lines(slot),
            "tenant": lambda: [f"@ MX 0 {_tenant(domain)}."],
            "own": lambda: self._own_lines(domain),
        }[slot.route]()
        if slot.has_tlsrpt:
            lines.append('_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tlsrpt@reports.example"')
        if slot.sts:
            lines += self._policy_lines(domain)
        self._zone(domain.name, lines, domain.index % len(HOSTERS), slot.is_signed)

    def _shared_lines(self, slot: Slot) -> list[str]:
        provider = PROVIDERS[slot.number]
        return [f"@ MX 10 mx1.{provider}.", f"@ MX 20 mx2.{provider}."]

    def _own_lines(self, domain: Domain) -> list[str]:
        address = self.own_addresses.take()
        lines = ["@ MX 10 mx", f"mx A {address}"]
        kind = domain.slot.server
        if kind == "dead":
            return lines
        if kind.startswith("dane"):
            data = "00" * 32 if kind == "dane-other" else self.dane.association(3, 1, 1)
            lines.append(f"_25._tcp.mx TLSA 3 1 1 {data}")
            kind = "dane"
        self.waiting.setdefault(kind, []).append((f"mx.{domain.name}", address))
        return lines

    def _policy_lines(self, domain: Domain) -> list[str]:
        mode = {"mismatch": "testing", "expired": "enforce"}.get(domain.slot.sts, domain.slot.sts)
        lines = ["version: STSv1", f"mode: {mode}", f"mx: {_pattern(domain)}", "max_age: 604800"]
        kind = "expired" if domain.slot.sts == "expired" else "valid"
        host = f"mta-sts.{domain.name}"
        certificate = f"policy-{host}.pem"
        self.authority.issue(kind, [host], certificate)
        self.plan.policy_servers.append(PolicyServer(
            host, "bulk", addresses.BULK_POLICIES, certificate,
            Policy(body="\n".join(lines) + "\n")))
        return [f"mta-sts A {addresses.BULK_POLICIES}", '_mta-sts TXT "v=STSv1; id=20260101"']


def _tenant(domain: Domain) -> str:
    return f"{domain.name.replace('.', '-')}.{TENANTS}"


def _pattern(domain: Domain) -> str:
    """The mx pattern of its policy: fits the domain's MX hosts, but for `mismatch`."""
    if domain.slot.sts == "mismatch":
        return "mx.moved-away.example"
    return {"shared": f"*.{PROVIDERS[domain.slot.number]}", "tenant": _tenant(domain),
            "own": f"mx.{domain.name}"}[domain.slot.route]
