import Evaluation
import MailStandards
import Observations
import Testing

@testable import sts_census

/// What a postmaster has to find in the text.
@Suite struct ExplanationTests {
    typealias Row = Case<DomainEvidence, [String]>

    private static let enforce =
        "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n"
    private static let testing =
        "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 604800\n"

    private static func changed(
        _ evidence: DomainEvidence, _ change: (inout DomainEvidence) -> Void
    ) -> DomainEvidence {
        var evidence = evidence
        change(&evidence)
        return evidence
    }

    private static let secureTLSA = LookupOutcome<TLSARecord>(
        .records([
            TLSARecord(
                usage: 3, selector: 1, matchingType: 1, data: [UInt8](repeating: 7, count: 32))
        ]), dnssec: .secure)

    static let rows: [Row] = [
        Row(
            "nothing yet", evidence(),
            [
                "example.com: opportunistic",
                "There is neither an MTA-STS policy nor DANE to say which server is right.",
                "None at _mta-sts.example.com", "Deliver over TLS, to whoever answers",
                "1. Serve the policy at https://mta-sts.example.com/.well-known/mta-sts.txt",
                "\"v=STSv1; id=20261123081500Z\"",
            ]),
        Row(
            "in order", evidence(policy: enforce),
            [
                "example.com: secure", "authenticated by the MTA-STS policy.",
                "senders keep it for 7 days (604800 seconds).",
                "What would help 1. Have senders report failures",
            ]),
        Row(
            "a certificate that has expired, under enforce",
            evidence(certificate: .expired, policy: enforce),
            [
                "example.com: refuse", "senders that honour MTA-STS hold it back",
                "mx.example.com: its certificate expired on 2026-11-20 (certificate-expired).",
                "valid 2026-09-01 to 2026-11-20, expired 3 days ago",
                "from Example CA, ECDSA P-256",
                "1. Renew the certificate of mx.example.com",
                "Until an MX host passes, have the policy in mode testing", "mode: testing",
            ]),
        Row(
            "the same in testing", evidence(certificate: .expired, policy: testing),
            ["example.com: report", "Deliver all the same, and report: its certificate expired"]),
        Row(
            "another's certificate", evidence(certificate: .hostMismatch, policy: enforce),
            ["its certificate is for mx.example.com, not for this name (certificate-host-mismatch)"]
        ),
        Row(
            "no STARTTLS", evidence(starttls: .notOffered),
            [
                "example.com: plaintext",
                "mx.example.com: it does not offer STARTTLS (starttls-not-supported).",
                "Enable STARTTLS at mx.example.com",
            ]),
        Row(
            "TLSA records of another key",
            evidence(tlsa: secureTLSA, matches: false, dnssec: .secure),
            [
                "example.com: refuse", "senders that honour DANE hold it back",
                "3 1 1: DANE-EE, the key, SHA-256",
                "None of them matches the certificate that the host shows.",
                "_25._tcp.mx.example.com. IN TLSA 3 1 1 ( "
                    + String(repeating: "02", count: 32) + " )",
            ]),
        Row(
            "TLSA records behind an MX answer without DNSSEC",
            evidence(tlsa: secureTLSA, matches: true),
            [
                "the MX answer of example.com is not, so they protect nobody (RFC 7672 §2.2.1).",
                "Sign the zone of example.com with DNSSEC",
            ]),
        Row(
            "a policy that breaks a rule", evidence(policy: "version: STSv1\nmode: on\n"),
            [
                "Its MTA-STS policy breaks a rule, so it does not count (sts-policy-invalid).",
                "mode: on ^",
                "line 2: mode is not enforce, testing or none (RFC 8461 §3.2).",
                "Replace the policy at", "max_age: 604800",
            ]),
        Row(
            "a policy that names another host",
            evidence(policy: "version: STSv1\nmode: enforce\nmx: mx.example.org\nmax_age: 86400\n"),
            [
                "mx.example.com: no mx pattern of the policy matches its name (validation-failure).",
                "mx.example.org differs by the top-level domain.", "Name every MX host",
            ]),
        Row(
            "a policy that is not to be had",
            changed(evidence(policy: enforce)) {
                $0.policyFetch = PolicyFetchObservation(
                    outcome: .httpStatus, stage: .http, startedAt: now, httpStatus: 404)
            },
            [
                "mta-sts.example.com answers with HTTP status 404 (sts-policy-fetch-error).",
                "(stage HTTP, RFC 8461 §3.3)", "answer https://mta-sts.example.com/",
            ]),
        Row(
            "an id that breaks a rule",
            changed(evidence()) { $0.facts.mtaSTS = txt("v=STSv1; id=a-b") },
            [
                "\"v=STSv1; id=a-b\" ^ Does not count: id holds something other than letters and "
                    + "digits (RFC 8461 §3.1, byte 13).",
                "Not asked for, as senders do not ask either.",
            ]),
        Row(
            "a null MX",
            DomainEvidence(
                facts: DomainFacts(
                    domain: "example.com",
                    mx: LookupOutcome(.records([MXRecord(preference: 0, exchange: .root)])))),
            ["example.com: no-mail", "A null MX record", "Nothing: all is in order."]),
    ]

