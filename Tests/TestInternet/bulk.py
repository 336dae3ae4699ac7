"""Zones, servers and policies of the bulk population."""

import addresses
import certificates
from plan import MailServer, Plan, PolicyServer
from population import PROVIDER_SERVERS, TLDS, Domain, Slot, population
from scenarios import Policy
from zones import Zone

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

# In a slow population: what MX hosts of a domain's own keep us waiting for, in seconds, and where
# nobody answers for a domain.
GREETING_DELAY = 20
SILENT = "silent.three"

# So many MX hosts of their own share a certificate, as at a hosting company.
NAMES_IN_CERTIFICATE = 20


class BulkPlanner:
    """Adds the population's zones, servers and list lines to a plan."""

    def __init__(self, size: int, seed: int, slow: bool, authority: certificates.Authority,
                 plan: Plan):
        self.domains = list(population(size, seed, slow))
        self.greeting_delay = GREETING_DELAY if slow else 0
        self.authority = authority
        self.plan = plan
        self.own_addresses = addresses.Pool("127.128.0.1")
        self.waiting: dict[str, list[tuple[str, str]]] = {}  # (name, address), by kind of server

    def run(self) -> None:
        self.plan.tlds.update(TLDS)
        self._add_hosters()
        self._add_providers()
        self._add_tenants()
        self._zone(SILENT, [f"ns1 A {addresses.DEAD}", f"ns2 A {addresses.DEAD}"], 0)
        self.dane = self.authority.issue("self-signed", ["own.invalid"], "bulk-dane.pem")
        for domain in self.domains:
            self.plan.list_lines.append(domain.name)
            if domain.slot.route != "absent":
                self._add_domain(domain)
        for kind, hosts in self.waiting.items():
            self._add_own_servers(kind, hosts)

    def _zone(self, name: str, lines: list[str], hoster: int, is_signed: bool = False,
              is_silent: bool = False) -> None:
        home = SILENT if is_silent else HOSTERS[hoster]
        servers = [f"ns{number}.{home}." for number in (1, 2)]
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

    def _mail_server(self, name: str, kind: str, names: list[str], where: list[str],
                     greeting_delay: int = 0) -> None:
        certificate, tls = SERVERS[kind]
        names = ["server17.hoster.invalid"] if kind == "mismatch" else names
        file_name = f"bulk-{name}.pem"
        self.authority.issue(certificate, names, file_name)
        self.plan.mail_servers.append(
            MailServer(name, "nginx", where, file_name, tls, greeting_delay=greeting_delay))

    def _add_own_servers(self, kind: str, hosts: list[tuple[str, str]]) -> None:
        where = [address for _, address in hosts]
        if kind == "dane":
            self.plan.mail_servers.append(
                MailServer("own.dane", "nginx", where, "bulk-dane.pem",
                           greeting_delay=self.greeting_delay))
        elif kind in ("valid", "old"):
            for start in range(0, len(hosts), NAMES_IN_CERTIFICATE):
                group = slice(start, start + NAMES_IN_CERTIFICATE)
                self._mail_server(f"own.{kind}.{start}", kind, [name for name, _ in hosts[group]],
                                  where[group], self.greeting_delay)
        else:
            self._mail_server(f"own.{kind}", kind, ["own.invalid"], where, self.greeting_delay)

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
        self._zone(domain.name, lines, domain.index % len(HOSTERS), slot.is_signed,
                   domain.is_silent)

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
