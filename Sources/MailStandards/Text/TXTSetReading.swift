/// What the TXT records at one name amount to, once those of other mechanisms are discarded
/// (RFC 8461 §3.1, RFC 8460 §3).
package struct TXTSetReading<Record: Sendable & Equatable>: Sendable, Equatable {
    /// How many records are left, and whether the one is well formed.
    package enum State: Sendable, Equatable {
        /// Nothing there that is, or tries to be, such a record.
        case absent
        case valid(Record)
        /// One record is left, and it breaks a rule; or none is left, but one was meant.
        case invalid(RuleViolation)
        /// More than one is left.
        case multiple(Int)
    }

    package var state: State
    package var findings: [Finding]

    package init(_ state: State, findings: [Finding] = []) {
        self.state = state
        self.findings = findings
    }

    /// The record where it is valid.
    package var record: Record? {
        if case .valid(let record) = state { record } else { nil }
    }
}
