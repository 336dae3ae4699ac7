#!/usr/bin/env python3
"""How long a scan takes, from what a domain costs and how long the others let it wait.

Usage: python3 Benchmarks/night.py [--domains N] [--cores N] [--in-flight N] [OPTION VALUE ...]
Docs/Performance.md says where the figures come from, and how to hold one's own against them.
"""

import argparse
from dataclasses import dataclass, fields


@dataclass
class Assumptions:
    """Shares are of all domains, or of all MX hosts that are connected to; times in seconds."""

    domains: int = 1_000_000
    cores: int = 2
    in_flight: int = 10_000
    cpu: float = 0.00075  # a domain
    connections: float = 0.3  # to port 25, a domain
    round_trip: float = 0.1  # to name servers and MX hosts
    lookup_trips: float = 4  # one after another: referral, MX, TXT, and some more for some
    probe_trips: float = 6  # TCP, greeting, EHLO, STARTTLS, handshake, EHLO
    silent_domains: float = 0.02  # no name server of theirs answers
    silent_domain_wait: float = 35
    silent_hosts: float = 0.05  # do not answer at port 25
    silent_host_wait: float = 35
    slow_hosts: float = 0.05  # greet late
    greeting_delay: float = 15
    last: float = 160  # second pass: its pause, and two that are silent to the end


def wait(of: Assumptions) -> float:
    """Seconds that a domain is in flight, in the mean."""
    lookups = of.lookup_trips * of.round_trip + of.silent_domains * of.silent_domain_wait
    probe = (of.probe_trips * of.round_trip + of.silent_hosts * of.silent_host_wait
             + of.slow_hosts * of.greeting_delay)
    return lookups + of.connections * probe


def rates(of: Assumptions) -> tuple[float, float]:
    """Domains a second, as far as waiting and as far as CPU allow; the lower one holds."""
    return of.in_flight / max(wait(of), 1e-9), of.cores / of.cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for field in fields(Assumptions):
        parser.add_argument("--" + field.name.replace("_", "-"), type=field.type, default=field.default,
                            help=f"{field.default}")
    of = Assumptions(**vars(parser.parse_args()))
    by_waiting, by_cpu = rates(of)
    seconds = of.domains / min(by_waiting, by_cpu) + of.last
    print(f"a domain is in flight for {wait(of):.1f} s: {by_waiting:,.0f} domains a second with "
          f"{of.in_flight:,} in flight; CPU allows {by_cpu:,.0f}")
    print(f"{of.domains:,} domains: {seconds / 60:.0f} minutes")


if __name__ == "__main__":
    main()
