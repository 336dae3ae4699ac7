internal import MailStandards
internal import Observations

/// DANE at one MX host of a domain (RFC 7672 §2.2).
struct DANEHostEvaluation {
    /// What the DNS alone says of the host's TLSA records.
    enum Records {
        /// The question was not asked, though the host may have an address.
        case notAsked
        case none, insecure, bogus, failed
        /// Secure, but none that a sender can use: TLS is mandatory, unauthenticated
        /// (RFC 7672 §2.2, §3.1.3).
        case unusable
        case usable
    }

    let records: Records
    let isOpen: Bool
    let mxSecure: Bool
    /// Whether TLSA records of this host would count: the MX answer is secure, and so are the
    /// host's addresses or, where it is an alias, its own CNAME record (RFC 7672 §2.2.1, §2.2.2).
    /// Without addresses nothing is insecure but the host out of reach.
    let couldApply: Bool
    private let matches: Bool?

    init(_ host: MXHostEvidence, mxSecure: Bool) {
        records = Records(host.facts)
        isOpen = host.isOpen
        self.mxSecure = mxSecure
        couldApply =
            mxSecure
            && (host.facts.addressesSecure || host.facts.aliasSecure
                || host.facts.addresses.isEmpty)
        matches = host.tlsaMatches
    }

    /// The column `tlsa`: what was seen, whether DANE applies or not.
    var state: TLSAState {
        switch records {
        case .notAsked: .unknown
        case .none: .none
        case .insecure: .insecure
        case .bogus: .bogus
        case .failed: .error
        case .unusable: .unusable
        case .usable: matches.map { $0 ? .match : .mismatch } ?? .unknown
        }
    }

    /// Whether a sender authenticates the host by its TLSA records (RFC 7672 §2.2).
    var applies: Bool { couldApply && records == .usable }

    /// Whether the DNS gave TLSA records that DNSSEC vouches for, usable or not.
    var hasSecureRecords: Bool { records == .usable || records == .unusable }
}

extension DANEHostEvaluation.Records {
    fileprivate init(_ facts: MXHostFacts) {
        guard let tlsa = facts.tlsa else {
            // Why: where there is no address there is nothing to protect; anywhere else absence
            // was not measured.
            self = facts.reachabilityWithoutAddress == .noAddress ? .none : .notAsked
            return
        }
        self =
            if tlsa.isBogus {
                .bogus
            } else if tlsa.isFailed {
                .failed
            } else if tlsa.records.isEmpty {
                .none
            } else if !tlsa.isSecure {
                .insecure
            } else if tlsa.records.contains(where: \.isUsableForSMTP) {
                .usable
            } else {
                .unusable
            }
    }
}
