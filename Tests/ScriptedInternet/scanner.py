"""Runs the scanner in a scripted internet, and counts what is as it should be."""

import os
import sqlite3
import subprocess
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
EXECUTABLE = os.environ.get("STS_CENSUS") or str(REPOSITORY / ".build" / "debug" / "sts-census")


class Checks:
    """Passed and failed; each failure is said at once."""

    def __init__(self):
        self.passed = self.failed = self._quiet = 0

    def quietly(self, what: str, wanted, got) -> None:
        if wanted == got:
            self.passed += 1
            self._quiet += 1
        else:
            self.failed += 1
            print(f"failed: {what}: expected {wanted!r}, got {got!r}")

    def equal(self, what: str, wanted, got) -> None:
        failed = self.failed
        self.quietly(what, wanted, got)
        self._quiet = 0
        if self.failed == failed:
            print(f"ok: {what}")

    def told(self, what: str) -> None:
        """Says what has passed quietly."""
        print(f"ok: {self._quiet} of them, {what}")
        self._quiet = 0


class Scan:
    """Scans of the same domains."""

    def __init__(self, internet, domains: list[str], anchors: list[str] | None = None):
        self.internet = internet
        self.folder = internet.authority.folder
        self.list = self.folder / "list.txt"
        self.list.write_text("".join(f"{domain}\n" for domain in domains))
        self.anchors = "none"
        if anchors:
            self.anchors = self.folder / "anchors.txt"
            self.anchors.write_text("".join(f"{anchor}\n" for anchor in anchors))

    @property
    def options(self) -> list[str]:
        return ["--root-hints", str(self.internet.hints), "--anchors", str(self.anchors),
                "--ca-file", str(self.internet.authority.file), "--ehlo", "census.alpha"]

    def run(self, *options: str) -> sqlite3.Connection:
        database = Path(tempfile.mkdtemp(dir=self.folder)) / "census.sqlite"
        subprocess.run([EXECUTABLE, "scan", str(self.list), "--database", str(database),
                        *self.options, *options], check=True)
        return sqlite3.connect(database)
