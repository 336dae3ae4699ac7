"""Starts the servers of a site, waits until each answers, runs a command among them."""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import addresses
import namespace
import postfix
import privileges
from packages import Packages

# A server that does not answer within this time is broken.
START_LIMIT_SECONDS = 180

# In the state folder: what scripted SMTP servers heard; what an observer saw.
DIALOGUES, OBSERVED = "dialogues.jsonl", "observed.jsonl"

# What a command is given that was asked to end.
GRACE_SECONDS = 10


@dataclass
class Internet:
    """The running servers. Only to be used inside the namespace."""

    site: Path
    state: Path
    packages: Packages
    is_observed: bool = False

    def __post_init__(self):
        self.servers: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        ipv6 = (self.site / "ipv6-addresses").read_text().split()
        namespace.prepare(self.state, ipv6)
        namespace.use_resolver(self.state, addresses.RESOLVER)
        listeners = json.loads((self.site / "listeners.json").read_text())
        if self.is_observed:
            self._launch("observer")
        for server in dict.fromkeys(server for server, _, _ in listeners):
            self._launch(server)
        for server, address, port in listeners:
            self._wait(server, address, port)

    def _command(self, server: str) -> list[str]:
        configuration = str(self.site / f"{server}.conf")
        if server == "postfix":
            postfix.prepare(self.site, self.state)
            return postfix.command(self.packages, self.state)
        if server == "scripted":
            return [sys.executable, "-B", str(Path(__file__).parent / "scripted.py"),
                    str(self.site / "scripted.json"), str(self.state / DIALOGUES)]
        if server == "observer":
            return [sys.executable, "-B", str(Path(__file__).parent / "observer.py"),
                    str(self.state / OBSERVED)]
        if server in ("hostile", "hostile_dns"):
            return [sys.executable, "-B", str(Path(__file__).parent / f"{server}.py"),
                    str(self.site / f"{server}.json")]
        if server == "unbound":
            return [self.packages.program("unbound"), "-d", "-p", "-c", configuration]
        if server.startswith("nsd"):
            return [self.packages.program("nsd"), "-d", "-c", configuration]
        return [self.packages.program("nginx"), "-p", str(self.state), "-e", "stderr", "-c",
                configuration]

    def _launch(self, name: str) -> None:
        # A session of its own keeps the terminal's Ctrl-C away from the servers.
        with open(self.state / f"{name}.out", "wb") as output:
            self.servers[name] = subprocess.Popen(
                self._command(name), env=self.packages.environment(), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True, cwd=self.state,
                preexec_fn=_raise_file_limit)

    def _wait(self, server: str, address: str, port: int) -> None:
        """Until it answers: a name server a question, any other server a connection."""
        probe = _answers_dns if port == 53 else _accepts
        limit = time.monotonic() + START_LIMIT_SECONDS
        while not probe(address, port):
            if self.servers[server].poll() is not None:
                raise SystemExit(f"test-internet: {server} ended at once:\n{self._said(server)}")
            if time.monotonic() > limit:
                raise SystemExit(f"test-internet: {server} does not answer at {address}:{port}\n"
                                 + self._said(server))
            time.sleep(0.02)

    def _said(self, server: str) -> str:
        texts = [path.read_text(errors="replace") for path in (
            self.state / f"{server}.out", self.state / f"{server}.log") if path.exists()]
        return "".join(texts)[-4000:]

    def stop(self) -> None:
        """Ends the servers; what is left dies with the namespace."""
        for server in self.servers.values():
            server.terminate()


def _raise_file_limit() -> None:
    """As far as it goes without a privilege, for the servers alone."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _answers_dns(address: str, port: int) -> bool:
    """Any answer to a question for the root's NS counts, a refusal too."""
    question = bytes.fromhex("1d1d00000001000000000000" "00" "0002" "0001")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(0.2)
        try:
            udp.connect((address, port))
            udp.send(question)
            return len(udp.recv(4096)) > 0
        except OSError:
            return False


def _accepts(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def environment(site: Path, state: Path) -> dict[str, str]:
    """What COMMAND learns about the internet it runs in."""
    options = ["--root-hints", site / "root.hints", "--trust-anchor", site / "trust-anchor",
               "--ca-file", site / "ca.pem", "--ehlo", addresses.OWN_NAME]
    for network in addresses.ALLOWED:
        options += ["--allow-network", network]
    return {
        "TI_DIR": str(site),
        "TI_DIALOGUES": str(state / DIALOGUES),
        "TI_OBSERVED": str(state / OBSERVED),
        "TI_ROOT_HINTS": str(site / "root.hints"),
        "TI_TRUST_ANCHOR": str(site / "trust-anchor"),
        "TI_CA_FILE": str(site / "ca.pem"),
        "TI_LIST": str(site / "list.txt"),
        "TI_LEGACY_LIST": str(site / "legacy-list.txt"),
        "TI_ALLOW": " ".join(addresses.ALLOWED),
        "TI_RESOLVER": addresses.RESOLVER,
        "TI_SCAN_OPTIONS": " ".join(map(str, options)),
    }


@dataclass
class Command:
    """What is run in the internet, and as which user: None for ourselves."""

    arguments: list[str]
    user: privileges.User | None = None
    is_observed: bool = False  # questions and connections are written down
    keep: Path | None = None  # where logs and configurations are copied to at the end


def run(site: Path, state: Path, packages: Packages, command: Command) -> int:
    """Runs it inside; its exit status, or 128 + N if signal N ended it."""
    state.mkdir(parents=True, exist_ok=True)
    return namespace.run_inside(lambda: _supervise(
        Internet(site, state, packages, command.is_observed), command))


def _supervise(internet: Internet, command: Command) -> int:
    # As process 1 we would not notice a signal without a handler.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        start = time.monotonic()
        internet.start()
        print(f"test-internet: {len(internet.servers)} servers answer after "
              f"{time.monotonic() - start:.1f} s", file=sys.stderr)
        return _run_command(internet, command)
    finally:
        internet.stop()
        if command.keep:
            _keep(internet, command)


def _run_command(internet: Internet, command: Command) -> int:
    variables = {**os.environ, **environment(internet.site, internet.state)}
    identity = {}
    if command.user:
        variables["PATH"] = command.user.path
        identity = command.user.for_process()
    try:
        child = subprocess.Popen(command.arguments, env=variables, **identity)
    except OSError as error:
        raise SystemExit(f"test-internet: {command.arguments[0]}: {error.strerror}") from None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _ask_to_end(child))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(128 + signal.SIGTERM))
    status = child.wait()
    return status if status >= 0 else 128 - status


def _ask_to_end(child: subprocess.Popen) -> None:
    """COMMAND may finish what it must; then it dies with the namespace."""
    child.terminate()
    signal.alarm(GRACE_SECONDS)


def _keep(internet: Internet, command: Command) -> None:
    """Copies logs and configurations out, for a look afterwards."""
    folder = command.keep
    folder.mkdir(parents=True, exist_ok=True)
    for path in [*internet.state.glob("*.out"), *internet.state.glob("*.log")]:
        if path.stat().st_size:
            shutil.copy(path, folder)
    shutil.copytree(internet.site, folder / "site", dirs_exist_ok=True)
    if command.user:
        command.user.own(folder)
