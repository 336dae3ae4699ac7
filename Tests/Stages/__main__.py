"""Within the test internet: a list goes through the stages, one filter after the other, and comes to
the rows that a scan writes of it, printed and stored; every line keeps to Docs/stages.schema.json."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import join
from jsonschema import Draft202012Validator
from rows import SLOW, expect, failures, same_results, same_run

ROOT = Path(__file__).resolve().parents[2]
CENSUS = os.environ["CENSUS_SCANNER"]
OPTIONS = os.environ["TI_SCAN_OPTIONS"].split()
SCHEMA = json.loads((ROOT / "Docs/stages.schema.json").read_text(encoding="utf-8"))


def check_form(form: str, values: list[dict]) -> None:
    """Each value has the form that the schema gives that name."""
    validator = Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{form}"})
    wrong = [f"{error.json_path}: {error.message[:200]}"
             for value in values for error in validator.iter_errors(value)]
    expect(f"{len(values)} lines have the form {form}", [], wrong[:5])


def stage(name: str, questions: list[dict], *options: str) -> list[dict]:
    """The answers of a stage, each checked: one for every question, with its key."""
    check_form(f"{name}_question", questions)
    text = "".join(json.dumps(question) + "\n" for question in questions)
    end = subprocess.run([CENSUS, "stage", name, *options], input=text, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    answers = [json.loads(line) for line in end.stdout.splitlines()]
    expect(f"{name} ends well", (0, ""), (end.returncode, "" if end.returncode == 0 else end.stderr))
    keys = [json.dumps(line["key"]) for line in questions], [json.dumps(line["key"]) for line in answers]
    expect(f"{name} answers every line once", sorted(keys[0]), sorted(keys[1]))
    check_form(f"{name}_answer", answers)
    return answers


def compare(folder: Path, names: str, *options: str) -> list[dict]:
    """Scans a list, and takes its domains through the stages; what the last was asked."""
    path, file = folder / "list.txt", folder / "census.sqlite"
    file.unlink(missing_ok=True)
    listed = Path(names).read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(name for name in listed if name not in SLOW), encoding="utf-8")
    subprocess.run([CENSUS, "scan", path, *OPTIONS, *options, "--retry-after", "1", "--database", file],
                   check=True, stderr=subprocess.DEVNULL)
    database = sqlite3.connect(file)
    began, = database.execute("SELECT started_at FROM runs").fetchone()
    domains = [domain for domain, in database.execute("SELECT domain FROM domain_results")]

    resolved = stage("resolve", [{"key": name, "domain": name} for name in domains], *OPTIONS, *options)
    with ThreadPoolExecutor() as pool:
        fetching = pool.submit(stage, "fetch", join.fetches(resolved), *OPTIONS)
        probed = stage("probe", join.probes(resolved), *OPTIONS)
        fetched = fetching.result()
    trust = OPTIONS[OPTIONS.index("--ca-file"):][:2]
    questions = join.joined(resolved, fetched, probed)
    results = stage("evaluate", questions, *trust, "--at", began)

    for line in results:
        del line["key"]
    same_results(database, results)
    store(folder, database, questions, trust, began)
    return questions


def store(folder: Path, scanned: sqlite3.Connection, questions: list[dict], trust: list[str], began: str) -> None:
    """What the stages have found out, stored, is what the scan has written."""
    ranks = dict(scanned.execute("SELECT domain, rank FROM domain_results"))
    file = folder / "stored.sqlite"
    file.unlink(missing_ok=True)
    left_out = {"key": "left out", "resolve": {"key": "left out", "domain": "out.example", "excluded": True}}
    answers = stage("store", [*({**question, "rank": ranks[question["resolve"]["domain"]]} for question in questions),
                              questions[0], left_out], *trust, "--at", began, "--database", file)
    outcomes = Counter(answer["outcome"] for answer in answers)
    expect("each domain is stored once", {"stored": len(questions), "duplicate": 1, "excluded": 1}, outcomes)
    stored = sqlite3.connect(file)
    same_run("stored", scanned, stored)
    report = [CENSUS, "report", "--database", file, "--output", folder / "report"]
    expect("it can be reported", 0, subprocess.run(report, stdout=subprocess.DEVNULL).returncode)


# A child's peak is never less than its parent's at its birth, so the parent has to be small.
PEAK = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(os.wait4(process.pid, 0)[2].ru_maxrss // 1024)
"""


def peak(folder: Path, questions: list[dict], times: int) -> int:
    """The most memory, in MB, that `stage evaluate` has taken for so many lines."""
    path = folder / "questions.jsonl"
    text = "".join(json.dumps(question) + "\n" for question in questions)
    with path.open("w", encoding="utf-8") as lines:
        for _ in range(times):
            lines.write(text)
    with path.open("rb") as lines:
        command = [sys.executable, "-c", PEAK, CENSUS, "stage", "evaluate"]
        return int(subprocess.run(command, stdin=lines, stdout=subprocess.PIPE, check=True).stdout)


def main() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    with tempfile.TemporaryDirectory() as folder:
        questions = compare(Path(folder), os.environ["TI_LIST"])
        little, much = (peak(Path(folder), questions, times) for times in (1, 10))
        expect(f"ten times the lines take no more memory ({little} and {much} MB)", True, much < little + 16)
        compare(Path(folder), os.environ["TI_LEGACY_LIST"], "--legacy-names")
    if failures:
        sys.exit(f"test-stages: {len(failures)} failed")


main()
