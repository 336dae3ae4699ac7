import Addresses
import Foundation
import GRDB
import MailStandards
import Observations
import Testing

@testable import Census
@testable import Store

/// Several runs become one, each thing once, by rules that are the same whatever is in them.
@Suite struct MergeTests {
    static let shared: DomainName = "mx.example.net"

    /// A run, as a scan of a part of a list would leave it.
    struct Part {
        var name: String
        /// Domains with their MX hosts; nil where the domain is not done.
        var domains: [(DomainName, [DomainName]?)]
        var hosts: [Host] = []
        var rank = 1
        var state = Run.State.finished
        var options = #"{"probes":true,"validating":true}"#
        var began: Int64 = 1_795_435_200_000
        var version = censusVersion
        var label = "night"
        var trusted: [CertificateDER] = []
    }

    /// An MX host, with what an address said; neither addresses nor that where it was left out.
    struct Host {
        var name = shared
        var reachability: Reachability?
        var isLookedUp = true
        var chain: [CertificateDER] = []
        var survey: [TLSTrial] = []
    }

    private static let address = IPAddress("192.0.2.1")!

    @discardableResult
    static func write(_ part: Part, in folder: Folder) throws -> String {
        let path = "\(folder.path)/\(part.name).sqlite"
        let database = try CensusDatabase(path: path)
        let time = Timestamp(milliseconds: part.began)
        let run = try database.beginRun(
            label: part.label, list: "\(part.name).csv", version: part.version,
            options: part.options, at: time, trusted: part.trusted)
        let list = WorkList(database, run: run)
        _ = try list.append(
            part.domains.enumerated().map { (name: $1.0, rank: part.rank + $0) })
        try list.close(rejected: 2, duplicates: 1, excluded: 3, examples: [])
        let items = try list.next(after: 0, count: 1000)
        let writer = ObservationWriter(database, run: run)
        for (index, host) in part.hosts.enumerated() {
            var record = MXHostRecord(facts: MXHostFacts(host: host.name), probes: [])
            if host.isLookedUp {
                record.facts.ipv4 = LookupOutcome(.records([address]))
            } else {
                record.notProbed = .notProbed
            }
            if let reachability = host.reachability {
                record.probes = [Int64(index + 1)]
                var probe = MXProbeObservation(
                    address: address, serverName: host.name, startedAt: time,
                    reachability: reachability, greeting: "220 \(part.name)")
                if reachability == .open { probe.starttls = host.chain.isEmpty ? .failed : .ok }
                probe.chain = host.chain
                probe.survey = host.survey
                try writer.write([
                    .probe(
                        ProbeRecord(
                            number: Int64(index + 1), operatorName: "example.net",
                            observation: probe))
                ])
            }
            try writer.write([.mxHost(record)])
        }
        for (name, hosts) in part.domains {
            guard let hosts, let item = items.first(where: { $0.domain == name }) else { continue }
            let records = hosts.map { MXRecord(preference: 10, exchange: $0) }
            let facts = DomainFacts(
                domain: name, mx: LookupOutcome(hosts.isEmpty ? .noData : .records(records)),
                tlsRPT: LookupOutcome(
                    .records([TXTRecord(bytes: Array("from \(part.name)".utf8))])))
            try writer.write([
                .domain(
                    DomainRecord(
                        domainID: item.domainID, facts: facts, policyFetch: nil, evaluation: nil))
            ])
            try database.pool.write {
                try $0.execute(sql: "UPDATE run SET measured_again = measured_again + 1")
                try $0.execute(
                    sql: """
                        INSERT INTO domain_result (run_id, domain_id, mail_route, mx_hosts,
                            sts_record, tlsrpt_record, starttls, dane, verdict)
                        VALUES (?, ?, 'error', 0, 'error', 'error', 'unknown', 'unknown', 'unknown')
                        """, arguments: [run, item.domainID])
            }
        }
        try database.endRun(
            run, as: part.state, at: Timestamp(milliseconds: part.began + 3_600_000))
        try database.pool.close()
        return path
    }

    /// What came of the parts, and what was noted but for that they trust nobody.
    struct Merged {
        var database: CensusDatabase
        var summary: MergeSummary
        var notes: [String]

        func rows(_ sql: String) throws -> [String] {
            try database.pool.read { db in
                try Row.fetchAll(db, sql: sql).map { row in
                    row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
                        .joined(separator: "|")
                }
            }
        }
    }

