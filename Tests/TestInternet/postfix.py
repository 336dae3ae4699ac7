"""Postfix as MX hosts: one instance with many addresses, certificates told apart by SNI.

It is started by its `master` alone, with folders of ours, in a mount namespace in which
/etc/passwd and /etc/group know the users that Postfix insists on: none is made on the machine."""

import os
from pathlib import Path

from packages import Packages
from plan import MailServer

USER, GROUP = 64251, 64252

# What a client sees that sends no SNI, or one that is not ours.
DEFAULT_NAME = "default.postfix.invalid"

MAIN = """\
compatibility_level = 3.6
command_directory = {root}/usr/sbin
daemon_directory = {root}/usr/lib/postfix/sbin
shlib_directory = {root}/usr/lib/postfix
meta_directory = {state}/postfix/etc
queue_directory = {state}/postfix/queue
data_directory = {state}/postfix/data
maillog_file = {state}/postfix.log
maillog_file_prefixes = {state}
import_environment = LD_LIBRARY_PATH={libraries} OPENSSL_CONF=/dev/null LANG=C MAIL_CONFIG
mail_owner = postfix
setgid_group = postdrop
myhostname = {default}
inet_interfaces = 127.0.0.1
mydestination =
alias_maps =
local_recipient_maps =
smtpd_peername_lookup = no
smtpd_banner = $myhostname ESMTP
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_tls_security_level = may
smtpd_tls_chain_files = {site}/certificates/postfix-default.pem
tls_server_sni_maps = hash:{state}/postfix/etc/sni
"""

MASTER = """\
postlog   unix-dgram n - n - 1 postlogd
anvil     unix - - n - 1 anvil
tlsmgr    unix - - n 1000? 1 tlsmgr
tlsproxy  unix - - n - 0 tlsproxy
dnsblog   unix - - n - 0 dnsblog
smtpd     pass - - n - - smtpd
"""

# A server without certificate, as Postfix allows it for clients that do not authenticate; TLS 1.3
# has no anonymous suites.
ANONYMOUS = """\
  -o smtpd_tls_chain_files=
  -o smtpd_tls_cert_file=none
  -o smtpd_tls_protocols=!TLSv1.3
  -o tls_server_sni_maps=
"""

QUEUE_FOLDERS = ("private", "public", "pid", "active", "incoming", "deferred", "defer", "bounce",
                 "hold", "corrupt", "flush", "saved", "trace", "maildrop")


def configurations(servers: list[MailServer], packages: Packages, site: Path,
                   state: Path) -> dict[str, str]:
    """File texts by name: main.cf, master.cf and the SNI table."""
    main = MAIN.format(root=packages.root, state=state, site=site, default=DEFAULT_NAME,
                       libraries=packages.library_path)
    services = {}
    for server in servers:
        kind = ("1 postscreen" if server.kind == "postscreen" else "50 smtpd")
        for address in server.addresses:
            services[address] = f"{address}:25 inet n - n - {kind}\n"
            if not server.certificate:
                services[address] += ANONYMOUS
    names = [f"{server.name} {site}/certificates/{server.certificate}\n"
             for server in servers if server.certificate]
    return {"main.cf": main, "master.cf": MASTER + "".join(services.values()),
            "sni": "".join(names)}


def prepare(site: Path, state: Path) -> None:
    """Makes the folders that `postfix start` would have made or checked, and the users' files."""
    etc, queue, data = (state / "postfix" / name for name in ("etc", "queue", "data"))
    for folder in (etc, queue, data):
        folder.mkdir(parents=True)
    os.chown(data, USER, USER)
    for name in QUEUE_FOLDERS:
        (queue / name).mkdir()
        os.chown(queue / name, USER, GROUP if name in ("public", "maildrop") else USER)
    os.chown(queue / "pid", 0, 0)
    for name in ("main.cf", "master.cf", "sni"):
        (etc / name).write_text((site / "postfix" / name).read_text())
    (etc / "dynamicmaps.cf").touch()
    _write_users(state / "postfix")


def _write_users(folder: Path) -> None:
    for name, lines in {
        "passwd": f"postfix:x:{USER}:{USER}::/:/usr/sbin/nologin\n",
        "group": f"postfix:x:{USER}:\npostdrop:x:{GROUP}:\n",
    }.items():
        others = [line for line in Path("/etc", name).read_text().splitlines(True)
                  if line.split(":")[0] not in ("postfix", "postdrop")]
        (folder / name).write_text("".join(others) + lines)


def command(packages: Packages, state: Path) -> list[str]:
    folder = state / "postfix"
    return ["unshare", "--mount", "sh", "-ec", f"""
        mount --bind {folder}/passwd /etc/passwd
        mount --bind {folder}/group /etc/group
        {packages.program("postmap")} -c {folder}/etc -F hash:{folder}/etc/sni
        exec {packages.program("master")} -c {folder}/etc -d"""]
