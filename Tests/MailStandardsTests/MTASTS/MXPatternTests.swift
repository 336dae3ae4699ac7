import MailStandards
import Testing

@Suite struct MXPatternTests {
    static let good: [Good] = [
        Good("mx1.example.com", "mx1.example.com"),
        Good("MX1.Example.COM", "mx1.example.com"),
        Good("*.example.com", "*.example.com"),
        Good("*.Example", "*.example"),
        Good("localhost", "localhost"),
        Good("xn--mx-eka.example", "xn--mx-eka.example"),
        Good("1.2.3.example", "1.2.3.example"),
        Good("3com", "3com"),
    ]

    static let l63 = String(repeating: "a", count: 63)

    static let bad: [Bad] = [
        Bad("", .policyBadMX, 0, "empty"),
        Bad(".", .policyMXLeadingDot, 0, "the root"),
        Bad("mx_1.example.com", .policyBadMX, 0, "an underscore"),
        Bad("-mx.example.com", .policyBadMX, 0, "a hyphen in front"),
        Bad("mx.example-", .policyBadMX, 0, "a hyphen at the end"),
        Bad("mx..example", .policyBadMX, 0, "an empty label"),
        Bad("mx.example.com:25", .policyBadMX, 0, "a port"),
        Bad("10 mx.example.com", .policyBadMX, 0, "a preference"),
        Bad("*.", .policyBadMX, 0, "a wildcard of nothing"),
        Bad("\(l63)a.example", .policyBadMX, 0, "a label of 64 bytes"),
        Bad("\(l63).\(l63).\(l63).\(l63)", .policyBadMX, 0, "a name of 257 bytes"),
        Bad(#"mx\046a.example"#, .policyBadMX, 0, "an escape"),
        Bad(#"mx\049.example"#, .policyBadMX, 0, "an escape of a digit"),
        Bad(#"192.0.\0502.1"#, .policyBadMX, 0, "an address behind an escape"),
        Bad("mx.example\u{0}", .policyBadMX, 0, "a NUL byte"),
        Bad("192.0.2.1", .policyMXAddress, 0, "an IPv4 address"),
        Bad("[192.0.2.1]", .policyMXAddress, 0, "an address literal"),
        Bad("2001:db8::1", .policyMXAddress, 0, "an IPv6 address"),
        Bad("[IPv6:2001:db8::1]", .policyMXAddress, 0, "an IPv6 address literal"),
        Bad("postmaster@example.com", .policyMXEmailAddress, 10, "an e-mail address"),
        Bad("@example.com", .policyMXEmailAddress, 0, "an address without a local part"),
        Bad("mx.münchen.example", .policyMXULabel, 4, "a U-label"),
        Bad([0x6D, 0xFF], .policyMXULabel, 1, "a byte that is no ASCII"),
        Bad("mx.example.com.", .policyMXTrailingDot, 0, "a trailing dot"),
        Bad("a.", .policyMXTrailingDot, 0, "a trailing dot behind a single letter"),
        Bad("*.example.com.", .policyMXTrailingDot, 0, "a trailing dot behind a wildcard"),
        Bad(".example.com", .policyMXLeadingDot, 0, "a leading dot"),
        Bad("*", .policyMXMisplacedWildcard, 0, "a wildcard for everything"),
        Bad("*.*.example.com", .policyMXMisplacedWildcard, 2, "two wildcards"),
        Bad("**.example.com", .policyMXMisplacedWildcard, 0, "two asterisks"),
        Bad("mx*.example.com", .policyMXMisplacedWildcard, 2, "a part of a label"),
        Bad("*mx.example.com", .policyMXMisplacedWildcard, 0, "the rest of a label"),
        Bad("mx.*.example.com", .policyMXMisplacedWildcard, 3, "a label within"),
        Bad("*example.com", .policyMXMisplacedWildcard, 0, "no dot behind it"),
    ]

    static func answer(_ bytes: [UInt8]) -> Answer {
        // In a policy, since a pattern by itself comes as text.
        let policy = MTASTSPolicy.read(
            Array("version: STSv1\nmode: none\nmax_age: 86400\nmx:".utf8) + bytes)
        switch policy.state {
        case .valid(let policy):
            return Answer(printed: policy.patterns.map(\.text).joined(), findings: [])
        case .invalid(var violation):
            violation.offset = violation.offset.map { $0 - 44 }
            return Answer(violation)
        }
    }

    @Test(arguments: good) func accepts(row: Good) throws {
        expect(row, Self.answer)
        #expect(try MXPattern(parsing: row.text).description == row.printed)
    }

    @Test(arguments: bad) func refuses(row: Bad) {
        expect(row, Self.answer)
        guard let text = String(validating: row.bytes, as: UTF8.self) else { return }
        let thrown = #expect(throws: RuleViolation.self) { try MXPattern(parsing: text) }
        #expect(thrown?.code == row.code)
    }

    /// Pattern, MX host, whether RFC 8461 §4.1 has them match, and whether the draft of 2016 has.
    static let matching: [(String, String, Bool, Bool)] = [
        ("mx.example.com", "mx.example.com", true, true),
        ("mx.example.com", "MX.Example.COM.", true, true),
        ("MX.example.com", "mx.example.com", true, true),
        ("mx.example.com", "mx2.example.com", false, false),
        ("mx.example.com", "a.mx.example.com", false, false),
        ("mx.example.com", "example.com", false, false),
        ("*.example.com", "mx.example.com", true, true),
        ("*.example.com", "MX.EXAMPLE.com", true, true),
        ("*.example.com", "example.com", false, false),
        ("*.example.com", "a.b.example.com", false, true),
        ("*.example.com", "mx.notexample.com", false, false),
        ("*.example.com", "mx.example.com.test", false, false),
        ("*.example.com", #"a\.b.example.com"#, true, true),
        ("*.example.com", #"a\.example.com"#, false, false),
        ("*.com", "com", false, false),
        ("*.com", ".", false, false),
        ("com", ".", false, false),
    ]

    @Test(arguments: matching)
    func matches(pattern: String, host: String, today: Bool, draft: Bool) throws {
        let pattern = try MXPattern(parsing: pattern)
        #expect(try pattern.matches(name(host)) == today)
        #expect(try pattern.matchesAsSubdomain(name(host)) == draft)
    }
}
