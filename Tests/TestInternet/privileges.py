"""Root is needed for namespaces and low ports; the user who asked for it is not forgotten.

Started by an ordinary user, the script starts itself again through sudo. COMMAND then still runs
as that user, and what is written to disk is theirs."""

import os
import pwd
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

USER_VARIABLE = "TEST_INTERNET_USER"
# sudo puts a PATH of its own in place of the user's.
PATH_VARIABLE = "TEST_INTERNET_PATH"


@dataclass
class User:
    name: str
    uid: int
    gid: int
    path: str

    def for_process(self) -> dict:
        """Arguments of subprocess.Popen, besides `env`."""
        return {"user": self.uid, "group": self.gid,
                "extra_groups": os.getgrouplist(self.name, self.gid)}

    def own(self, folder: Path) -> None:
        for path, folders, files in os.walk(folder):
            for name in [".", *folders, *files]:
                os.chown(os.path.join(path, name), self.uid, self.gid, follow_symlinks=False)


def become_root() -> None:
    """Returns as root, or starts this command again through sudo."""
    if os.geteuid() == 0:
        return
    if not shutil.which("sudo"):
        raise SystemExit("test-internet: needs root, for namespaces and ports below 1024, and"
                         " there is no sudo")
    os.execvp("sudo", ["sudo", "-E", f"{USER_VARIABLE}={os.geteuid()}",
                       f"{PATH_VARIABLE}={os.environ.get('PATH', os.defpath)}",
                       sys.executable, "-B", *sys.argv])


def invoking_user() -> User | None:
    """Who started the script that came back through sudo; None if root did."""
    if USER_VARIABLE not in os.environ:
        return None
    entry = pwd.getpwuid(int(os.environ[USER_VARIABLE]))
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid, os.environ[PATH_VARIABLE])
