import Addresses
import Certificates
import EventLoop
import Foundation
import MailStandards
import Observations
import PolicyFetch
import Testing

/// The servers of ``serverScript``, started once for all tests.
struct Servers: Sendable {
    static let shared = Result { try Servers() }
    static let policy = PolicyDocument(mtaSTSOf: DomainName("example.com")!)!
    static let home = permitted("127.0.0.1")

    private let folder: URL
    private let ports: [String: UInt16]
    private let trust: ChainVerifier
    private let loop = EventLoop()
    /// Its end is the end of the servers.
    private let input: Pipe

    private init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "policies-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit { Servers.clearAway() }
        input = Pipe()
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", serverScript, folder.path()]
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
        trust = ChainVerifier(
            trust: try TrustStore(file: folder.appending(path: "ca.pem").path()))
    }

    private static func clearAway() {
        guard case .success(let servers) = shared else { return }
        try? FileManager.default.removeItem(at: servers.folder)
    }

    /// A fetcher that finds the server of a scenario on its port.
    static func fetcher(
        _ scenario: String, limit: Duration = .seconds(60)
    ) throws -> PolicyFetcher {
        let servers = try shared.get()
        return PolicyFetcher(
            on: servers.loop, trust: servers.trust, userAgent: "census-test",
            port: try #require(servers.ports[scenario]), totalLimit: limit)
    }

    static func fetch(
        _ scenario: String, limit: Duration = .seconds(60),
        at addresses: [PermittedAddress] = [home]
    ) async throws -> PolicyFetchObservation {
        try await fetcher(scenario, limit: limit).fetch(policy, addresses: addresses)
    }

    /// An address as a user would allow it.
    static func permitted(_ text: String) -> PermittedAddress {
        let address = IPAddress(text)!
        return AddressPolicy(allowed: [IPNetwork(text)!]).permit(address)!
    }

    /// What was asked in a scenario, line by line.
    static func heard(_ scenario: String) throws -> [String] {
        let file = try shared.get().folder.appending(path: scenario)
        return try String(contentsOf: file, encoding: .utf8)
            .split(whereSeparator: \.isNewline).map(String.init)
    }
}

/// Waits until something is so; false when it is not within a minute.
func eventually(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return true
}
