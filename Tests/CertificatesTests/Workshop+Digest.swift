import Foundation
import Testing

extension Workshop {
    /// The SubjectPublicKeyInfo in DER, as the command takes it from a certificate.
    func publicKey(of issued: Issued) throws -> [UInt8] {
        let pem = try openssl(["x509", "-in", issued.file, "-noout", "-pubkey"])
        let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        return Array(try #require(Data(base64Encoded: base64)))
    }

    /// A digest as the command computes it.
    func digest(_ data: [UInt8], _ algorithm: String) throws -> [UInt8] {
        let file = path("data-\(UUID())")
        try Data(data).write(to: URL(filePath: file))
        let line = try openssl(["dgst", algorithm, "-r", file])
        let digits = Array(try #require(line.split(separator: " ").first))
        return try stride(from: 0, to: digits.count, by: 2).map {
            try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
        }
    }
}
