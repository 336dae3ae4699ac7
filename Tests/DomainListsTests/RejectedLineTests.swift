import Testing

@testable import DomainLists

@Suite struct RejectedLineTests {
    @Test func hasItsLineNumberAndTheScanGoesOn() throws {
        let reading = try Reading(text: "a.com\n\n# c\nhttp://x\r\nb.com\n192.0.2.1\n")
        #expect(reading.names == ["a.com", "b.com"])
        #expect(reading.rejected.map(\.number) == [4, 6])
        #expect(reading.rejected.map(\.text) == ["http://x", "192.0.2.1"])
        #expect(reading.rejected.map(\.reason.description) == ["a URL", "an IP address"])
        #expect(reading.lines == 6)
    }

    @Test(arguments: [
        ("plain", "plain", "as it is"),
        ("a\u{1B}]0;x\u{07}b", "a\u{FFFD}]0;x\u{FFFD}b", "an escape sequence"),
        ("a\u{202E}b", "a\u{FFFD}b", "a bidirectional control"),
        ("a\u{9B}b", "a\u{FFFD}b", "a C1 control"),
        ("a\u{2028}b", "a\u{FFFD}b", "a line separator"),
        ("日本", "日本", "letters of any script"),
        (String(repeating: "x", count: 80), String(repeating: "x", count: 80), "just short enough"),
        (String(repeating: "x", count: 81), String(repeating: "x", count: 79) + "…", "cut"),
        (String(repeating: "日", count: 90), String(repeating: "日", count: 79) + "…", "cut, wide"),
    ])
    func isSafeToPrint(_ line: String, _ text: String, _ reason: String) {
        #expect(RejectedLine.printable(Array(line.utf8)[...]) == text, "\(reason)")
    }

    @Test func brokenUTF8IsRepaired() {
        #expect(RejectedLine.printable([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    }

    @Test(arguments: [4096, 4097, 65_536, 1_000_000])
    func aLongLineIsSkipped(_ length: Int) throws {
        let long = String(repeating: "x", count: length)
        let reading = try Reading(text: "a.com\n\(long)\nb.com\n\(long)")
        #expect(reading.names == ["a.com", "b.com"])
        #expect(reading.rejected.map(\.number) == [2, 4])
        let reason: RejectionReason = length > 4096 ? .lineTooLong : .nameTooLong
        #expect(reading.rejected.map(\.reason) == [reason, reason])
        #expect(reading.rejected.allSatisfy { $0.text.unicodeScalars.count == 80 })
    }
}
