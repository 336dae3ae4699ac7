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
    /// The caller has looked the host up. Where this machine has no socket left it waits, up to a
    /// minute, until it has one.
    package func fetch(
        _ document: PolicyDocument, addresses: [PermittedAddress],
        canonicalName: DomainName? = nil
    ) async throws(CancellationError) -> PolicyFetchObservation {
        var observation = try await FileShortage.outlast {
            () async throws(CancellationError) in
            try await transfer(document, from: addresses)
        } isOver: {
            !$0.lacksSocket
        }.observation
        observation.canonicalName = canonicalName
        return observation
    }

    private func transfer(
        _ document: PolicyDocument, from addresses: [PermittedAddress]
    ) async throws(CancellationError) -> (observation: PolicyFetchObservation, lacksSocket: Bool) {
        let end: (PolicyFetchObservation, Bool)? = try await operation { operation in
            let transfer = CurlTransfer(document, addresses: addresses, settings)
            multi.add(transfer.easy) {
                operation.finish((transfer.observation($0), transfer.lacksSocket))
            }
            operation.onAbandon = { [multi] in multi.remove(transfer.easy) }
        }
        // libcurl keeps the time limit, so that it can say how far the transfer came.
        guard let end else { throw CancellationError() }
        return end
    }
}
