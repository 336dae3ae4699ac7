package import Addresses
package import MailStandards

/// What is never to be contacted: domains and MX host names with everything beneath them, and
/// networks.
///
/// One a line, `#` comments: `example.com`, `mx1.example.net`, `192.0.2.0/24`, `2001:db8::/32`; an
/// address alone is a network of one.
package struct ExclusionList: Sendable {
    package private(set) var names: Set<DomainName> = []
    package private(set) var networks: [IPNetwork] = []

    /// Excludes nothing.
    package init() {}

    /// Reads the file of `--exclude`, which may be compressed like a list of domains.
    ///
    /// A line that is neither a name nor a network is an error, unlike in a list of domains: who
    /// asked not to be contacted must not be for a slip of the pen.
    package init(path: String) throws(DomainListError) {
        var reader = try LineReader(path: path)
        while let line = try reader.next() {
            let (bytes, isTooLong) = line.content
            let text = bytes.withoutComment().trimmed()
            if text.isEmpty { continue }
            do throws(RejectionReason) {
                if isTooLong { throw .lineTooLong }
                try add(text)
            } catch {
                let line = RejectedLine(number: reader.count, bytes: text, reason: error)
                throw DomainListError(list: path, .badLine(line))
            }
        }
    }

    /// Whether a domain or MX host is excluded, by its own name or by one above it.
    package func excludes(_ name: DomainName) -> Bool {
        if names.isEmpty { return false }
        var name: DomainName? = name
        while let candidate = name {
            if names.contains(candidate) { return true }
            name = candidate.parent
        }
        return false
    }

    /// Whether an address lies in an excluded network.
    package func excludes(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }

    private mutating func add(_ text: ArraySlice<UInt8>) throws(RejectionReason) {
        if let network = IPNetwork(String(decoding: text, as: UTF8.self)) {
            networks.append(network)
        } else {
            names.insert(try ListedName.parse(text))
        }
    }
}

extension LineReader.Line {
    fileprivate var content: (bytes: ArraySlice<UInt8>, isTooLong: Bool) {
        switch self {
        case .whole(let bytes): (bytes, false)
        case .tooLong(let bytes): (bytes, true)
        }
    }
}
