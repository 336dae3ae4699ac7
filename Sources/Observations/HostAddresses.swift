package import Addresses
package import MailStandards

/// What the DNS says of a host's addresses. A question that was not asked is nil.
package struct HostAddresses: Sendable, Equatable {
    package var ipv4: LookupOutcome<IPAddress>?
    package var ipv6: LookupOutcome<IPAddress>?

    package init(ipv4: LookupOutcome<IPAddress>? = nil, ipv6: LookupOutcome<IPAddress>? = nil) {
        self.ipv4 = ipv4
        self.ipv6 = ipv6
    }

    /// The addresses found, in the order in which the DNS gave them, IPv6 first.
    package var all: [IPAddress] { (ipv6?.records ?? []) + (ipv4?.records ?? []) }

    /// The end of the host's CNAME chain; nil where it is no alias.
    package var canonicalName: DomainName? { ipv4?.canonicalName ?? ipv6?.canonicalName }

    /// Why there is no address, for people; nil where there is one.
    package var absence: String? {
        guard all.isEmpty else { return nil }
        for outcome in [ipv4, ipv6] {
            if case .failed(let failure, let detail) = outcome?.answer {
                return "\(failure.rawValue): \(detail)"
            }
        }
        return ipv4?.answer == .noName ? "the name does not exist" : "the name has no address"
    }

    /// The failure that ``absence`` names; nil where the name or its addresses do not exist.
    package static func failure(in absence: String?) -> LookupFailure? {
        absence?.split(separator: ":").first.flatMap { LookupFailure(rawValue: String($0)) }
    }
}
