"""A network, process and mount namespace of our own, in which everything runs and dies.

The process that becomes number 1 of the process namespace is the supervisor: when it ends, for
whatever reason, the kernel ends all others. It dies with its parent, and so leaves nothing."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import addresses

CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID = 0x20000, 0x40000000, 0x20000000
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def run_inside(main: Callable[[], int]) -> int:
    """Runs `main` as process 1 of new namespaces and returns its exit status."""
    _die_with_parent()
    if _libc.unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID) != 0:
        problem = os.strerror(ctypes.get_errno())
        raise SystemExit(f"test-internet: cannot make namespaces ({problem}); it needs root")
    child = os.fork()
    if child == 0:
        _die_with_parent()
        os._exit(_guarded(main))
    # Ctrl-C goes to the command as well, which decides; SIGTERM only came to us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: os.kill(child, signal.SIGTERM))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _guarded(main: Callable[[], int]) -> int:
    try:
        return main()
    except SystemExit as exit:
        if isinstance(exit.code, str):
            print(exit.code, file=sys.stderr)
        return exit.code if isinstance(exit.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def prepare(state: Path, ipv6: list[str]) -> None:
    """Mounts and addresses, from within: a /proc of ours, an empty state folder in memory, and a
    network that consists of loopback."""
    _run("mount", "--make-rprivate", "/")
    _run("mount", "-t", "proc", "proc", "/proc")
    _run("mount", "-t", "tmpfs", "-o", "mode=755", "test-internet", state)
    _run("ip", "link", "set", "lo", "up")
    for address in ipv6:
        _run("ip", "-6", "address", "add", f"{address}/128", "dev", "lo", "nodad")
    _run("ip", "route", "add", "unreachable", addresses.UNREACHABLE_NETWORK, "table", "local")
    # A machine with global addresses and default routes, as programs expect (a scanner that chooses
    # address families, getaddrinfo's AI_ADDRCONFIG). What they lead to is the loopback device.
    for family, ours in (("-4", addresses.OWN_IPV4), ("-6", addresses.OWN_IPV6)):
        _run("ip", family, "address", "add", ours, "dev", "lo")
        _run("ip", family, "route", "add", "default", "dev", "lo")
    # Many clients connect at once; a dropped SYN would cost them a second.
    Path("/proc/sys/net/core/somaxconn").write_text("8192")
    Path("/proc/sys/net/ipv4/tcp_max_syn_backlog").write_text("8192")
    Path("/proc/sys/net/ipv4/ip_local_port_range").write_text("10240 65535")


def use_resolver(state: Path, address: str) -> None:
    """/etc/resolv.conf in here names the internet's resolver: no name is asked elsewhere."""
    ours = state / "resolv.conf"
    ours.write_text(f"nameserver {address}\n")
    theirs = Path("/etc/resolv.conf").resolve()  # often a link into /run
    if theirs.exists():
        _run("mount", "--bind", ours, theirs)


def _run(*command: object) -> None:
    words = [str(part) for part in command]
    try:
        subprocess.run(words, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"test-internet: {' '.join(words)}: {error}") from None
