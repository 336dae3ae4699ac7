import Addresses
import Evaluation
import GRDB
import MailStandards
import Observations
import Store
import Testing

/// What is measured again: what stands in the work list for that, and what becomes of the earlier
/// observations.
@Suite struct AgainTests {
    private static let host: DomainName = "mx.example"
    private static let address = IPAddress("192.0.2.1")!

    private static func facts(_ name: DomainName, txtFails: Bool = false) -> DomainFacts {
        DomainFacts(
            domain: name,
            mx: LookupOutcome(.records([MXRecord(preference: 10, exchange: host)])),
            mtaSTS: txtFails
                ? LookupOutcome(.failed(.serverFailure, detail: "rcode 2"))
                : LookupOutcome(.records([TXTRecord(bytes: Array("v=STSv1".utf8))])),
            tlsRPT: LookupOutcome(.records([TXTRecord(bytes: Array("v=TLSRPTv1".utf8))])))
    }

    private static func judged(_ reachability: Reachability) -> DomainEvaluation {
        DomainEvaluation(
            result: DomainResult(mailRoute: .mx, verdict: .unknown),
            hosts: [
                MXResult(host: host, preference: 10, reachability: reachability, tlsa: .none)
            ], findings: [Finding(FindingCode.allCases[0], detail: reachability.rawValue)])
    }

    private static func probe(_ number: Int64, _ reachability: Reachability) -> Observation {
        .probe(
            ProbeRecord(
                number: number, operatorName: "example",
                observation: MXProbeObservation(
                    address: address, serverName: host, startedAt: Timestamp(milliseconds: 0),
                    reachability: reachability)))
    }

    private static func host(
        probes: [Int64], isAgain: Bool = false, failed: Bool = false
    ) -> Observation {
        .mxHost(
            MXHostRecord(
                facts: MXHostFacts(host: host, ipv4: LookupOutcome(.records([address]))),
                probes: probes, isAgain: isAgain, failedInPassing: failed))
    }

    private static func domain(
        _ item: WorkItem, _ facts: DomainFacts? = nil, _ reachability: Reachability = .timeout
    ) -> Observation {
        .domain(
            DomainRecord(
                domainID: item.domainID, facts: facts ?? Self.facts(item.domain),
                policyFetch: nil, evaluation: judged(reachability), occasion: item.occasion))
    }

    /// Three domains at one host that timed out; the TXT lookup of the first failed, the third is
    /// not done.
    private func withRun(
        _ body: (CensusDatabase, WorkList, [WorkItem]) throws -> Void
    ) throws {
        try withDatabase { database in
            let run = try database.begin()
            let list = WorkList(database, run: run)
            _ = try list.append([("a.example", 1), ("b.example", 2), ("c.example", 3)])
            let items = try list.next(after: 0, count: 9)
            try ObservationWriter(database, run: run).write([
                Self.probe(1, .timeout), Self.host(probes: [1], failed: true),
                Self.domain(items[0], Self.facts(items[0].domain, txtFails: true)),
                Self.domain(items[1]),
            ])
            try body(database, list, items)
        }
    }

    private func words(_ items: [WorkItem]) -> [String] {
        items.map { "\($0.domain) \($0.occasion)" }
    }

    @Test func theFirstPassHasWhatIsNotDone() throws {
        try withRun { (_, list, _) throws in
            #expect(words(try list.next(after: 0, count: 9)) == ["c.example first"])
            #expect(try list.countLeft() == 1)
        }
    }

