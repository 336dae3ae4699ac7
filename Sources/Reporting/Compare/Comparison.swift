package import GRDB

/// What changed between two runs, in sum.
package struct Comparison: Sendable, Equatable {
    package var before: RunRecord
    package var after: RunRecord
    /// Domains that both runs have done and that accept mail in both.
    package var compared = 0
    /// Domains that both have done, and that accept mail in one of them alone.
    package var mailInOne = 0
    /// Domains that accept mail in neither.
    package var mailInNone = 0
    /// Domains whose MX lookup failed in one of the runs or in both.
    package var mailUnknown = 0
    /// Domains that only one of the runs has done, and that the other does not have in its list.
    package var onlyBefore = 0
    package var onlyAfter = 0
    /// Domains that the earlier run has done, and the later one, which is not over, has not reached.
    package var notReached = 0
    /// Domains that the later run has done, and the earlier one, which is not over, has not reached.
    package var notReachedBefore = 0
    /// How many domains went from one verdict to another, the most frequent first.
    package var verdicts: [VerdictChange] = []
    private var counts: [Mechanism: [ChangeKind: Int]] = [:]
    private var obstacles: [Mechanism: [Obstacle: Int]] = [:]

    /// A step from one verdict to another.
    package struct VerdictChange: Sendable, Equatable {
        package var before: String
        package var after: String
        package var domains: Int
    }

    /// In what the two runs are not alike.
    package var differences: RunDifferences { RunDifferences([before, after]) }

    /// The domains that are not compared, each kind with its number; none of them where it is 0.
    package var keptApart: [(text: String, domains: Int)] {
        [
            ("accept mail in one of them", mailInOne), ("accept mail in neither", mailInNone),
            ("had a failed MX lookup in one of them or both", mailUnknown),
            ("are in the earlier run alone", onlyBefore),
            ("are in the later run alone", onlyAfter),
            ("are not reached yet by the later run", notReached),
            ("were not reached by the earlier run", notReachedBefore),
        ].filter { $0.1 > 0 }
    }

    /// How many of the compared domains went so.
    package func count(_ kind: ChangeKind, _ mechanism: Mechanism) -> Int {
        counts[mechanism]?[kind] ?? 0
    }

    /// Why compared domains are not comparable, each reason with their number; none where it is 0.
    package func obstacles(_ mechanism: Mechanism) -> [(reason: Obstacle, domains: Int)] {
        Obstacle.allCases.map { ($0, count($0, mechanism)) }.filter { $0.1 > 0 }
    }

    /// How many of the compared domains are not comparable for this reason.
    package func count(_ obstacle: Obstacle, _ mechanism: Mechanism) -> Int {
        obstacles[mechanism]?[obstacle] ?? 0
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
        self.before = before
        self.after = after
        var verdicts: [String: [String: Int]] = [:]
        let rows = try Row.fetchCursor(db, sql: Self.query(old, new).sql)
        while let row = try rows.next() {
            let old = ComparedRun(row, from: 2)
            let new = ComparedRun(row, from: 2 + ComparedRun.width)
            guard let pair = count(old, new) else { continue }
            verdicts[pair.before, default: [:]][pair.after, default: 0] += 1
            for mechanism in Mechanism.allCases {
                guard let change = compare(mechanism, old, new) else { continue }
                try onChange(
                    DomainChange(
                        kind: change.kind, mechanism: mechanism, domain: row[0], rank: row[1],
                        before: change.before, after: change.after, verdictBefore: pair.before,
                        verdictAfter: pair.after, reason: change.reason))
            }
        }
        if !after.isFinished {
            notReached = try Self.unreached(by: new, done: old, db)
        }
        if !before.isFinished {
            notReachedBefore = try Self.unreached(by: old, done: new, db)
            onlyAfter -= notReachedBefore
        }
        onlyBefore =
            before.domains - compared - mailInOne - mailInNone - mailUnknown - notReached
        self.verdicts = Self.steps(verdicts)
    }

    /// Counts a domain of the later run; its verdicts where it is one to compare.
    private mutating func count(
        _ old: ComparedRun, _ new: ComparedRun
    ) -> (before: String, after: String)? {
        guard let before = old.verdict, let after = new.verdict else {
            onlyAfter += 1
            return nil
        }
        switch (old.acceptsMail, new.acceptsMail) {
        case (nil, _), (_, nil): mailUnknown += 1
        case (true?, true?):
            compared += 1
            return (before, after)
        case (false?, false?): mailInNone += 1
        default: mailInOne += 1
        }
        return nil
    }

    /// Counts a mechanism of a domain; what is to be said of it where it is one to list.
    private mutating func compare(
        _ mechanism: Mechanism, _ old: ComparedRun, _ new: ComparedRun
    ) -> (
        kind: ChangeKind, before: MechanismState, after: MechanismState,
        reason: DomainChange.Reason?
    )? {
        let (before, after) = (old.state(mechanism), new.state(mechanism))
        let kind = ChangeKind(before, after)
        counts[mechanism, default: [:]][kind, default: 0] += 1
        if kind == .incomparable, let obstacle = Obstacle(before, after) {
            obstacles[mechanism, default: [:]][obstacle, default: 0] += 1
        }
        guard ChangeKind.listed.contains(kind) else { return nil }
        let isStep = kind == .broken || kind == .repaired
        return (kind, before, after, isStep ? new.reason(mechanism, before: old) : nil)
    }

    /// How many domains one run has done that the other has in its list and not done.
    private static func unreached(by run: Int64, done other: Int64, _ db: Database) throws -> Int {
        try unreachedQuery(by: run, done: other).rows(db).first?[0] ?? 0
    }

    static func unreachedQuery(by new: Int64, done old: Int64) -> Query {
        Query(
            """
            SELECT count(*)
            FROM domain_result a
            JOIN run_domain w ON w.run_id = \(new) AND w.domain_id = a.domain_id
            LEFT JOIN domain_result b ON b.run_id = \(new) AND b.domain_id = a.domain_id
            WHERE a.run_id = \(old) AND b.run_id IS NULL
            """)
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
        let columns = ["a", "b"].flatMap(ComparedRun.columns).joined(separator: ",\n    ")
        return Query(
            """
            SELECT n.text, w.rank,
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
