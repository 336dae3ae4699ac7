import Certificates
import Foundation
import MailStandards
import Observations
import Testing

@Suite struct DANEVerifierTests {
    /// The certificate that a record is about.
    enum Subject: Sendable { case leaf, intermediate, root }

    struct Row: Sendable, CustomTestStringConvertible {
        let usage, selector, matchingType: UInt8
        let subject: Subject
        var chain = "whole"
        var matches = true
        let why: String
        var testDescription: String {
            "\(usage) \(selector) \(matchingType), \(subject), \(chain): \(why)"
        }
    }

    static let combinations = [(UInt8(2), Subject.intermediate), (2, .root), (3, .leaf)]
        .flatMap { usage, subject in
            [UInt8(0), 1].flatMap { selector in
                [UInt8(0), 1, 2].map { matchingType in
                    Row(
                        usage: usage, selector: selector, matchingType: matchingType,
                        subject: subject, why: "as it should be")
                }
            }
        }

    static let others = [
        Row(
            usage: 2, selector: 0, matchingType: 0, subject: .root, chain: "without root",
            why: "the trust anchor stands in the DNS (RFC 7671 §5.2.2)"),
        Row(
            usage: 2, selector: 1, matchingType: 0, subject: .root, chain: "without root",
            why: "its key stands in the DNS"),
        Row(
            usage: 2, selector: 0, matchingType: 1, subject: .root, chain: "without root",
            matches: false, why: "RFC 7672 §3.1.2: the server has to send it"),
        Row(
            usage: 2, selector: 1, matchingType: 1, subject: .intermediate,
            chain: "missing intermediate", matches: false, why: "not shown"),
        Row(
            usage: 2, selector: 1, matchingType: 1, subject: .leaf, matches: false,
            why: "RFC 7671 §5.2: a leaf is no trust anchor, unless it signed itself"),
        Row(
            usage: 3, selector: 1, matchingType: 1, subject: .intermediate, matches: false,
            why: "only the leaf is compared"),
        Row(
            usage: 3, selector: 1, matchingType: 1, subject: .leaf, chain: "missing intermediate",
            why: "no path is needed"),
        Row(
            usage: 0, selector: 1, matchingType: 1, subject: .root, matches: false,
            why: "PKIX-TA is unusable (RFC 7672 §3.1.3)"),
        Row(
            usage: 1, selector: 1, matchingType: 1, subject: .leaf, matches: false,
            why: "PKIX-EE is unusable (RFC 7672 §3.1.3)"),
        Row(
            usage: 3, selector: 1, matchingType: 1, subject: .leaf, chain: "empty",
            matches: false, why: "nothing to compare"),
        Row(
            usage: 3, selector: 1, matchingType: 1, subject: .leaf, chain: "broken leaf",
            matches: false, why: "nothing to compare"),
    ]

    @Test(arguments: combinations + others)
    func record(row: Row) throws {
        let right = try Self.record(row.usage, row.selector, row.matchingType, row.subject)
        #expect(try Self.matches([right], row.chain) == row.matches)
        var wrong = right
        if row.usage == 2, row.selector == 0, row.matchingType == 0 {
            // The signature of a trust anchor does not count, so a bit of it makes no difference.
            wrong.data = try Chains.shared.get().foreign.der.bytes
        } else {
            wrong.data[wrong.data.count - 1] ^= 1
        }
        #expect(try !Self.matches([wrong], row.chain))
        #expect(try Self.matches([wrong, right], row.chain) == row.matches, "any will do")
    }

    @Test(arguments: [
        (UInt8(3), Subject.leaf, "mx.example.com", 40, true, "expired, but only the key counts"),
        (3, .leaf, "mx.example.com", -1, true, "not yet valid, but only the key counts"),
        (3, .leaf, "a.example", 1, true, "another name, but only the key counts"),
        (2, .root, "mx.example.com", 40, false, "DANE-TA: expired"),
        (2, .root, "mx.example.com", -1, false, "DANE-TA: not yet valid"),
        (2, .root, "a.example", 1, false, "DANE-TA: another name"),
        (2, .root, "mx7.wild.example.com", 1, true, "DANE-TA: a wildcard's label"),
        (2, .root, "a.b.wild.example.com", 1, false, "DANE-TA: a wildcard is one label"),
    ])
    func namesAndDates(
        usage: UInt8, subject: Subject, name: String, days: Int, matches: Bool, why: String
    ) throws {
        let record = try Self.record(usage, 1, 1, subject)
        #expect(try Self.matches([record], names: [name], days: days) == matches)
    }

