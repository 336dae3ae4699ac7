import Addresses
import Census
import Evaluation
import Foundation
import MailStandards
import Observations

/// What `check` says of one domain: the columns of `domain_results` and `mx_results`, with the
/// evidence beside them.
struct DomainReport: Codable, Sendable {
    struct Host: Codable, Sendable {
        var mxHost: String
        var preference: Int
        var addresses: [String]
        var reachability: String
        var starttls: String?
        var tlsVersion: String?
        var tlsCipher: String?
        /// The outcome of each version tried by itself; nil where none was.
        var tlsSurvey: [String: String]?
        var certificate: String?
        var policyMatch: Bool?
        var tlsa: String
        var resultType: String?
        /// What failed, in full.
        var detail: String?
        var greeting: String?
        /// What a sender does with the host, a word of ``SenderAction``; nil unless it is open.
        var sender: String?
        /// Leaf first, as shown.
        var chain: [Certificate]
        /// Why PKIX does not vouch for the chain, in OpenSSL's words.
        var certificateReasons: [String]
        var tlsaBase: String
        var tlsaRecords: [TLSA]
    }

    struct Note: Codable, Sendable {
        var code: String
        var meaning: String
        var section: String
        var mxHost: String?
        var detail: String?
    }

    var domain: String
    var mailRoute: String
    var mxDnssec: String?
    var provider: String?
    var stsRecord: String
    var stsId: String?
    var policyFetch: String?
    var policyFetchDetail: String?
    var policySyntax: String?
    var policyMode: String?
    var policyMaxAge: Int?
    var policy: String?
    var draftRecord: String?
    var draftMode: String?
    var tlsrptRecord: String
    var starttls: String
    var dane: String
    var verdict: String
    var resultType: String?
    var mxHosts: [Host]
    var findings: [Note]
    /// TXT records as found, by the name they stand at.
    var txtRecords: [String: [String]]
    var adoption: Ladders
    var policyProvider: String?
    /// The end of the policy host's CNAME chain.
    var policyAlias: String?
    /// What PKIX says of the policy host's chain.
    var policyCertificate: String?
    var policyChain: [Certificate]
    var draftAuthentication: String?
    var draftConformance: String?
    var draftResultType: String?
    /// The rules that records and policy break.
    var violations: [Violation]
    /// What to do, in order.
    var advice: [Step]

    init(_ examined: ExaminedDomain) {
        let (evidence, evaluation) = (examined.evidence, examined.evaluation)
        let result = evaluation.result
        domain = evidence.facts.domain.text
        mailRoute = result.mailRoute.rawValue
        mxDnssec = result.mxDNSSEC?.rawValue
        provider = result.provider?.text
        stsRecord = result.stsRecord.rawValue
        stsId = result.stsID
        policyFetch = result.policyFetch?.rawValue
        policyFetchDetail = evidence.policyFetch?.detail
        policySyntax = result.policySyntax?.rawValue
        policyMode = result.policyMode?.rawValue
        policyMaxAge = result.policyMaxAgeSeconds
        policy = evidence.policyFetch?.body.map { String(decoding: $0, as: UTF8.self) }
        draftRecord = result.draftRecord?.rawValue
        draftMode = result.draftMode?.rawValue
        tlsrptRecord = result.tlsRPTRecord.rawValue
        starttls = result.starttls.rawValue
        dane = result.dane.rawValue
        verdict = result.verdict.rawValue
        resultType = result.resultType?.rawValue
        let actions = evidence.senderActions
        mxHosts = evidence.hosts.indices.map {
            Host(examined, evaluation.hosts[$0], evidence.hosts[$0], actions[$0])
        }
        findings = evaluation.findings.map(Note.init)
        adoption = Ladders(result.adoption)
        policyProvider = result.policyProvider?.text
        policyAlias = evidence.policyFetch?.canonicalName?.text
        policyCertificate = evidence.policyCertificate?.rawValue
        policyChain = evidence.facts.domain.child("mta-sts").map(examined.certificates(of:)) ?? []
        draftAuthentication = result.draftAuthentication?.rawValue
        draftConformance = result.draftConformance?.rawValue
        draftResultType = result.draftResultType?.rawValue
        violations = evidence.brokenRules.map(Violation.init)
        advice = examined.advice.map(Step.init)
        let sets = [
            ("_mta-sts", evidence.facts.mtaSTS), ("_smtp._tls", evidence.facts.tlsRPT),
            ("_smtp_sts", evidence.facts.smtpSTS),
        ]
        txtRecords = [:]
        for (labels, outcome) in sets {
            guard let records = outcome?.records, !records.isEmpty else { continue }
            txtRecords["\(labels).\(domain)"] = records.map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
        }
    }

    /// Documented in Docs/Check.md: keys in snake_case, as the views' columns.
    static func json(_ reports: [DomainReport]) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(reports), as: UTF8.self)
    }
}

extension DomainReport.Host {
    fileprivate init(
        _ examined: ExaminedDomain, _ result: MXResult, _ evidence: MXHostEvidence,
        _ action: SenderAction?
    ) {
        mxHost = result.host.text
        preference = Int(result.preference)
        addresses = evidence.facts.addresses.map(\.description)
        reachability = result.reachability.rawValue
        starttls = result.starttls?.rawValue
        tlsVersion = result.tlsVersion
        tlsCipher = result.tlsCipher
        let survey = evidence.probes.last?.survey ?? []
        tlsSurvey =
            survey.isEmpty
            ? nil
            : Dictionary(
                uniqueKeysWithValues: survey.map { ($0.version.rawValue, $0.outcome.rawValue) })
        certificate = result.certificate?.rawValue
        policyMatch = result.policyMatch
        tlsa = result.tlsa.rawValue
        resultType = result.resultType?.rawValue
        detail = evidence.probes.last?.detail
        greeting = (evidence.openProbe ?? evidence.probes.last)?.greeting
        sender = action?.rawValue
        chain = examined.certificates(of: result.host)
        certificateReasons = examined.chains[result.host]?.reasons ?? []
        tlsaBase = evidence.facts.tlsaBase.text
        tlsaRecords = evidence.facts.tlsa?.records.map(DomainReport.TLSA.init) ?? []
    }
}
