package import MailStandards
package import Observations

/// The DNS record types that the census asks for.
package enum RecordType: Int, Sendable {
    case a = 1
    case ns = 2
    case cname = 5
    case ptr = 12
    case mx = 15
    case txt = 16
    case aaaa = 28
    case tlsa = 52
}

/// A resource record's rdata, together with the message that compressed names in it refer to.
package struct RecordData: Sendable, Equatable {
    /// As in the message; names in it are expanded.
    package var bytes: [UInt8]
}

/// Asks the DNS: what a stage needs of a resolver.
package protocol Resolver: Sendable {
    /// Looks up all records of a type at a name, following CNAMEs (but for ``RecordType/cname``).
    func lookUp(
        _ name: DomainName, _ type: RecordType
    ) async throws(CancellationError) -> LookupOutcome<RecordData>
}
