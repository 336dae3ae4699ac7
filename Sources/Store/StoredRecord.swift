package import Addresses
package import MailStandards
package import Observations

/// A record in presentation form: `lookup.records` has one a line, the JSON of `stage` an array.
package protocol StoredRecord: Sendable, Equatable {
    var presentation: String { get }
    init?(presentation: Substring)
}

extension MXRecord: StoredRecord {
    package var presentation: String { "\(preference) \(exchange)" }

    package init?(presentation: Substring) {
        guard let blank = presentation.utf8.firstIndex(of: UInt8(ascii: " ")),
            let preference = UInt16(presentation[..<blank]),
            let exchange = DomainName(
                String(presentation[presentation.utf8.index(after: blank)...]))
        else { return nil }
        self.init(preference: preference, exchange: exchange)
    }
}

extension IPAddress: StoredRecord {
    package var presentation: String { description }
    package init?(presentation: Substring) { self.init(String(presentation)) }
}

extension TLSARecord: StoredRecord {
    package var presentation: String {
        "\(usage) \(selector) \(matchingType) " + Hexadecimal.text(data)
    }

    package init?(presentation: Substring) {
        let parts = presentation.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 4, let usage = UInt8(parts[0]), let selector = UInt8(parts[1]),
            let matchingType = UInt8(parts[2]), let data = Hexadecimal.bytes(parts[3])
        else { return nil }
        self.init(usage: usage, selector: selector, matchingType: matchingType, data: data)
    }
}
