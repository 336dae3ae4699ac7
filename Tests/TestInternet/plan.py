"""What the table (and the bulk population) comes to: zones, mail servers, policy hosts.

A plan is pure data with addresses and file names; `site_builder.py` writes it to disk."""

from dataclasses import dataclass, field

import addresses
import certificates
from zones import Zone
from scenarios import Host, Policy, Scenario, Table


@dataclass
class MailServer:
    """One SMTP server: the addresses it listens at and the certificate it shows."""

    name: str
    kind: str  # nginx, postfix, postscreen, scripted, hostile, nobody
    addresses: list[str]
    certificate: str = ""  # file name
    tls: str = "1.3"
    behaviour: str = ""
    greeting_delay: int = 0  # seconds
    asks_certificate: bool = False
    weak: bool = False  # its certificate is below OpenSSL's usual bounds


@dataclass
class PolicyServer:
    """One HTTPS server for the policy of one domain."""

    host: str
    kind: str  # nginx, scripted, hostile, bulk (nginx, one server for all)
    address: str
    certificate: str
    policy: Policy
    path: str = "/.well-known/mta-sts.txt"


@dataclass
class Plan:
    tlds: dict[str, str]
    zones: list[Zone] = field(default_factory=list)
    delegations: dict[str, list[str]] = field(default_factory=dict)  # lines, by TLD
    mail_servers: list[MailServer] = field(default_factory=list)
    policy_servers: list[PolicyServer] = field(default_factory=list)
    ipv6: list[str] = field(default_factory=list)
    list_lines: list[str] = field(default_factory=list)
    legacy_lines: list[str] = field(default_factory=list)
    hostile_zones: dict[str, dict] = field(default_factory=dict)  # what their name server does
    copies: dict[str, list[str]] = field(default_factory=dict)  # lists of domains, by attack


