import Addresses
import MailStandards
import Observations
import Testing

@testable import DNSFacts

@Suite struct MXHostLookupTests {
    private func observe(
        _ resolver: FakeResolver, wantsIPv6: Bool = false
    ) async throws -> MXHostFacts {
        let addresses = AddressLookup(resolver: resolver, wantsIPv6: wantsIPv6)
        return try await MXHostLookup(resolver: resolver, addressLookup: addresses).observe(
            "mx.example")
    }

    @Test func aHostWithIPv4() async throws {
        let resolver = FakeResolver(["mx.example a": .a(), "mx.example aaaa": .aaaa()])
        let facts = try await observe(resolver)
        #expect(resolver.asked == ["mx.example a", "_25._tcp.mx.example tlsa"])
        #expect(facts.addresses == [IPAddress("192.0.2.1")!] && facts.ipv6 == nil)
        #expect(facts.tlsa?.answer == .noName && facts.tlsaBase == "mx.example")
    }

    @Test func bothFamiliesWhereTheyAreWanted() async throws {
        let resolver = FakeResolver(["mx.example a": .a(), "mx.example aaaa": .aaaa()])
        let facts = try await observe(resolver, wantsIPv6: true)
        #expect(resolver.asked.contains("mx.example aaaa"))
        #expect(facts.addresses == [IPAddress("2001:db8::1")!, IPAddress("192.0.2.1")!])
    }

    @Test func onlyIPv6() async throws {
        let resolver = FakeResolver(["mx.example a": .noData, "mx.example aaaa": .aaaa()])
        let facts = try await observe(resolver)
        #expect(facts.addresses == [IPAddress("2001:db8::1")!])
        #expect(facts.tlsa != nil)
    }

    @Test(arguments: [false, true])
    func aHostThatDoesNotExist(wantsIPv6: Bool) async throws {
        let resolver = FakeResolver([:])
        let facts = try await observe(resolver, wantsIPv6: wantsIPv6)
        #expect(resolver.asked == ["mx.example a"], "neither AAAA nor TLSA")
        #expect(facts.addresses.isEmpty && facts.tlsa == nil)
    }

    /// Every MX host that exists is asked for TLSA, so that what the DNS says is known.
    @Test func aHostWithoutAddressIsAskedForTLSA() async throws {
        let resolver = FakeResolver(["mx.example a": .noData, "mx.example aaaa": .noData])
        let facts = try await observe(resolver)
        #expect(resolver.asked == ["mx.example a", "mx.example aaaa", "_25._tcp.mx.example tlsa"])
        #expect(facts.tlsa != nil)
    }

    @Test func aFailedAddressLookupIsKept() async throws {
        let resolver = FakeResolver(["mx.example a": .failure, "mx.example aaaa": .failure])
        let facts = try await observe(resolver)
        #expect(facts.ipv4?.failure == .serverFailure && facts.ipv6?.failure == .serverFailure)
    }

    @Test func tlsaAtTheEndOfASecureAliasFirst() async throws {
        let resolver = FakeResolver([
            "mx.example a": .a(dnssec: .secure, alias: "real.example"),
            "_25._tcp.real.example tlsa": .tlsa(),
        ])
        let facts = try await observe(resolver)
        #expect(resolver.asked.suffix(1) == ["_25._tcp.real.example tlsa"])
        #expect(facts.tlsaBase == "real.example")
        #expect(
            facts.tlsa?.records == [TLSARecord(usage: 3, selector: 1, matchingType: 1, data: [7])])
    }

    @Test func thenAtTheHostItself() async throws {
        let resolver = FakeResolver([
            "mx.example a": .a(dnssec: .secure, alias: "real.example"),
            "_25._tcp.mx.example tlsa": .tlsa(),
        ])
        let facts = try await observe(resolver)
        let questions = resolver.asked.filter { $0.hasSuffix("tlsa") }
        #expect(questions == ["_25._tcp.real.example tlsa", "_25._tcp.mx.example tlsa"])
        #expect(facts.tlsaBase == "mx.example" && facts.tlsa?.records.count == 1)
    }

    @Test func anInsecureAliasIsNotFollowed() async throws {
        let resolver = FakeResolver([
            "mx.example a": .a(dnssec: .insecure, alias: "real.example"),
            "_25._tcp.real.example tlsa": .tlsa(),
        ])
        let facts = try await observe(resolver)
        #expect(!resolver.asked.contains("_25._tcp.real.example tlsa"))
        #expect(facts.tlsaBase == "mx.example")
    }

    /// A failure at the alias's end must not be passed by at the host itself (RFC 7672 §2.1).
    @Test func aFailureAtTheAliasIsKept() async throws {
        let resolver = FakeResolver([
            "mx.example a": .a(dnssec: .secure, alias: "real.example"),
            "_25._tcp.real.example tlsa": .failure,
            "_25._tcp.mx.example tlsa": .tlsa(),
        ])
        let facts = try await observe(resolver)
        #expect(facts.tlsa?.failure == .serverFailure && facts.tlsaBase == "real.example")
    }

    @Test(
        arguments: [
            ([3, 1, 1], true, "without data it is a record, though no usable one"),
            ([3, 1], false, "too short"), ([], false, "empty"),
        ] as [([UInt8], Bool, String)])
    func tlsaRdata(rdata: [UInt8], isRecord: Bool, why: String) async throws {
        let resolver = FakeResolver([
            "mx.example a": .a(), "_25._tcp.mx.example tlsa": .tlsa(rdata),
        ])
        let facts = try await observe(resolver)
        #expect((facts.tlsa?.failure == nil) == isRecord, "\(why)")
    }
}
