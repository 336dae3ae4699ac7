"""Within the test internet: parts of a list, scanned each by itself, are merged, and come to the rows that
a scan of the whole list writes."""

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from rows import SLOW, expect, failures, rows, same_run

CENSUS = os.environ["CENSUS_SCANNER"]
OPTIONS = os.environ["TI_SCAN_OPTIONS"].split()
PARTS = 3


def scan(folder: Path, name: str, lines: list[str]) -> subprocess.Popen:
    """Scans a list of its own into a database of its own."""
    (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    return subprocess.Popen([CENSUS, "scan", folder / f"{name}.csv", *OPTIONS, "--retry-after", "1",
                             "--database", folder / f"{name}.sqlite"], stderr=subprocess.DEVNULL)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> None:
    names = [name for name in Path(os.environ["TI_LIST"]).read_text(encoding="utf-8").split() if name not in SLOW]
    lines = [f"{rank},{name}" for rank, name in enumerate(dict.fromkeys(names), 1)]
    # Each part has a domain of the next, too.
    parts = {f"part-{part}": lines[part::PARTS] + [lines[part + 1]] for part in range(PARTS)}
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        for name, listed in {"whole": lines, **parts}.items():
            # One after another, as an operator's limits hold for a process.
            expect(f"the scan of {name} ends well", 0, scan(folder, name, listed).wait())
        files = [folder / f"{name}.sqlite" for name in parts]
        before = [digest(file) for file in files]
        end = subprocess.run([CENSUS, "merge", *files, "--output", folder / "merged.sqlite"],
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        expect("merge ends well", (0, ""), (end.returncode, end.stderr))
        print(end.stdout, end="")
        expect("the parts are as they were", before, [digest(file) for file in files])

        whole, merged = (sqlite3.connect(folder / f"{name}.sqlite") for name in ("whole", "merged"))
        # A run's beginning is its own.
        began, = merged.execute("SELECT min(json_extract(value, '$.started_at')) FROM json_each("
                                "(SELECT options FROM runs), '$.merged')").fetchone()
        expect("it began with the first", [{"started_at": began}], rows(merged, "runs", "started_at"))
        for database in (whole, merged):
            database.execute("UPDATE run SET started_at = ''")
        same_run("merged", whole, merged)
        again, = whole.execute("SELECT duplicates FROM runs").fetchone()
        twice, = merged.execute("SELECT duplicates FROM runs").fetchone()
        expect("domains of two parts are counted", again + PARTS, twice)
        orphans, = merged.execute(
            "SELECT count(*) FROM probe WHERE probe_number NOT IN (SELECT probe_number FROM mx_host_probe "
            "UNION SELECT probe_number FROM earlier_mx_host_probe)").fetchone()
        expect("each probe is of an MX host", 0, orphans)
        merged.rollback()
        report = [CENSUS, "report", "--database", folder / "merged.sqlite", "--output", folder / "report"]
        expect("it can be reported", 0, subprocess.run(report, stdout=subprocess.DEVNULL).returncode)
    if failures:
        sys.exit(f"test-merge: {len(failures)} failed")


main()
