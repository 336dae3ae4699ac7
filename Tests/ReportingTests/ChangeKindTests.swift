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
        #expect(ChangeKind(State(rung: before), State(rung: after)) == kind)
    }

    @Test func anotherModeIsNoFault() {
        let kind = ChangeKind(
            State(rung: "effective", mode: "enforce"),
            State(rung: "valid", mode: "testing"))
        #expect(kind == .modeChanged)
        let broken = ChangeKind(
            State(rung: "effective", mode: "enforce"), State(rung: "published"))
        #expect(broken == .broken)
    }

    @Test func withoutAnAnswerNothingIsBroken() {
        let effective = State(rung: "effective")
        let silent = State(rung: "valid", hasAnswer: false)
        #expect(ChangeKind(effective, silent) == .incomparable)
        #expect(ChangeKind(silent, effective) == .incomparable)
        #expect(ChangeKind(silent, silent) == .unchanged)
        #expect(ChangeKind(State(rung: "absent"), silent) == .adopted)
    }

    @Test func whatWasNotJudgedIsNotComparable() {
        #expect(ChangeKind(State(rung: nil), State(rung: "absent")) == .incomparable)
        #expect(ChangeKind(State(rung: "absent"), State(rung: nil)) == .incomparable)
    }
}
