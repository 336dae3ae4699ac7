import Addresses
import Census
import MailStandards
import Observations

/// `stage probe`: addresses and TLSA records of an MX host, and what it says on port 25.
struct ProbeStage: Stage {
    let examination: Examination

    struct Question: Decodable, Sendable {
        private enum CodingKeys: String, CodingKey { case mxHost = "mx_host" }

        var mxHost: InText<DomainName>
    }

    func answer(_ question: Question, line: Int) async throws -> ProbedHost {
        ProbedHost(try await examination.probe(question.mxHost.value))
    }
}

/// The answer of `stage probe`.
struct ProbedHost: Codable, Sendable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case a, aaaa, tlsa, probes
        case mxHost = "mx_host"
        case tlsaBase = "tlsa_base"
        case aliasSecure = "alias_secure"
        case notProbed = "not_probed"
    }

    let mxHost: InText<DomainName>
    let a: LookupJSON<IPAddress>?
    let aaaa: LookupJSON<IPAddress>?
    let tlsa: LookupJSON<TLSARecord>?
    let tlsaBase: InText<DomainName>
    let aliasSecure: Bool
    let probes: [ProbeJSON]
    let notProbed: Reachability?

    init(_ entry: MXHostEntry) {
        mxHost = InText(entry.facts.host)
        a = entry.facts.ipv4?.json
        aaaa = entry.facts.ipv6?.json
        tlsa = entry.facts.tlsa?.json
        tlsaBase = InText(entry.facts.tlsaBase)
        aliasSecure = entry.facts.aliasSecure
        probes = entry.probes.map(ProbeJSON.init)
        notProbed = entry.notProbed
    }

    var entry: MXHostEntry {
        MXHostEntry(
            facts: MXHostFacts(
                host: mxHost.value, ipv4: a?.outcome, ipv6: aaaa?.outcome, tlsa: tlsa?.outcome,
                tlsaBase: tlsaBase.value, aliasSecure: aliasSecure),
            probes: probes.map(\.observation), notProbed: notProbed)
    }
}

/// What one address said, in the JSON of `stage`; keys as the columns of `mx_probes`.
struct ProbeJSON: Codable, Sendable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case address, reachability, greeting, starttls, chain, detail
        case serverName = "server_name"
        case startedAt = "started_at"
        case duration = "duration_ms"
        case ehloReply = "ehlo_reply"
        case usedHELO = "used_helo"
        case starttlsReply = "starttls_reply"
        case tlsVersion = "tls_version"
        case tlsCipher = "tls_cipher"
        case tlsGroup = "tls_group"
        case plaintextAfterSTARTTLS = "plaintext_after_starttls"
        case anonymousOnly = "anonymous_only"
        case survey = "tls_survey"
    }

    /// One version of TLS, tried by itself.
    struct Trial: Codable, Sendable {
        let version: TLSVersion
        let outcome: TLSTrialOutcome
        let cipher: String?
        let detail: String?
    }

    let address: InText<IPAddress>
    let serverName: InText<DomainName>
    let startedAt: InText<Timestamp>
    let duration: Int
    let reachability: Reachability
    let greeting: String?
    let ehloReply: String?
    let usedHELO: Bool
    let starttlsReply: String?
    let starttls: STARTTLSOutcome?
    let tlsVersion: String?
    let tlsCipher: String?
    let tlsGroup: String?
    let chain: [InText<CertificateDER>]
    let plaintextAfterSTARTTLS: Bool
    let anonymousOnly: Bool
    let survey: [Trial]
    let detail: String?

    init(_ probe: MXProbeObservation) {
        address = InText(probe.address)
        serverName = InText(probe.serverName)
        startedAt = InText(probe.startedAt)
        duration = probe.durationMilliseconds
        reachability = probe.reachability
        greeting = probe.greeting
        ehloReply = probe.ehloReply
        usedHELO = probe.usedHELO
        starttlsReply = probe.starttlsReply
        starttls = probe.starttls
        tlsVersion = probe.tlsVersion
        tlsCipher = probe.tlsCipher
        tlsGroup = probe.tlsGroup
        chain = probe.chain.map { InText($0) }
        plaintextAfterSTARTTLS = probe.plaintextAfterSTARTTLS
        anonymousOnly = probe.anonymousOnly
        survey = probe.survey.map {
            Trial(version: $0.version, outcome: $0.outcome, cipher: $0.cipher, detail: $0.detail)
        }
        detail = probe.detail
    }

    var observation: MXProbeObservation {
        MXProbeObservation(
            address: address.value, serverName: serverName.value, startedAt: startedAt.value,
            durationMilliseconds: duration, reachability: reachability, greeting: greeting,
            ehloReply: ehloReply, usedHELO: usedHELO, starttlsReply: starttlsReply,
            starttls: starttls, tlsVersion: tlsVersion, tlsCipher: tlsCipher, tlsGroup: tlsGroup,
            chain: chain.map(\.value), plaintextAfterSTARTTLS: plaintextAfterSTARTTLS,
            anonymousOnly: anonymousOnly,
            survey: survey.map {
                TLSTrial($0.version, $0.outcome, cipher: $0.cipher, detail: $0.detail)
            }, detail: detail)
    }
}
