"""Runs a test in a scripted internet: no_way_in or hostile_text."""

import importlib
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "TestInternet"))

import namespace
import privileges
from packages import Packages


def main(test: str) -> int:
    privileges.become_root()
    packages = Packages(HERE.parent.parent / ".build" / "test-internet-packages")
    packages.fetch()
    # These need python3-cryptography, which has just been fetched.
    sys.path.insert(0, str(packages.python_path))
    return namespace.run_inside(lambda: _inside(test))


def _inside(test: str) -> int:
    from internet import Internet
    from scanner import Checks

    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        importlib.import_module(test).main(check, Internet(Path(folder)))
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
