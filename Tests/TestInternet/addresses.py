"""Which server has which address: the plan that README.md shows.

All of 127.0.0.0/8 is local in a network namespace whose loopback is up, so that no address needs
to be added; those of IPv6 are added to `lo` one by one."""

from ipaddress import IPv4Address

# The machine's own, of the ranges for documentation.
OWN_IPV4, OWN_IPV6 = "192.0.2.25/32", "2001:db8::25/128"
# It has these addresses, and they lead back to it.
OWN_NAME = "census.lab"

# Recursive and validating, for people in `shell` and for scans with --resolver.
RESOLVER = "127.53.53.53"
ROOT = ["127.53.0.1", "127.53.0.2"]
HOSTING_A = ["127.53.2.1", "127.53.2.2"]
HOSTING_B = ["127.53.3.1"]
# A name server that has no zone of anybody: it answers REFUSED (a lame delegation).
LAME = ["127.53.9.1"]
# Nothing listens there.
DEAD = "127.53.9.9"
# Where a name server attacks who asks it.
HOSTILE_NAMES = ["127.53.6.1", "127.53.6.2"]
BULK_HOSTING = [f"127.53.4.{number}" for number in range(1, 17)]

# Many policy hosts, told apart by SNI.
POLICY_FARM = "127.44.0.1"
BULK_POLICIES = "127.44.0.2"

# Nothing listens here.
NOBODY = "127.25.210.1"

# Where the attacks stand by the dozen, to measure what each costs.
HOSTILE_COPIES = "127.60.0.1"

# No route leads here: connect() fails with EHOSTUNREACH.
UNREACHABLE_NETWORK = "127.66.0.0/16"

ALLOWED = ["127.0.0.0/8", "fd53::/16"]


def tld(number: int) -> str:
    return f"127.53.1.{number + 1}"


class Pool:
    """Hands out addresses in order, so that the same table always gives the same plan."""

    def __init__(self, first: str):
        self.next = IPv4Address(first)

    def take(self) -> str:
        address = str(self.next)
        self.next += 1
        # .0 and .255 would work, but look like mistakes to a reader.
        while int(self.next) % 256 in (0, 255):
            self.next += 1
        return address


def ipv6_for(ipv4: str) -> str:
    """fd53::127:25:0:7 for 127.25.0.7."""
    return "fd53::" + ":".join(ipv4.split("."))
