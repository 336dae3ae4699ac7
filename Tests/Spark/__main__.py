"""Within the test internet: scripts/spark/census.py comes to the rows of a scan, on two workers, whatever
breaks on the way; and says what is wrong where it cannot go on."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Tests/Stages"), str(ROOT / "scripts/spark")]

import lists
import pyarrow
import pyarrow.parquet as parquet
from pyspark.sql import SparkSession
from rows import SLOW, expect, failures, same_results, same_run

CENSUS, OPTIONS = os.environ["CENSUS_SCANNER"], os.environ["TI_SCAN_OPTIONS"].split()
JOB, FAULTY = ROOT / "scripts/spark/census.py", ROOT / "Tests/Spark/faulty"
TWO_WORKERS, ALONE = "local-cluster[2,1,1024]", "local[2,2]"
# What each stage is made to do wrong, once.
FAULTS = ("resolve-crash", "fetch-kill", "probe-lose", "probe-kill", "evaluate-double")


def job(folder: Path, *arguments: str | Path, **variables: str) -> tuple[int, str]:
    """Its exit status, and what it said."""
    # Workers of a local cluster have their folders here.
    variables |= {"FAULTS": str(folder / "faults"), "SPARK_WORKER_DIR": str(folder / "workers")}
    end = subprocess.run([sys.executable, "-B", JOB, *map(str, arguments), "--", *OPTIONS,
                          "--exclude", folder / "exclude.txt"], text=True,
                         env=os.environ | variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = end.stdout + end.stderr
    return end.returncode, said


def faults(folder: Path, *names: str) -> Path:
    """A folder that has them, and one for what ran."""
    shutil.rmtree(folder / "faults", ignore_errors=True)
    (folder / "faults/ran").mkdir(parents=True)
    for name in names:
        (folder / "faults" / name).touch()
    return folder / "faults"


def tables(output: Path, name: str) -> list[dict]:
    return parquet.read_table(output / name).to_pylist()


def without_null(value: object) -> object:
    if isinstance(value, list):
        return [without_null(inner) for inner in value]
    if isinstance(value, dict):
        return {name: without_null(inner) for name, inner in value.items() if inner is not None}
    return value


def ended(what: str, wanted: int, got: tuple[int, str], *words: str) -> None:
    status, said = got
    missing = [word for word in words if word not in said]
    is_so = status == wanted and not missing
    expect(what, True, is_so)
    if not is_so:
        print(f"status {status}, without {missing}, it said:\n{said[-6000:]}")


def as_scan(folder: Path) -> None:
    """Two workers, and each stage breaks in its own way: the rows are those of a scan."""
    listed = Path(os.environ["TI_LIST"]).read_text(encoding="utf-8").splitlines()
    # A rank is a line's place here, that among the domains in a scan: what is no domain goes to the end.
    domains = [name for name in listed if name not in SLOW and ".." not in name and " " not in name
               and max(map(len, name.split("."))) < 64]
    path = folder / "list.txt"
    (folder / "exclude.txt").write_text(f"{domains[-1]}\n", encoding="utf-8")
    names = [*domains, domains[0].upper() + ".", "xn--bcher-kva.alpha", "two..dots.alpha", "# a comment", "", "no domain"]
    path.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    subprocess.run([CENSUS, "scan", path, *OPTIONS, "--exclude", folder / "exclude.txt", "--retry-after", "1",
                    "--database", folder / "scan.sqlite"], check=True, stderr=subprocess.DEVNULL)
    scanned = sqlite3.connect(folder / "scan.sqlite")
    left = faults(folder, *FAULTS)
    output, database = folder / "out", folder / "spark.sqlite"
    ended("two workers, with faults, come to an end", 0, job(
        folder, path, "--output", output, "--run", "first", "--partition", "60",
        "--database", database, "--master", TWO_WORKERS, "--sts-census", FAULTY),
        "2 no domain name", "1 excluded", "error objects: resolve 2, fetch 0, probe 0, evaluate 0")
    expect("each fault was there", [], sorted(path.name for path in left.glob("*-*")))
    results = tables(output, "results")
    ranks = sorted((row["domain"], row["rank"]) for row in results)
    for row in results:
        for column in ("key", "rank", "error", "run"):
            del row[column]
    same_results(scanned, [without_null(row) for row in results])
    stored = sqlite3.connect(database)
    by_scan = sorted(map(tuple, scanned.execute("SELECT domain, rank FROM domain_results")))
    expect("ranks are those of the scan", by_scan, ranks)
    for run in (scanned, stored):
        # When it began is a run's own.
        run.execute("UPDATE run SET started_at = ''")
    same_run("stored", scanned, stored)
    stored.rollback()
    counts = [tuple(run.execute("SELECT lines_rejected, excluded FROM runs").fetchone()) for run in (scanned, stored)]
    expect("lines that are no domain and domains that are excluded are counted", [(2, 1)] * 2, counts)
    for name in ("domains", "resolved", "mx_hosts", "fetched", "probed"):
        keys = [row["key"] for row in tables(output, name)]
        expect(f"{len(keys)} keys of {name} are there once", len(keys), len(set(keys)))
    report = [CENSUS, "report", "--database", database, "--output", folder / "report"]
    expect("it can be reported", 0, subprocess.run(report, stdout=subprocess.DEVNULL).returncode)


def broken(folder: Path) -> None:
    """What fails each time ends the job, and what was whole is not done again."""
    names = Path(os.environ["TI_LIST"]).read_text(encoding="utf-8").splitlines()[-60:]
    (folder / "short.txt").write_text("\n".join(names), encoding="utf-8")
    output, table = folder / "broken", folder / "short.parquet"
    parquet.write_table(pyarrow.table({"domain": [*names, None]}), table)
    begin = [table, "--output", output, "--run", "broken", "--master", ALONE, "--sts-census", FAULTY]
    left = faults(folder, "evaluate-crash.always")
    ended("a filter that fails each time ends the job", 1, job(folder, *begin), "stage evaluate ended with status 70",
          "lines without an answer; it said: ", "it crashed as it was told to", "--resume")
    expect("it was tried twice for each of two partitions, or once more", True,
           2 <= len(list((left / "ran").glob("evaluate.*"))) <= 4)
    expect("there are no results", False, (output / "results/run=broken/_SUCCESS").exists())
    left = faults(folder)
    ended("it is resumed", 0, job(folder, *begin, "--resume"), "lines 61: 1 no domain name, 0 named again, 1 excluded")
    expect("only what was not whole has run", {"evaluate"},
           {path.name.partition(".")[0] for path in (left / "ran").iterdir()})
    expect("all domains have a result", sorted(names[:-1]), sorted(row["domain"] for row in tables(output, "results")))
    ended("a run that is there is not begun again", 1, job(folder, *begin), "broken already: --resume")


def bad_input(folder: Path) -> None:
    faults(folder)
    short, out = folder / "short.txt", folder / "bad"

    def refused(what: str, *words: str, at: str = ALONE, scanner: Path = FAULTY, path: Path = short,
                options: tuple[str, ...] = (), **variables: str) -> None:
        ended(what, 1, job(folder, path, "--output", out, "--master", at, "--sts-census", scanner, *options,
                           **variables), *words)
        expect("nothing was written", False, out.exists())

    refused("a list that is not there", "missing.txt cannot be read", path=folder / "missing.txt")
    refused("one that is packed", "unpack it before", path=folder / "short.txt.zip")
    parquet.write_table(pyarrow.table({"name": ["example.com"]}), folder / "names.parquet")
    refused("a table without domains", "names.parquet has no column domain", path=folder / "names.parquet")
    refused("an executable that is not there", "nowhere: No such file", scanner=folder / "nowhere")
    refused("an executable that is not there on a worker", "/1: ", "--version ended with status 1: not here",
            at=TWO_WORKERS, MISSING_ON="1")
    refused("nothing to resume", "has no run 2026 to resume", options=("--resume", "--run", "2026"))


def forms_of_lists(folder: Path) -> None:
    """Lists are read one after another as one, whatever their form, a long one in blocks."""
    long = "# a comment\n\n a0.example  # another\na#b\n" + "".join(
        f"a{number}.example\n" + "\n" * (number % 7 == 0) for number in range(1, 2000))
    texts = {
        "long.txt": (long, [("a0.example", 1), ("a#b", 2), *((f"a{n}.example", n + 2) for n in range(1, 2000))]),
        "empty.txt": ("# nothing\n", []),
        "header.csv": ("GlobalRank,TldRank,Domain,TLD\n1,1,b.example,example\n7,2,\"c.example\",example\n",
                       [("b.example", 1), ("c.example", 7)]),
        "rank.csv": ("1,d.example\r\n2,e.example\r\nx,f.example\r\n4\r\n",
                     [("d.example", 1), ("e.example", 2), ("x,f.example", None), ("4", None)]),
        "behind.csv": ("g.example\t9\n", [("g.example", 9)]),
        "one.csv": ("domain\nh.example\n", [("h.example", 2009)]),
    }
    for name, (text, _) in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    spark = (SparkSession.builder.master("local[2]").config("spark.driver.host", "127.0.0.1")
             .config("spark.driver.bindAddress", "127.0.0.1").config("spark.ui.enabled", "false")
             .config("spark.sql.files.maxPartitionBytes", "3000").getOrCreate())
    read = lists.text_lists(spark, [str(folder / name) for name in texts])
    expect("the long list is read in blocks", True, read[0].rdd.getNumPartitions() > 3)
    found = [(row.domain, row["rank"]) for table in read for row in table.collect()]
    spark.stop()
    wanted = [row for _, rows in texts.values() for row in rows]
    expect("each line is read, with its rank", [], sorted(set(map(str, found)) ^ set(map(str, wanted)))[:6])
    expect("and once", len(wanted), len(found))
    for name, owner in (("mx.a.co.uk", "a.co.uk"), ("b.blogspot.com", "blogspot.com"), ("uk", "uk"), ("C.De.", "c.de")):
        expect(f"{name} belongs to {owner}", owner, lists.registrable_domain(name))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forms_of_lists(folder)
        as_scan(folder)
        broken(folder)
        bad_input(folder)
    if failures:
        sys.exit(f"test-spark: {len(failures)} failed")


main()
