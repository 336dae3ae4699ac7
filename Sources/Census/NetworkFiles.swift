internal import Addresses
internal import Certificates
internal import DNSFacts
internal import DomainLists
internal import Foundation
internal import MailStandards
internal import Observations
internal import PublicSuffixes

/// The files that a run's rules come from, read before anything else happens.
struct NetworkFiles: Sendable {
    let exclusions: Exclusions
    let suffixes: PublicSuffixList
    private(set) var trust: ChainVerifier
    let trustAnchors: [String]
    let anchors: [DomainName]

    /// Throws an error whose description names the file and the way out.
    init(_ network: NetworkOptions) throws {
        exclusions = try network.excludeFile.map { try Exclusions(path: $0) } ?? Exclusions()
        suffixes = try PublicSuffixList()
        trust = ChainVerifier(trust: try TrustStore.named(network.caFile))
        trustAnchors = try TrustAnchors.read(network)
        anchors = try PortAnchors.read(network)
        if let file = network.rootHintsFile { try RootHints.check(file) }
    }

    /// The same with the CA certificates that a run has kept.
    func trusting(_ certificates: [CertificateDER]) -> NetworkFiles {
        var files = self
        files.trust = ChainVerifier(trust: TrustStore(certificates: certificates))
        return files
    }
}

extension TrustStore {
    /// What the option names, else the system's certificates.
    static func named(_ caFile: String?) throws -> TrustStore {
        guard let caFile else { return try system() }
        do {
            return try TrustStore(file: caFile)
        } catch {
            throw OptionFault(
                "--ca-file: \(error); name a PEM file of trusted CA certificates, or leave the "
                    + "option out for the system's")
        }
    }
}

/// A file that an option names and that cannot be used, in a sentence for people.
package struct OptionFault: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// Small text files that options name.
enum OptionFile {
    /// The lines without comments (from `;` or `#`) and white space; blank ones left out.
    static func lines(_ path: String, option: String) throws -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw OptionFault("\(option): there is no file '\(path)'")
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw OptionFault("\(option): '\(path)' is a directory, not a file")
        }
        guard let file = fopen(path, "r") else {
            throw OptionFault(
                "\(option): '\(path)' cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .map { $0.prefix { $0 != ";" && $0 != "#" } }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }
    }
}

/// DNSSEC's trust anchors for the root.
enum TrustAnchors {
    /// KSK-2017 and KSK-2024, which signs since October 2026, as IANA publishes them.
    static let builtIn = [
        ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
        ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
    ]

    /// The public root's, unless another root is named: that one is validated only with an anchor
    /// of its own.
    static func read(_ network: NetworkOptions) throws -> [String] {
        if let file = network.trustAnchorFile {
            let lines = try OptionFile.lines(file, option: "--trust-anchor")
            guard !lines.isEmpty, lines.allSatisfy(isAnchor) else {
                throw OptionFault(
                    "--trust-anchor: '\(file)' is to hold DS or DNSKEY records as text, one a line")
            }
            return lines
        }
        guard network.rootHintsFile == nil else { return [] }
        let debian = try? OptionFile.lines("/usr/share/dns/root.ds", option: "root.ds")
        return Array(Set(builtIn + (debian ?? []).map { $0.uppercased() })).sorted()
    }

    /// Three numbers, and the digest of a DS record in hexadecimal or the key of a DNSKEY record in
    /// Base64 (RFC 4034 §2.2, §5.3); libunbound would say of a bad one only that it cannot start.
    private static func isAnchor(_ line: String) -> Bool {
        let fields = line.split(separator: " ")
        guard
            let type = fields.firstIndex(where: { ["DS", "DNSKEY"].contains($0.uppercased()) }),
            fields.count >= type + 5,
            fields[(type + 1)...(type + 3)].allSatisfy({ UInt16($0) != nil })
        else { return false }
        let data = fields[(type + 4)...].joined()
        guard fields[type].uppercased() == "DS" else { return Data(base64Encoded: data) != nil }
        return data.count % 2 == 0 && data.allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}

/// Where another DNS root is to be found.
enum RootHints {
    /// A file without an address of a name server would leave the resolver with nobody to ask.
    static func check(_ file: String) throws {
        let lines = try OptionFile.lines(file, option: "--root-hints")
        let hasAddress = lines.contains { line in
            let fields = line.split(separator: " ")
            return fields.contains { ["A", "AAAA"].contains($0.uppercased()) }
                && fields.last.flatMap { IPAddress(String($0)) } != nil
        }
        guard hasAddress else {
            throw OptionFault(
                "--root-hints: '\(file)' names no address of a root name server; it is to be in the "
                    + "form of IANA's named.root")
        }
    }
}

/// Mail hosts by whose port 25 it is judged whether port 25 can be reached from here.
enum PortAnchors {
    /// Large providers in separate networks.
    static let builtIn = [
        "gmail-smtp-in.l.google.com", "mx1.mail.icloud.com", "mta5.am0.yahoodns.net",
        "mx00.gmx.net", "in1-smtp.messagingengine.com", "mail.protonmail.ch", "mx1.comcast.net",
        "mx.yandex.ru",
    ]

    static func read(_ network: NetworkOptions) throws -> [DomainName] {
        switch network.anchors {
        case .none: return []
        case .builtIn where network.rootHintsFile != nil: return []
        case .builtIn: return builtIn.compactMap { DomainName($0) }
        case .file(let file):
            return try OptionFile.lines(file, option: "--anchors").map { line in
                guard let name = DomainName(line) else {
                    throw OptionFault("--anchors: '\(line)' in '\(file)' is no host name")
                }
                return name
            }
        }
    }
}
