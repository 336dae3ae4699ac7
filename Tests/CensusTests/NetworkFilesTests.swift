import DNSFacts
import Foundation
import MailStandards
import Testing

@testable import Census

@Suite struct OptionFileTests {
    @Test func commentsAndBlanksAreLeftOut() async throws {
        try await withFolder { folder in
            let path = try folder.write(
                "; top\n  a   b\t c ; tail\r\n\n# more\nd#e\n \t \nlast", "file")
            #expect(try OptionFile.lines(path, option: "--x") == ["a b c", "d", "last"])
        }
    }

    @Test func noFile() async throws {
        try await withFolder { folder in
            let fault = #expect(throws: OptionFault.self) {
                try OptionFile.lines(folder.path + "/gone", option: "--root-hints")
            }
            #expect(fault?.description == "--root-hints: there is no file '\(folder.path)/gone'")
        }
    }

    @Test func aDirectory() async throws {
        try await withFolder { folder in
            let fault = #expect(throws: OptionFault.self) {
                try OptionFile.lines(folder.path, option: "--anchors")
            }
            #expect(fault?.description.contains("is a directory") == true)
        }
    }
}

@Suite struct TrustAnchorsTests {
    private func anchors(_ text: String?, hints: String? = nil) async throws -> [String] {
        try await withFolder { folder in
            var network = NetworkOptions(ehloName: "test")
            network.trustAnchorFile = try text.map { try folder.write($0, "anchor") }
            network.rootHintsFile = hints
            return try TrustAnchors.read(network)
        }
    }

    private static let digest = String(repeating: "AB", count: 32)

    @Test(arguments: [
        (". IN DS 20326 8 2 \(digest)\n", 1, "a DS record"),
        ("; KSK\n.  172800 IN DS 20326 8 2 \(digest)\n. IN DS 1 8 2 \(digest)", 2, "two"),
        (
            ". IN DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+", 1,
            "a DNSKEY record"
        ),
        (". in ds 20326 8 2 \(digest)", 1, "lower case"),
    ])
    func taken(text: String, count: Int, why: String) async throws {
        #expect(try await anchors(text).count == count, "\(why)")
    }

    @Test(arguments: [
        ("", "empty"), ("; only a comment\n", "only a comment"), ("hello\n", "text"),
        (". IN NS a.root-servers.net.\n", "another record type"),
        (". IN DS 1 8 2 AB\n. IN NS a.\n", "one that is, one that is not"),
        (". IN DS 20326 8 2 XYZ\n", "no hexadecimal"), (". IN DS 20326 8 2 ABC\n", "half a byte"),
        (". IN DS 20326 8 2\n", "no digest"), (". IN DS RSA 8 2 ABCD\n", "no number"),
        (". IN DNSKEY 257 3 8 AwEA%%%\n", "no Base64"),
    ])
    func refused(text: String, why: String) async throws {
        await #expect(throws: OptionFault.self, "\(why)") { try await anchors(text) }
    }

    @Test func anotherRootHasNoneUnlessNamed() async throws {
        #expect(try await anchors(nil, hints: "/some/hints") == [])
        let own = try await anchors(". IN DS 1 8 2 \(Self.digest)", hints: "/some/hints")
        #expect(own.count == 1)
    }

    @Test func thePublicRootHasBothKeys() async throws {
        let built = try await anchors(nil)
        #expect(built.contains { $0.hasPrefix(". IN DS 20326 8 2 ") })
        #expect(built.contains { $0.hasPrefix(". IN DS 38696 8 2 ") })
    }

    /// As IANA publishes them, in Debian's package dns-root-data.
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: "/usr/share/dns/root.ds"),
            "needs the package dns-root-data"))
    func theBuiltInOnesAreThoseOfDebian() throws {
        let debian = try OptionFile.lines("/usr/share/dns/root.ds", option: "root.ds")
        #expect(Set(debian.map { $0.uppercased() }) == Set(TrustAnchors.builtIn))
    }
}

@Suite struct RootHintsTests {
    @Test(arguments: [
        (". 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A 198.41.0.4\n", "IPv4"),
        (". NS a.example.\na.example. 3600000 AAAA 2001:db8::53 ; the one\n", "IPv6"),
        (". NS a.\na. IN A 127.0.0.53", "with a class, without TTL"),
    ])
    func taken(text: String, why: String) async throws {
        try await withFolder { try RootHints.check($0.write(text)) }
    }

    @Test(arguments: [
        ("", "empty"), (". NS a.root-servers.net.\n", "no address"),
        ("a.root-servers.net. A not-an-address\n", "a bad address"), ("198.41.0.4\n", "no record"),
    ])
    func refused(text: String, why: String) async throws {
        try await withFolder { folder in
            let path = try folder.write(text)
            let fault = #expect(throws: OptionFault.self, "\(why)") { try RootHints.check(path) }
            #expect(fault?.description.contains("named.root") == true)
        }
    }
}

@Suite struct PortAnchorsTests {
    private func read(_ anchors: NetworkOptions.Anchors, hints: String? = nil) throws
        -> [DomainName]
    {
        var network = NetworkOptions(ehloName: "test")
        network.anchors = anchors
        network.rootHintsFile = hints
        return try PortAnchors.read(network)
    }

    @Test func theBuiltInOnesAreNames() throws {
        #expect(try read(.builtIn).count == PortAnchors.builtIn.count)
        #expect(try read(.builtIn, hints: "hints").isEmpty, "unless the root is another")
        #expect(try read(.none).isEmpty)
    }

    @Test func aFileOfNames() async throws {
        try await withFolder { folder in
            let path = try folder.write("# mail\nmx.example.com\nmx.example.org # two\n")
            #expect(try read(.file(path)) == ["mx.example.com", "mx.example.org"])
            #expect(try read(.file(path), hints: "hints").count == 2)
        }
    }

    @Test(arguments: ["mx example", "a..b", "bücher.example"])
    func aLineThatIsNoName(line: String) async throws {
        try await withFolder { folder in
            let path = try folder.write("mx.example.com\n\(line)\n")
            let fault = #expect(throws: OptionFault.self) { try read(.file(path)) }
            #expect(fault?.description.contains("'\(line)'") == true)
        }
    }
}
