package import Observations

/// Who says when a connection may be made: asked before each one, told how it went.
package protocol ConnectionTurns: Sendable {
    /// Waits until a connection may begin; why none may, where none ever will.
    nonisolated(nonsending)
        func begin() async throws(CancellationError) -> ConnectionRefusal?
    /// The connection that was begun has ended.
    func end(_ seen: MXProbeObservation)
}

/// Why no connection is made.
package struct ConnectionRefusal: Sendable {
    /// `not-probed` or `excluded`.
    package var reachability: Reachability
    /// A sentence for people.
    package var detail: String

    package init(_ reachability: Reachability, _ detail: String) {
        self.reachability = reachability
        self.detail = detail
    }
}

/// Whoever comes may connect.
package struct FreeTurns: ConnectionTurns {
    package init() {}

    /// At once.
    package nonisolated(nonsending)
        func begin() async throws(CancellationError) -> ConnectionRefusal?
    { nil }

    /// Nobody waits for it.
    package func end(_ seen: MXProbeObservation) {}
}