    @Test func theSecondPassHasWhatFailedAndWhatSharesItsHosts() throws {
        try withRun { database, list, items in
            #expect(try list.beginSecondPass() == 2)
            #expect(try list.beginSecondPass() == 2, "however often it is begun")
            let again = try list.next(after: 0, count: 9, in: .second)
            #expect(
                words(again) == ["a.example again", "b.example judgement", "c.example first"])
            #expect(again.map { $0.failedAt != nil } == [true, true, false])
            let host = try ObservationReader(database, run: 1, pass: .second).read(Self.host)
            #expect(host?.againAfterProbe == 1)
            let now = try ObservationReader(database, run: 1).read(Self.host)
            #expect(now?.againAfterProbe == nil, "not in the first pass")
        }
    }

    @Test func theLaterObservationCountsAndTheEarlierIsKept() throws {
        try withRun { database, list, _ in
            _ = try list.beginSecondPass()
            let items = try list.next(after: 0, count: 9, in: .second)
            let writer = ObservationWriter(database, run: 1, pass: .second)
            try writer.write([
                Self.probe(2, .open), Self.host(probes: [2], isAgain: true),
                Self.domain(items[0], nil, .open), Self.domain(items[1], nil, .open),
            ])
            #expect(words(try list.next(after: 0, count: 9, in: .second)) == ["c.example first"])
            #expect(try list.beginSecondPass() == 0)
            let run = try #require(try database.runs().first)
            #expect(run.domains == 2 && run.measuredAgain == 2)
            func read(_ sql: String) throws -> [String] {
                try database.rows(sql).map { row in
                    row.databaseValues.map { String.fromDatabaseValue($0) ?? $0.description }
                        .joined(separator: "|")
                }
            }
            #expect(
                try read("SELECT domain, reachability FROM mx_results ORDER BY domain")
                    == ["a.example|open", "b.example|open"])
            #expect(
                try read("SELECT domain, detail FROM findings ORDER BY domain")
                    == ["a.example|open", "b.example|open"])
            #expect(
                try read(
                    "SELECT question, answer FROM lookup WHERE name_id = 1 ORDER BY question")
                    == ["_mta-sts|records", "_smtp._tls|records", "mx|records"])
            #expect(
                try read(
                    """
                    SELECT name, question, attempt, answer FROM earlier_lookups
                    WHERE name = 'a.example' ORDER BY question
                    """)
                    == [
                        "a.example|_mta-sts|1|servfail", "a.example|_smtp._tls|1|records",
                        "a.example|mx|1|records",
                    ])
            #expect(
                try read("SELECT name_id, question, attempt FROM earlier_txt_record")
                    == ["1|_smtp._tls|1"])
            #expect(
                try read("SELECT name FROM earlier_lookups WHERE name = 'b.example'") == [],
                "what was only judged again was not asked again")
            #expect(
                try read("SELECT mx_host, attempt, reachability FROM earlier_mx_probes")
                    == ["mx.example|1|timeout"])
            #expect(try ObservationReader(database, run: 1).read(Self.host)?.probes.count == 1)
            #expect(try read("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test func whatFailsTwiceIsNotTriedAThirdTime() throws {
        try withRun { database, list, _ in
            _ = try list.beginSecondPass()
            let items = try list.next(after: 0, count: 9, in: .second)
            try ObservationWriter(database, run: 1, pass: .second).write([
                Self.probe(2, .timeout), Self.host(probes: [2], isAgain: true, failed: true),
                Self.domain(items[0], Self.facts(items[0].domain, txtFails: true)),
                Self.domain(items[1]),
            ])
            #expect(try list.beginSecondPass() == 0)
        }
    }

    @Test func whatIsPutBackIsMeasuredInThisPass() throws {
        try withRun { database, list, items in
            #expect(try list.measureAgain([items[1].domainID]) == 2)
            let again = try list.next(after: 0, count: 9)
            #expect(
                words(again) == ["a.example judgement", "b.example again", "c.example first"])
            #expect(again.allSatisfy { $0.failedAt == nil }, "nobody waits for it")
            let host = try ObservationReader(database, run: 1).read(Self.host)
            #expect(host?.againAfterProbe == 1 && host?.isPutBack == true)
            try ObservationWriter(database, run: 1).write([
                Self.probe(2, .timeout), Self.host(probes: [2], isAgain: true, failed: true),
                Self.domain(again[0]), Self.domain(again[1]),
            ])
            #expect(words(try list.next(after: 0, count: 9)) == ["c.example first"])
            #expect(try list.beginSecondPass() == 2, "and has its second try in the second pass")
            #expect(
                try database.rows("SELECT max(attempt) FROM earlier_lookups").map { $0[0] } == [1])
        }
    }

    @Test func whatIsNotDoneCannotBePutBack() throws {
        try withRun { (_, list, items) throws in
            #expect(try list.measureAgain([items[2].domainID, 999]) == 0)
        }
    }

    @Test func eachAttemptIsKept() throws {
        try withRun { database, list, items in
            for number in 2...3 as ClosedRange<Int64> {
                _ = try list.measureAgain([items[0].domainID])
                let again = try list.next(after: 0, count: 9)
                try ObservationWriter(database, run: 1).write(
                    [Self.probe(number, .timeout), Self.host(probes: [number], isAgain: true)]
                        + again.dropLast().map { Self.domain($0) })
            }
            let attempts = try database.rows(
                """
                SELECT attempt FROM earlier_lookups WHERE name = 'a.example' AND question = 'mx'
                """)
            #expect(attempts.map { $0[0] } == [1, 2])
            let probes = try database.rows(
                "SELECT attempt, probe_number FROM earlier_mx_probes ORDER BY attempt")
            #expect(probes.map { [$0[0], $0[1]] } == [[1, 1], [2, 2]])
        }
    }

    @Test func whatIsLeftAtTheEndIsForgotten() throws {
        try withRun { database, list, _ in
            _ = try list.beginSecondPass()
            try database.endRun(1, as: .interrupted, at: Timestamp(milliseconds: 0))
            #expect(try database.count("domain_again", run: 1) == 2)
            try database.endRun(1, as: .finished, at: Timestamp(milliseconds: 0))
            #expect(try database.count("domain_again", run: 1) == 0)
            #expect(try database.count("mx_host_again", run: 1) == 0)
        }
    }

    // MARK: A run that goes on

    @Test func excludedDomainsAreTakenOut() throws {
        try withRun { database, list, _ in
            try list.close(rejected: 0, duplicates: 0, excluded: 1, examples: [])
            try list.exclude { $0 != "b.example" }
            #expect(try list.countLeft() == 0)
            let run = try #require(try database.runs().first)
            #expect(run.domainsTotal == 2 && run.excluded == 2 && run.domains == 2)
            #expect(
                try list.next(after: 0, count: 9, in: .second) == [],
                "nor is what failed tried again")
        }
    }

    @Test func aListIsReadAgainFromItsBeginning() throws {
        try withRun { database, list, _ in
            try list.clear()
            #expect(try list.append([("b.example", 1)]) == 1)
        }
    }

    @Test func runsOfNoProcessAreInterrupted() throws {
        try withDatabase { database in
            for state in [Run.State.finished, .interrupted, nil] {
                let run = try database.begin()
                if let state { try database.endRun(run, as: state, at: Timestamp(milliseconds: 0)) }
            }
            try database.interruptAbandonedRuns()
            #expect(try database.runs().map(\.state) == [.finished, .interrupted, .interrupted])
            try database.resumeRun(3, options: "[]")
            let run = try #require(try database.runs().last)
            #expect(run.state == .running && run.options == "[]")
        }
    }

    @Test func listsAreKnownByTheirBytes() throws {
        try withDatabase { database in
            let identity = ListIdentity(bytes: 7, digest: [0, 0xFF])
            _ = try database.beginRun(
                label: "", list: "", version: "", options: "{}", at: Timestamp(milliseconds: 0),
                identity: identity)
            _ = try database.begin()
            let runs = try database.runs()
            #expect(runs[0].isOf(identity) && runs[0].listDigest == "00ff")
            #expect(!runs[0].isOf(ListIdentity(bytes: 8, digest: [0, 0xFF])))
            #expect(!runs[0].isOf(ListIdentity(bytes: 7, digest: [0, 0xFE])))
            #expect(!runs[1].isOf(identity))
        }
    }
}
