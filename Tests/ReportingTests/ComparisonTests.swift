import GRDB
import Testing

@testable import Reporting

@Suite struct ComparisonTests {
    private func compare(
        _ before: [Fixture.Domain], _ after: [Fixture.Domain], _ sql: String = ""
    ) throws -> (Comparison, [DomainChange]) {
        let fixture = try Fixture()
        try fixture.add(.init(id: 1), before)
        try fixture.add(.init(id: 2), after)
        try fixture.database.write { try $0.execute(sql: sql) }
        var changes: [DomainChange] = []
        let comparison = try Comparison(before: 1, after: 2, from: fixture.database) {
            changes.append($0)
        }
        return (comparison, changes)
    }

    private func enforcing(_ name: String) -> Fixture.Domain {
        .adopter(name, "enforce", [.init(name: "mx.\(name)", match: 1)])
    }

    @Test func namesWhatChangedInTheOrderOfTheLaterList() throws {
        let (comparison, changes) = try compare(
            [
                .init(name: "new.example"), enforcing("gone.example"), enforcing("mode.example"),
                enforcing("broken.example"), .init(name: "repaired.example", sts: "invalid"),
                enforcing("same.example"), enforcing("failed.example"),
            ],
            [
                .adopter("repaired.example", "testing", []), enforcing("new.example"),
                .init(name: "gone.example"), .adopter("mode.example", "testing", []),
                .init(name: "broken.example", sts: "invalid", verdict: "plaintext"),
                enforcing("same.example"), .init(name: "failed.example", sts: "error"),
            ])
        #expect(
            changes.map { "\($0.domain) \($0.kind.rawValue)" } == [
                "repaired.example repaired", "new.example adopted", "gone.example dropped",
                "mode.example mode-changed", "broken.example broken",
            ])
        #expect(changes.allSatisfy { $0.mechanism == .mtaSTS })
        #expect(changes.last?.before.text == "effective, enforce")
        #expect(changes.last?.verdictAfter == "plaintext")
        #expect(comparison.compared == 7)
        #expect(comparison.count(.incomparable, .mtaSTS) == 1)
        #expect(comparison.count(.failedLookup, .mtaSTS) == 1)
        #expect(comparison.count(.unchanged, .mtaSTS) == 1)
        #expect(
            comparison.verdicts == [
                .init(before: "opportunistic", after: "opportunistic", domains: 6),
                .init(before: "opportunistic", after: "plaintext", domains: 1),
            ])
    }

    @Test func whatOneListLacksIsKeptApart() throws {
        let (comparison, changes) = try compare(
            [
                .init(name: "a.example"), .init(name: "b.example"), .init(name: "c.example"),
                .init(name: "d.example", route: "none"), .init(name: "e.example"),
                .init(name: "f.example"),
            ],
            [
                enforcing("z.example"), .init(name: "a.example"),
                .init(name: "b.example", route: "error"),
                .init(name: "d.example", route: "null-mx"), .init(name: "f.example", route: "none"),
            ])
        #expect(changes.isEmpty)
        #expect(comparison.compared == 1)
        #expect(comparison.mailInOne == 1)
        #expect(comparison.mailInNone == 1)
        #expect(comparison.mailUnknown == 1)
        #expect(comparison.onlyBefore == 2)
        #expect(comparison.onlyAfter == 1)
    }

    @Test func aPolicyThatWasNotAskedForIsNotBroken() throws {
        let (comparison, changes) = try compare(
            [enforcing("a.example")], [.init(name: "a.example", sts: "valid", fetch: "excluded")])
        #expect(changes.isEmpty)
        #expect(comparison.count(.incomparable, .mtaSTS) == 1)
        #expect(comparison.count(.notAsked, .mtaSTS) == 1)
    }

    @Test func whatBrokeIsTheFirstStateThatDiffers() throws {
        let bad = Fixture.Host(name: "mx.c.example", certificate: "expired", match: 1)
        var refused = Fixture.Domain.adopter("c.example", "enforce", [bad])
        (refused.verdict, refused.resultType) = ("refuse", "certificate-expired")
        var before = ["a", "b", "c", "d"].map { enforcing("\($0).example") }
        for index in before.indices { before[index].verdict = "secure" }
        let fetch = Fixture.Domain(name: "b.example", sts: "valid", fetch: "tls")
        let syntax = Fixture.Domain(name: "d.example", sts: "valid", fetch: "ok", syntax: "invalid")
        let (_, changes) = try compare(
            before, [.init(name: "a.example", sts: "multiple"), fetch, refused, syntax])
        #expect(
            changes.filter { $0.mechanism == .mtaSTS }.map { $0.reason?.text } == [
                "sts_record: valid -> multiple", "policy_fetch: ok -> tls",
                "verdict: secure -> refuse (certificate-expired)",
                "policy_syntax: valid -> invalid",
            ])
        #expect(
            changes.filter { $0.mechanism == .starttls }.map { $0.reason?.text } == [
                "certificate: valid -> expired"
            ])
    }

    @Test func whatIsAdoptedOrDroppedNeedsNoReason() throws {
        let (_, changes) = try compare(
            [.init(name: "a.example"), enforcing("b.example")],
            [enforcing("a.example"), .init(name: "b.example")])
        #expect(changes.map(\.kind) == [.adopted, .dropped])
        #expect(changes.allSatisfy { $0.reason == nil })
    }

    @Test func aPolicyInTestingWhoseHostsFailIsBroken() throws {
        func testing(_ verdict: String, _ result: String? = nil) -> Fixture.Domain {
            var domain = Fixture.Domain.adopter("a.example", "testing", [])
            (domain.verdict, domain.resultType) = (verdict, result)
            return domain
        }
        let bad = testing("report", "certificate-host-mismatch")
        let (_, broken) = try compare([testing("secure")], [bad])
        #expect(broken.map(\.kind) == [.broken])
        #expect(
            broken.first?.reason?.text == "verdict: secure -> report (certificate-host-mismatch)")
        let (_, repaired) = try compare([bad], [testing("degraded")])
        #expect(repaired.map(\.kind) == [.repaired])
        let (same, changes) = try compare([bad], [testing("unknown")])
        #expect(changes.isEmpty && same.count(.unchanged, .mtaSTS) == 1)
    }

    @Test func bogusBreaksDANE() throws {
        let (comparison, changes) = try compare(
            [.init(name: "a.example", dane: "valid"), .init(name: "b.example", dane: "valid")],
            [
                .init(name: "a.example", dane: "bogus", verdict: "refuse"),
                .init(
                    name: "b.example", route: "error", starttls: "unknown", dane: "bogus",
                    verdict: "refuse"),
            ],
            "UPDATE domain_result SET mx_dnssec = 'bogus' WHERE mail_route = 'error'")
        #expect(comparison.compared == 2 && comparison.mailUnknown == 0)
        let dane = changes.filter { $0.mechanism == .dane }
        #expect(dane.map(\.kind) == [.broken, .broken])
        #expect(dane.allSatisfy { $0.reason?.text == "dane: valid -> bogus" })
        #expect(comparison.count(.noAnswer, .starttls) == 1)
    }

    @Test func whyNothingCanBeSaid() throws {
        let names = ["a", "b", "c", "d", "e"].map { "\($0).example" }
        let (comparison, changes) = try compare(
            names.map { .init(name: $0) },
            [
                .init(name: names[0], tlsrpt: "error"), .init(name: names[1], draft: nil),
                .init(name: names[2], starttls: "unknown"), .init(name: names[3], dane: "unknown"),
                .init(name: names[4], hasLadders: false),
            ])
        #expect(changes.isEmpty)
        #expect(comparison.count(.failedLookup, .tlsRPT) == 1)
        #expect(comparison.count(.notAsked, .draft) == 1)
        #expect(comparison.count(.noAnswer, .starttls) == 1)
        #expect(comparison.count(.notAsked, .dane) == 1)
        for mechanism in Mechanism.allCases {
            #expect(comparison.count(.notJudged, mechanism) == 1)
            let sum = Obstacle.allCases.reduce(0) { $0 + comparison.count($1, mechanism) }
            #expect(sum == comparison.count(.incomparable, mechanism))
        }
    }

    /// The second run has two domains less than its list; `c.example` is in no list of it.
    @Test(arguments: ["finished", "running"])
    func whatIsNotReachedIsKeptApart(state: String) throws {
        let more = ["a", "b", "c", "d"].map { Fixture.Domain(name: "\($0).example") }
        let sql = """
            INSERT INTO run_domain SELECT 2, domain_id, 9 FROM run_domain JOIN name ON
                name_id = domain_id WHERE run_id = 1 AND text IN ('b.example', 'd.example');
            UPDATE run SET state = '\(state)' WHERE run_id = 2
            """
        let (comparison, _) = try compare(more, [more[0]], sql)
        let isOver = state == "finished"
        #expect(comparison.compared == 1)
        #expect(comparison.notReached == (isOver ? 0 : 2))
        #expect(comparison.onlyBefore == (isOver ? 3 : 1))
        #expect(comparison.onlyAfter == 0 && comparison.notReachedBefore == 0)
    }

    @Test func theSameTheOtherWayRound() throws {
        let more = ["a", "b", "c", "d"].map { Fixture.Domain(name: "\($0).example") }
        let sql = """
            INSERT INTO run_domain SELECT 1, domain_id, 9 FROM run_domain JOIN name ON
                name_id = domain_id WHERE run_id = 2 AND text IN ('b.example', 'd.example');
            UPDATE run SET state = 'interrupted' WHERE run_id = 1
            """
        let (comparison, _) = try compare([more[0]], more, sql)
        #expect(comparison.compared == 1 && comparison.onlyAfter == 1)
        #expect(comparison.notReachedBefore == 2)
        #expect(comparison.onlyBefore == 0 && comparison.notReached == 0)
    }

    @Test func theRunsAreNotAlike() throws {
        let sql = """
            UPDATE run SET list_digest = x'00', judged_by = '0.1.0' WHERE run_id = 1;
            UPDATE run SET list_digest = x'ff', judged_by = '0.2.0' WHERE run_id = 2
            """
        let (comparison, _) = try compare([], [], sql)
        #expect(
            comparison.differences.sentences == [
                "List: 'test.txt' with 0 domains, SHA-256 00… in run 1; 'test.txt' with 0 domains, "
                    + "SHA-256 ff… in run 2.",
                "Rules: those of version 0.1.0 in run 1; those of version 0.2.0 in run 2.",
            ])
    }

    @Test func withoutAnythingToReportOnTLSRPTIsNotBroken() throws {
        var domain = enforcing("a.example")
        domain.tlsrpt = "valid"
        let (comparison, _) = try compare(
            [domain], [.init(name: "a.example", tlsrpt: "valid")])
        #expect(comparison.count(.unchanged, .tlsRPT) == 1)
        #expect(comparison.count(.dropped, .mtaSTS) == 1)
    }

    @Test func everyComparedDomainIsOfOneKindForEachMechanism() throws {
        let later = Fixture.oneOfEach.enumerated().map { index, domain in
            var other = Fixture.oneOfEach[(index + 5) % Fixture.oneOfEach.count]
            other.name = domain.name
            return other
        }
        let (comparison, changes) = try compare(Fixture.oneOfEach, later)
        for mechanism in Mechanism.allCases {
            let sum = ChangeKind.allCases.reduce(0) { $0 + comparison.count($1, mechanism) }
            #expect(sum == comparison.compared)
            for kind in ChangeKind.listed {
                let listed = changes.count { $0.kind == kind && $0.mechanism == mechanism }
                #expect(listed == comparison.count(kind, mechanism))
            }
        }
        #expect(comparison.verdicts.reduce(0) { $0 + $1.domains } == comparison.compared)
    }

    @Test func runsThatAreNotThereAreNamed() throws {
        let fixture = try Fixture([])
        #expect(throws: ReportError.noSuchRun(9, known: [1])) {
            try Comparison(before: 9, after: 1, from: fixture.database)
        }
        #expect(throws: ReportError.noSuchRun(9, known: [1])) {
            try Comparison(before: 1, after: 9, from: fixture.database)
        }
    }

    @Test func ofNothingThereIsNothing() throws {
        let (comparison, changes) = try compare([], [])
        #expect(comparison.compared == 0 && changes.isEmpty && comparison.verdicts.isEmpty)
    }
}
