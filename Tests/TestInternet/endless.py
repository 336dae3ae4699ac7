"""Domains without end: any name below one of these zones is a domain, by a wildcard.

A census of them never meets a domain twice, for as long as it takes, and most have an MX host of
their own (an implicit MX). Their kinds differ in what a scan has to do, and to remember. What it
finds is not compared: `scripts/test-memory` looks at the scanner alone."""

import addresses
import certificates
from plan import MailServer, Plan, PolicyServer
from scenarios import Policy
from zones import Zone

TLD = "endless"
NAME_SERVER = f"ns.names.{TLD}."
MAIL = "127.28.0.1"  # and those that follow

# How many zones of a kind. An address is asked once a second, so that many are needed where each
# name means a connection.
ZONES = {
    "absent": 32, "null": 32,
    # One MX host for all, and hosts that one certificate is valid for: nobody is asked twice.
    "shared": 96, "own": 64, "no-tls": 16,
    # A certificate that speaks for no second name, so that each is asked.
    "mismatch": 128, "old": 32, "expired": 32, "dane": 32,
    "dead": 8, "hang-up": 4, "not-smtp": 4, "handshake-garbage": 4, "handshake-reset": 4,
    # What is named as the name server is none.
    "lame": 4,
    "policy": 4,
}
# In each zone of the kind `policy` so many of the first names have a policy; the policy host does
# not know the others, and ends their handshakes.
POLICIES = 1000

# Other than valid.
CERTIFICATES = {"expired": "expired", "dane": "self-signed"}
# Other than nginx, and by their names in scripted.py.
SCRIPTED = ("hang-up", "not-smtp", "handshake-garbage", "handshake-reset")


def zones() -> list[str]:
    """All of them, the kinds mixed, so that names taken from one after another are too."""
    numbered = [(number / count, f"{kind}{number}.{TLD}")
                for kind, count in ZONES.items() for number in range(count)]
    return [name for _, name in sorted(numbered)]


def domain(number: int, names: list[str]) -> str:
    """The number-th domain, round the zones."""
    return f"w{number // len(names)}.{names[number % len(names)]}"


class EndlessPlanner:
    """Adds the zones and their servers to a plan."""

    def __init__(self, authority: certificates.Authority, plan: Plan):
        self.authority = authority
        self.plan = plan
        self.addresses = addresses.Pool(MAIL)

    def run(self) -> None:
        self.plan.tlds[TLD] = "nsec"
        self._zone(f"names.{TLD}", [f"ns A {addresses.BULK_HOSTING[0]}"])
        for kind, count in ZONES.items():
            for number in range(count):
                self._add(kind, f"{kind}{number}.{TLD}")

    def _zone(self, name: str, lines: list[str], is_signed: bool = False) -> None:
        self.plan.zones.append(
            Zone(name, "bulk", [NAME_SERVER], lines, "nsec3" if is_signed else "unsigned"))

    def _add(self, kind: str, zone: str) -> None:
        if kind == "lame":
            self.plan.delegations.setdefault(TLD, []).append(f"{zone}. NS mx.shared0.{TLD}.")
        elif kind == "policy":
            self._zone(zone, self._policies(zone))
        elif kind in ("absent", "null"):
            self._zone(zone, ["* MX 0 ."] if kind == "null" else [])
        else:
            self._add_with_host(kind, zone)

    def _add_with_host(self, kind: str, zone: str) -> None:
        address = self.addresses.take()
        lines = ["* MX 10 mx", f"mx A {address}"] if kind == "shared" else [f"* A {address}"]
        if kind != "dead":
            names = ["hoster.invalid"] if kind in ("mismatch", "old") else [f"*.{zone}"]
            issued = self.authority.issue(
                CERTIFICATES.get(kind, "valid"), names, f"endless-{zone}.pem")
            if kind == "dane":
                lines.append(f"* TLSA 3 1 1 {issued.association(3, 1, 1)}")
            self.plan.mail_servers.append(_mail_server(kind, zone, address))
        self._zone(zone, lines, is_signed=kind == "dane")

    def _policies(self, zone: str) -> list[str]:
        body = "version: STSv1\nmode: testing\nmx: *.example\nmax_age: 604800\n"
        for number in range(POLICIES):
            host = f"mta-sts.w{number}.{zone}"
            certificate = f"policy-{host}.pem"
            self.authority.issue("valid", [host], certificate)
            self.plan.policy_servers.append(PolicyServer(
                host, "bulk", addresses.BULK_POLICIES, certificate, Policy(body=body)))
        return ["* MX 0 .", f"* A {addresses.BULK_POLICIES}", '* TXT "v=STSv1; id=1"']


def _mail_server(kind: str, zone: str, address: str) -> MailServer:
    certificate = f"endless-{zone}.pem"
    if kind in SCRIPTED:
        return MailServer(zone, "scripted", [address], certificate, behaviour=kind)
    tls = {"old": "1.2", "no-tls": "off"}.get(kind, "1.3")
    return MailServer(zone, "nginx", [address], certificate, tls)
