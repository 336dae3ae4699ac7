@testable internal import MailStandards

/// What the three TXT records have in common.
protocol FuzzedRecord: CustomStringConvertible, Equatable, Sendable {
    static func read(_ set: [[UInt8]]) -> TXTSetReading<Self>
    static func parse(
        _ bytes: [UInt8]
    ) throws(RuleViolation) -> (record: Self, findings: [Finding])
}

extension MTASTSRecord: FuzzedRecord {}
extension SMTPSTSRecord: FuzzedRecord {}
extension TLSRPTRecord: FuzzedRecord {}

/// A TXT set; its records stand between bytes FF, which no record has in earnest.
enum RecordCheck<Record: FuzzedRecord> {
    static func run(_ bytes: [UInt8]) {
        let set = bytes.pieces(0xFF)
        let reading = Record.read(set)
        require(word(reading) == word(Record.read(set.reversed())), "order does not count")
        require(word(reading) == word(Record.read(set + [[]])), "other records do not count")
        if case .multiple(let count) = reading.state {
            require(count > 1 && count <= set.count, "more than one of those that are there")
            require(reading.findings.count == 1, "nothing else is said of several")
        }
        runOne(set[0])
    }

    /// One record by itself is read alike.
    private static func runOne(_ bytes: [UInt8]) {
        let reading = Record.read([bytes])
        do throws(RuleViolation) {
            let (record, findings) = try Record.parse(bytes)
            require(reading.state == .valid(record), "a set of one is that one")
            require(reading.findings == findings, "with the same findings")
            expectStable(record)
        } catch {
            require(reading.record == nil, "what cannot be parsed is not valid")
            guard case .invalid(let violation) = reading.state else { return }
            require(violation == error, "by the same rule")
            require(error.code != nil, "which has a code")
            require(reading.findings.last?.code == error.code, "that is found last")
            require((0...bytes.count).contains(error.offset ?? 0), "an offset stands in the text")
        }
    }

    /// What is valid is valid as it prints, and is the same then.
    static func expectStable(_ record: Record) {
        let printed = record.description
        require(printed.isVisible, "a record prints as visible ASCII")
        require(Record.read([Array(printed.utf8)]).record == record, "it reads as it prints")
    }

    private static func word(_ reading: TXTSetReading<Record>) -> String {
        switch reading.state {
        case .absent: "absent"
        case .valid(let record): "valid \(record)"
        case .invalid: "invalid"
        case .multiple(let count): "multiple \(count)"
        }
    }
}
