internal import MailStandards
internal import Observations

extension MXHostEvidence {
    /// What is worth knowing about the host beside its row.
    func findings(dane: DANEHostEvaluation, judgement: MXHostJudgement?) -> [Finding] {
        dnsFindings + tlsaFindings(dane) + blocklistFindings + tlsFindings
            + certificateFindings(judgement)
    }

    private func finding(_ code: FindingCode, _ detail: String? = nil) -> Finding {
        Finding(code, detail: detail, mxHost: facts.host)
    }

    private var dnsFindings: [Finding] {
        var findings: [Finding] = []
        let lookups = [facts.ipv6, facts.ipv4].compactMap { $0 }
        if let alias = lookups.first(where: { $0.canonicalName != nil }) {
            findings.append(finding(.mxIsAlias, alias.canonicalName?.text))
        }
        if lookups.contains(where: { $0.isBogus }) { findings.append(finding(.mxAddressBogus)) }
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

    private var blocklistFindings: [Finding] {
        for index in probes.indices {
            if let reply = probes[index].blocklistReply { return [finding(.blocklisted, reply)] }
        }
        return []
    }

    private var tlsFindings: [Finding] {
        guard let probe = openIndex.map({ probes[$0] }) else { return [] }
        var findings: [Finding] = []
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

extension MXProbeObservation {
    /// The reply that says that we are on a blocklist; nil where none does.
    fileprivate var blocklistReply: String? {
        for case let reply? in [greeting, ehloReply, starttlsReply] {
            // The first byte is a cheap first look.
            if reply.utf8.first == UInt8(ascii: "5"),
                SMTPReply(stored: reply)?.saysBlocklisted == true
            {
                return reply
            }
        }
        return nil
    }
}
