/// What a chain is worth by the usable TLSA records of its host (RFC 7672 §3.1).
package struct DANEVerdict: Sendable, Equatable {
    /// A record matches, by any of its digests.
    package var matches: Bool
    /// The same if of records that differ only in their digest the strongest alone counts, as
    /// RFC 7671 §9 advises and OpenSSL has it: false beside a true ``matches`` where a SHA-256
    /// is right and a SHA-512 wrong. Many senders would not deliver.
    package var matchesByStrongestDigest: Bool
    /// Why there is no match, in OpenSSL's words; nil if there is one.
    package var reason: String?
}
