import Addresses
import Foundation
import MXProbe
import MailStandards
import Observations
import Testing

/// A bound port of 127.0.0.1 that the test itself holds.
struct Listener: Sendable {
    let socket: Int32
    let port: UInt16

    private init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(socket >= 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let fd = socket
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(fd, $0, length) == 0 ? getsockname(fd, $0, &length) : -1
            }
        }
        try #require(status == 0)
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Bound, but nobody listens: whoever connects is refused.
    static func unused<R>(_ body: (Listener) async throws -> R) async throws -> R {
        let listener = try Listener()
        defer { close(listener.socket) }
        return try await body(listener)
    }

    /// Takes connections, and says nothing.
    static func silent<R>(_ body: (Listener) async throws -> R) async throws -> R {
        let listener = try Listener()
        defer { close(listener.socket) }
        try #require(listen(listener.socket, 8) == 0)
        return try await body(listener)
    }

    /// Waits for a connection.
    func accept() async {
        let fd = socket
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                _ = Glibc.accept(fd, nil, nil)
                continuation.resume()
            }
        }
    }

    func probe(_ address: String = "127.0.0.1") async throws -> MXProbeObservation {
        let prober = MXProber(on: Peers.loop, ehloName: "census.test", port: port)
        return try await prober.probe(
            Peers.permitted(address), serverName: Peers.serverName)
    }

    /// Surveys it as if a probe had come to a handshake.
    func survey() async throws -> [TLSTrial] {
        let prober = MXProber(on: Peers.loop, ehloName: "census.test", port: port)
        let probe = MXProbeObservation(
            address: Peers.host.address, serverName: Peers.serverName,
            startedAt: Timestamp(milliseconds: 0), reachability: .open, starttls: .ok)
        return try await prober.survey(Peers.host, after: probe)
    }
}
