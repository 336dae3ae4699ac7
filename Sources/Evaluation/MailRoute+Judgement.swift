internal import MailStandards
internal import Observations

extension MailRoute {
    /// How a sender finds the way to a domain (RFC 5321 §5.1, RFC 7505 §3).
    init(_ facts: DomainFacts) {
        if facts.mx.isFailed {
            self = .error
        } else if facts.mx.records.isEmpty {
            self = Self.withoutMX(facts)
        } else if facts.mx.records.allSatisfy({ $0.exchange == .root }) {
            // RFC 7505 §3: "a single MX RR … with an RDATA section consisting of preference
            // number 0 and a zero-length label". Why: senders look at the exchange alone, so
            // another preference, or the root twice, means the same; each is a finding.
            self = .nullMX
        } else {
            self = .mx
        }
    }

    /// RFC 5321 §5.1: "If an empty list of MXs is returned, the address is treated as if it was
    /// associated with an implicit MX RR, with a preference of 0, pointing to that host."
    private static func withoutMX(_ facts: DomainFacts) -> MailRoute {
        let addresses = [facts.ipv4, facts.ipv6].compactMap { $0 }
        if addresses.contains(where: { !$0.isFailed && !$0.records.isEmpty }) {
            return .implicitMX
        }
        return addresses.contains { $0.isFailed } ? .error : .none
    }
}

extension DomainFacts {
    /// Whether the way to the domain is lost because DNSSEC validation failed: that of the MX
    /// answer or, where there is no MX, of the address that would stand in for it.
    var routeIsBogus: Bool {
        if mx.isFailed { return mx.isBogus }
        guard MailRoute(self) == .error else { return false }
        return [ipv4, ipv6].compactMap { $0 }.contains { $0.isBogus }
    }
}
