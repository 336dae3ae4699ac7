internal import Observations

extension LookupOutcome {
    /// Whether DNSSEC validation failed (RFC 4033 §5).
    var isBogus: Bool { failure == .bogus || dnssec == .bogus }

    /// Whether the question got no usable answer: bogus ones are none.
    var isFailed: Bool { failure != nil || isBogus }

    var isSecure: Bool { !isFailed && dnssec == .secure }

    /// Nil where the lookup failed other than by being bogus.
    var status: DNSSECStatus? { isBogus ? .bogus : failure == nil ? dnssec : nil }
}
