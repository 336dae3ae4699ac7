import Foundation

/// What tells lines apart to whoever joins them: a string or an integer.
enum StageKey: Codable, Sendable, Equatable {
    case text(String)
    case number(Int64)

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int64.self) {
            self = .number(number)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .text(let text): try value.encode(text)
        case .number(let number): try value.encode(number)
        }
    }
}

/// Why a line has no other answer, as a sentence.
struct StageFault: Error {
    var sentence: String

    init(_ sentence: String) { self.sentence = sentence }

    /// A line that is no question.
    init(_ error: any Error) {
        switch error {
        case let fault as StageFault: self = fault
        case DecodingError.keyNotFound(let key, let context):
            self.init("\(Self.place(context.codingPath + [key])) is missing")
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            self.init("\(Self.place(context.codingPath)) is of the wrong type")
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty:
            self.init("the line is no JSON object")
        case DecodingError.dataCorrupted(let context):
            self.init("\(Self.place(context.codingPath)): \(context.debugDescription)")
        // Foundation's own error for a number out of its type's range names no place.
        default: self.init("a number is out of range")
        }
    }

    /// `resolve.mx.records.0`
    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty
            ? "the line"
            : path.map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
    }
}

/// A line of input: a key, and what is asked.
struct StageLine<Question: Decodable>: Decodable {
    private enum CodingKeys: CodingKey { case key }

    /// Nil where there is none, or none that can be a key.
    var key: StageKey?
    var question: Result<Question, StageFault>

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        do {
            key = try fields.decode(StageKey.self, forKey: .key)
            question = .success(try Question(from: decoder))
        } catch {
            question = .failure(StageFault(error))
        }
    }
}

/// A line of output: the key, and the answer beside it.
struct StageAnswer<Answer: Encodable>: Encodable {
    private enum CodingKeys: CodingKey { case key }

    var key: StageKey
    var answer: Answer

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(key, forKey: .key)
        try answer.encode(to: encoder)
    }
}

/// A line of output where there is no answer.
struct StageError: Encodable {
    private enum CodingKeys: CodingKey { case key, line, error }

    var key: StageKey?
    /// From 1.
    var line: Int
    var error: String

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        // A key that is missing is said to be so.
        try fields.encode(key, forKey: .key)
        try fields.encode(line, forKey: .line)
        try fields.encode(error, forKey: .error)
    }
}
