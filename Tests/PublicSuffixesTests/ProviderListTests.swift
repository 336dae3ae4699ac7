import Foundation
import MailStandards
import PublicSuffixes
import Testing

@Suite struct ProviderListTests {
    /// Providers are looked up by registrable domain, so a row that is none would never be found.
    @Test func everyRowIsARegistrableDomain() throws {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Datasets/providers.csv")
        let suffixes = try PublicSuffixList()
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        for row in rows {
            let domain = try #require(DomainName(String(row.prefix { $0 != "," })))
            #expect(suffixes.registrableDomain(of: domain) == domain)
        }
    }
}
