"""A recursive, validating resolver for the internet: Unbound.

The scanner does its own recursion; this is for `dig` and `curl` in `test-internet shell`, and for
scans with `--resolver`."""

from pathlib import Path

import addresses

CONFIGURATION = """\
server:
  interface: {address}
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  num-threads: 1
  module-config: "validator iterator"
  root-hints: "{site}/root.hints"
  trust-anchor-file: "{site}/trust-anchor"
  username: ""
  chroot: ""
  directory: "{state}"
  pidfile: ""
  use-syslog: no
  do-daemonize: no
remote-control:
  control-enable: no
"""


def configuration(site: Path, state: Path) -> str:
    return CONFIGURATION.format(address=addresses.RESOLVER, site=site, state=state)
