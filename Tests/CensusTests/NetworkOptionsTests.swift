import Addresses
import Testing

@testable import Census

@Suite struct NetworkOptionsTests {
    @Test func theUserAgentSaysWhoAsks() {
        var network = NetworkOptions(ehloName: "test")
        #expect(network.userAgent == "sts-census/\(censusVersion)")
        network.contact = "research@example.org"
        #expect(network.userAgent == "sts-census/\(censusVersion) (research@example.org)")
    }

    @Test(arguments: [
        (NetworkOptions.IPVersion.ipv4, [IPAddress.Family.ipv4]), (.ipv6, [.ipv6]),
        (.both, [.ipv4, .ipv6]),
    ])
    func theFamiliesAskedFor(version: NetworkOptions.IPVersion, families: [IPAddress.Family]) {
        var network = NetworkOptions(ehloName: "test")
        network.ipVersion = version
        #expect(network.probedFamilies == Set(families))
    }

    @Test func thisMachineReachesItself() throws {
        let loopback = try #require(IPNetwork("127.0.0.0/8"))
        #expect(Route.exists(.ipv4, allowed: [loopback]))
        let policy = AddressPolicy(allowed: [loopback])
        let home = try #require(IPAddress("127.0.0.1"))
        #expect(Route.exists(to: try #require(policy.permit(home))))
    }
}
