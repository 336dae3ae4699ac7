import Foundation
import Observations
import Synchronization
import Testing

/// Makes certificates by the `openssl` command, in a folder of its own.
struct Workshop: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let folder = folder
        Self.folders.withLock { folders in
            if folders.isEmpty { atexit { Workshop.clearAway() } }
            folders.append(folder)
        }
        // Without it the system's configuration would add extensions of its own.
        let configuration = "[req]\ndistinguished_name = name\nutf8 = yes\n[name]\n"
        try write(configuration, "openssl.cnf")
    }

    /// A certificate by an issuer, or by itself.
    func make(
        _ name: String, subject: String? = nil, key: [String] = ec, digest: String = "-sha256",
        extensions: [String] = [], days: Int = 30, by issuer: Issued? = nil
    ) throws -> Issued {
        let (certificate, keyFile) = (path(name + ".pem"), path(name + ".key"))
        var arguments = ["req", "-x509", "-config", path("openssl.cnf"), "-nodes", digest]
        arguments += ["-newkey"] + key + ["-keyout", keyFile, "-out", certificate]
        arguments += ["-days", "\(days)", "-subj", subject ?? "/CN=\(name)"]
        for text in extensions { arguments += ["-addext", text] }
        if let issuer { arguments += ["-CA", issuer.file, "-CAkey", issuer.keyFile] }
        try openssl(arguments)
        return Issued(file: certificate, keyFile: keyFile, der: try der(ofPEM: certificate))
    }

    func authority(
        _ name: String, key: [String] = ec, constraints: String = "CA:TRUE",
        extensions: [String] = [], days: Int = 3_650, by issuer: Issued? = nil
    ) throws -> Issued {
        try make(
            name, key: key, extensions: ["basicConstraints=critical,\(constraints)"] + extensions,
            days: days, by: issuer)
    }

    func leaf(
        _ name: String, _ dnsNames: [String] = ["mx.example.com"], key: [String] = ec,
        digest: String = "-sha256", extensions: [String] = [], by issuer: Issued? = nil
    ) throws -> Issued {
        let names = dnsNames.map { "DNS:\($0)" }.joined(separator: ",")
        return try make(
            name, key: key, digest: digest,
            extensions: (names.isEmpty ? [] : ["subjectAltName=\(names)"]) + extensions,
            by: issuer)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path() }

    @discardableResult
    func write(_ text: String, _ name: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    /// Runs the command; what it prints.
    @discardableResult
    func openssl(_ arguments: [String]) throws -> String {
        let process = Process()
        let (output, errors) = (Pipe(), try write("", "errors-\(UUID())"))
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let complaint = try String(contentsOfFile: errors, encoding: .utf8)
        try #require(process.terminationStatus == 0, "openssl \(arguments): \(complaint)")
        return String(decoding: data, as: UTF8.self)
    }

    private func der(ofPEM file: String) throws -> CertificateDER {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let base64 = lines.filter { !$0.hasPrefix("-----") }.joined()
        return CertificateDER(bytes: Array(try #require(Data(base64Encoded: base64))))
    }

    /// What is to be removed when the tests are over.
    private static let folders = Mutex<[URL]>([])

    private static func clearAway() {
        for folder in folders.withLock({ $0 }) { try? FileManager.default.removeItem(at: folder) }
    }

    static let ec = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
}

/// A certificate with its key.
struct Issued: Sendable {
    let file: String
    let keyFile: String
    let der: CertificateDER
}

extension Timestamp {
    static func days(_ days: Int) -> Timestamp {
        Timestamp(milliseconds: now().milliseconds + Int64(days) * 86_400_000)
    }
}
