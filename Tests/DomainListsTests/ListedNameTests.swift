import MailStandards
import Testing

@testable import DomainLists

@Suite struct ListedNameTests {
    @Test(arguments: [
        ("example.com", "example.com", "as it is"),
        ("EXAMPLE.Com", "example.com", "names are case-insensitive (RFC 4343)"),
        ("example.com.", "example.com", "the root's dot at the end"),
        ("ai", "ai", "a top-level domain may take mail"),
        ("localhost", "localhost", "a single label is a name; the DNS says there is none"),
        ("_domainkey.example.com", "_domainkey.example.com", "underscores (RFC 2181 §11)"),
        ("r3---sn-4g5e.example.com", "r3---sn-4g5e.example.com", "hyphens in a row"),
        ("123.example", "123.example", "digits in front"),
        ("1.2.3.4.example", "1.2.3.4.example", "an address in front"),
        ("4.3.2.1.in-addr.arpa", "4.3.2.1.in-addr.arpa", "a reverse name"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example", "an A-label"),
        ("XN--BCHER-KVA.example", "xn--bcher-kva.example", "an A-label in upper case"),
        ("bücher.example", "xn--bcher-kva.example", "a U-label"),
        ("BÜCHER.example", "xn--bcher-kva.example", "a U-label in upper case"),
        ("bu\u{308}cher.example", "xn--bcher-kva.example", "decomposed: NFC first"),
        ("straße.example", "xn--strae-oqa.example", "non-transitional: ß is no ss"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah", "an ideographic full stop is a dot"),
        ("ｅｘａｍｐｌｅ.com", "example.com", "full-width letters"),
        ("президент.рф", "xn--d1abbgf6aiiy.xn--p1ai", "a Cyrillic name"),
        ("_dmarc.bücher.example", "_dmarc.xn--bcher-kva.example", "an underscore beside a U-label"),
    ])
    func reads(_ text: String, _ name: String, _ reason: String) throws {
        #expect(try ListedName.parse(Array(text.utf8)[...]).text == name, "\(reason)")
    }

    @Test(arguments: [
        ("192.0.2.1", RejectionReason.address),
        ("192.0.2.0/24", .address),
        ("2001:db8::1", .address),
        ("[2001:db8::1]", .address),
        ("fe80::1%eth0", .address),
        ("2001:db8::/32", .address),
        ("１９２.0.2.1", .address),
        ("https://example.com/", .url),
        ("example.com/path", .url),
        ("user@example.com", .mailAddress),
        ("mailto:user@example.com", .mailAddress),
        ("example.com:25", .port),
        ("0.0.0.0 example.com", .whiteSpace),
        ("example .com", .whiteSpace),
        ("*.example.com", .wildcard),
        ("example.com,example.org", .severalFields),
        ("a;b", .severalFields),
        ("example..com", .emptyLabel),
        (".example.com", .emptyLabel),
        (".", .emptyLabel),
        ("..", .emptyLabel),
        ("example.123", .numericTLD),
        ("12345", .numericTLD),
        ("1.2.3.4.5", .numericTLD),
        ("exam!ple.com", .badCharacter),
        ("exam\\046ple.com", .badCharacter),
        ("example.com\u{7F}", .badCharacter),
        ("<html>", .badCharacter),
        ("bücher.example\0.example.net", .badCharacter),
        ("\0ü.example", .badCharacter),
        ("☃\u{200B}-.\u{0338}", nil),
        ("a\u{0338}\u{0640}", nil),
    ])
    func refuses(_ text: String, _ reason: RejectionReason?) {
        let error = #expect(throws: RejectionReason.self) {
            try ListedName.parse(Array(text.utf8)[...])
        }
        if let reason { #expect(error == reason) }
    }

    @Test func limits() throws {
        let label = String(repeating: "a", count: 63)
        let longest = "\(label).\(label).\(label).\(label.dropLast(2))"
        #expect(longest.utf8.count == 253)
        #expect(try ListedName.parse(Array("\(longest).".utf8)[...]).text == longest)
        #expect(throws: RejectionReason.nameTooLong) {
            try ListedName.parse(Array("a\(longest)".utf8)[...])
        }
        #expect(throws: RejectionReason.labelTooLong) {
            try ListedName.parse(Array("a\(label).com".utf8)[...])
        }
        #expect(throws: RejectionReason.labelTooLong) {
            try ListedName.parse(Array("ü\(label).com".utf8)[...])
        }
    }

    @Test func refusesBytesThatAreNoUTF8() {
        #expect(throws: RejectionReason.notUTF8) { try ListedName.parse([0x62, 0xFC, 0x2E, 0x64]) }
        #expect(throws: RejectionReason.notUTF8) { try ListedName.parse([0xC0, 0xAE, 0x64]) }
    }
}
