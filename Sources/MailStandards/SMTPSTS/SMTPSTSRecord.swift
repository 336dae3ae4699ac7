/// The TXT record at `_smtp_sts.DOMAIN` of the proposal that the field started from
/// (draft-margolis-smtp-sts-00 §3, March 2016), a policy in itself:
///
///     v=STS1; to=true; mx=*.example.com; a=dnssec; c=webpki; e=1209600
package struct SMTPSTSRecord: Hashable, Sendable {
    /// What a sender does where a server does not conform.
    package enum Mode: String, Sendable, CaseIterable {
        /// `to=true`: it does not deliver.
        case enforce
        /// `to=false`: it delivers, and reports.
        case report
    }

    /// How the policy itself is authenticated.
    package enum Authentication: Hashable, Sendable {
        /// The TXT answer has to be DNSSEC-secure.
        case dnssec
        /// The URI's body has to equal the TXT record's text; nil where it is left out.
        case webPKI(uri: String?)
    }

    /// What the MX host's certificate has to satisfy.
    package enum Constraint: String, Sendable, CaseIterable { case webpki, tlsa }

    /// Where reports go: a URI, and the size up to which it takes them.
    package struct ReportDestination: Hashable, Sendable {
        package var uri: String
        /// Nil where no size is named.
        package var maximumBytes: UInt64?
    }

    package var mode: Mode
    /// Empty where the field is missing. A wildcard stands for any subdomain here.
    package var patterns: [MXPattern] = []
    package var authentication: Authentication?
    package var constraint: Constraint?
    /// How long a sender may keep it, in seconds; a number that is too large for Int is its
    /// largest.
    package var expirySeconds: Int?
    package var destinations: [ReportDestination] = []

    package init(mode: Mode) { self.mode = mode }

    /// What the whole TXT set at the name amounts to; each element is a record, its
    /// character-strings put together without anything between.
    package static func read(_ set: [[UInt8]]) -> TXTSetReading<SMTPSTSRecord> {
        TXTSetReading(set, SMTPSTSParser.kind) { (bytes, end, findings) throws(RuleViolation) in
            var parser = SMTPSTSParser(bytes, versionEnd: end)
            defer { findings += parser.findings }
            return try parser.parse()
        }
    }

    /// Reads a single record, with the departures from the grammar that are accepted.
    package static func parse(
        _ bytes: [UInt8]
    ) throws(RuleViolation) -> (record: SMTPSTSRecord, findings: [Finding]) {
        guard let end = SMTPSTSParser.kind.versionEnd(in: bytes) else {
            throw SMTPSTSParser.kind.versionViolation(of: bytes)
        }
        var parser = SMTPSTSParser(bytes, versionEnd: end)
        let record = try parser.parse()
        return (record, parser.findings)
    }

    /// Whether one of the patterns matches the MX host's name.
    package func matches(_ host: DomainName) -> Bool {
        patterns.contains { $0.matchesAsSubdomain(host) }
    }
}

extension SMTPSTSRecord: CustomStringConvertible {
    /// As the draft would have it published; variants are not kept.
    package var description: String {
        var fields = ["v=STS1", "to=\(mode == .enforce)"]
        if !patterns.isEmpty { fields.append("mx=" + patterns.map(\.text).joined(separator: ",")) }
        switch authentication {
        case .dnssec: fields.append("a=dnssec")
        case .webPKI(let uri): fields.append("a=webpki" + (uri.map { ":\($0)" } ?? ""))
        case nil: break
        }
        if let constraint { fields.append("c=\(constraint.rawValue)") }
        if let expirySeconds { fields.append("e=\(expirySeconds)") }
        if !destinations.isEmpty {
            fields.append("rua=" + destinations.map(\.description).joined(separator: ","))
        }
        return fields.joined(separator: "; ")
    }
}

extension SMTPSTSRecord.ReportDestination: CustomStringConvertible {
    /// `mailto:reports@example.com!10485760`.
    package var description: String { uri + (maximumBytes.map { "!\($0)" } ?? "") }
}
