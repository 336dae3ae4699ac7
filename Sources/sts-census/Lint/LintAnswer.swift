import Foundation
import MailStandards

/// What `lint` says of one input; in JSON as Docs/Lint.md has it.
struct LintAnswer: Encodable {
    enum Status: String, Encodable { case absent, valid, invalid, multiple }

    /// The value of a field, in whatever form the field has.
    enum Value: Encodable, Equatable {
        case text(String)
        case number(Int)
        case truth(Bool)
        case texts([String])
        case object([String: String])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .truth(let value): try container.encode(value)
            case .texts(let value): try container.encode(value)
            case .object(let value): try container.encode(value)
            }
        }
    }

    struct Note: Encodable {
        var code: String?
        var detail: String?
        /// Of a rule that is broken: what is wrong, where the rule stands, and where in the text.
        var reason: String?
        var section: String?
        var offset: Int?

        init(_ finding: Finding) {
            code = finding.code.rawValue
            detail = finding.detail
        }

        init(_ violation: RuleViolation) {
            code = violation.code?.rawValue
            detail = violation.description
            reason = violation.reason
            section = violation.section
            offset = violation.offset
        }
    }

    private enum CodingKeys: String, CodingKey {
        case valid, status, fields, findings, error
        case probablyMeant = "probably_meant"
    }

    var valid: Bool
    var status: Status
    var fields: [String: Value] = [:]
    var findings: [Note] = []
    /// The text to publish, where the input is not valid but it can be told what it was to be.
    var probablyMeant: String?
    /// Why the line could not be read at all.
    var error: String?

    init(_ status: Status) {
        self.status = status
        valid = status == .valid
    }

    init(error: String) {
        self.init(.invalid)
        self.error = error
    }

    /// One line, keys sorted.
    static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    func json() throws -> String {
        TerminalText.harmless(json: String(decoding: try Self.encoder.encode(self), as: UTF8.self))
    }
}
