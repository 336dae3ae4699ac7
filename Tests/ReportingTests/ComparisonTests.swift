import Testing

@testable import Reporting

@Suite struct ComparisonTests {
    private func compare(
        _ before: [Fixture.Domain], _ after: [Fixture.Domain]
    ) throws -> (Comparison, [DomainChange]) {
        let fixture = try Fixture()
        try fixture.add(.init(id: 1), before)
        try fixture.add(.init(id: 2), after)
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
