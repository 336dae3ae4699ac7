import Census
import Certificates
import Evaluation
import Foundation
import MailStandards
import Observations

extension DomainReport {
    /// Words of ``Adoption``.
    struct Ladders: Codable, Sendable {
        var sts: String
        var draft: String?
        var tlsrpt: String
        var starttls: String?
        var dane: String?
    }

    /// A certificate as it was shown; one that cannot be read has nothing but empty texts.
    struct Certificate: Codable, Sendable {
        var subject: String
        var issuer: String
        var names: [String]
        /// How many names there are beyond ``names``.
        var namesOmitted: Int
        var notBefore: String?
        var notAfter: String?
        var key: String
        var sha256: String
        /// Of the public key, as in TLSA records with selector 1.
        var keySha256: String
    }

    struct TLSA: Codable, Sendable {
        /// `3 1 1 0C72AC70…`.
        var record: String
        var usable: Bool
        /// Why it is not usable.
        var reason: String?
    }

    /// A rule that a text breaks.
    struct Violation: Codable, Sendable {
        /// A word of ``BrokenRule/Subject``.
        var subject: String
        var code: String?
        var reason: String
        var section: String
        /// In bytes from 0; nil where something is missing.
        var offset: Int?
        /// From 1.
        var line: Int?
        var text: String
    }

    /// One thing to do.
    struct Step: Codable, Sendable {
        /// A word of ``AdviceStep/Kind``.
        var kind: String
        var text: String
        var mxHost: String?
        /// What to publish.
        var copy: String?
        /// Whether `secure` can be had without it.
        var optional: Bool
    }
}

extension DomainReport.Ladders {
    init(_ ladders: AdoptionLadders) {
        sts = ladders.sts.rawValue
        draft = ladders.draft?.rawValue
        tlsrpt = ladders.tlsRPT.rawValue
        starttls = ladders.starttls?.rawValue
        dane = ladders.dane?.rawValue
    }
}

extension DomainReport.Certificate {
    fileprivate static let nameLimit = 32

    fileprivate init(_ facts: CertificateFacts?) {
        let all = facts?.dnsNames ?? []
        subject = facts?.subject ?? ""
        issuer = facts?.issuer ?? ""
        names = Array(all.prefix(Self.nameLimit))
        namesOmitted = (facts?.dnsNamesOmitted ?? 0) + all.count - names.count
        notBefore = facts?.notBefore?.iso8601
        notAfter = facts?.notAfter?.iso8601
        key = facts?.key ?? ""
        sha256 = facts?.sha256.hexadecimal ?? ""
        keySha256 = facts?.publicKeySHA256.hexadecimal ?? ""
    }
}

extension DomainReport.TLSA {
    init(_ tlsa: TLSARecord) {
        record = tlsa.description
        usable = tlsa.isUsableForSMTP
        reason = tlsa.unusableForSMTP?.description
    }
}

extension DomainReport.Violation {
    init(_ rule: BrokenRule) {
        subject = rule.subject.rawValue
        code = rule.violation.code?.rawValue
        reason = rule.violation.reason
        section = rule.violation.section
        offset = rule.violation.offset
        line = rule.line
        text = String(decoding: rule.text, as: UTF8.self)
    }
}

extension DomainReport.Step {
    init(_ step: AdviceStep) {
        kind = step.kind.rawValue
        text = step.text
        mxHost = step.mxHost?.text
        copy = step.copy
        optional = step.isOptional
    }
}

extension DomainReport.Note {
    init(_ finding: Finding) {
        code = finding.code.rawValue
        meaning = finding.code.meaning
        section = finding.code.section
        mxHost = finding.mxHost?.text
        detail = finding.detail
    }
}

extension ExaminedDomain {
    /// A host's chain, leaf first; empty where none was seen.
    func certificates(of host: DomainName) -> [DomainReport.Certificate] {
        chains[host]?.certificates.map(DomainReport.Certificate.init) ?? []
    }
}

extension [UInt8] {
    /// In lower case, as the database's.
    fileprivate var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
