import Evaluation
import GRDB
import MailStandards
import Observations
import Store
import Testing

/// A run's judgements are replaced all together, or stay as they were.
@Suite struct JudgementPassTests {
    private static let rules = "0.2.0"

    private static let judgements = [
        "SELECT * FROM domain_results ORDER BY run_id, rank",
        "SELECT * FROM mx_results ORDER BY run_id, domain, mx_host",
        "SELECT * FROM findings ORDER BY run_id, domain, mx_host, code, detail",
    ]

    /// Two runs of three domains, all judged as ``Sample/evaluation``.
    private func withRuns(_ body: (CensusDatabase) async throws -> Void) async throws {
        try await withDatabase { database in
            for _ in 1...2 {
                let run = try database.begin()
                let domains = try ["a.example", "b.example", "c.example"].enumerated().map {
                    let id = try database.add(DomainName($1)!, to: run, rank: $0 + 1)
                    let facts = DomainFacts(domain: DomainName($1)!, mx: LookupOutcome(.noName))
                    return StoredDomain(domainID: id, facts: facts)
                }
                try ObservationWriter(database, run: run).write(
                    domains.map { .domain(DomainRecord($0)) })
                try database.endRun(run, as: .finished, at: Timestamp(milliseconds: 0))
            }
            try await body(database)
        }
    }

    /// Everything that people query of the judgements, and who judged.
    private func dump(_ database: CensusDatabase) throws -> [[String]] {
        try (Self.judgements + ["SELECT run_id, judged_by FROM runs"]).map {
            try database.rows($0).map(\.description)
        }
    }

    /// Judges all domains but the first as before, and the first as refused.
    private static let firstRefused: @Sendable (JudgementPass) throws -> Void = { pass in
        while let domain = try pass.next() {
            var evaluation = Sample.evaluation
            if domain.facts.domain == "a.example" {
                evaluation.result.verdict = .refuse
                evaluation.hosts = []
                evaluation.findings = [Finding(FindingCode.allCases[2])]
            }
            try pass.record(evaluation, of: domain)
        }
    }

    @Test func theSameRulesChangeNothing() async throws {
        try await withRuns { database in
            let before = try Self.judgements.map { try database.rows($0).map(\.description) }
            let changes = try await database.replaceJudgements(of: 1, by: Self.rules) { pass in
                while let domain = try pass.next() {
                    try pass.record(Sample.evaluation, of: domain)
                }
            }
            #expect(changes.domains == 3 && changes.changed == 0 && changes.verdicts.isEmpty)
            let after = try Self.judgements.map { try database.rows($0).map(\.description) }
            #expect(after == before)
            #expect(try database.runs().map(\.judgedBy) == [Self.rules, "0.1.0"])
            #expect(try database.runs().map(\.version) == ["0.1.0", "0.1.0"])
        }
    }

    @Test func newJudgementsTakeThePlaceOfTheOld() async throws {
        try await withRuns { database in
            let changes = try await database.replaceJudgements(
                of: 1, by: Self.rules, Self.firstRefused)
            #expect(changes.domains == 3 && changes.changed == 1)
            #expect(changes.verdicts.map(\.value) == [1])
            #expect(changes.verdicts.keys.first?.before == "degraded")
            #expect(changes.verdicts.keys.first?.after == .refuse)
            let verdicts = try database.rows(
                "SELECT verdict FROM domain_results ORDER BY run_id, rank")
            #expect(
                verdicts.map { $0[0] } == [
                    "refuse", "degraded", "degraded", "degraded", "degraded", "degraded",
                ], "the other run's stay")
            #expect(try database.count("mx_result", run: 1) == 4)
            #expect(try database.count("finding", run: 1) == 5)
            #expect(try database.count("finding", run: 2) == 6)
        }
    }

    /// As a version before had them, or none at all.
    @Test func lostJudgementsComeBack() async throws {
        try await withRuns { database in
            let before = try dump(database)
            try await database.pool.write { db in
                for table in ["domain_result", "mx_result", "finding"] {
                    try db.execute(sql: "DELETE FROM \(table) WHERE run_id = 1")
                }
            }
            let changes = try await database.replaceJudgements(of: 1, by: "0.1.0") { pass in
                while let domain = try pass.next() {
                    try pass.record(Sample.evaluation, of: domain)
                }
            }
            #expect(changes.changed == 3 && changes.verdicts.map(\.value) == [3])
            #expect(changes.verdicts.keys.first?.before == nil)
            #expect(try dump(database) == before)
        }
    }

    @Test func comparingWritesNothing() async throws {
        try await withRuns { database in
            let before = try dump(database)
            let changes = try await database.compareJudgements(of: 1, Self.firstRefused)
            #expect(changes.domains == 3 && changes.changed == 1)
            #expect(try dump(database) == before)
        }
    }

    @Test func aFailureLeavesTheOldOnes() async throws {
        try await withRuns { database in
            let before = try dump(database)
            await #expect(throws: DatabaseError.self) {
                try await database.replaceJudgements(of: 1, by: Self.rules) { pass in
                    try Self.firstRefused(pass)
                    throw DatabaseError(resultCode: .SQLITE_FULL)
                }
            }
            #expect(try dump(database) == before)
            #expect(
                try database.rows("SELECT * FROM sqlite_schema WHERE name = 'finding_by_code'")
                    .count == 1)
        }
    }

    @Test func aFullDiskLeavesTheOldOnes() async throws {
        try await withRuns { database in
            let before = try dump(database)
            let pages = try database.rows("PRAGMA page_count").map { $0[0] as Int }
            try await database.pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA max_page_count = \(pages[0])")
            }
            let fault = await #expect(throws: DatabaseError.self) {
                try await database.replaceJudgements(of: 1, by: Self.rules) { pass in
                    while let domain = try pass.next() {
                        var evaluation = Sample.evaluation
                        evaluation.findings = (0..<2_000).map {
                            Finding(FindingCode.allCases[0], detail: "evidence \($0)")
                        }
                        try pass.record(evaluation, of: domain)
                    }
                }
            }
            #expect(fault?.resultCode == .SQLITE_FULL)
            #expect(try dump(database) == before)
        }
    }

    @Test func cancellationLeavesTheOldOnes() async throws {
        try await withRuns { database in
            let before = try dump(database)
            let (judged, isJudged) = AsyncStream.makeStream(of: Void.self)
            let task = Task {
                try await database.replaceJudgements(of: 1, by: Self.rules) { pass in
                    try Self.firstRefused(pass)
                    isJudged.finish()
                    while true { _ = try pass.host("mx.example") }
                }
            }
            for await _ in judged {}
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try dump(database) == before)
        }
    }
}
