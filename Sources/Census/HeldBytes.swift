internal import Observations
internal import Store

// How much memory an observation holds that a stranger decides on: texts and certificates. All else
// of it is small, and bounded by the number of observations.

extension Observation {
    var heldBytes: Int {
        switch self {
        case .domain(let record):
            record.facts.heldBytes + (record.policyFetch?.heldBytes ?? 0)
                + (record.draftFetch?.heldBytes ?? 0)
        case .mxHost: 0
        case .probe(let record): record.observation.heldBytes
        }
    }
}

extension MXProbeObservation {
    var heldBytes: Int {
        chain.heldBytes
            + [greeting, ehloReply, starttlsReply].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    }
}

extension MXHostEntry {
    /// What is another host's is counted there.
    var heldBytes: Int {
        probes.reduce(0) { $0 + ($1.serverName == facts.tlsaBase ? $1.heldBytes : 0) }
    }
}

extension PolicyFetchObservation {
    fileprivate var heldBytes: Int {
        chain.heldBytes + (body?.count ?? 0)
            + [detail, contentType, location].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    }
}

extension DomainFacts {
    fileprivate var heldBytes: Int {
        ([mtaSTS, tlsRPT, smtpSTS].compactMap(\.self) + legacy.values)
            .flatMap(\.records).reduce(0) { $0 + $1.bytes.count }
    }
}

extension [CertificateDER] {
    fileprivate var heldBytes: Int { reduce(0) { $0 + $1.bytes.count } }
}
