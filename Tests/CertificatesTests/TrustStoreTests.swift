import COpenSSL
import Certificates
import Foundation
import Testing

@Suite(.serialized) struct TrustStoreTests {
    @Test func certificatesAreCounted() throws {
        let chains = try Chains.shared.get()
        let texts = try [chains.root, chains.intermediate].map {
            "# a comment\n" + (try String(contentsOfFile: $0.file, encoding: .utf8))
        }
        let file = try chains.workshop.write(texts.joined(separator: "\n"), "two.pem")
        #expect(try TrustStore(file: file).certificates.count == 2)
    }

    @Test func eachFaultHasItsSentence() throws {
        let chains = try Chains.shared.get()
        let workshop = chains.workshop
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let whole = try String(contentsOfFile: chains.root.file, encoding: .utf8)
        let rows = [
            (workshop.path("missing.pem"), "No such file or directory"),
            (workshop.folder.path(), "it is a directory"),
            (try workshop.write("", "empty.pem"), "it holds no certificate in PEM form"),
            (try workshop.write("\u{0}\u{1}", "binary.pem"), "it holds no certificate in PEM"),
            (chains.root.keyFile, "it holds no certificate in PEM form"),
            (try workshop.write(whole + broken, "broken.pem"), "certificate 2 in it is broken"),
            (try workshop.write(String(whole.dropLast(40)), "cut.pem"), "certificate 1 in it is"),
        ]
        for (file, sentence) in rows {
            let error = try #require(throws: TrustStoreError.self) {
                try TrustStore(file: file)
            }
            #expect(error.description.hasPrefix("CA file \(file): "))
            #expect(error.description.contains(sentence), "\(error)")
        }
    }

    @Test func theEnvironmentNamesTheSystemsFile() throws {
        let file = try Chains.shared.get().root.file
        setenv("SSL_CERT_FILE", file, 1)
        defer { unsetenv("SSL_CERT_FILE") }
        #expect(try TrustStore.system().certificates.count == 1)
        setenv("SSL_CERT_FILE", "/nowhere", 1)
        #expect(throws: TrustStoreError.self) { try TrustStore.system() }
    }
}
