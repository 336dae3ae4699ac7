internal import Foundation

/// A value of a run's `options`, whichever version wrote it.
enum MergedValue: Codable, Hashable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([MergedValue])
    case object([String: MergedValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([MergedValue].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: MergedValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number):
            if let whole = Int64(exactly: number) {
                try container.encode(whole)
            } else {
                try container.encode(number)
            }
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }

    /// The members of a JSON object; empty for any other text.
    static func object(_ json: String) -> [String: MergedValue] {
        (try? JSONDecoder().decode([String: MergedValue].self, from: Data(json.utf8))) ?? [:]
    }

    /// As JSON, keys in order.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(self)) ?? Data("null".utf8)
        return String(decoding: data, as: UTF8.self)
    }

    /// Nothing for any other value.
    var elements: [MergedValue] {
        if case .list(let list) = self { list } else { [] }
    }
}
