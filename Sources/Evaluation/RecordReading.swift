internal import MailStandards
internal import Observations

/// What the TXT answer at a record's name amounts to.
struct RecordReading<Record: Sendable & Equatable> {
    private(set) var state: RecordState
    /// Nil unless valid.
    private(set) var record: Record?
    private(set) var findings: [Finding] = []

    /// - Parameter answer: nil where the question was not asked, since the domain does not
    ///   exist: nothing exists below it (RFC 8020 §2), so the record is absent.
    init(_ answer: LookupOutcome<TXTRecord>?, read: ([[UInt8]]) -> TXTSetReading<Record>) {
        state = .absent
        guard let answer else { return }
        // Why: a resolver that failed is no evidence of absence; a bogus answer reaches a sender
        // behind a validating resolver as SERVFAIL.
        guard !answer.isFailed else {
            state = .error
            return
        }
        guard !answer.records.isEmpty else { return }
        let reading = read(answer.records.map(\.bytes))
        state = RecordState(reading.state)
        record = reading.record
        findings = reading.findings
    }
}

extension RecordState {
    fileprivate init<Record>(_ state: TXTSetReading<Record>.State) {
        self =
            switch state {
            case .absent: .absent
            case .valid: .valid
            case .invalid: .invalid
            case .multiple: .multiple
            }
    }
}
