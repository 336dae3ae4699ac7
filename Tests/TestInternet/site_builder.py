"""Builds the whole internet as a folder of files, or finds it built already.

A site is cached under a digest of all that it is made from, this code included. Signatures and
certificates have dates, so that a site older than MAXIMUM_AGE is built anew."""

import hashlib
import json
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import addresses
import certificates
import nginx
import postfix
import scenarios
import scripted
import zones
from nsd import NameServer
from packages import Packages
from plan import Plan, ScenarioPlanner

MAXIMUM_AGE = 3 * 86400
HERE = Path(__file__).parent


@dataclass
class Order:
    """What is asked for on the command line."""

    domains: int = 0
    seed: int = 1
    scenarios: bool = True

    def digest(self) -> str:
        state = hashlib.sha256(repr(self).encode())
        for path in sorted([*HERE.glob("*.py"), *HERE.glob("*.toml")]):
            state.update(path.read_bytes())
        return state.hexdigest()[:16]


def find_or_build(order: Order, packages: Packages, cache: Path) -> Path:
    site = cache / "sites" / order.digest()
    site.parent.mkdir(parents=True, exist_ok=True)
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
        self._write_listeners()
        (self.work / "ipv6-addresses").write_text("\n".join(self.plan.ipv6))
        shutil.rmtree(self.work / "signing")
        self.work.rename(self.site)

    def _fill_plan(self) -> None:
        authority = certificates.Authority(self.work / "certificates")
        authority.issue("self-signed", [postfix.DEFAULT_NAME], "postfix-default.pem")
        table = scenarios.load()
        self.plan.tlds.update(table.tlds)
        ScenarioPlanner(table, authority, self.plan).run()

    # DNS

    def _write_zones(self) -> None:
        signer = zones.Signer(self.packages, self.work / "signing")
        folder = self.work / "zones"
        signer.write_all(self.plan.zones, folder)
        tlds = [self._tld_zone(number, tld) for number, tld in enumerate(self.plan.tlds)]
        signer.write_all(tlds, folder)
        root = self._root_zone(tlds)
        signer.write(root, folder / "root.zone")
        self._write_anchors(root)
        for server in self._name_servers([root, *tlds, *self.plan.zones]):
            (self.work / f"nsd-{server.name}.conf").write_text(
                server.configuration(self.site / "zones", self.state))

    def _tld_zone(self, number: int, tld: str) -> zones.Zone:
        lines = [f"ns A {addresses.tld(number)}", *self.plan.delegations.get(tld, [])]
        for zone in self.plan.zones:
            if zone.name.endswith(f".{tld}"):
                parent = zone.name.split(".", 1)[1]
                if not any(other.name == parent for other in self.plan.zones):
                    lines += zones.delegation(zone) + _glue(zone)
        return zones.Zone(tld, "tld", [f"ns.{tld}."], lines, self.plan.tlds[tld])

    def _root_zone(self, tlds: list[zones.Zone]) -> zones.Zone:
        lines = [f"{name}.root-servers.test. A {address}"
                 for name, address in zip("ab", addresses.ROOT)]
        for number, tld in enumerate(tlds):
            lines += [*zones.delegation(tld), f"ns.{tld.name}. A {addresses.tld(number)}"]
        return zones.Zone("", "root", [f"{name}.root-servers.test." for name in "ab"], lines,
                          "nsec")

    def _write_anchors(self, root: zones.Zone) -> None:
        hints = []
        for name, address in zip("ab", addresses.ROOT):
            hints += [f".\t3600000\tNS\t{name}.root-servers.test.",
                      f"{name}.root-servers.test.\t3600000\tA\t{address}"]
        (self.work / "root.hints").write_text("\n".join(hints) + "\n")
        (self.work / "trust-anchor").write_text(f".\tIN\tDS\t{root.ds}\n")

    def _name_servers(self, all_zones: list[zones.Zone]) -> list[NameServer]:
        return [NameServer(name, where, {zone.name: f"{zone.label}.zone" for zone in all_zones
                                         if zone.server == name})
                for name, where in self._dns_addresses()]

    def _dns_addresses(self) -> list[tuple[str, list[str]]]:
        tlds = [addresses.tld(number) for number in range(len(self.plan.tlds))]
        return [("root", addresses.ROOT), ("tld", tlds), ("hosting-a", addresses.HOSTING_A),
                ("hosting-b", addresses.HOSTING_B), ("lame", addresses.LAME)]

    # Mail and policies

    def _write_mail_servers(self) -> None:
        servers = self.plan.mail_servers
        (self.work / "nginx-mail.conf").write_text(nginx.mail_configuration(
            [one for one in servers if one.kind == "nginx"], self.packages, self.site, self.state))
        ours = [one for one in servers if one.kind in ("postfix", "postscreen")]
        files = postfix.configurations(ours, self.packages, self.site, self.state)
        for name, text in files.items():
            (self.work / "postfix" / name).write_text(text)

    def _write_policy_servers(self) -> None:
        servers = [one for one in self.plan.policy_servers if one.kind == "nginx"]
        for server in servers:
            text = server.policy.body + _padding(server.policy.padding)
            (self.work / "policies" / server.host).write_bytes(text.encode())
        (self.work / "nginx-policies.conf").write_text(
            nginx.policy_configuration(servers, self.site, self.state))

    def _write_scripted_servers(self) -> None:
        entries = [
            {"protocol": "smtp", "name": one.name, "address": address,
             "behaviour": one.behaviour, "certificate": one.certificate}
            for one in self.plan.mail_servers if one.kind == "scripted"
            for address in one.addresses
        ] + [
            {"protocol": "https", "name": one.host, "address": one.address,
             "behaviour": one.policy.behaviour, "certificate": one.certificate}
            for one in self.plan.policy_servers if one.kind == "scripted"
        ]
        for entry in entries:
            if entry["behaviour"] not in scripted.behaviours(entry["protocol"]):
                raise scenarios.TableError(entry["name"], f"no behaviour {entry['behaviour']!r}")
            entry["certificate"] = str(self.site / "certificates" / entry["certificate"])
        (self.work / "scripted.json").write_text(json.dumps(entries, indent=1))

    def _write_listeners(self) -> None:
        """Where each server process must answer before the internet is up."""
        listeners = [(f"nsd-{name}", where[-1], 53) for name, where in self._dns_addresses()]
        process = {"nginx": "nginx-mail", "postscreen": "postfix"}
        last = {process.get(one.kind, one.kind): (one.addresses[-1], 25)
                for one in self.plan.mail_servers}
        last["nginx-policies"] = (addresses.POLICY_FARM, 443)
        listeners += [(server, *where) for server, where in last.items()]
        (self.work / "listeners.json").write_text(json.dumps(listeners))

    def _write_list(self) -> None:
        (self.work / "list.txt").write_text("\n".join(self.plan.list_lines) + "\n")


def _glue(zone: zones.Zone) -> list[str]:
    """Addresses of name servers that lie in the zone itself, for its parent."""
    own = []
    for line in zone.lines:
        owner, record_type, *data = line.split(None, 2)
        if record_type == "A" and f"{owner}.{zone.name}." in zone.name_servers:
            own.append(f"{owner}.{zone.name}. A {data[0]}")
    return own


def _padding(size: int) -> str:
    line = "x-padding: " + 63 * "x" + "\n"
    return line * (size // len(line))
