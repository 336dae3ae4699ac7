"""The servers: Debian packages unpacked into a folder, so that nothing is installed here.

`apt-get download` and `dpkg -x` run no maintainer script: no service is started or enabled, no
user is made, and a mail server that this machine may have is left as it is.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

SERVERS = ["nsd", "ldnsutils", "unbound", "nginx", "libnginx-mod-mail", "postfix"]

# What the servers link against beyond Debian's base system and openssl.
LIBRARIES = [
    "libevent-2.1-7", "libfstrm0", "libprotobuf-c1", "libldns3", "libpcre2-8-0", "libdb5.3",
    "libicu72", "libnsl2", "libsasl2-2", "libtirpc3", "libgssapi-krb5-2", "libkrb5-3",
    "libk5crypto3", "libkrb5support0", "libcom-err2", "libkeyutils1",
    "libpython3.11", "libnghttp2-14",
]

# python3-cryptography makes the certificates.
PYTHON = ["python3-cryptography", "python3-cffi-backend"]

WANTED = SERVERS + LIBRARIES + PYTHON


class Packages:
    """The folder with the unpacked packages, and where things are in it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.root = folder / "root"
        self.stamp = folder / "complete"

    @property
    def library_path(self) -> str:
        return ":".join(str(self.root / part) for part in (
            "usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu",
            "lib/aarch64-linux-gnu", "usr/lib/postfix"))

    @property
    def python_path(self) -> Path:
        return self.root / "usr/lib/python3/dist-packages"

    @property
    def nginx_mail_module(self) -> Path:
        return self.root / "usr/lib/nginx/modules/ngx_mail_module.so"

    def program(self, name: str) -> str:
        for place in ("usr/sbin", "usr/bin", "usr/lib/postfix/sbin"):
            path = self.root / place / name
            if path.exists():
                return str(path)
        raise FileNotFoundError(f"{name} is not in {self.root}")

    def environment(self) -> dict[str, str]:
        """For a server: our libraries, and none of the machine's OpenSSL settings, which may
        forbid the old TLS versions that some scenarios need."""
        return {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LD_LIBRARY_PATH": self.library_path,
            "OPENSSL_CONF": "/dev/null",
        }

    def is_complete(self) -> bool:
        return self.stamp.exists() and self.stamp.read_text() == "\n".join(WANTED)

    def fetch(self) -> None:
        """Downloads and unpacks what is wanted; does nothing if it is there already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.is_complete():
                self._fetch()

    def _fetch(self) -> None:
        print(f"test-internet: unpacking {len(WANTED)} packages into {self.folder}",
              file=sys.stderr)
        downloads = self.folder / "debs"
        downloads.mkdir(exist_ok=True)
        _download(downloads)
        self.root.mkdir(exist_ok=True)
        for package in sorted(downloads.glob("*.deb")):
            subprocess.run(["dpkg", "-x", package, self.root], check=True)
            package.unlink()
        self._check_libraries()
        self.stamp.write_text("\n".join(WANTED))

    def _check_libraries(self) -> None:
        missing = []
        for name in ("nsd", "unbound", "nginx", "smtpd", "ldns-signzone"):
            listing = subprocess.run(
                ["ldd", self.program(name)], env=self.environment(), text=True,
                capture_output=True, check=True).stdout
            missing += [f"{name}: {line.split()[0]}" for line in listing.splitlines()
                        if "not found" in line]
        if missing:
            raise SystemExit("test-internet: libraries missing: " + ", ".join(missing))


def _download(folder: Path) -> None:
    """Asks for new package lists only if the ones here do not do: it needs root."""
    command = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", *WANTED]
    first = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if first.returncode == 0:
        return
    if os.geteuid() == 0:
        subprocess.run(["apt-get", "-qq", "update"], check=False)
    second = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if second.returncode != 0:
        raise SystemExit(
            "test-internet: cannot download the servers' packages; is `apt-get update` needed?\n"
            + second.stderr)
