package import Addresses
internal import CCurl
package import Certificates
package import EventLoop
package import MailStandards
package import Observations

/// Fetches MTA-STS policies over HTTPS: libcurl on an event loop (RFC 8461 §3.3).
package actor PolicyFetcher: LoopActor {
    package nonisolated let loop: EventLoop
    private let settings: TransferSettings
    private let multi: CurlMulti

    /// `userAgent` says who asks: `sts-census/0.1 (+mailto:research@example.org)`.
    package init(
        on loop: EventLoop, trust: ChainVerifier, userAgent: String, port: UInt16 = 443,
        totalLimit: Duration = .seconds(60)
    ) {
        self.loop = loop
        settings = TransferSettings(
            trust: trust, userAgent: userAgent, port: port, totalLimit: totalLimit)
        multi = CurlMulti(loop)
    }

    /// Fetches a policy from one of these addresses of its host and from no other.
    ///
    /// The caller has looked the host up.
    package func fetch(
        _ document: PolicyDocument, addresses: [PermittedAddress],
        canonicalName: DomainName? = nil
    ) async throws(CancellationError) -> PolicyFetchObservation {
        let end: PolicyFetchObservation? = try await operation { operation in
            let transfer = CurlTransfer(document, addresses: addresses, settings)
            multi.add(transfer.easy) { operation.finish(transfer.observation($0)) }
            operation.onAbandon = { [multi] in multi.remove(transfer.easy) }
        }
        // libcurl keeps the time limit, so that it can say how far the transfer came.
        guard var observation = end else { throw CancellationError() }
        observation.canonicalName = canonicalName
        return observation
    }
}
