internal import Addresses
package import MailStandards
package import Observations

/// Looks up what the DNS says about a domain, with the fewest questions that settle it.
package struct DomainLookup: Sendable {
    private let resolver: any Resolver
    private let asksLegacyNames: Bool

    /// `asksLegacyNames`: the TXT names that only drafts used are asked for too, of every domain
    /// that may take mail.
    package init(resolver: any Resolver, asksLegacyNames: Bool = false) {
        self.resolver = resolver
        self.asksLegacyNames = asksLegacyNames
    }

    /// MX first: a name that does not exist has nothing beneath it (RFC 8020), so it needs no
    /// further question, unless it is an alias.
    package func observe(_ domain: DomainName) async throws(CancellationError) -> DomainFacts {
        var facts = DomainFacts(domain: domain, mx: try await mx(domain))
        if facts.mx.answer == .noName, facts.mx.canonicalName == nil { return facts }
        try await complete(&facts)
        return facts
    }

    private func complete(_ facts: inout DomainFacts) async throws(CancellationError) {
        let domain = facts.domain
        async let mtaSTS = txt("_mta-sts", domain)
        async let tlsRPT = txt("_smtp._tls", domain)
        if facts.mx.answer == .noData || facts.mx.answer == .noName {
            facts.ipv4 = try await addresses(domain, .a)
            if facts.ipv4?.records.isEmpty != false {
                facts.ipv6 = try await addresses(domain, .aaaa)
            }
        }
        if facts.mayTakeMail {
            facts.smtpSTS = try await txt("_smtp_sts", domain)
            for name in asksLegacyNames ? LegacyTXTName.allCases : [] {
                facts.legacy[name] = try await txt(name.rawValue, domain)
            }
        }
        do {
            facts.mtaSTS = try await mtaSTS
            facts.tlsRPT = try await tlsRPT
        } catch {
            throw CancellationError()
        }
    }

    private func mx(_ domain: DomainName) async throws(CancellationError) -> LookupOutcome<MXRecord>
    {
        try await resolver.lookUp(domain, .mx).read { bytes in
            DomainName(wire: bytes.dropFirst(2)).map {
                MXRecord(preference: UInt16(bytes[0]) << 8 | UInt16(bytes[1]), exchange: $0)
            }
        }
    }

    private func txt(
        _ labels: String, _ domain: DomainName
    ) async throws(CancellationError) -> LookupOutcome<TXTRecord> {
        guard let name = domain.child(labels) else { return LookupOutcome(.noName) }
        return try await resolver.lookUp(name, .txt).read { TXTRecord(rdata: $0) }
    }

    private func addresses(
        _ name: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<IPAddress> {
        try await resolver.lookUp(name, type).read { IPAddress(bytes: $0) }
    }
}

extension DomainFacts {
    /// Whether mail could be for the domain: it has MX records other than a null MX (whatever its
    /// preference), or an address, or it could not be found out.
    var mayTakeMail: Bool {
        switch mx.answer {
        case .records(let records): records.contains { $0.exchange != .root }
        case .noData, .noName:
            [ipv4, ipv6].compactMap(\.self).contains {
                !$0.records.isEmpty || $0.failure != nil
            }
        case .failed: true
        }
    }
}

extension TXTRecord {
    /// Joins the character-strings of TXT rdata (RFC 1035 §3.3.14); nil where a length overruns.
    init?(rdata: [UInt8]) {
        var bytes: [UInt8] = []
        var rest = rdata[...]
        while let length = rest.popFirst() {
            guard rest.count >= Int(length) else { return nil }
            bytes += rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
        }
        self.init(bytes: bytes)
    }
}

extension LookupOutcome<RecordData> {
    /// The same outcome with its rdata read; one record that cannot be read spoils the answer.
    func read<Value>(_ parse: ([UInt8]) -> Value?) -> LookupOutcome<Value> {
        let answer: LookupOutcome<Value>.Answer =
            switch self.answer {
            case .records(let data):
                {
                    let records = data.compactMap { parse($0.bytes) }
                    return records.count == data.count
                        ? .records(records)
                        : .failed(.malformed, detail: "a record breaks its type's form")
                }()
            case .noData: .noData
            case .noName: .noName
            case .failed(let failure, let detail): .failed(failure, detail: detail)
            }
        return LookupOutcome<Value>(
            answer, dnssec: dnssec, canonicalName: canonicalName, ttlSeconds: ttlSeconds)
    }
}
