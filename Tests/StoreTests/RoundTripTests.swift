import MailStandards
import Observations
import Store
import Synchronization
import Testing

/// What a run has observed is read back exactly as it was written, so that it can be judged again.
@Suite struct RoundTripTests {
    /// Swift's texts are equal too where they are composed of other bytes.
    private func bytes(of value: some Any) -> [UInt8] { Array(String(describing: value).utf8) }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func domains(seed: UInt64) async throws {
        var generator = ObservationGenerator(seed: seed)
        try await withDatabase { database in
            let run = try database.begin()
            var written: [StoredDomain] = []
            var seen: Set<DomainName> = [.root]
            for _ in 0..<25 {
                let name = generator.name()
                guard seen.insert(name).inserted else { continue }
                written.append(
                    StoredDomain(
                        domainID: try database.add(name, to: run),
                        facts: generator.facts(of: name),
                        policyFetch: generator.maybe { $0.policyFetch() },
                        draftFetch: generator.maybe { $0.policyFetch() }))
            }
            // Not in the order of their numbers, as in a scan.
            try ObservationWriter(database, run: run).write(
                written.shuffled(using: &generator).map { .domain(DomainRecord($0)) })
            let read = try await database.domains(of: run)
            // A failure would print all of it.
            let isSame = read == written
            #expect(isSame)
            #expect(bytes(of: read.map(\.policyFetch)) == bytes(of: written.map(\.policyFetch)))
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func hosts(seed: UInt64) throws {
        var generator = ObservationGenerator(seed: seed)
        try withDatabase { database in
            let run = try database.begin()
            let reader = ObservationReader(database, run: run)
            var number: Int64 = 0
            for index in 0..<15 {
                let name = generator.name().child("h\(index)")!
                let probes = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    number += 1
                    return ProbeRecord(
                        number: number, operatorName: generator.name(),
                        observation: generator.probe())
                }
                let record = MXHostRecord(
                    facts: generator.hostFacts(of: name), probes: probes.map(\.number).reversed(),
                    notProbed: generator.maybe { $0.one(of: [.excluded, .notProbed]) })
                try ObservationWriter(database, run: run).write(
                    probes.map { .probe($0) } + [.mxHost(record)])
                let read = try #require(try reader.read(name))
                #expect(read.facts == record.facts && read.notProbed == record.notProbed)
                let observed = Array(probes.map(\.observation).reversed())
                #expect(read.probes == observed)
                #expect(bytes(of: read.probes) == bytes(of: observed))
            }
        }
    }

    @Test func theSample() async throws {
        try await withDatabase { database in
            let run = try database.begin()
            try database.writeSample(run)
            let read = try #require(try await database.domains(of: run).first)
            #expect(read.facts == Sample.facts)
            #expect(read.policyFetch == Sample.policyFetch && read.draftFetch == nil)
        }
    }

    /// A domain may be the MX host of others, and of itself; each has questions of its own.
    @Test func aDomainThatIsAnMXHostToo() async throws {
        try await withDatabase { database in
            let run = try database.begin()
            let domain = StoredDomain(
                domainID: try database.add(Sample.host, to: run),
                facts: DomainFacts(
                    domain: Sample.host, mx: LookupOutcome(.noData, dnssec: .secure),
                    ipv4: LookupOutcome(.noName), ipv6: LookupOutcome(.noData)))
            let host = MXHostRecord(facts: Sample.hostFacts, probes: [])
            try ObservationWriter(database, run: run).write([
                .mxHost(host), .domain(DomainRecord(domain)),
            ])
            #expect(try await database.domains(of: run) == [domain])
            let read = try ObservationReader(database, run: run).read(Sample.host)
            #expect(read?.facts == Sample.hostFacts)
        }
    }

    /// Those in the list that nobody has asked about yet, though one is an MX host that was.
    @Test func onlyDomainsThatAreDone() async throws {
        try await withDatabase { database in
            let run = try database.begin()
            for name in ["a.example", Sample.host, "z.example"] as [DomainName] {
                _ = try database.add(name, to: run)
            }
            try database.writeSample(run)
            #expect(try await database.domains(of: run).map(\.facts.domain) == ["example.com"])
        }
    }

    @Test func runsHaveObservationsOfTheirOwn() async throws {
        try await withDatabase { database in
            let runs = [try database.begin(), try database.begin()]
            let id = try database.add("example.com", to: runs[1])
            _ = try database.add("example.com", to: runs[0])
            for (run, answer) in zip(runs, [.noData, .noName] as [LookupOutcome<MXRecord>.Answer]) {
                let facts = DomainFacts(domain: "example.com", mx: LookupOutcome(answer))
                try ObservationWriter(database, run: run).write([
                    .domain(DomainRecord(StoredDomain(domainID: id, facts: facts)))
                ])
                #expect(try await database.domains(of: run).map(\.facts) == [facts])
            }
        }
    }

    @Test(arguments: [[], [Sample.leaf], [Sample.issuer, Sample.leaf, Sample.issuer]])
    func trustedCertificates(trusted: [CertificateDER]) throws {
        try withDatabase { database in
            let other = try database.begin()
            let run = try database.beginRun(
                label: "test", list: "list", version: "0.1.0", options: "{}",
                at: Timestamp(milliseconds: 0), trusted: trusted)
            #expect(try database.trustedCertificates(of: run) == trusted)
            #expect(try database.trustedCertificates(of: other) == [])
            #expect(
                try database.rows("SELECT * FROM certificate").count == Set(trusted).count,
                "each is kept once")
        }
    }
}

extension DomainRecord {
    init(_ domain: StoredDomain) {
        self.init(
            domainID: domain.domainID, facts: domain.facts, policyFetch: domain.policyFetch,
            draftFetch: domain.draftFetch, evaluation: Sample.evaluation)
    }
}

extension CensusDatabase {
    /// The domains of a run that are done, as they are read back.
    func domains(of run: Int64) async throws -> [StoredDomain] {
        let found = Mutex<[StoredDomain]>([])
        _ = try await compareJudgements(of: run) { pass in
            while let domain = try pass.next() { found.withLock { $0.append(domain) } }
        }
        return found.withLock { $0 }
    }
}
