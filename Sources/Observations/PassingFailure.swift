/// What fails for a passing reason may be there a minute later: it is tried once more.
///
/// A denial, a bogus answer, a refusal, a bad certificate or a wrong status is what its owner says;
/// a silent, overloaded or unreachable server may be another time's.
package protocol PassingFailure {
    /// Whether it failed, and for a passing reason.
    var failedInPassing: Bool { get }
}

extension LookupFailure: PassingFailure {
    /// No name server answered. Bogus and malformed answers are answers.
    package var failedInPassing: Bool { self == .serverFailure || self == .timeout }
}

extension LookupOutcome: PassingFailure {
    package var failedInPassing: Bool { failure?.failedInPassing == true }
}

extension DomainFacts: PassingFailure {
    /// Any of the domain's questions.
    package var failedInPassing: Bool {
        let outcomes: [(any PassingFailure)?] = [mx, ipv4, ipv6, mtaSTS, tlsRPT, smtpSTS]
        return outcomes.contains { $0?.failedInPassing == true }
            || legacy.values.contains(where: \.failedInPassing)
    }
}

extension MXHostFacts: PassingFailure {
    /// Any of the host's questions.
    package var failedInPassing: Bool {
        let outcomes: [(any PassingFailure)?] = [ipv4, ipv6, tlsa]
        return outcomes.contains { $0?.failedInPassing == true }
    }

    /// Whether a host is to be measured again: a question of its own failed in passing, or it is
    /// not open and one of its addresses failed so.
    package func failedInPassing(_ probes: [MXProbeObservation]) -> Bool {
        failedInPassing
            || !probes.contains { $0.reachability == .open }
                && probes.contains(where: \.failedInPassing)
    }
}

extension MXProbeObservation: PassingFailure {
    /// A time limit, no route, 421 or 45x, a lost connection, or no socket left here.
    package var failedInPassing: Bool {
        switch reachability {
        case .timeout, .unreachable, .busy, .notProbed: true
        case .notSMTP: LostConnection.ends(detail)
        case .open, .refused, .excluded, .noAddress, .dnsError, .refusedAddress: false
        }
    }
}

extension PolicyFetchObservation: PassingFailure {
    /// No connection, a time limit, a connection that broke off, or a failed lookup of the policy
    /// host; not one that does not exist.
    package var failedInPassing: Bool {
        switch outcome {
        case .connect, .timeout, .http: true
        case .dns: HostAddresses.failure(in: detail)?.failedInPassing == true
        case .tls: chain.isEmpty && LostConnection.ends(detail)
        case .ok, .redirect, .excluded, .httpStatus, .contentType, .tooLarge, .refusedAddress: false
        }
    }
}

/// How the words of the system, of OpenSSL and of the dialogue tell that a peer has gone.
private enum LostConnection {
    private static let words = [
        "the server closed the connection", "Connection reset by peer", "Broken pipe",
        "unexpected eof while reading", "SSL_ERROR_SYSCALL",
    ]

    static func ends(_ detail: String?) -> Bool {
        guard let detail else { return false }
        return words.contains { detail.contains($0) }
    }
}
