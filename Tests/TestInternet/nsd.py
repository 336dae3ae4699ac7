"""The name servers: one NSD process for the root, one for the TLDs, some for the domains.

A process that had a zone and its parent would answer for the child when it is asked for the
parent, and the recursion would skip a step."""

from dataclasses import dataclass
from pathlib import Path

SERVER = """\
server:
  server-count: 1
  username: root
  chroot: ""
  database: ""
  zonesdir: "{zones}"
  pidfile: "{state}/nsd-{name}.pid"
  xfrdfile: "{state}/nsd-{name}.xfrd"
  zonelistfile: "{state}/nsd-{name}.zonelist"
  logfile: "{state}/nsd-{name}.log"
  zonefiles-check: no
  hide-version: yes
  tcp-count: 400
  # A census asks faster than response rate limiting lets one client ask.
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
{addresses}
remote-control:
  control-enable: no
"""


@dataclass
class NameServer:
    """One NSD process: its addresses, and its zones with their files."""

    name: str
    addresses: list[str]
    zones: dict[str, str]  # file name below zonesdir, by zone

    def configuration(self, zones_folder: Path, state: Path) -> str:
        listen = "\n".join(f"  ip-address: {address}" for address in self.addresses)
        head = SERVER.format(name=self.name, zones=zones_folder, state=state, addresses=listen)
        return head + "".join(
            f'zone:\n  name: "{zone or "."}"\n  zonefile: "{file}"\n'
            for zone, file in self.zones.items())
