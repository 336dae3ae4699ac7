internal import Addresses
internal import MailStandards
internal import PolicyFetch

/// Who has answered lately, a few of each kind, each of another operator.
struct NetworkWitnesses: Sendable {
    /// An address whose port 25 was open.
    struct MailServer: Sendable {
        var operatorName: DomainName
        var address: IPAddress
        /// The name in SNI.
        var name: DomainName
    }

    /// A policy that a host gave, or refused to.
    struct Policy: Sendable {
        var document: PolicyDocument
        var addresses: [PermittedAddress]
    }

    private static let count = 4

    /// Domains whose MX lookup was answered.
    private(set) var domains: [DomainName] = []
    private(set) var mailServers: [IPAddress.Family: [MailServer]] = [:]
    private(set) var policies: [Policy] = []

    mutating func add(_ domain: DomainName) {
        Self.add(domain, to: &domains) { _ in false }
    }

    mutating func add(_ server: MailServer) {
        Self.add(server, to: &mailServers[server.address.family, default: []]) {
            $0.operatorName == server.operatorName || $0.address == server.address
        }
    }

    mutating func add(_ policy: Policy) {
        Self.add(policy, to: &policies) { $0.addresses == policy.addresses }
    }

    /// The newest of each stays; the oldest makes room.
    private static func add<Witness>(
        _ witness: Witness, to witnesses: inout [Witness], isSame: (Witness) -> Bool
    ) {
        witnesses.removeAll(where: isSame)
        witnesses.append(witness)
        if witnesses.count > count { witnesses.removeFirst() }
    }
}
