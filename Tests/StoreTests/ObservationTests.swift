import Addresses
import GRDB
import MailStandards
import Observations
import Store
import Testing

/// What is written comes back as it was.
@Suite struct ObservationTests {
    @Test func anMXHostComesBackAsItWas() throws {
        try withDatabase { database in
            let run = try database.begin()
            try database.writeSample(run)
            let found = try #require(
                try ObservationReader(database, run: run).read(Sample.host))
            #expect(found.facts == Sample.hostFacts)
            #expect(found.probes == [Sample.busy, Sample.open])
        }
    }

    /// A host without an address, one whose lookup failed, one that was not probed.
    @Test(arguments: [
        MXHostFacts(
            host: Sample.host, ipv4: LookupOutcome(.noData, dnssec: .insecure),
            ipv6: LookupOutcome(.noData, dnssec: .secure)),
        MXHostFacts(host: Sample.host, ipv4: LookupOutcome(.noName, dnssec: .secure)),
        MXHostFacts(
            host: Sample.host, ipv4: LookupOutcome(.failed(.serverFailure, detail: "rcode 5")),
            ipv6: LookupOutcome(.failed(.bogus, detail: "no signatures"), dnssec: .bogus)),
        MXHostFacts(
            host: Sample.host,
            ipv4: LookupOutcome(.records([IPAddress("192.0.2.1")!]), dnssec: .insecure),
            tlsa: LookupOutcome(.failed(.timeout, detail: ""))),
        MXHostFacts(
            host: Sample.host,
            ipv4: LookupOutcome(.records([IPAddress("192.0.2.1")!]), dnssec: .insecure),
            tlsa: LookupOutcome(.noName, dnssec: .insecure)),
    ])
    func factsComeBackAsTheyWere(facts: MXHostFacts) throws {
        try withDatabase { database in
            let run = try database.begin()
            try ObservationWriter(database, run: run).write([
                .mxHost(MXHostRecord(facts: facts, probes: []))
            ])
            let found = try #require(try ObservationReader(database, run: run).read(facts.host))
            #expect(found.facts == facts)
            #expect(found.probes.isEmpty)
        }
    }

    @Test func theProbesOfAnAddressAndOperator() throws {
        try withDatabase { database in
            let run = try database.begin()
            try database.writeSample(run)
            let reader = ObservationReader(database, run: run)
            let found = try reader.probes(of: Sample.open.address, operatorName: "example.net")
            #expect(found.map(\.number) == [2])
            #expect(found.map(\.observation) == [Sample.open])
            #expect(found.map(\.operatorName) == ["example.net"])
            let other = try reader.probes(of: Sample.open.address, operatorName: "example.org")
            #expect(other.isEmpty, "another operator's connection is another's")
        }
    }

    @Test func anUnknownHostIsNil() throws {
        try withDatabase { database in
            let run = try database.begin()
            try database.writeSample(run)
            let reader = ObservationReader(database, run: run)
            #expect(try reader.read("nowhere.example") == nil)
            let next = ObservationReader(database, run: try database.begin())
            #expect(try next.read(Sample.host) == nil, "another run saw it, this one did not")
        }
    }

    /// That a domain's own addresses were asked does not say what it is as an MX host.
    @Test func aDomainIsNoMXHostYet() throws {
        try withDatabase { database in
            let run = try database.begin()
            try database.writeSample(run)
            #expect(try ObservationReader(database, run: run).read("example.com") == nil)
        }
    }

    @Test func theViewsShowIt() throws {
        try withDatabase { database in
            try database.writeSample(try database.begin())
            let result = try #require(try database.rows("SELECT * FROM domain_results").first)
            #expect(result["domain"] == "example.com" && result["tld"] == "com")
            #expect(result["rank"] == 1 && result["policy_max_age"] == 604_800)
            #expect(result["provider"] == "example.net" && result["dane"] == "partial")
            #expect(result["draft_mode"] == "report" && result["result_type"] == "tlsa-invalid")
            let hosts = try database.rows("SELECT * FROM mx_results ORDER BY preference")
            #expect(hosts.map { $0["mx_host"] } == ["mx1.example.net", "mx2.example.net"])
            #expect(hosts.map { $0["policy_match"] as Int? } == [1, nil])
            let findings = try database.rows("SELECT * FROM findings ORDER BY mx_host")
            #expect(findings.map { $0["mx_host"] } == [nil, "mx1.example.net"])
            #expect(findings.map { $0["detail"] } == ["evidence", nil])
        }
    }

    @Test func theWireIsShownToo() throws {
        try withDatabase { database in
            try database.writeSample(try database.begin())
            let texts = try database.rows("SELECT * FROM txt_records ORDER BY name, position")
            #expect(
                texts.map { $0["name"] } == [
                    "_mta-sts.example.com", "_smtp._tls.example.com", "_smtp._tls.example.com",
                ])
            #expect(texts[0]["text"] == "v=STSv1; id=1;" && texts[0]["ttl"] == 60)
            #expect(texts[0]["cname_target"] == "_mta-sts.hoster.example")
            let policy = try #require(try database.rows("SELECT * FROM policies").first)
            #expect(policy["http_status"] == 301 && policy["address"] == "192.0.2.9")
            #expect(policy["started_at"] == "2026-11-23T12:00:00.001Z")
            let probe = try #require(
                try database.rows("SELECT * FROM mx_probes WHERE probe_number = 2").first)
            #expect(probe["greeting"] == "220-mx1\n220 ESMTP" && probe["used_helo"] == 1)
        }
    }

    @Test func aSurveyIsShownWithItsAddress() throws {
        try withDatabase { database in
            try database.writeSample(try database.begin())
            let trials = try database.rows("SELECT * FROM tls_surveys ORDER BY version")
            #expect(trials.map { $0["version"] } == ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"])
            #expect(
                trials.map { $0["outcome"] } == ["accepted", "refused", "unknown", "accepted"])
            #expect(trials.allSatisfy { $0["probe_number"] == 2 && $0["address"] == "192.0.2.1" })
            #expect(trials.allSatisfy { $0["operator"] == "example.net" })
            #expect(trials[0]["cipher"] == "ECDHE-RSA-AES256-SHA")
            #expect(trials[2]["detail"] == "greeting: 421 later")
        }
    }

    @Test func aCertificateAndAChainAreKeptOnce() throws {
        try withDatabase { database in
            for _ in 1...2 { try database.writeSample(try database.begin()) }
            #expect(try database.rows("SELECT * FROM certificates").count == 2)
            // The leaf alone (policy host), and the leaf with its issuer (MX host).
            #expect(try database.rows("SELECT * FROM chain").count == 2)
            #expect(try database.rows("SELECT * FROM chain_certificate").count == 3)
        }
    }

    @Test func aBatchIsAllOrNothing() throws {
        try withDatabase { database in
            let run = try database.begin()
            let id = try database.add("example.com", to: run)
            let sample = Sample.observations(domainID: id)
            #expect(throws: (any Error).self) {
                // The same probe twice breaks the table's key.
                try ObservationWriter(database, run: run).write(sample + [sample[0]])
            }
            for table in ["domain_result", "mx_result", "finding", "probe", "lookup"] {
                #expect(try database.count(table, run: run) == 0, "\(table)")
            }
            #expect(try database.runs().first?.domains == 0)
        }
    }

    @Test func eachDomainIsCounted() throws {
        try withDatabase { database in
            let run = try database.begin()
            let ids = try ["a.example", "b.example", "c.example"].map {
                try database.add(DomainName($0)!, to: run)
            }
            try ObservationWriter(database, run: run).write(
                ids.map {
                    .domain(
                        DomainRecord(
                            domainID: $0, facts: Sample.facts, policyFetch: nil,
                            evaluation: Sample.evaluation))
                })
            #expect(try database.runs().first?.domains == 3)
        }
    }
}
