import Foundation

/// A line of `lint --jsonl`: what is to be read, and as what.
struct LintRequest: Decodable {
    enum Input {
        /// A TXT set, or a single text.
        case texts([[UInt8]])
        case match(mx: String, patterns: [String])
    }

    /// Why a line is no request, as a sentence.
    struct Fault: Error { var sentence: String }

    private struct Match: Decodable {
        var mx: String
        var patterns: [String]
    }

    private enum Key: String, CodingKey {
        case kind, input
        case base64 = "input_base64"
    }

    var kind: LintKind
    var input: Input

    init(from decoder: any Decoder) throws {
        guard let fields = try? decoder.container(keyedBy: Key.self) else {
            throw Fault(sentence: "the line is no JSON object")
        }
        kind = try Self.kind(fields)
        let isBase64 = fields.contains(.base64)
        guard fields.contains(.input) != isBase64 else {
            throw Fault(sentence: "the line has to have either input or input_base64")
        }
        if kind == .mxMatch {
            guard !isBase64, let match = try? fields.decode(Match.self, forKey: .input) else {
                throw Fault(
                    sentence: "the input of mx-match has to be an object with mx, a text, and "
                        + "patterns, an array of texts")
            }
            input = .match(mx: match.mx, patterns: match.patterns)
        } else {
            input = .texts(try Self.texts(fields, kind, isBase64))
        }
    }

    private static func kind(_ fields: KeyedDecodingContainer<Key>) throws -> LintKind {
        guard let name = try? fields.decode(String.self, forKey: .kind) else {
            throw Fault(sentence: "the line has no kind; it has to be one of \(LintKind.names)")
        }
        guard let kind = LintKind(rawValue: name) else {
            throw Fault(
                sentence: "'\(name.prefix(40))' is no kind; it has to be one of \(LintKind.names)")
        }
        return kind
    }

    private static func texts(
        _ fields: KeyedDecodingContainer<Key>, _ kind: LintKind, _ isBase64: Bool
    ) throws -> [[UInt8]] {
        let key: Key = isBase64 ? .base64 : .input
        var texts = (try? fields.decode(String.self, forKey: key)).map { [$0] }
        if texts == nil, kind.isTXT { texts = try? fields.decode([String].self, forKey: key) }
        guard let texts else {
            throw Fault(
                sentence: "the input of \(kind.rawValue) has to be a text"
                    + (kind.isTXT ? ", or an array of texts" : ""))
        }
        guard isBase64 else { return texts.map { Array($0.utf8) } }
        return try texts.map { text in
            guard let data = Data(base64Encoded: text) else {
                throw Fault(sentence: "input_base64 is not base64")
            }
            return Array(data)
        }
    }
}
