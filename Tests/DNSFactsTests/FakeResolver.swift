import Addresses
import MailStandards
import Observations
import Synchronization

@testable import DNSFacts

/// Answers from a table, and keeps what was asked, in order; a name that is not in the table does
/// not exist.
final class FakeResolver: Resolver {
    private let answers: [String: LookupOutcome<RecordData>]
    private let log = Mutex<[String]>([])

    /// `answers`: by question, `example.com mx`.
    init(_ answers: [String: LookupOutcome<RecordData>]) { self.answers = answers }

    var asked: [String] { log.withLock { $0 } }

    func lookUp(
        _ name: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<RecordData> {
        if Task.isCancelled { throw CancellationError() }
        let question = "\(name) \(type)"
        log.withLock { $0.append(question) }
        return answers[question] ?? LookupOutcome(.noName, dnssec: .insecure)
    }
}

extension LookupOutcome<RecordData> {
    static func records(
        _ rdata: [UInt8]..., dnssec: DNSSECStatus = .insecure, alias: DomainName? = nil
    ) -> Self {
        LookupOutcome(
            .records(rdata.map { RecordData(bytes: $0) }), dnssec: dnssec, canonicalName: alias,
            ttlSeconds: 300)
    }

    static func mx(_ preference: UInt16, _ exchange: DomainName) -> Self {
        records([UInt8(preference >> 8), UInt8(preference & 255)] + Wire.name(exchange.text))
    }

    static func a(
        _ last: UInt8 = 1, dnssec: DNSSECStatus = .insecure, alias: DomainName? = nil
    ) -> Self {
        records([192, 0, 2, last], dnssec: dnssec, alias: alias)
    }

    static func aaaa(_ last: UInt8 = 1, dnssec: DNSSECStatus = .insecure) -> Self {
        records([0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [last], dnssec: dnssec)
    }

    static func txt(_ text: String) -> Self { records([UInt8(text.utf8.count)] + text.utf8) }

    static func tlsa(_ bytes: [UInt8] = [3, 1, 1, 7]) -> Self { records(bytes, dnssec: .secure) }

    static var noData: Self { LookupOutcome(.noData, dnssec: .insecure) }
    static var failure: Self { LookupOutcome(.failed(.serverFailure, detail: "of the test")) }
}

extension DomainName: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = DomainName(text)! }
}

/// DNS messages by hand.
enum Wire {
    /// A name without compression.
    static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + $0.utf8 } + [0]
    }

    /// A pointer to a name at an offset in the message; the question's stands at 12.
    static func pointer(_ offset: Int) -> [UInt8] {
        [0xC0 | UInt8(offset >> 8), UInt8(offset & 255)]
    }

    static func record(
        _ owner: [UInt8], _ type: UInt16, ttl: UInt32 = 300, _ rdata: [UInt8], length: Int? = nil
    ) -> [UInt8] {
        let count = length ?? rdata.count
        return owner + bytes(type) + [0, 1] + bytes(UInt16(ttl >> 16)) + bytes(UInt16(ttl & 0xFFFF))
            + bytes(UInt16(count)) + rdata
    }

    static func message(
        _ question: String, _ type: UInt16, rcode: UInt8 = 0, _ answers: [[UInt8]],
        count: Int? = nil
    ) -> [UInt8] {
        [0x12, 0x34, 0x81, 0x80 | rcode, 0, 1] + bytes(UInt16(count ?? answers.count))
            + [0, 0, 0, 0] + name(question) + bytes(type) + [0, 1] + answers.joined()
    }

    private static func bytes(_ number: UInt16) -> [UInt8] {
        [UInt8(number >> 8), UInt8(number & 255)]
    }
}
