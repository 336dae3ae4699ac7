"""nginx as policy hosts (HTTPS) and as MX hosts (its mail module).

The mail module answers EHLO and STARTTLS by itself; it asks `auth_http` only once a client logs
in or sends mail, which a census never does."""

from pathlib import Path

from packages import Packages
from plan import MailServer, PolicyServer

PROTOCOLS = {"1.3": "TLSv1.2 TLSv1.3", "1.3-only": "TLSv1.3", "1.2": "TLSv1.2", "1.1": "TLSv1.1",
             "1.0": "TLSv1", "1.0-1.3": "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3"}

# At once, besides the sockets that listen.
CONNECTIONS = 4096

# At so many addresses one process listens, to stay below the usual limits on open files.
ADDRESSES_IN_PROCESS = 6000

HEAD = """\
{modules}user root;
daemon off;
worker_processes 1;
pid {state}/{name}.pid;
error_log {state}/{name}.log crit;
events {{ worker_connections {connections}; }}
"""

MAIL_HEAD = """\
mail {
  auth_http 127.0.0.1:9/never-asked;
  smtp_capabilities PIPELINING 8BITMIME ENHANCEDSTATUSCODES;
"""

HTTP_HEAD = """\
http {{
  client_body_temp_path {state}/body; proxy_temp_path {state}/proxy;
  fastcgi_temp_path {state}/fastcgi; uwsgi_temp_path {state}/uwsgi; scgi_temp_path {state}/scgi;
  access_log off;
  server_tokens off;
  types {{ }}
  ssl_session_cache off;
  server_names_hash_max_size 8192;
"""


def mail_processes(servers: list[MailServer]) -> list[list[MailServer]]:
    """The servers, divided among as many processes as they need."""
    processes, room = [], 0
    for server in servers:
        if room < len(server.addresses):
            processes.append([])
            room = max(ADDRESSES_IN_PROCESS, len(server.addresses))
        processes[-1].append(server)
        room -= len(server.addresses)
    return processes


def mail_configuration(name: str, servers: list[MailServer], packages: Packages, site: Path,
                       state: Path) -> str:
    modules = f"load_module {packages.nginx_mail_module};\n"
    listening = sum(len(server.addresses) for server in servers)
    head = HEAD.format(modules=modules, state=state, name=name,
                       connections=CONNECTIONS + listening)
    return head + MAIL_HEAD + "".join(_mail_server(one, site) for one in servers) + "}\n"


def _mail_server(server: MailServer, site: Path) -> str:
    lines = [f"listen {_bracketed(address)}:25 backlog=4096;" for address in server.addresses]
    lines += ["protocol smtp;", f"server_name {server.name};"]
    if server.greeting_delay:
        lines.append(f"smtp_greeting_delay {server.greeting_delay}s;")
    if server.tls != "off":
        if server.asks_certificate:
            lines.append("ssl_verify_client optional_no_ca;")
        lines += ["starttls on;", *_tls(server.certificate, server.tls, site, server.weak)]
    return _block("server", lines)


def policy_configuration(servers: list[PolicyServer], site: Path, state: Path) -> str:
    blocks = [_policy_server(one, site) for one in servers if one.kind == "nginx"]
    bulk = sorted({one.address for one in servers if one.kind == "bulk"})
    blocks += [_bulk_policy_server(address, site) for address in bulk]
    head = HEAD.format(modules="", state=state, name="nginx-policies",
                       connections=CONNECTIONS + len(servers))
    return head + HTTP_HEAD.format(state=state) + "".join(blocks) + "}\n"


def _policy_server(server: PolicyServer, site: Path) -> str:
    policy = server.policy
    answer = f"alias {site}/policies/{server.host};"
    if policy.location:
        answer = f"return {policy.status} {policy.location};"
    elif policy.status != 200:
        answer = f"return {policy.status} '{policy.body}';"
    if policy.gzip:
        answer += " gzip_static always;"
    return _block("server", [
        f"listen {_bracketed(server.address)}:443 ssl;", f"server_name {server.host};",
        *_tls(server.certificate, policy.tls, site),
        # An empty default_type leaves the Content-Type header out.
        f'location = {server.path} {{ default_type "{policy.content_type}"; {answer} }}',
    ])


def _bulk_policy_server(address: str, site: Path) -> str:
    """One server for any number of policy hosts: certificate and body are found by name."""
    certificate = f"{site}/certificates/policy-$ssl_server_name.pem"
    return _block("server", [
        f"listen {address}:443 ssl backlog=4096;",
        f"ssl_certificate {certificate};", f"ssl_certificate_key {certificate};",
        "location = /.well-known/mta-sts.txt "
        f"{{ default_type text/plain; alias {site}/policies/$host; }}",
    ])


def _tls(certificate: str, newest: str, site: Path, weak: bool = False) -> list[str]:
    path = f"{site}/certificates/{certificate}"
    lines = [f"ssl_certificate {path};", f"ssl_certificate_key {path};",
             f"ssl_protocols {PROTOCOLS[newest]};"]
    if weak or newest in ("1.1", "1.0", "1.0-1.3"):
        # OpenSSL 3 serves these only without its lower bound on keys and digests.
        lines.append("ssl_ciphers ALL:@SECLEVEL=0;")
    return lines


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _block(kind: str, lines: list[str]) -> str:
    return f"  {kind} {{\n" + "".join(f"    {line}\n" for line in lines) + "  }\n"
