import Testing

@testable import Reporting

@Suite struct ChangeKindTests {
    private typealias State = MechanismState

    @Test(arguments: [
        ("absent", "absent", ChangeKind.unchanged), ("absent", "published", .adopted),
        ("absent", "effective", .adopted), ("effective", "absent", .dropped),
        ("published", "absent", .dropped), ("valid", "published", .broken),
        ("effective", "published", .broken), ("effective", "valid", .broken),
        ("published", "valid", .repaired), ("valid", "effective", .repaired),
        ("valid", "valid", .unchanged), ("published", "published", .unchanged),
        ("indeterminate", "absent", .incomparable), ("absent", "indeterminate", .incomparable),
        ("indeterminate", "indeterminate", .incomparable),
    ])
    func goesByTheRungs(before: String, after: String, kind: ChangeKind) {
        for mechanism in Mechanism.allCases {
            let seen = ChangeKind(mechanism, State(rung: before), State(rung: after))
            #expect(seen == kind, "\(mechanism): \(before) to \(after)")
        }
    }

    @Test func anotherModeIsNoFault() {
        let kind = ChangeKind(
            .mtaSTS, State(rung: "effective", mode: "enforce"),
            State(rung: "valid", mode: "testing"))
        #expect(kind == .modeChanged)
        let broken = ChangeKind(
            .mtaSTS, State(rung: "effective", mode: "enforce"), State(rung: "published"))
        #expect(broken == .broken)
    }

    @Test func withoutAnAnswerNothingIsBroken() {
        let effective = State(rung: "effective")
        let silent = State(rung: "valid", hasAnswer: false)
        #expect(ChangeKind(.mtaSTS, effective, silent) == .incomparable)
        #expect(ChangeKind(.mtaSTS, silent, effective) == .incomparable)
        #expect(ChangeKind(.mtaSTS, silent, silent) == .unchanged)
        #expect(ChangeKind(.mtaSTS, State(rung: "absent"), silent) == .adopted)
        // What it asks for has nothing to do with port 25.
        #expect(ChangeKind(.tlsRPT, effective, silent) == .broken)
    }

    @Test func whatWasNotJudgedIsNotComparable() {
        #expect(ChangeKind(.dane, State(rung: nil), State(rung: "absent")) == .incomparable)
        #expect(ChangeKind(.dane, State(rung: "absent"), State(rung: nil)) == .incomparable)
    }
}
