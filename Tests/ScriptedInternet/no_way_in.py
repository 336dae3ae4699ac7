"""No connection to an address that is not globally reachable, whichever way it is named.

Scans an internet in which every class of such addresses is named in every way, with a witness of
all that is sent; and once more with all addresses allowed, which shows that each way leads there."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from internet import A, AAAA, Internet, packed
from scanner import Checks, Scan

# From the IANA registries and RFCs, and not from the scanner's own table.
NETWORKS = {
    "this network": ["0.0.0.0/8"], "private": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    "carrier NAT": ["100.64.0.0/10"], "loopback": ["127.0.0.0/8", "::1/128"],
    "link-local": ["169.254.0.0/16", "fe80::/10"],
    "metadata services": ["169.254.169.254/32", "169.254.170.2/32", "fd00:ec2::254/128",
                          "100.100.100.200/32", "192.0.0.192/32"],
    "protocol assignments": ["192.0.0.0/29", "192.0.0.170/31", "2001:2::/48", "2001:10::/28"],
    "documentation": ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32",
                      "3fff::/20"],
    "6to4 relays": ["192.88.99.0/24"], "benchmarks": ["198.18.0.0/15"],
    "multicast": ["224.0.0.0/4", "ff00::/8"], "reserved": ["240.0.0.0/4"],
    "broadcast": ["255.255.255.255/32"], "unspecified": ["::/128"],
    "IPv4-mapped": ["::ffff:0:0/96", "::ffff:10.0.0.1/128", "::ffff:127.0.0.1/128",
                    "::ffff:169.254.169.254/128", "::ffff:8.8.8.8/128"],
    "IPv4-compatible": ["::127.0.0.1/128", "::8.8.8.8/128"],
    "NAT64": ["64:ff9b::/96", "64:ff9b::a00:1/128", "64:ff9b::808:808/128", "64:ff9b:1::/48"],
    "6to4": ["2002::/16", "2002:a00:1::1/128", "2002:7f00:1::1/128", "2002:808:808::1/128"],
    "Teredo": ["2001::/32"], "discard": ["100::/64", "100:0:0:1::/64"],
    "segment routing": ["5f00::/16"], "unique local": ["fc00::/7"], "site-local": ["fec0::/10"],
}

PUBLIC = ("8.25.0.1", "2a00:25::1")
WEB = "8.44.0.1"
ANCHOR = ("8.25.9.9", "2a00:25::99")


def hostile_addresses() -> list[str]:
    """The first and the last address of each network, each once."""
    edges = {}
    for networks in NETWORKS.values():
        for network in map(ip_network, networks):
            edges |= {str(network[0]): None, str(network[-1]): None}
    return list(edges)


@dataclass
class Case:
    """A domain that names an address in some way, and the port at which a scan would go there."""

    domain: str
    way: str
    address: str
    port: int


def plant(internet: Internet) -> list[Case]:
    names = internet.names
    names.host("mail.public.alpha", PUBLIC[0])
    cases = []
    for number, address in enumerate(hostile_addresses()):
        def domain(way: str, port: int) -> str:
            name = f"{way}-{number}.alpha"
            cases.append(Case(name, way, address, port))
            return name

        name = domain("mx", 25)
        names.mx(name, f"mail.{name}")
        names.host(f"mail.{name}", address)

        names.host(domain("implicit", 25), address)

        name = domain("alias", 25)
        names.mx(name, f"mail.{name}")
        names.alias(f"mail.{name}", f"middle.{name}")
        names.alias(f"middle.{name}", f"end.{name}")
        names.host(f"end.{name}", address)

        name = domain("policy", 443)
        with_policy(internet, name)
        names.host(f"mta-sts.{name}", address)

        name = domain("policy-alias", 443)
        with_policy(internet, name)
        names.alias(f"mta-sts.{name}", f"end.{name}")
        names.host(f"end.{name}", address)

        name = domain("draft", 443)
        names.mx(name, "mail.public.alpha")
        names.txt(f"_smtp_sts.{name}",
                  f"v=STS1; to=true; mx=mail.public.alpha; a=webpki:https://{name}/current".encode())
        names.host(name, address)

        name = domain("glue", 53)
        names.delegations[name] = (f"ns.{name}", [address])
        names.mx(name, "mail.public.alpha")

        name = domain("name-server", 53)
        names.delegations[name] = (f"ns.of-{name}", [])
        names.host(f"ns.of-{name}", address)
        names.mx(name, "mail.public.alpha")

        domain("anchor", 25)
        names.host(f"anchor-{number}.alpha", address)
    return cases


def with_policy(internet: Internet, domain: str) -> None:
    internet.names.mx(domain, "mail.public.alpha")
    internet.names.txt(f"_mta-sts.{domain}", b"v=STSv1; id=1")


# What a name that changes says first, and from then on; and what may be connected to.
CHANGING = {
    "later": ([["8.66.0.1"], ["10.66.0.1"]], {"8.66.0.1"}),
    "at-once": ([["8.66.0.2", "127.66.0.2"]], {"8.66.0.2"}),
    "in-front": ([["192.168.66.3", "8.66.0.3"]], {"8.66.0.3"}),
    "later-ipv6": ([["2a00:66::4"], ["fd00:66::4"]], {"2a00:66::4"}),
    "metadata-later": ([["8.66.0.5"], ["169.254.169.254"]], {"8.66.0.5"}),
}


def plant_changing(internet: Internet) -> dict[str, set]:
    """Domains whose MX host and policy host change between lookup and connect."""
    domains = {}
    for word, (answers, allowed) in CHANGING.items():
        kind = AAAA if ":" in answers[0][0] else A
        data = [list(map(packed, answer)) for answer in answers]
        for way, host in (("mx", "mail"), ("policy", "mta-sts")):
            name = f"changing-{way}-{word}.alpha"
            internet.names.change(f"{host}.{name}", kind, *data)
            domains[name] = {(address, 25 if way == "mx" else 443) for address in allowed}
            if way == "mx":
                internet.names.mx(name, f"mail.{name}")
            else:
                with_policy(internet, name)
    return domains


REDIRECTS = ["https://10.44.0.1/", "http://169.254.169.254/latest/meta-data/", "https://[::1]/",
             "//127.0.0.1/", "https://mta-sts.redirect-0.alpha/elsewhere", "/elsewhere",
             "https://policy-0.alpha/", "gopher://127.0.0.1:25/_EHLO", "file:///etc/passwd"]


def plant_others(internet: Internet) -> list[str]:
    """Domains that lead to public addresses, and try to lead on."""
    names = internet.names
    domains = []
    for number, location in enumerate(REDIRECTS):
        name = f"redirect-{number}.alpha"
        with_policy(internet, name)
        names.host(f"mta-sts.{name}", WEB)
        internet.pages[f"mta-sts.{name}"] = (
            f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n").encode()
        domains.append(name)
    for word, host in (("literal", "10.25.0.1"), ("localhost", "localhost"),
                       ("hexadecimal", "0x7f000001"), ("decimal", "2130706433")):
        names.mx(f"{word}.alpha", host)
        domains.append(f"{word}.alpha")
    names.mx("public.alpha", "mail6.public.alpha")
    names.host("mail6.public.alpha", PUBLIC[1])
    internet.web_context = internet.authority.context(
        [f"mta-sts.redirect-{number}.alpha".encode() for number in range(len(REDIRECTS))])
    names.delegations["served.alpha"] = ("ns.served.alpha", ["8.53.1.1"])
    names.mx("served.alpha", "mail.public.alpha")
    return [*domains, "public.alpha", "served.alpha"]


# What a refused address comes to, by way: a query, and what it says.
OUTCOMES = {
    "mx": ("SELECT reachability FROM mx_results", "refused-address"),
    "implicit": ("SELECT reachability FROM mx_results", "refused-address"),
    "alias": ("SELECT reachability FROM mx_results", "refused-address"),
    "policy": ("SELECT policy_fetch FROM domain_results", "refused-address"),
    "policy-alias": ("SELECT policy_fetch FROM domain_results", "refused-address"),
    "draft": ("SELECT draft_authentication FROM domain_results", None),
    "glue": ("SELECT mail_route FROM domain_results", "error"),
    "name-server": ("SELECT mail_route FROM domain_results", "error"),
}


def arrival(address: str, port: int) -> str | None:
    """Where the kernel takes what is sent to that address; None where it sends nothing."""
    ip = ip_address(address)
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    if port == 53 and (mapped or ip.is_unspecified):
        return None  # libunbound's sockets send nothing there
    if mapped:
        return arrival(str(mapped), port)
    if ip.is_unspecified:
        return "127.0.0.1" if ip.version == 4 else "::1"
    is_broadcast = address in ("255.255.255.255", "127.255.255.255")
    # A link-local address of IPv6 would need the name of an interface.
    needs_interface = ip.version == 6 and ip.is_link_local
    if ip.is_multicast or is_broadcast or needs_interface or address.startswith("0."):
        return None
    return address


def main(check: Checks, internet: Internet) -> None:
    cases = plant(internet)
    changing = plant_changing(internet)
    others = plant_others(internet)
    internet.start()
    scanned = [case for case in cases if case.way != "anchor"]
    domains = [case.domain for case in scanned] + list(changing) + others
    anchors = [case.domain for case in cases if case.way == "anchor"] + ["anchor.public.alpha"]
    internet.names.host("anchor.public.alpha", *ANCHOR)
    scan = Scan(internet, domains, anchors)

    database = scan.run("--ip-version", "both", "--tls-survey")
    heard = set(internet.witness.heard)
    expected = {(address, 53) for address in ("8.53.0.1", "2a00:53::1", "8.53.1.1")}
    expected |= {(address, 25) for address in (*PUBLIC, *ANCHOR)} | {(WEB, 443)}
    public = set().union(*changing.values())
    check.equal("nothing is sent but to the public addresses that were named", set(),
                heard - expected - public)
    check.equal("and to each of those", set(), expected - heard)
    # Where an answer was late and asked for again, it is the second that counts.
    check.equal("the address that was looked up is the one connected to, though the name changes",
                True, len(public & heard) > len(public) / 2)
    check.equal("the witness lost nothing", 0, internet.witness.lost())
    check.equal("no redirect is followed", {"/.well-known/mta-sts.txt"},
                {path for host, path in internet.requests if host.startswith("mta-sts.redirect")})
    for case in scanned:
        query, word = OUTCOMES[case.way]
        if word:
            check.quietly(f"{case.domain} ({case.address})", [word],
                          [row[0] for row in database.execute(
                              query + " WHERE domain = ?", (case.domain,))])
    check.told(f"{len(scanned)} domains that name {len(hostile_addresses())} addresses in"
               f" {len(OUTCOMES)} ways")

    # Whoever allows all addresses gets to each: no way is blocked for a reason of its own.
    internet.witness.heard.clear()
    leading = [case for case in cases if arrival(case.address, case.port)]
    domains = [case.domain for case in leading if case.way != "anchor"]
    Scan(internet, domains, anchors).run(
        "--ip-version", "both", "--allow-network", "0.0.0.0/0", "--allow-network", "::/0")
    for case in leading:
        to = arrival(case.address, case.port)
        check.quietly(f"{case.way} {case.address} with all allowed: heard at port {case.port}",
                      True, (to, case.port) in internet.witness.heard)
    check.told(f"of the {len(cases)} ways, lead there when all is allowed")
