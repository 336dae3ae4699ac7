import Addresses
import Foundation
import MailStandards
import Observations
import Store

/// A value that stands as text in the JSON of `stage`.
protocol TextForm: Sendable {
    var jsonText: String { get }
    init?(jsonText: String)
    /// What the text has to be: `a domain name`.
    static var form: String { get }
}

/// A value in its ``TextForm``.
struct InText<Value: TextForm>: Codable, Sendable {
    var value: Value

    init(_ value: Value) { self.value = value }

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Value(jsonText: text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "'\(text.prefix(80))' is not \(Value.form)"))
        }
        self.value = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value.jsonText)
    }
}

extension DomainName: TextForm {
    static let form = "a domain name in presentation form"
    var jsonText: String { text }
    init?(jsonText: String) { self.init(jsonText) }
}

extension Timestamp: TextForm {
    static let form = "a moment such as 2026-11-23T08:15:00.250Z"
    var jsonText: String { iso8601WithMilliseconds }
    init?(jsonText: String) { self.init(iso8601: jsonText) }
}

extension CertificateDER: TextForm {
    static let form = "base64"
    var jsonText: String { Data(bytes).base64EncodedString() }

    init?(jsonText: String) {
        guard let data = Data(base64Encoded: jsonText) else { return nil }
        self.init(bytes: Array(data))
    }
}

extension TXTRecord: TextForm {
    static let form = #"printable ASCII with \\ and \xHH"#
    var jsonText: String { String(showing: bytes) }

    init?(jsonText: String) {
        guard let bytes = [UInt8](shown: jsonText) else { return nil }
        self.init(bytes: bytes)
    }
}

/// Bytes of a body.
extension [UInt8]: TextForm {
    static let form = TXTRecord.form
    var jsonText: String { String(showing: self) }
    init?(jsonText: String) { self.init(shown: jsonText) }
}

extension TextForm where Self: StoredRecord {
    var jsonText: String { presentation }
    init?(jsonText: String) { self.init(presentation: Substring(jsonText)) }
}

extension MXRecord: TextForm { static let form = "an MX record such as 10 mx.example.com" }
extension IPAddress: TextForm { static let form = "an IP address" }
extension TLSARecord: TextForm { static let form = "a TLSA record such as 3 1 1 0C72AC70" }