class ScenarioPlanner:
    """Turns the table's rows into zones and servers, and issues their certificates."""

    def __init__(self, table: Table, authority: certificates.Authority, plan: Plan):
        self.table = table
        self.authority = authority
        self.plan = plan
        self.mail_addresses = addresses.Pool("127.25.0.1")
        self.policy_addresses = addresses.Pool("127.44.1.1")
        self.copy_addresses = addresses.Pool(addresses.HOSTILE_COPIES)
        self.address_of: dict[str, str] = {}

    def run(self) -> None:
        for scenario in self.table.scenarios:
            self._add(scenario)
            if scenario.copies:
                self._add_copies(scenario)
        names = [scenario.listed_as or scenario.domain for scenario in self.table.scanned]
        self.plan.list_lines += names + self.table.list_lines
        self.plan.legacy_lines += [
            scenario.domain for scenario in self.table.scanned if scenario.legacy_findings]

    def _add(self, scenario: Scenario) -> None:
        if scenario.delegate is not None:
            self.plan.delegations.setdefault(scenario.tld, []).extend(
                f"{scenario.domain}. NS {server}" for server in scenario.delegate)
            return
        if scenario.hostile_dns:
            for host in scenario.hosts:
                self._mail_server(host)
            self._add_hostile_zone(
                scenario, scenario.domain, self.address_of.get(
                    f"mx.{scenario.domain}", addresses.NOBODY))
            return
        lines = list(scenario.zone)
        for mx in scenario.mx:
            if not mx.implicit:
                lines.append(f"@ MX {mx.preference} {mx.host}.")
        for host in scenario.hosts:
            lines += self._mail_server(host)
        if scenario.policy:
            lines += self._policy_server(
                f"mta-sts.{scenario.domain}", "/.well-known/mta-sts.txt", scenario.policy)
        if scenario.web:
            lines += self._policy_server(
                scenario.domain, "/.well-known/smtp-sts/current", scenario.web)
        for text in scenario.fill:
            lines += _filling(*text.split())
        servers = {"a": ["ns1.hosting.beta.", "ns2.hosting.beta."], "b": ["ns-b.hosting.beta."]}
        self.plan.zones.append(Zone(
            scenario.domain, f"hosting-{scenario.name_server}", servers[scenario.name_server],
            lines, scenario.dnssec, scenario.corrupt))

    def _add_hostile_zone(self, scenario: Scenario, domain: str, mail: str) -> None:
        self.plan.hostile_zones[domain] = {"behaviour": scenario.hostile_dns, "mail": mail}
        # A resolver asks many questions over one connection: one that stalls is of its own server.
        server = "hostile-tcp" if scenario.hostile_dns.endswith("over-tcp") else "hostile"
        self.plan.delegations.setdefault(domain.rsplit(".", 1)[1], []).append(
            f"{domain}. NS {server}.hosting.beta.")

    def _add_copies(self, scenario: Scenario) -> None:
        """Domains like it, each with an address of its own, whose records are in the TLD itself."""
        label = scenario.domain.split(".")[0]
        domains = [f"{label}-{number}.many" for number in range(scenario.copies)]
        self.plan.copies[label] = domains
        taken = [self.copy_addresses.take() for _ in domains]
        for domain, address in zip(domains, taken):
            if scenario.hostile_dns:
                self._add_hostile_zone(scenario, domain, address)
            else:
                self.plan.delegations.setdefault("many", []).extend(
                    _copied_lines(domain, address, scenario.policy is not None))
        if scenario.policy:
            self._copy_policy_server(scenario.policy, domains, taken)
        elif scenario.hosts:
            self._copy_mail_server(scenario.hosts[0], domains, taken)

    def _copy_mail_server(self, host: Host, domains: list[str], taken: list[str]) -> None:
        """One with all addresses; a certificate each where it is that which costs."""
        if host.certificate.startswith("huge-"):
            for domain, address in zip(domains, taken):
                file = f"copy-{domain}.pem"
                self.authority.issue(host.certificate, [f"mx.{domain}"], file)
                self.plan.mail_servers.append(MailServer(
                    f"mx.{domain}", host.server, [address], file, host.tls, host.behaviour))
            return
        file = f"copies-{domains[0]}.pem"
        self.authority.issue(host.certificate, [f"mx.{domain}" for domain in domains], file)
        self.plan.mail_servers.append(MailServer(
            f"mx.{domains[0]}", host.server, taken, file, host.tls, host.behaviour))

    def _copy_policy_server(self, policy: Policy, domains: list[str], taken: list[str]) -> None:
        file = f"copies-{domains[0]}.pem"
        self.authority.issue(policy.certificate, [f"mta-sts.{one}" for one in domains], file)
        for domain, address in zip(domains, taken):
            self.plan.policy_servers.append(
                PolicyServer(f"mta-sts.{domain}", policy.server, address, file, policy))

    def _mail_server(self, host: Host) -> list[str]:
        """Its address and TLSA records."""
        address = self._mail_address(host)
        self.address_of[host.name] = address
        server = MailServer(host.name, host.server, [address], tls=host.tls,
                            behaviour=host.behaviour, greeting_delay=host.greeting_delay,
                            asks_certificate=host.asks_certificate)
        lines = [f"{host.name}. {'AAAA' if ':' in address else 'A'} {address}"]
        if host.is_alias:
            lines = [f"{host.name}. CNAME {host.shares}."]
        if host.server != "nobody":
            server.certificate = f"mx-{host.name}.pem"
            issued = None
            if host.certificate == "none":
                server.certificate = ""
            else:
                issued = self.authority.issue(host.certificate, host.names, server.certificate)
                server.weak = host.certificate.startswith("weak-")
            self.plan.mail_servers.append(server)
            lines += [_tlsa(host.tlsa_at, text, issued) for text in host.tlsa]
        else:
            lines += [_tlsa(host.tlsa_at, text, None) for text in host.tlsa]
        return lines

    def _mail_address(self, host: Host) -> str:
        if host.shares:
            return self.address_of[host.shares]
        address = host.address or self.mail_addresses.take()
        if host.ipv6:
            address = addresses.ipv6_for(address)
            self.plan.ipv6.append(address)
        return address

    def _policy_server(self, host: str, path: str, policy: Policy) -> list[str]:
        on_farm = policy.server == "nginx" and policy.tls == "1.3" and not policy.ipv6
        address = policy.address or (
            addresses.POLICY_FARM if on_farm else self.policy_addresses.take())
        if policy.ipv6:
            address = addresses.ipv6_for(address)
            self.plan.ipv6.append(address)
        if policy.server != "nobody":
            certificate = f"policy-{host}.pem"
            self.authority.issue(policy.certificate, policy.names, certificate)
            self.plan.policy_servers.append(
                PolicyServer(host, policy.server, address, certificate, policy, path))
        if policy.alias:
            return [f"{host}. CNAME {policy.alias}"]
        return [f"{host}. {'AAAA' if policy.ipv6 else 'A'} {address}"]


def _copied_lines(domain: str, address: str, has_policy: bool) -> list[str]:
    if has_policy:
        return [f"{domain}. MX 0 .", f"mta-sts.{domain}. A {address}",
                f'_mta-sts.{domain}. TXT "v=STSv1; id=1"']
    return [f"{domain}. MX 10 mx.{domain}.", f"mx.{domain}. A {address}"]


def _filling(owner: str, count: str, length: str) -> list[str]:
    """TXT records of other mechanisms, each with a string of that length."""
    return [f'{owner} TXT "{number:04}{"x" * (int(length) - 4)}"' for number in range(int(count))]


# Data that is nobody's, by its matching type.
OTHER = {"1": "00" * 32, "2": "00" * 64}


def _tlsa(host: str, text: str, issued: certificates.Issued | None) -> str:
    """A TLSA record from "USAGE SELECTOR MATCHING match|other|short"; `other` is data of nobody,
    `short` has too few bytes for a digest."""
    usage, selector, matching, data = text.split()
    if data == "match":
        data = issued.association(int(usage), int(selector), int(matching))
    elif data == "other":
        data = OTHER.get(matching, "00" * 32)
    elif data == "short":
        data = "00" * 20
    return f"_25._tcp.{host}. TLSA {usage} {selector} {matching} {data}"
