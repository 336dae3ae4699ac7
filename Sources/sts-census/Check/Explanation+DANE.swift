import Census
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// DANE (RFC 7672): in sum, then the TLSA records of each host.
    mutating func explainDANE() {
        page.heading("DANE")
        page.row("Result", daneText, tone: result.dane.tone)
        for (host, seen) in zip(examined.evaluation.hosts, evidence.hosts) {
            guard let tlsa = seen.facts.tlsa, !tlsa.records.isEmpty else { continue }
            page.row("TLSA", "_25._tcp.\(seen.facts.tlsaBase)")
            for record in tlsa.records.prefix(Self.recordLimit) {
                page.row("", record.parameters)
                page.quote(record.digits, indent: 2 + Page.nameWidth, limit: 2)
                if let reason = record.unusableForSMTP {
                    page.row("", "unusable: \(reason.description)", tone: .weak)
                }
            }
            if tlsa.records.count > Self.recordLimit {
                page.row("", "… and \(tlsa.records.count - Self.recordLimit) more", tone: .faint)
            }
            page.row("", host.tlsa.text, tone: host.tlsa.tone)
        }
    }

    private static let recordLimit = 8

    private var daneText: String {
        switch result.dane {
        case .none: "No TLSA records: DANE is not used."
        case .insecure:
            "There are TLSA records, but without DNSSEC, so senders ignore them (RFC 7672 §2.2)."
        case .mxInsecure:
            "The TLSA records are signed, but the MX answer of \(domain) is not, so they protect "
                + "nobody (RFC 7672 §2.2.1)."
        case .unusable: "There are TLSA records, but none that SMTP can use (RFC 7672 §3.1.3)."
        case .valid: "Every MX host that answered shows a certificate that its TLSA records name."
        case .partial: "Some MX hosts match their TLSA records, others do not, or have none."
        case .invalid:
            "No MX host shows a certificate that its TLSA records name: senders that honour DANE "
                + "deliver nothing."
        case .bogus:
            "DNSSEC validation fails: senders that validate do not deliver (RFC 7672 §2.1.1)."
        case .unknown: "Not known: no MX host with TLSA records could be talked to."
        case .error:
            "The lookup of TLSA records failed; where addresses are signed, senders that honour "
                + "DANE then do not deliver (RFC 7672 §2.1.2)."
        }
    }
}

extension TLSARecord {
    /// `3 1 1: DANE-EE, the key, SHA-256` (RFC 7218 §2).
    fileprivate var parameters: String {
        let names = [
            Self.name(usage, ["PKIX-TA", "PKIX-EE", "DANE-TA", "DANE-EE"]),
            Self.name(selector, ["the certificate", "the key"]),
            Self.name(matchingType, ["itself", "SHA-256", "SHA-512"]),
        ]
        return "\(usage) \(selector) \(matchingType): " + names.joined(separator: ", ")
    }

    private static func name(_ number: UInt8, _ names: [String]) -> String {
        names.indices.contains(Int(number)) ? names[Int(number)] : "unknown"
    }

    /// The data, in hexadecimal digits.
    fileprivate var digits: String {
        description.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init)
            ?? ""
    }
}

extension DANEState {
    fileprivate var tone: Tone {
        switch self {
        case .none, .unknown: .plain
        case .valid: .good
        case .insecure, .mxInsecure, .unusable, .partial: .weak
        case .invalid, .bogus, .error: .bad
        }
    }
}

extension TLSAState {
    fileprivate var text: String {
        switch self {
        case .none: ""
        case .insecure: "Not signed: ignored."
        case .bogus: "The signatures do not hold."
        case .unusable: "None is usable, so only TLS is demanded."
        case .match: "One of them matches the certificate that the host shows."
        case .mismatch: "None of them matches the certificate that the host shows."
        case .unknown: "No certificate was seen to compare."
        case .error: "The lookup failed."
        }
    }

    fileprivate var tone: Tone {
        switch self {
        case .match: .good
        case .mismatch, .bogus, .error: .bad
        case .insecure, .unusable: .weak
        case .none, .unknown: .plain
        }
    }
}
