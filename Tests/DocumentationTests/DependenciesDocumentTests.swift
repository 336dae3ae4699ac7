import Testing

/// Docs/Dependencies.md holds every package that is built in or installed, with its version.
@Suite struct DependenciesDocumentTests {
    private let document: String

    init() throws { document = try Repository.text("Docs/Dependencies.md") }

    @Test func namesEachSwiftPackageWithItsVersion() throws {
        let package = try Repository.text("Package.swift")
        let dependencies = package.matches(of: /\.package\(url: "([^"]+)", exact: "([^"]+)"\)/)
        #expect(dependencies.count == package.matches(of: /\.package\(url/).count)
        for dependency in dependencies {
            let row = document.split(separator: "\n").first { $0.contains(dependency.1) }
            #expect(row?.contains("| \(dependency.2) |") == true, "\(dependency.1)")
        }
    }

    @Test func namesEachDebianPackage() throws {
        let manifest = try Repository.text("Package.swift").matches(of: /\.apt\(\["([^"]+)"\]\)/)
        let script = try Repository.text("scripts/install.sh")
            .firstMatch(of: /BUILD_PACKAGES="([^"]+)"/)
        let installed = try #require(script).1.split(whereSeparator: \.isWhitespace)
        for name in manifest.map(\.1) + installed {
            #expect(document.contains("`\(name)`"), "\(name) is not documented")
        }
    }
}
