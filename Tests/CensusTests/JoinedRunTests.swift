import Addresses
import GRDB
import MailStandards
import Observations
import Store
import Testing

@testable import Census

/// A run of what the stages have found out keeps each thing once, and judges by what it keeps.
@Suite struct JoinedRunTests {
    private static let shared: DomainName = "mx.example.net"
    private static let address = IPAddress("192.0.2.1")!
    private static let time = Timestamp(milliseconds: 1_795_435_200_250)

    private static func facts(_ domain: DomainName, _ hosts: [DomainName]) -> DomainFacts {
        DomainFacts(
            domain: domain,
            mx: LookupOutcome(
                .records(hosts.map { MXRecord(preference: 10, exchange: $0) }), dnssec: .insecure))
    }

    private static func probe(
        _ starttls: STARTTLSOutcome, as name: DomainName = shared, at time: Timestamp = time
    ) -> MXProbeObservation {
        MXProbeObservation(
            address: address, serverName: name, startedAt: time, reachability: .open,
            starttls: starttls)
    }

    private static func host(
        _ name: DomainName, _ probe: MXProbeObservation
    ) -> MXHostEntry {
        MXHostEntry(
            facts: MXHostFacts(host: name, ipv4: LookupOutcome(.records([address]))),
            probes: [probe])
    }

    /// As `stage` has those past the limit of a domain.
    private static let leftOut = MXHostEntry(
        facts: MXHostFacts(host: shared), notProbed: .notProbed)

    private func rows(_ folder: Folder, _ sql: String) throws -> [String] {
        let database = try CensusDatabase(reading: folder.path + "/census.sqlite")
        return try database.pool.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
                    .joined(separator: "|")
            }
        }
    }

    private func begin(_ folder: Folder) throws -> JoinedRun {
        try JoinedRun(
            JoinedRunOptions(
                databasePath: folder.path + "/census.sqlite", label: "night", list: "top.csv",
                startedAt: Self.time, caFile: nil)
        ) { _ in }
    }

    /// A run of these domains, in this order, ended.
    private func store(
        _ domains: [(DomainFacts, [MXHostEntry])], in folder: Folder
    ) async throws -> [Bool] {
        let run = try begin(folder)
        var isNew: [Bool] = []
        for (index, (facts, hosts)) in domains.enumerated() {
            isNew.append(
                try await run.store(
                    facts, rank: index + 1, policyFetch: nil, draftFetch: nil, hosts: hosts))
        }
        _ = try await run.finish(rejected: 2)
        return isNew
    }

    @Test func oneAnswerOfAHostIsKeptAndJudgesAllItsDomains() async throws {
        try await withFolder { folder in
            _ = try await store(
                [
                    (
                        Self.facts("a.example", [Self.shared]),
                        [Self.host(Self.shared, Self.probe(.notOffered))]
                    ),
                    (
                        Self.facts("b.example", [Self.shared]),
                        [Self.host(Self.shared, Self.probe(.ok, at: .now()))]
                    ),
                ], in: folder)
            #expect(try rows(folder, "SELECT starttls FROM mx_probes") == ["not-offered"])
            #expect(
                try rows(folder, "SELECT domain, verdict FROM domain_results ORDER BY 1")
                    == ["a.example|plaintext", "b.example|plaintext"])
        }
    }

    /// Whichever domain comes first.
    @Test(arguments: [false, true]) func aHostLeftOutIsWhatAnotherHasAsked(
        comesLast: Bool
    ) async throws {
        let asked = (
            Self.facts("a.example", [Self.shared]), [Self.host(Self.shared, Self.probe(.ok))]
        )
        let left = (Self.facts("b.example", [Self.shared]), [Self.leftOut])
        try await withFolder { folder in
            _ = try await store(comesLast ? [asked, left] : [left, asked], in: folder)
            #expect(
                try rows(folder, "SELECT domain, reachability FROM mx_results ORDER BY 1")
                    == ["a.example|open", "b.example|open"])
        }
        try await withFolder { folder in
            _ = try await store([left], in: folder)
            #expect(try rows(folder, "SELECT reachability FROM mx_results") == ["not-probed"])
        }
    }

    /// An operator's address is connected to once for several of its hosts; that of another is
    /// another connection.
    @Test func aProbeThatSpeaksForSeveralHostsIsOne() async throws {
        let hosts: [DomainName] = ["mx1.example.net", "mx2.example.net", "mx.example.org"]
        try await withFolder { folder in
            _ = try await store(
                [
                    (
                        Self.facts("a.example", hosts),
                        hosts.map { Self.host($0, Self.probe(.ok, as: "mx1.example.net")) }
                    )
                ], in: folder)
            #expect(
                try rows(folder, "SELECT probe_number, operator FROM probe")
                    == ["1|example.net", "2|example.org"])
            #expect(
                try rows(
                    folder,
                    """
                    SELECT text, probe_number FROM mx_host_probe
                    JOIN name ON name_id = mx_host_id ORDER BY 1
                    """) == ["mx.example.org|2", "mx1.example.net|1", "mx2.example.net|1"])
        }
    }

    @Test func aDomainThatComesAgainIsNotWritten() async throws {
        try await withFolder { folder in
            let none = DomainFacts(domain: "a.example", mx: LookupOutcome(.noData))
            let isNew = try await store(
                [
                    (none, []),
                    (
                        Self.facts("a.example", [Self.shared]),
                        [Self.host(Self.shared, Self.probe(.ok))]
                    ),
                ], in: folder)
            #expect(isNew == [true, false])
            #expect(
                try rows(folder, "SELECT domain, rank, mail_route FROM domain_results")
                    == ["a.example|1|none"])
            #expect(try rows(folder, "SELECT * FROM mx_host") == [])
        }
    }

    @Test func theRunSaysWhatIsKnownOfIt() async throws {
        try await withFolder { folder in
            let facts = DomainFacts(
                domain: "a.example", mx: LookupOutcome(.noData),
                legacy: [.smtpTCP: LookupOutcome(.noData)])
            _ = try await store([(facts, [])], in: folder)
            #expect(
                try rows(
                    folder,
                    """
                    SELECT label, list, state, started_at, finished_at > started_at, version,
                        judged_by, domains, domains_total, lines_rejected, list_bytes FROM runs
                    """) == [
                        "night|top.csv|finished|\(Self.time.iso8601)|1|\(censusVersion)"
                            + "|\(censusVersion)|1|1|2|NULL"
                    ])
            #expect(
                try rows(
                    folder,
                    """
                    SELECT group_concat(key) FROM (
                        SELECT key FROM json_each((SELECT options FROM runs)) ORDER BY key)
                    """) == ["legacy_names,public_suffix_list,stages,trusted_certificates"])
            #expect(try rows(folder, "SELECT * FROM domain_again") == [])
        }
    }

    @Test func whatIsNotWholeIsNoRun() async throws {
        try await withFolder { folder in
            let run = try begin(folder)
            await #expect(throws: OptionFault.self) { _ = try await run.finish(rejected: 3) }
            await run.abandon()
            #expect(try rows(folder, "SELECT run_id FROM runs") == [])
        }
    }

    /// While one is made, nobody else writes a run into the database.
    @Test func oneRunAtATime() async throws {
        try await withFolder { folder in
            let run = try begin(folder)
            #expect(throws: DatabaseFault.self) { _ = try begin(folder) }
            await run.abandon()
        }
    }
}
