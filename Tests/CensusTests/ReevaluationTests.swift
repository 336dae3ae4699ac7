import Addresses
import Evaluation
import GRDB
import MailStandards
import Observations
import Testing

@testable import Census
@testable import Store

/// A run is judged again from what it has stored.
@Suite struct ReevaluationTests {
    private static let host = MXHostFacts(
        host: "mx.plain.example",
        ipv4: LookupOutcome(
            .records([IPAddress("192.0.2.1")!]), dnssec: .insecure, ttlSeconds: 300))

    private static let probe = MXProbeObservation(
        address: IPAddress("192.0.2.1")!, serverName: "mx.plain.example",
        startedAt: Timestamp(milliseconds: 1_795_435_200_007), reachability: .open,
        greeting: "220 mx", ehloReply: "250 mx", starttls: .notOffered)

    private static func facts(_ domain: DomainName, _ host: DomainName) -> DomainFacts {
        DomainFacts(
            domain: domain,
            mx: LookupOutcome(
                .records([MXRecord(preference: 10, exchange: host)]), dnssec: .insecure))
    }

    /// A judgement that no rules give.
    private static let nonsense = DomainEvaluation(
        result: DomainResult(mailRoute: .error, verdict: .secure), hosts: [], findings: [])

    /// Two domains at one host, one of them not done, with judgements that are none.
    private func withRun(
        _ state: Run.State, options: String = "{}",
        _ body: (CensusDatabase, Run) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let database = try CensusDatabase(path: folder.path + "/census.sqlite")
            let run = try database.beginRun(
                label: "test", list: "list", version: "0.0.9", options: options,
                at: Timestamp(milliseconds: 1_795_435_200_000))
            let list = WorkList(database, run: run)
            _ = try list.append([("plain.example", 1), ("later.example", 2)])
            let item = try #require(
                try list.next(after: 0, count: 9).first { $0.domain == "plain.example" })
            try ObservationWriter(database, run: run).write([
                .probe(
                    ProbeRecord(
                        number: 1, operatorName: "plain.example", observation: Self.probe)),
                .mxHost(MXHostRecord(facts: Self.host, probes: [1])),
                .domain(
                    DomainRecord(
                        domainID: item.domainID, facts: Self.facts(item.domain, Self.host.host),
                        policyFetch: nil, evaluation: Self.nonsense)),
            ])
            if state != .running {
                try database.endRun(run, as: state, at: Timestamp(milliseconds: 0))
            }
            try await body(database, try #require(try database.runs().first))
        }
    }

    private func rows(_ database: CensusDatabase, _ sql: String) throws -> [String] {
        try database.pool.read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
                    .joined(separator: "|")
            }
        }
    }

    @Test(arguments: [Run.State.finished, .interrupted])
    func theDomainsThatAreDone(state: Run.State) async throws {
        try await withRun(state) { database, run in
            let changes = try await Reevaluation(database, caFile: nil) { _ in }
                .judge(run, writes: true)
            #expect(changes.domains == 1 && changes.changed == 1)
            #expect(
                try rows(database, "SELECT domain, mail_route, verdict FROM domain_results")
                    == ["plain.example|mx|plaintext"])
            #expect(
                try rows(database, "SELECT domain, mx_host, starttls FROM mx_results")
                    == ["plain.example|mx.plain.example|not-offered"])
            #expect(
                try rows(database, "SELECT state, version, judged_by FROM runs")
                    == ["\(state.rawValue)|0.0.9|\(censusVersion)"])
            let again = try await Reevaluation(database, caFile: nil) { _ in }
                .judge(run, writes: false)
            #expect(again.domains == 1 && again.changed == 0)
        }
    }

    @Test func aRunThatIsNotOverIsRefused() async throws {
        try await withRun(.running) { database, run in
            let fault = await #expect(throws: OptionFault.self) {
                try await Reevaluation(database, caFile: nil) { _ in }.judge(run, writes: true)
            }
            #expect(fault?.description.contains("run 1 is still running") == true)
            let verdicts = try rows(database, "SELECT verdict FROM domain_results")
            #expect(verdicts == ["secure"])
        }
    }

    @Test func saysWhatIsNotAsItWas() async throws {
        try await withRun(.finished, options: #"{"public_suffix_list":"old"}"#) { database, run in
            let events = Log<String>()
            _ = try await Reevaluation(database, caFile: nil) { event in
                switch event {
                case .otherTrust(let run, let caFile): events.append("\(run) \(caFile ?? "-")")
                case .otherSuffixes(let run, let then, _): events.append("\(run) \(then)")
                }
            }.judge(run, writes: false)
            #expect(events.values == ["1 old", "1 -"])
        }
    }

    @Test func aFileOfCertificatesThatIsNone() async throws {
        try await withRun(.finished) { database, run in
            let fault = await #expect(throws: OptionFault.self) {
                try await Reevaluation(database, caFile: "/gone.pem") { _ in }
                    .judge(run, writes: true)
            }
            #expect(fault?.description.contains("--ca-file") == true)
        }
    }

    // MARK: Version 1

    /// What version 1 has written: `_smtp._tls` broken, addresses of an implicit MX only once, no
    /// reasons why nothing was probed, and nothing at all of an excluded host.
    private static let version1 = """
        INSERT INTO run (run_id, label, list, state, started_at, version, options) VALUES
            (1, 'old', 'list', 'finished', '2026-11-23T12:00:00Z', '0.0.1', '{}');
        INSERT INTO name VALUES
            (1, 'tried.example', 'example'), (2, 'untried.example', 'example'),
            (3, 'excluded.example', 'example'), (4, 'implicit.example', 'example'),
            (5, 'mx.tried.example', 'example'), (6, 'mx.untried.example', 'example');
        INSERT INTO run_domain VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4);
        INSERT INTO lookup VALUES
            (1, 1, 'mx', 'records', 'insecure', 60, NULL, '10 mx.tried.example', NULL),
            (1, 1, '_smtp._tls', 'records', 'insecure', 60, NULL, NULL, NULL),
            (1, 2, 'mx', 'records', 'insecure', 60, NULL, '10 mx.untried.example', NULL),
            (1, 3, 'mx', 'records', 'insecure', 60, NULL, '10 mx.excluded.example', NULL),
            (1, 4, 'mx', 'no-data', 'insecure', NULL, NULL, NULL, NULL),
            (1, 4, 'a', 'records', 'insecure', 60, NULL, '192.0.2.4', NULL),
            (1, 4, 'aaaa', 'no-data', 'insecure', NULL, NULL, NULL, NULL),
            (1, 5, 'a', 'records', 'insecure', 60, NULL, '192.0.2.5', NULL),
            (1, 6, 'a', 'records', 'insecure', 60, NULL, '192.0.2.6', NULL);
        INSERT INTO txt_record VALUES (1, 1, '_smtp._tls', 0, CAST('v=TLSRPTv1' AS BLOB));
        INSERT INTO mx_host VALUES (1, 4, 4, 0), (1, 5, 5, 0), (1, 6, 6, 0);
        INSERT INTO probe VALUES
            (1, 1, 'tried.example', '192.0.2.5', 'mx.tried.example', '2026-11-23T12:00:01.000Z',
                5, 'open', '220 mx', '250 mx', 0, NULL, 'not-offered', NULL, NULL, NULL, NULL, 0,
                0, NULL);
        INSERT INTO mx_host_probe VALUES (1, 5, 0, 1);
        INSERT INTO domain_result (run_id, domain_id, mail_route, mx_hosts, sts_record,
            tlsrpt_record, starttls, dane, verdict)
        VALUES (1, 1, 'mx', 1, 'absent', 'absent', 'none', 'none', 'opportunistic');
        """

    @Test func aDatabaseOfVersion1() async throws {
        try await withFolder { folder in
            let path = folder.path + "/old.sqlite"
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: Tables.version1)
                try db.execute(sql: Views.version1)
                try db.execute(
                    sql: """
                        PRAGMA application_id = 1398035267;
                        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                        INSERT INTO grdb_migrations VALUES ('1');
                        """)
                try db.execute(sql: Self.version1)
            }
            _ = try CensusDatabase.bringUpToDate(path: path)
            let database = try CensusDatabase(path: path)
            #expect(try rows(database, "SELECT judged_by FROM runs") == ["0.0.1"])
            let run = try #require(try database.runs().first)
            let changes = try await Reevaluation(database, caFile: nil) { _ in }
                .judge(run, writes: true)
            #expect(changes.domains == 4 && changes.changed == 4)
            #expect(
                try rows(
                    database, "SELECT domain, mx_host, reachability FROM mx_results ORDER BY 1")
                    == [
                        "excluded.example|mx.excluded.example|excluded",
                        "implicit.example|implicit.example|not-probed",
                        "tried.example|mx.tried.example|open",
                        "untried.example|mx.untried.example|not-probed",
                    ])
            #expect(
                try rows(
                    database,
                    "SELECT domain, mail_route, tlsrpt_record, verdict FROM domain_results ORDER BY 1"
                ) == [
                    "excluded.example|mx|absent|unknown",
                    "implicit.example|implicit-mx|absent|unknown",
                    "tried.example|mx|invalid|plaintext",
                    "untried.example|mx|absent|unknown",
                ])
            #expect(try rows(database, "SELECT judged_by FROM runs") == [censusVersion])
            #expect(try CensusDatabase(reading: path).runs().count == 1)
        }
    }
}