    @discardableResult
    static func merge(
        _ parts: [Part], runs: [Int: Int64] = [:], label: String? = nil, in folder: Folder
    ) async throws -> Merged {
        let sources = try parts.enumerated().map {
            MergeOptions.Source(path: try write($1, in: folder), run: runs[$0])
        }
        let output = folder.path + "/all.sqlite"
        let notes = Log<String>()
        let summary = try await Merge(
            MergeOptions(sources: sources, output: output, label: label)
        ) { notes.append($0) }.run()
        return Merged(
            database: try CensusDatabase(reading: output), summary: summary,
            notes: notes.values.filter { !$0.hasPrefix("no run has kept CA certificates") })
    }

    // MARK: Domains and MX hosts

    @Test func whatIsInOneRunIsCopied() async throws {
        try await withFolder { folder in
            let survey = [TLSTrial(.tls10, .refused, detail: "no")]
            let chain = [CertificateDER(bytes: [0x30, 1]), CertificateDER(bytes: [0x30, 2])]
            let merged = try await Self.merge(
                [
                    Part(
                        name: "a", domains: [("a.example", ["mx1.example.net"])],
                        hosts: [
                            Host(
                                name: "mx1.example.net", reachability: .open, chain: chain,
                                survey: survey)
                        ]),
                    Part(
                        name: "b",
                        domains: [("b.example", ["mx2.example.net"]), ("c.example", [])],
                        hosts: [
                            Host(
                                name: "mx2.example.net", reachability: .open,
                                chain: [chain[1], chain[0]], survey: survey),
                            Host(name: "mx3.example.net", reachability: .refused),
                        ], rank: 7),
                ], in: folder)
            #expect(
                merged.summary.counts
                    == MergeCounts(domains: 3, sharedDomains: 0, hosts: 3, sharedHosts: 0))
            #expect(merged.notes == [])
            #expect(
                try merged.rows("SELECT domain, rank, mail_route FROM domain_results ORDER BY rank")
                    == ["a.example|1|mx", "b.example|7|mx", "c.example|8|none"])
            #expect(
                try merged.rows(
                    """
                    SELECT probe_number, address, greeting, reachability FROM mx_probes
                    ORDER BY probe_number
                    """) == [
                        "1|192.0.2.1|220 a|open", "2|192.0.2.1|220 b|open",
                        "3|192.0.2.1|220 b|refused",
                    ])
            #expect(
                try merged.rows("SELECT probe_number, version, outcome FROM tls_surveys ORDER BY 1")
                    == ["1|TLSv1|refused", "2|TLSv1|refused"])
            // The same certificates, in two chains.
            #expect(try merged.rows("SELECT count(*) FROM certificate") == ["2"])
            #expect(
                try merged.rows(
                    """
                    SELECT p.probe_number, group_concat(hex(c.der)) FROM probe p
                    JOIN (SELECT * FROM chain_certificate ORDER BY chain_id, position) USING (chain_id)
                    JOIN certificate c USING (certificate_id) GROUP BY 1 ORDER BY 1
                    """) == ["1|3001,3002", "2|3002,3001"])
            #expect(
                try merged.rows(
                    """
                    SELECT text, CAST(data AS TEXT) FROM txt_record JOIN name USING (name_id)
                    ORDER BY 1
                    """) == ["a.example|from a", "b.example|from b", "c.example|from b"])
        }
    }

    /// Each table with rows of runs is copied, or has a reason not to be.
    @Test func noTableIsForgotten() {
        let known =
            Set(MergeCopy.ofDomains.keys).union(MergeCopy.ofHosts.keys).union(MergeCopy.ofProbes)
            .union(MergeCopy.ofTheRun)
        #expect(Set(Tables.ofRuns) == known)
    }

    /// Which file's answer is taken, by what they have of the host.
    @Test(
        arguments: [
            (.refused, .open, "b"), (.open, .refused, "a"), (.open, .open, "a"),
            (.refused, .timeout, "a"), (nil, .timeout, "b"), (.timeout, nil, "a"),
        ] as [(Reachability?, Reachability?, String)])
    func oneAnswerOfAnMXHostCounts(
        inA: Reachability?, inB: Reachability?, taken: String
    ) async throws {
        try await withFolder { folder in
            let merged = try await Self.merge(
                [
                    Part(
                        name: "a", domains: [("a.example", [Self.shared])],
                        hosts: [Host(reachability: inA)]),
                    Part(
                        name: "b", domains: [("b.example", [Self.shared])],
                        hosts: [Host(reachability: inB)], rank: 2),
                ], in: folder)
            let counts = merged.summary.counts
            #expect(counts.hosts == 1 && counts.sharedHosts == 1 && counts.sharedDomains == 0)
            #expect(try merged.rows("SELECT greeting FROM probe") == ["220 \(taken)"])
            let reachability = try #require(taken == "a" ? inA : inB)
            #expect(
                try merged.rows("SELECT domain, reachability FROM mx_results ORDER BY 1")
                    == ["a.example", "b.example"].map { "\($0)|\(reachability.rawValue)" })
        }
    }

    @Test func aHostThatWasLeftOutGivesWay() async throws {
        try await withFolder { folder in
            let merged = try await Self.merge(
                [
                    Part(
                        name: "a", domains: [("a.example", [Self.shared])],
                        hosts: [Host(isLookedUp: false)]),
                    Part(
                        name: "b", domains: [("b.example", [Self.shared])],
                        hosts: [Host()], rank: 2),
                ], in: folder)
            #expect(
                try merged.rows("SELECT question FROM lookup WHERE question = 'a'") == ["a"])
        }
    }

    /// The first file in which it is done, with all that file has of it.
    @Test(arguments: [false, true]) func aDomainInTwoFilesIsOne(isDoneInA: Bool) async throws {
        try await withFolder { folder in
            var a = Part(
                name: "a", domains: [("a.example", isDoneInA ? [] : nil), ("z.example", [])])
            if !isDoneInA { a.state = .interrupted }
            let b = Part(name: "b", domains: [("a.example", [])], rank: 9)
            let merged = try await Self.merge([a, b], runs: [0: 1], in: folder)
            #expect(merged.summary.counts.sharedDomains == 1)
            #expect(
                try merged.rows(
                    """
                    SELECT CAST(data AS TEXT) FROM txt_record JOIN name USING (name_id)
                    WHERE text = 'a.example'
                    """) == ["from \(isDoneInA ? "a" : "b")"])
            #expect(
                try merged.rows("SELECT rank FROM domain_results WHERE domain = 'a.example'")
                    == [isDoneInA ? "1" : "9"])
            #expect(
                try merged.rows("SELECT domains, domains_total, duplicates FROM runs")
                    == ["2|2|3"])
        }
    }

    /// As if the lists were read one after another.
    @Test func ranksThatCollideGoOn() async throws {
        try await withFolder { folder in
            let merged = try await Self.merge(
                [
                    Part(name: "a", domains: [("a.example", []), ("b.example", [])]),
                    Part(name: "b", domains: [("b.example", []), ("c.example", [])]),
                    Part(name: "c", domains: [("d.example", [])], rank: 3),
                ], in: folder)
            #expect(
                try merged.rows("SELECT domain, rank FROM domain_results ORDER BY rank")
                    == ["a.example|1", "b.example|2", "c.example|4", "d.example|7"])
        }
    }

    /// Earlier observations come along with what they were earlier than.
    @Test func earlierObservationsComeAlong() async throws {
        try await withFolder { folder in
            let part = Part(
                name: "a", domains: [("a.example", [Self.shared])],
                hosts: [Host(reachability: .open), Host(name: "other", reachability: .busy)])
            let path = try Self.write(part, in: folder)
            let database = try CensusDatabase(path: path)
            try await database.pool.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO earlier_mx_host_probe
                        SELECT 1, name_id, 0, 1, 2 FROM name WHERE text = 'mx.example.net';
                        INSERT INTO earlier_lookup
                        SELECT 1, name_id, 'mx', 1, 'timeout', NULL, NULL, NULL, NULL, 'late'
                        FROM name WHERE text = 'a.example';
                        DELETE FROM mx_host_probe WHERE probe_number = 2
                        """)
            }
            let output = folder.path + "/all.sqlite"
            _ = try await Merge(
                MergeOptions(
                    sources: [
                        .init(path: path),
                        .init(
                            path: try Self.write(
                                Part(name: "b", domains: []), in: folder)),
                    ], output: output)
            ) { _ in }.run()
            let merged = try CensusDatabase(reading: output)
            let (late, attempts) = try await merged.pool.read { db in
                (
                    try String.fetchAll(db, sql: "SELECT detail FROM earlier_lookup"),
                    try String.fetchAll(db, sql: "SELECT reachability FROM earlier_mx_probes")
                )
            }
            #expect(late == ["late"] && attempts == ["busy"])
        }
    }
}
