import Census
import Evaluation
import MailStandards
import Observations

/// `stage evaluate`: what a scan would have judged of what the other stages have found out.
struct EvaluateStage: Stage {
    let judge: JoinedJudge

    static let lengthLimit = JoinedAnswers.lengthLimit

    func answer(_ question: JoinedAnswers, line: Int) async throws -> EvaluatedDomain {
        let domain = try question.domain
        let evaluation = judge.evaluate(
            domain.facts, policyFetch: domain.policyFetch, draftFetch: domain.draftFetch,
            hosts: domain.hosts)
        return EvaluatedDomain(domain.facts.domain, evaluation)
    }
}

/// The answer of `stage evaluate`: a row of `domain_results`, with its rows of `mx_results` and
/// `findings`; keys as their columns, one without a value left out.
struct EvaluatedDomain: Encodable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case domain, tld, provider, starttls, dane, verdict, findings
        case mailRoute = "mail_route"
        case mxDNSSEC = "mx_dnssec"
        case mxHosts = "mx_hosts"
        case stsRecord = "sts_record"
        case stsID = "sts_id"
        case policyFetch = "policy_fetch"
        case policySyntax = "policy_syntax"
        case policyMode = "policy_mode"
        case policyMaxAge = "policy_max_age"
        case draftRecord = "draft_record"
        case draftMode = "draft_mode"
        case tlsRPTRecord = "tlsrpt_record"
        case resultType = "result_type"
        case policyProvider = "policy_provider"
        case draftAuthentication = "draft_authentication"
        case draftConformance = "draft_conformance"
        case draftResultType = "draft_result_type"
        case stsAdoption = "sts_adoption"
        case draftAdoption = "draft_adoption"
        case tlsRPTAdoption = "tlsrpt_adoption"
        case starttlsAdoption = "starttls_adoption"
        case daneAdoption = "dane_adoption"
        case mxResults = "mx_results"
    }

    /// A row of `mx_results`.
    struct Host: Encodable {
        enum CodingKeys: String, CodingKey, CaseIterable {
            case preference, reachability, starttls, certificate, tlsa
            case mxHost = "mx_host"
            case tlsVersion = "tls_version"
            case tlsCipher = "tls_cipher"
            case policyMatch = "policy_match"
            case resultType = "result_type"
        }

        let mxHost: String
        let preference: UInt16
        let reachability: Reachability
        let starttls: STARTTLSOutcome?
        let tlsVersion: String?
        let tlsCipher: String?
        let certificate: CertificateVerdict?
        let policyMatch: Bool?
        let tlsa: String
        let resultType: String?
    }

    /// A row of `findings`.
    struct Note: Encodable {
        enum CodingKeys: String, CodingKey {
            case code, detail
            case mxHost = "mx_host"
        }

        let code: String
        let detail: String?
        let mxHost: String?
    }

    let domain: String
    let tld: String
    let mailRoute: String
    let mxDNSSEC: DNSSECStatus?
    let mxHosts: Int
    let provider: String?
    let stsRecord: String
    let stsID: String?
    let policyFetch: PolicyFetchOutcome?
    let policySyntax: String?
    let policyMode: String?
    let policyMaxAge: Int?
    let draftRecord: String?
    let draftMode: String?
    let tlsRPTRecord: String
    let starttls: String
    let dane: String
    let verdict: String
    let resultType: String?
    let policyProvider: String?
    let draftAuthentication: String?
    let draftConformance: String?
    let draftResultType: String?
    let stsAdoption: String
    let draftAdoption: String?
    let tlsRPTAdoption: String
    let starttlsAdoption: String?
    let daneAdoption: String?
    let mxResults: [Host]
    let findings: [Note]

    init(_ name: DomainName, _ evaluation: DomainEvaluation) {
        let result = evaluation.result
        domain = name.text
        tld = name.labels.last.map(String.init) ?? ""
        mailRoute = result.mailRoute.rawValue
        mxDNSSEC = result.mxDNSSEC
        mxHosts = result.mxHosts
        provider = result.provider?.text
        stsRecord = result.stsRecord.rawValue
        stsID = result.stsID
        policyFetch = result.policyFetch
        policySyntax = result.policySyntax?.rawValue
        policyMode = result.policyMode?.rawValue
        policyMaxAge = result.policyMaxAgeSeconds
        draftRecord = result.draftRecord?.rawValue
        draftMode = result.draftMode?.rawValue
        tlsRPTRecord = result.tlsRPTRecord.rawValue
        starttls = result.starttls.rawValue
        dane = result.dane.rawValue
        verdict = result.verdict.rawValue
        resultType = result.resultType?.rawValue
        policyProvider = result.policyProvider?.text
        draftAuthentication = result.draftAuthentication?.rawValue
        draftConformance = result.draftConformance?.rawValue
        draftResultType = result.draftResultType?.rawValue
        stsAdoption = result.adoption.sts.rawValue
        draftAdoption = result.adoption.draft?.rawValue
        tlsRPTAdoption = result.adoption.tlsRPT.rawValue
        starttlsAdoption = result.adoption.starttls?.rawValue
        daneAdoption = result.adoption.dane?.rawValue
        mxResults = evaluation.hosts.map {
            Host(
                mxHost: $0.host.text, preference: $0.preference, reachability: $0.reachability,
                starttls: $0.starttls, tlsVersion: $0.tlsVersion, tlsCipher: $0.tlsCipher,
                certificate: $0.certificate, policyMatch: $0.policyMatch, tlsa: $0.tlsa.rawValue,
                resultType: $0.resultType?.rawValue)
        }
        findings = evaluation.findings.map {
            Note(code: $0.code.rawValue, detail: $0.detail, mxHost: $0.mxHost?.text)
        }
    }
}
