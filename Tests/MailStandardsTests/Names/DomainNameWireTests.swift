import MailStandards
import Testing

@Suite struct DomainNameWireTests {
    static let good: [([UInt8], String)] = [
        ([0], "."),
        ([1, 0x61, 0], "a"),
        ([3, 0x4D, 0x58, 0x31, 3, 0x63, 0x6F, 0x6D, 0], "mx1.com"),
        ([3, 0x61, 0x2E, 0x62, 0], #"a\.b"#),
        ([1, 0x5C, 0], #"\\"#),
        ([3, 0, 0x20, 0xFF, 0], #"\000\032\255"#),
        (
            [UInt8(63)] + [UInt8](repeating: 0x7A, count: 63) + [0],
            String(repeating: "z", count: 63)
        ),
    ]

    static let bad: [([UInt8], String)] = [
        ([], "nothing"),
        ([1, 0x61], "no zero byte at the end"),
        ([2, 0x61, 0], "a label that ends behind the end"),
        ([5, 0x61], "a label longer than what there is"),
        ([0, 0], "a byte behind the end"),
        ([1, 0x61, 0, 1, 0x62, 0], "a name behind the name"),
        ([0xC0, 0x0C], "a compression pointer"),
        ([64] + [UInt8](repeating: 0x61, count: 64) + [0], "a label of 64 bytes"),
        (
            [UInt8]((0..<128).flatMap { _ in [1, 0x61] as [UInt8] }) + [0],
            "a name of 257 bytes"
        ),
    ]

    @Test(arguments: good) func reads(wire: [UInt8], text: String) throws {
        let name = try #require(DomainName(wire: wire))
        #expect(name.text == text)
        #expect(DomainName(text) == name)
    }

    @Test(arguments: bad) func refuses(wire: [UInt8], reason: String) {
        #expect(DomainName(wire: wire) == nil, Comment(rawValue: reason))
    }

    @Test func readsOutOfAnyCollection() {
        let wire: [UInt8] = [1, 0x61, 1, 0x62, 0]
        #expect(DomainName(wire: wire[...])?.text == "a.b")
        #expect(DomainName(wire: AnyCollection(wire))?.text == "a.b")
        #expect(DomainName(wire: wire.reversed()) == nil)
    }

    @Test func takesTheLongestName() {
        let wire = [UInt8]((0..<127).flatMap { _ in [1, 0] as [UInt8] }) + [0]
        let name = DomainName(wire: wire)
        #expect(name?.labels.count == 127)
        #expect(name.map { DomainName($0.text) == $0 } == true)
    }
}
