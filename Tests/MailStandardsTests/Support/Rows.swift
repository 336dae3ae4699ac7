import MailStandards
import Testing

/// A text that is accepted: how it prints, and the departures that are noted.
struct Good: Sendable, CustomTestStringConvertible {
    let text: String
    let printed: String
    let findings: [FindingCode]

    init(_ text: String, _ printed: String, _ findings: FindingCode...) {
        self.text = text
        self.printed = printed
        self.findings = findings
    }

    var testDescription: String { text.debugDescription }
}

/// A text that is refused: the kind of violation, where it is, and why.
struct Bad: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let code: FindingCode
    /// Nil where something is missing.
    let offset: Int?
    let reason: String

    init(_ text: String, _ code: FindingCode, _ offset: Int?, _ reason: String) {
        self.init(Array(text.utf8), code, offset, reason)
    }

    init(_ bytes: [UInt8], _ code: FindingCode, _ offset: Int?, _ reason: String) {
        self.bytes = bytes
        self.code = code
        self.offset = offset
        self.reason = reason
    }

    var testDescription: String { "\(reason): \(String(showing: bytes))" }
}

/// What a parser answered: the value as it prints, or the violation; and the findings.
struct Answer: Equatable {
    var printed: String?
    var violation: RuleViolation?
    var findings: [FindingCode]

    init(printed: String, findings: [FindingCode]) {
        self.printed = printed
        self.findings = findings
    }

    init(_ violation: RuleViolation, findings: [FindingCode] = []) {
        self.violation = violation
        self.findings = findings
    }

    /// A TXT set of one record.
    init<Record: CustomStringConvertible>(_ reading: TXTSetReading<Record>) {
        findings = reading.findings.map(\.code)
        switch reading.state {
        case .valid(let record): printed = record.description
        case .invalid(let violation): self.violation = violation
        case .absent, .multiple: break
        }
    }
}

/// The text is accepted, and what it prints as is accepted too, without departures.
func expect(_ row: Good, _ read: ([UInt8]) -> Answer) {
    #expect(read(Array(row.text.utf8)) == Answer(printed: row.printed, findings: row.findings))
    #expect(read(Array(row.printed.utf8)).printed == row.printed)
}

/// The text is refused, by the rule and at the place that the row names.
func expect(_ row: Bad, _ read: ([UInt8]) -> Answer) {
    let answer = read(row.bytes)
    #expect(answer.printed == nil)
    #expect(answer.violation?.code == row.code)
    #expect(answer.violation?.offset == row.offset)
    #expect(answer.violation?.section.isEmpty == false)
    #expect(answer.findings.isEmpty || answer.findings.last == row.code)
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func name(_ text: String) throws -> DomainName { try #require(DomainName(text)) }

/// What was probably meant, if that can be told, is accepted as it prints, and says the same.
func expectAccepted(_ meant: (some CustomStringConvertible)?, _ read: ([UInt8]) -> Answer) {
    guard let text = meant?.description else { return }
    #expect(read(bytes(text)).printed == text)
}
