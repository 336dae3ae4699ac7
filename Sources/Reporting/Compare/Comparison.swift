package import GRDB

/// What changed between two runs, in sum.
package struct Comparison: Sendable, Equatable {
    package var before: RunRecord
    package var after: RunRecord
    /// Domains that both runs have done and that accept mail in both.
    package var compared: Int
    /// Domains that both have done, and that accept mail in one of them alone.
    package var mailInOne: Int
    /// Domains that accept mail in neither.
    package var mailInNone: Int
    /// Domains whose MX lookup failed in one of the runs or in both.
    package var mailUnknown: Int
    /// Domains that only one of the runs has done.
    package var onlyBefore: Int
    package var onlyAfter: Int
    private var counts: [Mechanism: [ChangeKind: Int]]
    /// How many domains went from one verdict to another, the most frequent first.
    package var verdicts: [VerdictChange]

    /// A step from one verdict to another.
    package struct VerdictChange: Sendable, Equatable {
        package var before: String
        package var after: String
        package var domains: Int
    }

    /// The domains that are not compared, each kind with its number; none of them where it is 0.
    package var keptApart: [(text: String, domains: Int)] {
        [
            ("accept mail in one of them", mailInOne), ("accept mail in neither", mailInNone),
            ("had a failed MX lookup in one of them or both", mailUnknown),
            ("are in the earlier run alone", onlyBefore),
            ("are in the later run alone", onlyAfter),
        ].filter { $0.1 > 0 }
    }

    /// How many of the compared domains went so.
    package func count(_ kind: ChangeKind, _ mechanism: Mechanism) -> Int {
        counts[mechanism]?[kind] ?? 0
    }
}

extension Comparison {
    /// Compares two runs domain by domain, in the order of the later list.
    ///
    /// - Parameter onChange: is given each change, and nothing of it is kept here.
    /// - Throws: `ReportError.noSuchRun`, what SQLite says, or what `onChange` throws.
    package init(
        before: Int64, after: Int64, from reader: any DatabaseReader,
        onChange: (DomainChange) throws -> Void = { _ in }
    ) throws {
        self = try reader.read { db in try Comparison(before, after, db, onChange) }
    }

    init(
        _ old: Int64, _ new: Int64, _ db: Database, _ onChange: (DomainChange) throws -> Void
    ) throws {
        guard let before = try RunRecord.fetch(old, db) else {
            throw try ReportError.noSuchRun(old, db)
        }
        guard let after = try RunRecord.fetch(new, db) else {
            throw try ReportError.noSuchRun(new, db)
        }
        self.init(
            before: before, after: after, compared: 0, mailInOne: 0, mailInNone: 0, mailUnknown: 0,
            onlyBefore: 0,
            onlyAfter: 0, counts: [:], verdicts: [])
        var verdicts: [String: [String: Int]] = [:]
        let rows = try Row.fetchCursor(db, sql: Self.query(old, new).sql)
        while let row = try rows.next() {
            guard let pair = count(row) else { continue }
            verdicts[pair.before, default: [:]][pair.after, default: 0] += 1
            for (index, mechanism) in Mechanism.allCases.enumerated() {
                let (old, new) = Self.states(row, index)
                let kind = ChangeKind(old, new)
                counts[mechanism, default: [:]][kind, default: 0] += 1
                guard ChangeKind.listed.contains(kind) else { continue }
                try onChange(
                    DomainChange(
                        kind: kind, mechanism: mechanism, domain: row["domain"], rank: row["rank"],
                        before: old, after: new, verdictBefore: pair.before,
                        verdictAfter: pair.after))
            }
        }
        onlyBefore = before.domains - compared - mailInOne - mailInNone - mailUnknown
        self.verdicts = Self.steps(verdicts)
    }

    /// Counts a domain of the later run; its verdicts where it is one to compare.
    private mutating func count(_ row: Row) -> (before: String, after: String)? {
        guard let old = row["old_verdict"] as String? else {
            onlyAfter += 1
            return nil
        }
        switch (row["old_mail"] as Bool?, row["new_mail"] as Bool?) {
        case (nil, _), (_, nil): mailUnknown += 1
        case (true?, true?):
            compared += 1
            return (old, row["new_verdict"])
        case (false?, false?): mailInNone += 1
        default: mailInOne += 1
        }
        return nil
    }

    private static func states(_ row: Row, _ index: Int) -> (MechanismState, MechanismState) {
        func state(_ side: String) -> MechanismState {
            MechanismState(
                rung: row["\(side)_rung_\(index)"], mode: row["\(side)_mode_\(index)"],
                hasAnswer: row["\(side)_answer"])
        }
        return (state("old"), state("new"))
    }

    private static func steps(_ verdicts: [String: [String: Int]]) -> [VerdictChange] {
        verdicts
            .flatMap { before, ends in
                ends.map { VerdictChange(before: before, after: $0.key, domains: $0.value) }
            }
            .sorted { ($1.domains, $0.before, $0.after) < ($0.domains, $1.before, $1.after) }
    }

    /// The domains of the later run, each with what the earlier one has of it.
    ///
    /// Why: from the tables, by number. A view cannot be looked up from the right of a LEFT JOIN.
    static func query(_ old: Int64, _ new: Int64) -> Query {
        let columns = ["a", "b"].flatMap { table in
            let side = table == "a" ? "old" : "new"
            return Mechanism.allCases.enumerated().flatMap { index, mechanism in
                [
                    "\(mechanism.rung(of: table)) AS \(side)_rung_\(index)",
                    "\(mechanism.modeColumn.map { "\(table).\($0)" } ?? "NULL") AS \(side)_mode_\(index)",
                ]
            } + [
                "\(table).verdict AS \(side)_verdict",
                "\(table).starttls <> 'unknown' AS \(side)_answer",
                "nullif(\(table).mail_route, 'error') IN ('mx', 'implicit-mx') AS \(side)_mail",
            ]
        }.joined(separator: ",\n    ")
        return Query(
            """
            SELECT n.text AS domain, w.rank,
                \(columns)
            FROM domain_result b
            JOIN run_domain w ON w.run_id = b.run_id AND w.domain_id = b.domain_id
            JOIN name n ON n.name_id = b.domain_id
            LEFT JOIN domain_result a ON a.run_id = \(old) AND a.domain_id = b.domain_id
            WHERE b.run_id = \(new)
            ORDER BY w.rank
            """)
    }
}
