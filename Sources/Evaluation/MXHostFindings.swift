internal import MailStandards
internal import Observations

extension MXHostEvidence {
    /// What is worth knowing about the host beside its row.
    func findings(
        dane: DANEHostEvaluation, judgement: MXHostJudgement?, mtaSTS: MTASTSEvaluation
    ) -> [Finding] {
        dnsFindings + tlsaFindings(dane) + blocklistFindings + tlsFindings
            + certificateFindings(judgement) + weaknessFindings
            + disagreementFindings(dane, judgement, mtaSTS)
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
        if tlsaMatchesByWeakerDigest { findings.append(finding(.tlsaWeakerDigest)) }
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
        let accepted = probe.obsoleteVersionsAccepted
        if !accepted.isEmpty {
            findings.append(finding(.obsoleteTLSAccepted, accepted.joined(separator: ", ")))
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

    private var weaknessFindings: [Finding] {
        weaknesses.map { weakness in
            switch weakness {
            case .key(let text): finding(.weakKey, text)
            case .digest(let text): finding(.weakDigest, text)
            }
        }
    }

    /// RFC 8461 §2: DANE goes before MTA-STS, so that senders that know only one of the two come to
    /// different ends here.
    private func disagreementFindings(
        _ dane: DANEHostEvaluation, _ judgement: MXHostJudgement?, _ mtaSTS: MTASTSEvaluation
    ) -> [Finding] {
        guard let judgement, dane.applies, mtaSTS.appliedPolicy != nil else { return [] }
        let failure = mtaSTS.failure(at: self)
        guard (failure == nil) != (judgement == .passes) else { return [] }
        let daneWord = judgement.resultType?.rawValue ?? "passes"
        return [
            finding(
                .policyAndDANEDisagree,
                "DANE: \(daneWord); policy: \(failure?.rawValue ?? "passes")")
        ]
    }
}

extension MXProbeObservation {
    /// TLS 1.0 and 1.1 as far as they are accepted by themselves; not the version that was chosen.
    fileprivate var obsoleteVersionsAccepted: [String] {
        survey
            .filter { $0.outcome == .accepted && [.tls10, .tls11].contains($0.version) }
            .map(\.version.rawValue)
            .filter { $0 != tlsVersion }
    }

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
