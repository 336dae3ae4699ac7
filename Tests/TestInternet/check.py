"""Holds the newest finished run of a scan against what the table expects."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import population
import scenarios
from scenarios import MX, Scenario


@dataclass
class Report:
    passed: int = 0
    failed: int = 0
    lines: list[str] = field(default_factory=list)

    def case(self, name: str, differences: list[str]) -> None:
        """One case, which fails if there is any difference."""
        if not differences:
            self.passed += 1
            return
        self.failed += 1
        self.lines += [f"{name}: {difference}" for difference in differences]


def check(database: Path, order: dict) -> int:
    """Prints every difference and the sums; 1 if there is any, else 0."""

    def compare(connection: sqlite3.Connection, run: sqlite3.Row, report: Report) -> None:
        if order["scenarios"]:
            _check_scenarios(connection, run, report)
        if order["hostile"]:
            for scenario in scenarios.load_hostile().scanned:
                report.case(f"{scenario.domain} ({scenario.title})",
                            _differences(connection, run["run_id"], scenario))
        if order["domains"]:
            _check_bulk(connection, run["run_id"], order, report)

    return _report(database, compare)


def check_legacy_names(database: Path) -> int:
    """The same of a scan with --legacy-names over TI_LEGACY_LIST."""

    def compare(connection: sqlite3.Connection, run: sqlite3.Row, report: Report) -> None:
        for scenario in scenarios.load().scanned:
            if scenario.legacy_findings:
                scenario.findings |= scenario.legacy_findings
                report.case(f"{scenario.domain} ({scenario.title}), legacy names",
                            _differences(connection, run["run_id"], scenario))

    return _report(database, compare)


def _report(database: Path, compare) -> int:
    if not database.is_file():
        raise SystemExit(f"test-internet: there is no database {database}")
    report = Report()
    try:
        connection = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        compare(connection, _newest_run(connection), report)
    except sqlite3.Error as error:
        raise SystemExit(f"test-internet: {database} is no database of a scan: {error}") from None
    print("\n".join(report.lines + [f"{report.passed} passed, {report.failed} failed"]))
    return 1 if report.failed else 0


def _check_scenarios(connection: sqlite3.Connection, run: sqlite3.Row, report: Report) -> None:
    table = scenarios.load()
    for scenario in table.scanned:
        report.case(f"{scenario.domain} ({scenario.title})",
                    _differences(connection, run["run_id"], scenario))
    report.case("the list", _compare(
        {"lines_rejected": table.lines_rejected, "duplicates": table.duplicates}, run))


def _check_bulk(connection: sqlite3.Connection, run: int, order: dict, report: Report) -> None:
    """Each column's sums are a case; a difference names some of the domains that make it."""
    rows = {row["domain"]: row for row in connection.execute(
        "SELECT * FROM domain_results WHERE run_id = ?"
        f" AND tld IN ({', '.join('?' * len(population.TLDS))})", (run, *population.TLDS))}
    domains = list(population.population(
        order["domains"], order["seed"], order["slow"]))
    missing = [domain.name for domain in domains if domain.name not in rows]
    report.case("bulk: domains", _some("without a row", missing))
    wrong: dict[str, list[str]] = {column: [] for column in population.SUMMED}
    for domain in domains:
        if row := rows.get(domain.name):
            for difference in _compare(population.expected(domain), row):
                column = difference.split(":")[0]
                wrong[column].append(f"{domain.name} {difference.removeprefix(column + ': ')}")
    for column, names in wrong.items():
        report.case(f"bulk: {column}", _some("domains differ", names))


def _some(what: str, names: list[str]) -> list[str]:
    if not names:
        return []
    return [f"{len(names)} {what}, among them {'; '.join(names[:5])}"]


def _newest_run(connection: sqlite3.Connection) -> sqlite3.Row:
    run = connection.execute(
        "SELECT * FROM runs WHERE state = 'finished' ORDER BY run_id DESC LIMIT 1").fetchone()
    if run is None:
        raise SystemExit("test-internet: the database has no finished run")
    return run


def _differences(connection: sqlite3.Connection, run: int, scenario: Scenario) -> list[str]:
    rows = connection.execute("SELECT * FROM domain_results WHERE run_id = ? AND domain = ?",
                              (run, scenario.domain)).fetchall()
    if len(rows) != 1:
        return [f"expected one row in domain_results, got {len(rows)}"]
    found = _compare(scenario.expect, rows[0])
    found += _mx_differences(connection, run, scenario)
    codes = {row["code"] for row in connection.execute(
        "SELECT code FROM findings WHERE run_id = ? AND domain = ?", (run, scenario.domain))}
    found += [f"finding {code}: expected, not there"
              for code in sorted(scenario.findings - codes)]
    found += [f"finding {code}: not expected"
              for code in sorted(codes - scenario.findings)]
    return found


def _mx_differences(connection: sqlite3.Connection, run: int, scenario: Scenario) -> list[str]:
    rows = {row["mx_host"]: row for row in connection.execute(
        "SELECT * FROM mx_results WHERE run_id = ? AND domain = ?", (run, scenario.domain))}
    found = [f"MX host {name}: a row that is not expected"
             for name in rows if name not in {mx.host for mx in scenario.mx}]
    for mx in scenario.mx:
        found += _compare_mx(mx, rows.get(mx.host))
    return found


def _compare_mx(mx: MX, row: sqlite3.Row | None) -> list[str]:
    if row is None:
        return [f"MX host {mx.host}: no row in mx_results"]
    return [f"MX host {mx.host}: {difference}" for difference in _compare(mx.expect, row)]


def _compare(expected: dict, row: sqlite3.Row) -> list[str]:
    return [f"{column}: expected {_text(value)}, got {_text(row[column])}"
            for column, value in expected.items() if row[column] != value]


def _text(value: object) -> str:
    return "NULL" if value is None else str(value)
