import Addresses
import Testing

@Suite struct ReverseNameTests {
    @Test(arguments: [
        ("192.0.2.25", "25.2.0.192.in-addr.arpa"),
        ("0.0.0.0", "0.0.0.0.in-addr.arpa"),
        // RFC 3596 §2.5.
        (
            "4321:0:1:2:3:4:567:89ab",
            "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa"
        ),
    ])
    func standsBelowArpa(_ address: String, _ name: String) throws {
        #expect(try #require(IPAddress(address)).reverseName == name)
    }
}
