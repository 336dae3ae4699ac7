import Addresses
import EventLoop
import Foundation
import MXProbe
import MailStandards
import Observations
import Testing

/// The servers of ``peerScript``, started once for all tests.
struct Peers: Sendable {
    static let shared = Result { try Peers() }
    static let loop = EventLoop()
    static let host = permitted("127.0.0.1")
    static let serverName = DomainName("mx.example")!

    let folder: URL
    private let ports: [String: UInt16]
    /// Its end is the end of the servers.
    private let input: Pipe

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "peers-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        input = Pipe()
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", peerScript, folder.path()]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.hasSuffix("ready 0\n") {
            let data = output.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the test servers did not start: \(text)")
            text += String(decoding: data, as: UTF8.self)
        }
        let pairs = text.split(separator: "\n").map { $0.split(separator: " ") }
        ports = Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), UInt16($0[1])!) })
    }

    func port(_ scenario: String) throws -> UInt16 { try #require(ports[scenario]) }

    /// Probes the server of a scenario.
    static func probe(
        _ scenario: String, limits: ProbeLimits = ProbeLimits()
    ) async throws -> MXProbeObservation {
        let port = try shared.get().port(scenario)
        let prober = MXProber(on: loop, ehloName: "census.test", port: port, limits: limits)
        return try await prober.probe(host, serverName: serverName)
    }

    /// Probes the server of a scenario, and surveys its versions of TLS then.
    static func survey(
        _ scenario: String, limits: ProbeLimits = ProbeLimits()
    ) async throws -> [TLSTrial] {
        let port = try shared.get().port(scenario)
        let prober = MXProber(on: loop, ehloName: "census.test", port: port, limits: limits)
        let probe = try await prober.probe(host, serverName: serverName)
        return try await prober.survey(host, after: probe)
    }

    /// An address as a user would allow it.
    static func permitted(_ text: String) -> PermittedAddress {
        let address = IPAddress(text)!
        return AddressPolicy(allowed: [IPNetwork(text)!]).permit(address)!
    }

    /// What clients have said in a scenario, a line each.
    static func heard(_ scenario: String) throws -> [String] {
        let file = try shared.get().folder.appending(path: scenario)
        return try String(contentsOf: file, encoding: .utf8)
            .split(whereSeparator: \.isNewline).map(String.init)
    }
}
