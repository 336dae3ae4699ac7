"""Makes census databases of any size: the schema by the scanner itself, the rows by census.sql."""

import os
import sqlite3
import subprocess
from pathlib import Path

FILL = Path(__file__).with_suffix(".sql")


def make(scanner: str, path: str, runs: int, domains: int) -> None:
    """Runs of one list, a month between them, the last one in November 2026. Only within the test
    internet, where a scan of one domain makes the database."""
    with open(f"{path}.txt", "w") as one:
        one.write("example.invalid\n")
    subprocess.run([scanner, "scan", one.name, "--database", path,
                    *os.environ["TI_SCAN_OPTIONS"].split()], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([scanner, "runs", "--database", path, "--delete", "1"], check=True,
                   stdout=subprocess.DEVNULL)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("""
        -- The numbers of names and certificates are census.sql's.
        DELETE FROM name; DELETE FROM certificate; DELETE FROM chain; DELETE FROM chain_certificate;
        PRAGMA synchronous = OFF;
        CREATE TEMP TABLE wanted (run_id INTEGER, domains INTEGER, started_at TEXT);""")
    for run in range(1, runs + 1):
        month = 2026 * 12 + 10 - (runs - run)
        started = f"{month // 12}-{month % 12 + 1:02}-01T00:00:00Z"
        database.execute("DELETE FROM temp.wanted")
        database.execute("INSERT INTO temp.wanted VALUES (?, ?, ?)", (run, domains, started))
        database.executescript(f"BEGIN; {FILL.read_text()} COMMIT;")
    # As a finished scan leaves it.
    database.executescript("PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);")
    database.close()
