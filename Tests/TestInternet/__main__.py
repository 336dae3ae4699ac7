"""The command line of the test internet: see `scripts/test-internet --help`."""

import argparse
import json
import os
import sys
from pathlib import Path

import privileges
from packages import Packages

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PACKAGES = Packages(REPOSITORY / ".build" / "test-internet-packages")
CACHE = REPOSITORY / ".build" / "test-internet"

DESCRIPTION = """\
An internet of real servers in a network namespace: a signed DNS root, TLDs and hosting servers
(NSD), policy hosts (nginx), MX hosts (Postfix, nginx, and scripts for misbehaviour). Its domains
stand in Tests/TestInternet/scenarios.toml, each with what a scan must find."""

RUN_EXAMPLE = """\
COMMAND finds in its environment:
  TI_LIST          the list of domains
  TI_LEGACY_LIST   those with records at names of the drafts, for a scan with --legacy-names
  TI_SCAN_OPTIONS  all options that the scanner needs, as one string
  TI_RESOLVER      a recursive resolver, also in /etc/resolv.conf
  TI_ROOT_HINTS, TI_TRUST_ANCHOR, TI_CA_FILE, TI_ALLOW   the same one by one
  TI_DIR           the folder with zones, certificates and configurations
  TI_DIALOGUES     what the scripted SMTP servers heard, a JSON line for each connection
  TI_OBSERVED      with --observe: DNS questions and connections, a JSON line for each

example:
  scripts/test-internet run -- sh -c 'sts-census scan $TI_SCAN_OPTIONS $TI_LIST &&
      scripts/test-internet check census.sqlite'"""


CHECK_HELP = """\
Every scenario and every column of the bulk population's sums is a case; the last line counts
them. Inside `test-internet run`, the options are those of the run (TI_DIR tells)."""


def main() -> int:
    arguments = _parser().parse_args()
    return arguments.action(arguments)


def _parser() -> argparse.ArgumentParser:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="test-internet", description=DESCRIPTION, formatter_class=form)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    fetch = commands.add_parser(
        "fetch", help="unpack the servers' Debian packages into a folder; installs nothing")
    fetch.set_defaults(action=_fetch)
    run = commands.add_parser(
        "run", help="run a command in the internet", epilog=RUN_EXAMPLE, formatter_class=form)
    _add_site_options(run)
    run.add_argument("--observe", action="store_true",
                     help="write down each DNS question and connection")
    run.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND ...")
    run.set_defaults(action=_run)
    shell = commands.add_parser(
        "shell", help="look round in it, with dig, openssl s_client, curl")
    _add_site_options(shell)
    shell.set_defaults(action=_run, command=["bash", "-i"], observe=False)
    check = commands.add_parser(
        "check", help="compare a scan's newest finished run with what is expected",
        epilog=CHECK_HELP, formatter_class=form)
    check.add_argument("database", type=Path)
    check.add_argument("--legacy-names", action="store_true",
                       help="of a scan with --legacy-names of TI_LEGACY_LIST")
    _add_population_options(check)
    check.set_defaults(action=_check)
    return parser


def _add_population_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--domains", type=int, default=0, metavar="N",
                        help="with a bulk population of N domains")
    parser.add_argument("--seed", type=int, default=1, metavar="S",
                        help="another bulk population of the same size")
    parser.add_argument("--slow", action="store_true",
                        help="with a bulk population whose domains' own MX hosts greet after 20 s, "
                             "and one in 20 of which has dead name servers")
    parser.add_argument("--no-scenarios", action="store_true",
                        help="without the scenarios: the bulk population alone")
    parser.add_argument("--hostile", action="store_true",
                        help="the attacks of hostile.toml instead of the scenarios")


def _add_site_options(parser: argparse.ArgumentParser) -> None:
    _add_population_options(parser)
    parser.add_argument("--endless", action="store_true",
                        help="with zones in which any name is a domain (endless.py)")
    parser.add_argument("--keep", type=Path, metavar="DIR",
                        help="copy logs, zones and configurations to DIR at the end")


def _fetch(_: argparse.Namespace) -> int:
    PACKAGES.fetch()
    return 0


def _run(arguments: argparse.Namespace) -> int:
    command = arguments.command[1:] if arguments.command[:1] == ["--"] else arguments.command
    if not command:
        raise SystemExit("test-internet: no command to run; see `test-internet run --help`")
    if arguments.no_scenarios and not arguments.domains and not arguments.endless:
        raise SystemExit("test-internet: --no-scenarios without --domains leaves no domain")
    privileges.become_root()
    user = privileges.invoking_user()
    PACKAGES.fetch()
    # These need python3-cryptography, which has just been fetched.
    import run
    import site_builder

    order = site_builder.Order(
        arguments.domains, arguments.seed,
        scenarios=not arguments.no_scenarios and not arguments.hostile, hostile=arguments.hostile,
        endless=arguments.endless, slow=arguments.slow)
    site = site_builder.find_or_build(order, PACKAGES, CACHE)
    if user:
        user.own(PACKAGES.folder)
        user.own(CACHE)
    return run.run(site, CACHE / "state", PACKAGES, run.Command(
        command, user, arguments.observe, arguments.keep))


def _check(arguments: argparse.Namespace) -> int:
    import check

    if arguments.legacy_names:
        return check.check_legacy_names(arguments.database)
    order = {"scenarios": not arguments.no_scenarios and not arguments.hostile,
             "hostile": arguments.hostile, "domains": arguments.domains,
             "seed": arguments.seed, "slow": arguments.slow}
    if site := os.environ.get("TI_DIR"):
        order = json.loads(Path(site, "expected.json").read_text())
    return check.check(arguments.database, order)


if __name__ == "__main__":
    sys.path.insert(0, str(PACKAGES.python_path))
    sys.exit(main())