    @Test(arguments: rows) func says(_ row: Row) {
        let hasExpired = row.given.hosts.first?.certificate == .expired
        let leaf = facts(["mx.example.com"], until: hasExpired ? "2026-11-20" : "2027-02-20")
        let text = text(row.given, leaf: leaf).unwrapped
        for words in row.expected { #expect(text.contains(words), "\(words)\n\(text)") }
    }

    @Test(arguments: rows) func fitsAnyWidth(_ row: Row) {
        for width in [40, 80, 120] {
            let style = OutputStyle(width: width, isColoured: false)
            let text = text(row.given, leaf: facts(["mx.example.com"]), style)
            for line in text.split(separator: "\n") where line.unicodeScalars.count > width {
                // Texts to copy stay whole.
                #expect(line.hasPrefix("        "), "\(line)")
            }
        }
    }

    /// The caret stands under the byte: its column is that of `-`.
    @Test func caret() throws {
        var evidence = evidence()
        evidence.facts.mtaSTS = txt("v=STSv1; id=a-b")
        let lines = text(evidence).split(separator: "\n")
        let at = try #require(lines.firstIndex { $0.contains("id=a-b") })
        let record = Array(lines[at].unicodeScalars)
        let caret = try #require(Array(lines[at + 1].unicodeScalars).firstIndex(of: "^"))
        #expect(record[caret] == "-")
    }

    // MARK: Hostile texts

    /// Everything that comes from the wire as text, made of these bytes.
    private static func hostile(_ bytes: [UInt8]) -> DomainEvidence {
        changed(evidence(starttls: .failed, policy: "")) { evidence in
            let text = String(decoding: bytes, as: UTF8.self)
            evidence.facts.mtaSTS = txt([Array("v=STSv1; id=1;".utf8), Array("v=STS".utf8) + bytes])
            evidence.facts.tlsRPT = txt([Array("v=TLSRPTv1; rua=mailto:".utf8) + bytes])
            evidence.facts.smtpSTS = txt([Array("v=STS1; to=".utf8) + bytes])
            evidence.policyFetch = PolicyFetchObservation(
                outcome: .ok, startedAt: now, body: Array("version: ".utf8) + bytes)
            evidence.hosts[0].probes[0].greeting = "220 " + text
            evidence.hosts[0].probes[0].detail = text
        }
    }

    static let hostileBytes: [Case<[UInt8], String>] = [
        Case("colours", Array("\u{1B}[31mred\u{1B}]0;title\u{07}".utf8), #"\x1B[31mred"#),
        Case("C1 controls", Array("\u{9B}31m".utf8), #"\xC2\x9B31m"#),
        Case("a turned direction", Array("\u{202E}evil\u{2066}".utf8), #"\xE2\x80\xAEevil"#),
        Case("a carriage return", Array("a\rb\u{8}\u{8}".utf8), #"a\x0Db"#),
        Case("no UTF-8", [0xFF, 0xFE, 0x80], #"\xFF\xFE\x80"#),
        Case("long", [UInt8](repeating: 0x41, count: 60_000), "characters in all"),
        Case("many lines", Array(String(repeating: "x\n", count: 20_000).utf8), "bytes in all"),
    ]

    @Test(arguments: hostileBytes) func nothingSteersTheTerminal(_ row: Case<[UInt8], String>) {
        let text = text(Self.hostile(row.given))
        #expect(text.contains(row.expected), "\(text)")
        #expect(text.utf8.count < 20_000)
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect((0x20...0x7E).contains(scalar.value) || "§…".unicodeScalars.contains(scalar))
        }
    }

    @Test func colourIsForTerminals() {
        let style = OutputStyle(width: 80, isColoured: true)
        #expect(text(evidence(), leaf: nil, style).contains("\u{1B}[33mopportunistic\u{1B}[0m"))
        #expect(!text(evidence()).contains("\u{1B}"))
    }
}