    /// RFC 7672 §3.2.2: the TLSA base domain, or the next-hop domain.
    @Test func anyNameWillDo() throws {
        let record = try Self.record(2, 1, 1, .root)
        #expect(try Self.matches([record], names: ["a.example", "mx.example.com"]))
        #expect(try !Self.matches([record], names: ["a.example", "b.example"]))
        #expect(try !Self.matches([record], names: []))
    }

    /// RFC 7671 §9: where the strongest digest is wrong, a weaker one should not count.
    @Test func digestAgility() throws {
        let weak = try Self.record(3, 1, 1, .leaf)
        var strong = try Self.record(3, 1, 2, .leaf)
        var verdict = try Self.verdict([weak, strong])
        #expect(verdict.matches && verdict.matchesByStrongestDigest)
        strong.data[0] ^= 1
        verdict = try Self.verdict([weak, strong])
        #expect(verdict.matches && !verdict.matchesByStrongestDigest)
        #expect(verdict.reason == nil)
        verdict = try Self.verdict([strong])
        #expect(!verdict.matches && !verdict.matchesByStrongestDigest)
        #expect(verdict.reason == "no matching DANE TLSA records")
    }

    @Test(arguments: [
        TLSARecord(usage: 3, selector: 1, matchingType: 1, data: [1, 2, 3]),
        TLSARecord(usage: 3, selector: 1, matchingType: 9, data: [1, 2, 3]),
        TLSARecord(usage: 3, selector: 7, matchingType: 1, data: Array(repeating: 0, count: 32)),
        TLSARecord(usage: 9, selector: 1, matchingType: 1, data: Array(repeating: 0, count: 32)),
        TLSARecord(usage: 2, selector: 0, matchingType: 0, data: [0x30, 0x00]),
        TLSARecord(usage: 3, selector: 0, matchingType: 0, data: []),
    ])
    func unusableRecordsCountForNothing(record: TLSARecord) throws {
        #expect(try Self.verdict([record]).reason == "no usable record")
        #expect(try Self.matches([record, Self.record(3, 1, 1, .leaf)]))
    }

    /// A kept verdict holds until a date is passed.
    @Test func timeGoesOn() throws {
        let verifier = DANEVerifier()
        let chain = try Chains.chain("whole")
        let record = try Self.record(2, 0, 1, .root)
        let matches = [1, 29, 31, 2, -1].map {
            verifier.matches(
                chain: chain, records: [record], names: [Chains.host], at: .days($0))
        }
        #expect(matches == [true, true, false, true, false])
    }

    private static func verdict(
        _ records: [TLSARecord], _ chain: String = "whole", names: [String] = ["mx.example.com"],
        days: Int = 1
    ) throws -> DANEVerdict {
        DANEVerifier().verdict(
            chain: try Chains.chain(chain), records: records,
            names: names.compactMap(DomainName.init), at: .days(days))
    }

    private static func matches(
        _ records: [TLSARecord], _ chain: String = "whole", names: [String] = ["mx.example.com"],
        days: Int = 1
    ) throws -> Bool {
        try verdict(records, chain, names: names, days: days).matches
    }

    /// Computed by the `openssl` command.
    private static func record(
        _ usage: UInt8, _ selector: UInt8, _ matchingType: UInt8, _ subject: Subject
    ) throws -> TLSARecord {
        let chains = try Chains.shared.get()
        let issued =
            switch subject {
            case .leaf: chains.leaf
            case .intermediate: chains.intermediate
            case .root: chains.root
            }
        var data = issued.der.bytes
        if selector == 1 { data = try chains.workshop.publicKey(of: issued) }
        if matchingType > 0 {
            data = try chains.workshop.digest(data, matchingType == 1 ? "-sha256" : "-sha512")
        }
        return TLSARecord(
            usage: usage, selector: selector, matchingType: matchingType, data: data)
    }
}
