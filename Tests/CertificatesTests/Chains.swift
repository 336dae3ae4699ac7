import Certificates
import Foundation
import MailStandards
import Observations
import Testing

/// The certificates that the tables of these tests are about, made once.
struct Chains: Sendable {
    static let shared = Result { try Chains() }
    static let host = DomainName("mx.example.com")!

    let workshop: Workshop
    let trust: TrustStore
    let root, intermediate, leaf, foreign: Issued
    private var made: [String: [CertificateDER]] = [:]

    /// A chain by its name in the table.
    static func chain(_ name: String) throws -> [CertificateDER] {
        try #require(try shared.get().made[name], "no chain is called \(name)")
    }

    private init() throws {
        workshop = try Workshop()
        root = try workshop.authority("root")
        intermediate = try workshop.authority("intermediate", by: root)
        leaf = try workshop.leaf(
            "leaf", ["mx.example.com", "*.wild.example.com", "m*.part.example.com"],
            by: intermediate)
        foreign = try workshop.authority("foreign root")
        trust = try TrustStore(file: root.file)
        try makeOrders()
        try makeAuthorities()
        try makeLeaves()
    }

    private mutating func makeOrders() throws {
        let garbage = CertificateDER(bytes: [0x30, 0x03, 0x02, 0x01, 0x00])
        made["whole"] = [leaf.der, intermediate.der, root.der]
        made["without root"] = [leaf.der, intermediate.der]
        made["wrong order"] = [leaf.der, root.der, intermediate.der]
        made["twice"] = [leaf.der, leaf.der, intermediate.der, intermediate.der]
        made["broken second"] = [leaf.der, garbage, intermediate.der]
        made["missing intermediate"] = [leaf.der]
        made["root only"] = [leaf.der, root.der]
        made["empty"] = []
        made["broken leaf"] = [garbage, intermediate.der]
        made["bytes behind"] = [CertificateDER(bytes: leaf.der.bytes + [0]), intermediate.der]
        var forged = leaf.der
        forged.bytes[forged.bytes.count - 1] ^= 1
        made["forged"] = [forged, intermediate.der]
    }

    private mutating func makeAuthorities() throws {
        let short = try workshop.authority("short intermediate", days: 5, by: root)
        made["short intermediate"] = [
            try workshop.leaf("under short", by: short).der, short.der,
        ]
        let stranger = try workshop.leaf("under foreign", by: foreign)
        made["foreign"] = [stranger.der]
        made["foreign with root"] = [stranger.der, foreign.der]
        made["no CA"] = [
            try workshop.leaf("under leaf", by: leaf).der, leaf.der, intermediate.der,
        ]
        let last = try workshop.authority("last", constraints: "CA:TRUE,pathlen:0", by: root)
        let beyond = try workshop.authority("beyond", by: last)
        made["path too long"] = [
            try workshop.leaf("under beyond", by: beyond).der, beyond.der, last.der,
        ]
        let bound = try workshop.authority(
            "bound", extensions: ["nameConstraints=critical,permitted;DNS:example.net"], by: root)
        made["name constraints"] = [try workshop.leaf("under bound", by: bound).der, bound.der]
    }

    private mutating func makeLeaves() throws {
        func under(
            _ name: String, _ names: [String] = ["mx.example.com"], key: [String] = Workshop.ec,
            digest: String = "-sha256", extensions: [String] = [], by issuer: Issued? = nil
        ) throws -> [CertificateDER] {
            let issuer = issuer ?? intermediate
            let leaf = try workshop.leaf(
                name, names, key: key, digest: digest, extensions: extensions, by: issuer)
            return [leaf.der, issuer.der]
        }
        made["self-signed"] = [try workshop.leaf("self").der]
        made["self-signed, other name"] = [try workshop.leaf("self other", ["a.example"]).der]
        made["self-signed CA"] = [
            try workshop.leaf("self CA", extensions: ["basicConstraints=CA:TRUE"]).der
        ]
        made["name in CN only"] = [
            try workshop.make("cn", subject: "/CN=mx.example.com", by: intermediate).der,
            intermediate.der,
        ]
        made["for clients"] = try under("clients", extensions: ["extendedKeyUsage=clientAuth"])
        made["for clients, other name"] = try under(
            "clients other", ["a.example"], extensions: ["extendedKeyUsage=clientAuth"])
        made["for servers"] = try under(
            "servers", extensions: ["extendedKeyUsage=serverAuth,clientAuth"])
        made["unknown critical"] = try under(
            "critical", extensions: ["1.2.3.4=critical,ASN1:UTF8String:x"])
        made["RSA 1024"] = try under("rsa1024", key: ["rsa:1024"])
        let old = try workshop.authority("old", key: ["rsa:2048"], by: root)
        made["MD5"] = try under("md5", digest: "-md5", by: old)
        made["SHA-1"] = try under("sha1", digest: "-sha1")
        made["Ed25519"] = try under("ed25519", key: ["ed25519"])
        // A dNSName of mx.example.com, a NUL, and .evil.example: how some were once fooled.
        let name = Array("mx.example.com\u{0}.evil.example".utf8)
        let san = [0x30, UInt8(name.count + 2), 0x82, UInt8(name.count)] + name
        let hexadecimal = san.map { String(format: "%02X", $0) }.joined(separator: ":")
        made["NUL in name"] = try under(
            "nul", [], extensions: ["subjectAltName=DER:" + hexadecimal])
        made["many names"] = try under("many", (0..<1_000).map { "mx\($0).example.com" })
    }
}
