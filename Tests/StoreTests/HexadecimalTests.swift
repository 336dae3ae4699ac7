import Testing

@testable import Store

@Suite struct HexadecimalTests {
    @Test(arguments: [[], [0], [0x0A, 0xFF, 0x10], Array(0...255)] as [[UInt8]])
    func roundTrip(bytes: [UInt8]) {
        #expect(Hexadecimal.bytes(Hexadecimal.text(bytes)[...]) == bytes)
    }

    @Test(arguments: [
        ("0", "an odd number of digits"), ("abc", "an odd number of digits"), ("0g", "no digit"),
        ("+1", "a sign is no digit"), ("-1", "a sign is no digit"), (" 1", "a blank"),
    ])
    func refused(text: String, why: String) {
        #expect(Hexadecimal.bytes(text[...]) == nil, "\(why)")
    }
}
