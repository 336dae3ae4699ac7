internal import Addresses
internal import MailStandards

/// How many connections at a time a mail operator and an address see of us.
struct ConnectionLimits: Sendable {
    private let operators = KeyedLimit<DomainName>(2)
    private let addresses = KeyedLimit<IPAddress>(1)
    private let policyAddresses = KeyedLimit<IPAddress>(4)

    /// Two to an operator, one to an address, whoever's MX host it is.
    func withPlace<Value>(
        operator name: DomainName, _ address: IPAddress,
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async throws -> Value {
        try await operators.withPlace(name) {
            try await addresses.withPlace(address) { try await body() }
        }
    }

    /// Four to a policy server, which serves many domains when it is a hosting provider's.
    func withPolicyPlace<Value>(
        _ address: IPAddress, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await policyAddresses.withPlace(address) { try await body() }
    }
}
