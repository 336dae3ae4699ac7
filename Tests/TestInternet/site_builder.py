"""Builds the whole internet as a folder of files, or finds it built already.

A site is cached under a digest of all that it is made from, this code included. Signatures and
certificates have dates, so that a site older than MAXIMUM_AGE is built anew."""

import fcntl
import gzip
import hashlib
import json
import shutil
import sys
import time
from dataclasses import dataclass
from ipaddress import ip_interface
from pathlib import Path

import addresses
import certificates
import hostile
import hostile_dns
import nginx
import population
import postfix
import scenarios
import scripted
import unbound
import zones
from bulk import BulkPlanner
from endless import EndlessPlanner
from nsd import NameServer
from packages import Packages
from plan import MailServer, Plan, ScenarioPlanner
from zones import Zone

MAXIMUM_AGE = 3 * 86400
HERE = Path(__file__).parent


@dataclass
class Order:
    """What is asked for on the command line."""

    domains: int = 0
    seed: int = 1
    scenarios: bool = True
    hostile: bool = False
    endless: bool = False
    slow: bool = False

    def digest(self) -> str:
        state = hashlib.sha256(repr(self).encode())
        for path in sorted([*HERE.glob("*.py"), *HERE.glob("*.toml")]):
            state.update(path.read_bytes())
        return state.hexdigest()[:16]


def find_or_build(order: Order, packages: Packages, cache: Path) -> Path:
    """One process at a time builds; another waits, and then finds it built."""
    if any(character.isspace() for character in str(cache)):
        raise SystemExit(f"test-internet: {cache}: the servers' configurations cannot name a"
                         " folder with a space in it")
    cache.mkdir(parents=True, exist_ok=True)
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _find_or_build(order, packages, cache)


def _find_or_build(order: Order, packages: Packages, cache: Path) -> Path:
    site = cache / "sites" / order.digest()
    site.parent.mkdir(exist_ok=True)
    for other in site.parent.iterdir():
        if time.time() - other.stat().st_mtime > MAXIMUM_AGE:
            shutil.rmtree(other)
    if not site.exists():
        start = time.monotonic()
        Builder(order, packages, site, cache / "state").build()
        print(f"test-internet: built in {time.monotonic() - start:.1f} s", file=sys.stderr)
    return site


