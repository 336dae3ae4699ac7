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

    @Test(arguments: [
        ("effective", "bogus", ChangeKind.broken), ("absent", "bogus", .broken),
        ("bogus", "effective", .repaired), ("bogus", "absent", .repaired),
        ("bogus", "bogus", .unchanged), ("bogus", "indeterminate", .incomparable),
    ])
    func bogusIsMeasured(before: String, after: String, kind: ChangeKind) {
        #expect(ChangeKind(State(rung: before), State(rung: after, hasAnswer: false)) == kind)
    }

    @Test(
        arguments: [
            (true, false, .broken), (false, true, .repaired), (true, true, .unchanged),
            (false, false, .unchanged), (nil, false, .unchanged), (true, nil, .unchanged),
        ] as [(Bool?, Bool?, ChangeKind)])
    func aPolicyInTestingBreaksOnItsRung(before: Bool?, after: Bool?, kind: ChangeKind) {
        let old = State(rung: "valid", mode: "testing", passes: before)
        #expect(ChangeKind(old, State(rung: "valid", mode: "testing", passes: after)) == kind)
        let other = State(rung: "valid", mode: "none", passes: nil)
        #expect(ChangeKind(old, other) == .modeChanged)
    }

    @Test(
        arguments: [
            (nil, "absent", .notJudged), ("not-asked", nil, .notJudged),
            ("not-asked", "indeterminate", .notAsked), ("absent", "indeterminate", .failedLookup),
            ("no-answer", "effective", .noAnswer), ("no-answer", "no-answer", .noAnswer),
        ] as [(String?, String?, Obstacle)])
    func whatStandsInTheWay(before: String?, after: String?, obstacle: Obstacle) {
        #expect(Obstacle(State(rung: before), State(rung: after)) == obstacle)
        #expect(ChangeKind(State(rung: before), State(rung: after)) == .incomparable)
    }

    @Test func silenceStandsBetweenTheUpperRungsAlone() {
        let silent = State(rung: "valid", hasAnswer: false)
        #expect(Obstacle(State(rung: "effective"), silent) == .noAnswer)
        #expect(Obstacle(State(rung: "published"), silent) == nil)
        #expect(Obstacle(silent, silent) == nil)
    }
}
