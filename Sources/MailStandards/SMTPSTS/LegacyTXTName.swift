/// The names at which the drafts between 2016 and 2018 had their TXT records; a record there is
/// a finding, and never counted as MTA-STS or TLSRPT.
package enum LegacyTXTName: String, Sendable, CaseIterable {
    /// April to July 2016: `v=STSv1` or `v=STS1; id=`, with a policy in JSON.
    case mtaSTSUnderscores = "_mta_sts"
    /// February 2017: `v=STSv1; id=` at the policy host's own name.
    case mtaSTSPolicyHost = "mta-sts"
    case smtpTLSRPTUnderscores = "_smtp_tlsrpt"
    case smtpTLSRPTHyphen = "_smtp-tlsrpt"
    case smtpTLSRPTPlain = "smtp-tlsrpt"
    /// Never in a draft: `_smtp._tls` the wrong way round.
    case smtpTCP = "_smtp._tcp"

    /// Where to ask: `_mta_sts.example.com`.
    package func name(of domain: DomainName) -> DomainName? { domain.child(rawValue) }

    /// What the TXT set at the name tells; nil if nothing there is such a record.
    package func finding(_ set: [[UInt8]]) -> Finding? {
        guard let record = set.first(where: { $0.starts(with: version) }) else { return nil }
        return Finding(code, detail: "\(rawValue): \(String(showing: record))")
    }

    private var version: [UInt8] {
        switch self {
        case .mtaSTSUnderscores, .mtaSTSPolicyHost: Array("v=STS".utf8)
        default: Array("v=TLSRPT".utf8)
        }
    }

    private var code: FindingCode {
        switch self {
        case .mtaSTSUnderscores: .generationJuly2016
        case .mtaSTSPolicyHost: .generationFebruary2017
        default: .tlsrptLegacyName
        }
    }
}
