internal import MailStandards
internal import Observations

/// What a sender makes of one MX host that is open.
///
/// DANE is judged first (RFC 7672), MTA-STS where DANE does not apply (RFC 8461 §2: "senders …
/// MUST NOT allow MTA-STS Policy validation to override a failing DANE validation"), and without
/// either TLS is used if it is offered.
enum MXHostJudgement: Equatable {
    /// Authenticated TLS, by DANE or by MTA-STS.
    case passes
    /// DANE, or a policy in mode enforce, has the sender not use the host.
    case refused(ResultType)
    /// A policy in mode testing has the sender deliver all the same, and report.
    case reported(ResultType)
    /// No authentication is asked for; TLS works.
    case opportunistic
    /// No authentication is asked for; TLS is not offered or fails.
    case plaintext(ResultType)

    init(_ host: MXHostEvidence, dane: DANEHostEvaluation, mtaSTS: MTASTSEvaluation) {
        self =
            Self.underDANE(host, dane) ?? Self.underMTASTS(host, mtaSTS)
            ?? host.tlsFailure.map { .plaintext($0) } ?? .opportunistic
    }

    var resultType: ResultType? {
        switch self {
        case .passes, .opportunistic: nil
        case .refused(let type), .reported(let type), .plaintext(let type): type
        }
    }

    /// Nil where DANE leaves the host to others.
    private static func underDANE(
        _ host: MXHostEvidence, _ dane: DANEHostEvaluation
    ) -> MXHostJudgement? {
        guard dane.couldApply else { return nil }
        switch dane.records {
        case .notAsked, .none, .insecure: return nil
        // RFC 7672 §2.1.1, §2.1.2: after a bogus answer or a lookup error the host is not used.
        case .bogus, .failed: return .refused(.dnssecInvalid)
        // RFC 7672 §2.2: "Any connection to the MTA MUST be made via TLS, but authentication is
        // not required." Why nil where TLS works: no DANE validation failed, so a policy may
        // still ask for its own (RFC 8461 §2). Why refused under testing too: what DANE demands
        // no policy waives.
        case .unusable: return host.tlsFailure.map { .refused($0) }
        case .usable: return usableDANEFailure(host).map { .refused($0) } ?? .passes
        }
    }

    /// RFC 7672 §2.2: "MUST employ TLS encryption and MUST authenticate the SMTP server".
    private static func usableDANEFailure(_ host: MXHostEvidence) -> ResultType? {
        if let failure = host.tlsFailure { return failure }
        switch host.tlsaMatches {
        case true?: return nil
        case false?: return .tlsaInvalid
        // Why: a sender that authenticates offers no anonymous suites, so with a server that
        // shows no certificate its handshake fails.
        case nil: return .validationFailure
        }
    }

    /// Nil without a policy that a sender applies.
    private static func underMTASTS(
        _ host: MXHostEvidence, _ mtaSTS: MTASTSEvaluation
    ) -> MXHostJudgement? {
        guard let policy = mtaSTS.appliedPolicy else { return nil }
        guard let failure = mtaSTS.failure(at: host) else { return .passes }
        return policy.mode == .enforce ? .refused(failure) : .reported(failure)
    }
}

extension MXHostEvidence {
    /// Why there is no TLS with the open host; nil where the handshake completed.
    var tlsFailure: ResultType? {
        switch starttls {
        case .ok: nil
        case .failed: .validationFailure
        case .notOffered, nil: .starttlsNotSupported
        }
    }
}

extension CertificateVerdict {
    /// What a sender that validates by PKIX reports (RFC 8460 §4.3.1); nil for a valid one.
    var resultType: ResultType? {
        switch self {
        case .valid: nil
        case .selfSigned, .untrusted: .certificateNotTrusted
        case .expired: .certificateExpired
        case .notYetValid, .other: .validationFailure
        case .hostMismatch: .certificateHostMismatch
        }
    }
}