class Builder:
    """Writes a site. Files name the folder that it will have at the end, and the state folder,
    which is empty here and private to each run."""

    def __init__(self, order: Order, packages: Packages, site: Path, state: Path):
        self.order = order
        self.packages = packages
        self.site = site
        self.state = state
        self.work = site.with_name(f"{site.name}.partial")
        self.plan = Plan({})

    def build(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        for folder in ("zones", "policies", "postfix"):
            (self.work / folder).mkdir(parents=True)
        self._fill_plan()
        self._write_zones()
        self._write_mail_servers()
        self._write_policy_servers()
        self._write_scripted_servers()
        self._write_list()
        (self.work / "unbound.conf").write_text(unbound.configuration(self.site, self.state))
        self._write_listeners()
        (self.work / "ipv6-addresses").write_text("\n".join(self.plan.ipv6))
        shutil.rmtree(self.work / "signing")
        self.work.rename(self.site)

    def _fill_plan(self) -> None:
        authority = certificates.Authority(self.work / "certificates")
        authority.issue("self-signed", [postfix.DEFAULT_NAME], "postfix-default.pem")
        if self.order.scenarios:
            table = scenarios.load()
            self.plan.tlds.update(table.tlds)
            ScenarioPlanner(table, authority, self.plan).run()
        if self.order.hostile:
            table = scenarios.load_hostile()
            self.plan.tlds.update(table.tlds)
            ScenarioPlanner(table, authority, self.plan).run()
        if self.order.domains:
            BulkPlanner(self.order.domains, self.order.seed, self.order.slow, authority,
                        self.plan).run()
        if self.order.endless:
            EndlessPlanner(authority, self.plan).run()
        self._add_ourselves()

    def _add_ourselves(self) -> None:
        """The machine's own name and its reverse names, in TLDs without more."""
        own = [ip_interface(text).ip for text in (addresses.OWN_IPV4, addresses.OWN_IPV6)]
        self.plan.tlds.update({"lab": "unsigned", "arpa": "unsigned"})
        self.plan.delegations["lab"] = [
            f"{addresses.OWN_NAME}. {'A' if ip.version == 4 else 'AAAA'} {ip}" for ip in own]
        self.plan.delegations["arpa"] = [
            f"{ip.reverse_pointer}. PTR {addresses.OWN_NAME}." for ip in own]

    # DNS

    def _write_zones(self) -> None:
        signer = zones.Signer(self.packages, self.work / "signing")
        folder = self.work / "zones"
        files = signer.write_all(self.plan.zones, folder)
        tlds = self._tld_zones()
        files |= signer.write_all(tlds, folder)
        root = self._root_zone(tlds)
        files |= signer.write_all([root], folder)
        self._write_anchors(root)
        everything = [root, *tlds, *self.plan.zones]
        for name, where in self._dns_addresses():
            served = {zone.name: files[zone.name] for zone in everything if zone.server == name}
            server = NameServer(name, where, served)
            (self.work / f"nsd-{name}.conf").write_text(
                server.configuration(self.site / "zones", self.state))

    def _tld_zones(self) -> list[Zone]:
        """Every zone is delegated by its TLD, but for the child zones of other zones."""
        lines = {tld: [f"ns A {addresses.tld(number)}", *self.plan.delegations.get(tld, [])]
                 for number, tld in enumerate(self.plan.tlds)}
        names = {zone.name for zone in self.plan.zones}
        for zone in self.plan.zones:
            if zone.name.split(".", 1)[1] not in names:
                lines[zone.name.rsplit(".", 1)[1]] += zones.delegation(zone) + _glue(zone)
        return [Zone(tld, "tld", [f"ns.{tld}."], lines[tld], dnssec)
                for tld, dnssec in self.plan.tlds.items()]

    def _root_zone(self, tlds: list[Zone]) -> Zone:
        lines = [f"{name}.root-servers. A {address}"
                 for name, address in zip("ab", addresses.ROOT)]
        for number, tld in enumerate(tlds):
            lines += [*zones.delegation(tld), f"ns.{tld.name}. A {addresses.tld(number)}"]
        return Zone("", "root", [f"{name}.root-servers." for name in "ab"], lines, "nsec")

    def _write_anchors(self, root: Zone) -> None:
        hints = []
        for name, address in zip("ab", addresses.ROOT):
            hints += [f".\t3600000\tNS\t{name}.root-servers.",
                      f"{name}.root-servers.\t3600000\tA\t{address}"]
        (self.work / "root.hints").write_text("\n".join(hints) + "\n")
        (self.work / "trust-anchor").write_text(f".\tIN\tDS\t{root.ds}\n")

    def _dns_addresses(self) -> list[tuple[str, list[str]]]:
        """The NSD processes by name, as far as this order needs them."""
        tlds = [addresses.tld(number) for number in range(len(self.plan.tlds))]
        servers = [("root", addresses.ROOT), ("tld", tlds)]
        if self.order.scenarios or self.order.hostile:
            servers += [("hosting-a", addresses.HOSTING_A), ("hosting-b", addresses.HOSTING_B),
                        ("lame", addresses.LAME)]
        if self.order.domains or self.order.endless:
            servers.append(("bulk", addresses.BULK_HOSTING))
        return servers

    # Mail and policies

    def _write_mail_servers(self) -> None:
        servers = self.plan.mail_servers
        for name, group in self._nginx_mail_processes().items():
            (self.work / f"{name}.conf").write_text(nginx.mail_configuration(
                name, group, self.packages, self.site, self.state))
        ours = [one for one in servers if one.kind in ("postfix", "postscreen")]
        files = postfix.configurations(ours, self.packages, self.site, self.state)
        for name, text in files.items():
            (self.work / "postfix" / name).write_text(text)

    def _nginx_mail_processes(self) -> dict[str, list[MailServer]]:
        groups = nginx.mail_processes(
            [one for one in self.plan.mail_servers if one.kind == "nginx"])
        return {f"nginx-mail-{number}": group for number, group in enumerate(groups, 1)}

    def _write_policy_servers(self) -> None:
        servers = [one for one in self.plan.policy_servers if one.kind in ("nginx", "bulk")]
        for server in servers:
            _write_body(self.work / "policies" / server.host, server.policy)
        (self.work / "nginx-policies.conf").write_text(
            nginx.policy_configuration(servers, self.site, self.state))

    def _write_scripted_servers(self) -> None:
        for kind in ("scripted", "hostile"):
            entries = self._scripted_entries(kind)
            for entry in entries:
                known = (entry["behaviour"] in scripted.behaviours(entry["protocol"])
                         if kind == "scripted"
                         else hostile.is_known(entry["protocol"], entry["behaviour"]))
                if not known:
                    raise scenarios.TableError(
                        entry["name"], f"no behaviour {entry['behaviour']!r}")
                entry["certificate"] = str(self.site / "certificates" / entry["certificate"])
            (self.work / f"{kind}.json").write_text(json.dumps(entries, indent=1))
        for zone, one in self.plan.hostile_zones.items():
            if not hostile_dns.is_known(one["behaviour"]):
                raise scenarios.TableError(zone, f"no behaviour {one['behaviour']!r}")
        (self.work / "hostile_dns.json").write_text(json.dumps(
            {"addresses": addresses.HOSTILE_NAMES, "zones": self.plan.hostile_zones}, indent=1))

    def _scripted_entries(self, kind: str) -> list[dict]:
        return [
            {"protocol": "smtp", "name": one.name, "address": address,
             "behaviour": one.behaviour, "certificate": one.certificate}
            for one in self.plan.mail_servers if one.kind == kind
            for address in one.addresses
        ] + [
            {"protocol": "https", "name": one.host, "address": one.address,
             "behaviour": one.policy.behaviour, "certificate": one.certificate}
            for one in self.plan.policy_servers if one.kind == kind
        ]

    def _write_listeners(self) -> None:
        """Where each server process must answer before the internet is up."""
        listeners = [(f"nsd-{name}", where[-1], 53) for name, where in self._dns_addresses()]
        listeners.append(("unbound", addresses.RESOLVER, 53))
        if self.plan.hostile_zones:
            listeners.append(("hostile_dns", addresses.HOSTILE_NAMES[-1], 53))
        last = {name: (group[-1].addresses[-1], 25)
                for name, group in self._nginx_mail_processes().items()}
        process = {"scripted": "scripted", "hostile": "hostile", "postscreen": "postfix", "postfix": "postfix"}
        last |= {process[one.kind]: (one.addresses[-1], 25)
                 for one in self.plan.mail_servers if one.kind in process}
        last |= {one.kind if one.kind in ("scripted", "hostile") else "nginx-policies":
                 (one.address, 443) for one in self.plan.policy_servers}
        listeners += [(server, *where) for server, where in last.items()]
        (self.work / "listeners.json").write_text(json.dumps(listeners))

    def _write_list(self) -> None:
        (self.work / "expected.json").write_text(json.dumps({
            "scenarios": self.order.scenarios, "hostile": self.order.hostile, "domains": self.order.domains,
            "seed": self.order.seed, "slow": self.order.slow,
            "sums": population.sums(self.order.domains, self.order.seed, self.order.slow),
        }, indent=1))
        (self.work / "list.txt").write_text("\n".join(self.plan.list_lines) + "\n")
        (self.work / "legacy-list.txt").write_text("\n".join(self.plan.legacy_lines) + "\n")
        (self.work / "copies").mkdir()
        for label, domains in self.plan.copies.items():
            (self.work / "copies" / f"{label}.txt").write_text("\n".join(domains) + "\n")


def _glue(zone: Zone) -> list[str]:
    """Addresses of name servers that lie in the zone itself, for its parent."""
    own = []
    for line in zone.lines:
        owner, record_type, *data = line.split(None, 2)
        if record_type == "A" and f"{owner}.{zone.name}." in zone.name_servers:
            own.append(f"{owner}.{zone.name}. A {data[0]}")
    return own


def _write_body(path: Path, policy: scenarios.Policy) -> None:
    body = policy.body.encode(policy.encoding)
    while (missing := policy.size - len(body)) > 0:
        line = min(missing, 64) if missing >= 128 or missing < 64 else missing // 2
        body += b"x-padding: ".ljust(line - 1, b"x") + b"\n"
    path.write_bytes(body)
    if policy.gzip:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(body))
