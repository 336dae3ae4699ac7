internal import MailStandards
internal import Observations

extension MXHostEvidence {
    /// What is worth knowing about the host beside its row.
    func findings(dane: DANEHostEvaluation, judgement: MXHostJudgement?) -> [Finding] {
        dnsFindings + tlsaFindings(dane) + probeFindings + certificateFindings(judgement)
    }

    private func finding(_ code: FindingCode, _ detail: String? = nil) -> Finding {
        Finding(code, detail: detail, mxHost: facts.host)
    }

    private var dnsFindings: [Finding] {
        var findings: [Finding] = []
        let lookups = [facts.ipv6, facts.ipv4].compactMap { $0 }
        if let target = lookups.lazy.compactMap(\.canonicalName).first {
            findings.append(finding(.mxIsAlias, target.text))
        }
        if lookups.contains(where: \.isBogus) { findings.append(finding(.mxAddressBogus)) }
        return findings
    }

    private func tlsaFindings(_ dane: DANEHostEvaluation) -> [Finding] {
        guard dane.hasSecureRecords, let tlsa = facts.tlsa else { return [] }
        var findings: [Finding] = []
        if !dane.mxSecure { findings.append(finding(.tlsaBehindInsecureMX)) }
        for case var unusable? in tlsa.records.map({ $0.unusableForSMTP?.finding }) {
            unusable.mxHost = facts.host
            if !findings.contains(unusable) { findings.append(unusable) }
        }
        return findings
    }

    private var probeFindings: [Finding] {
        var findings: [Finding] = []
        if let reply = probes.lazy.compactMap(\.blocklistReply).first {
            findings.append(finding(.blocklisted, reply))
        }
        guard let probe = openProbe else { return findings }
        if probe.anonymousOnly { findings.append(finding(.anonymousTLSOnly)) }
        if probe.plaintextAfterSTARTTLS { findings.append(finding(.plaintextAfterSTARTTLS)) }
        // RFC 8996 §4, §5: TLS 1.0 and 1.1 MUST NOT be used.
        if let version = probe.tlsVersion, version != "TLSv1.2", version != "TLSv1.3" {
            findings.append(finding(.obsoleteTLS, version))
        }
        return findings
    }

    /// Only where nothing asks for a good certificate: else its fault is the host's result type,
    /// or DANE-EE(3) has it ignored (RFC 7672 §3.1.1).
    private func certificateFindings(_ judgement: MXHostJudgement?) -> [Finding] {
        guard judgement == .opportunistic, let certificate, certificate != .valid else {
            return []
        }
        return [finding(.certificateFault, certificate.rawValue)]
    }
}
