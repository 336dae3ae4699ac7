import MailStandards
import Testing

@Suite struct PrintableTextTests {
    static let rows: [([UInt8], String)] = [
        ([], ""),
        (bytes("220 mx ESMTP ~"), "220 mx ESMTP ~"),
        ([0x09, 0x41], "\tA"),
        ([0x5C], #"\\"#),
        ([0x00, 0x0A, 0x0D, 0x1B, 0x7F], #"\x00\x0A\x0D\x1B\x7F"#),
        (bytes("ü"), #"\xC3\xBC"#),
        ([0xFF, 0x80], #"\xFF\x80"#),
    ]

    @Test(arguments: rows) func showsSafely(bytes: [UInt8], text: String) {
        #expect(String(showing: bytes) == text)
        #expect([UInt8](shown: text) == bytes)
    }

    @Test(arguments: [#"\"#, #"a\q"#, #"\x4"#, #"\xG0"#, #"\x+1"#, "ü", "a\nb"])
    func tellsBackOnlyWhatItShows(text: String) {
        #expect([UInt8](shown: text) == nil)
    }
}
