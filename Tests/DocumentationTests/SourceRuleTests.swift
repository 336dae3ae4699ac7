import Foundation
import Testing

/// What no reader would notice was broken: who may open a socket, and what SQL is put together from.
@Suite struct SourceRuleTests {
    /// The files in which a line matches.
    private static func files(
        _ pattern: Regex<Substring>, besides allowed: Set<String> = []
    ) throws -> [String] {
        try Repository.sources.filter { path in
            guard !allowed.contains(String(path.split(separator: "/").last ?? "")) else {
                return false
            }
            return try Repository.text(path).split(separator: "\n")
                .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
                .contains { $0.contains(pattern) }
        }
    }

    @Test func onePlaceConnects() throws {
        let connecting = try Self.files(#/Glibc\.connect\(|\bsendto\(|\bsendmsg\(/#)
        #expect(connecting == ["Sources/Addresses/PermittedAddress+Connecting.swift"])
        // A route that is asked about; and what minds the limit, for libcurl and the prober.
        let opening = try Self.files(#/(?:[= ]|Glibc\.)socket\((?!_)/#)
        #expect(opening == ["Sources/Census/Route.swift", "Sources/EventLoop/FileShortage.swift"])
        let taking = try Self.files(#/FileShortage\.socket\(/#)
        #expect(
            taking == ["Sources/MXProbe/Socket.swift", "Sources/PolicyFetch/CurlTransfer.swift"])
        #expect(try Self.files(#/getaddrinfo|gethostbyname|URLSession/#) == [])
    }

    @Test func onlyThePolicyPermits() throws {
        #expect(
            try Self.files(#/\bPermittedAddress\(/#) == ["Sources/Addresses/AddressPolicy.swift"])
    }

    /// Values are bound; what is put into SQL are names of our own tables and numbers of runs.
    @Test func sqlIsPutTogetherFromOurOwnWords() throws {
        // Names of tables and columns, conditions, all of them literals; numbers.
        let own: Set = [
            "applicationID", "kind.rawValue", "table", "source.name", "columns", "column",
            "Self.columns", "LookupTable.columns", "condition", "same", "rows", "Self.isAgain",
            "run", "run.id", "Self.shownLines", "Self.shownCharacters", "group", "order", "limit",
            "runs", "old", "new", "row", "Self.shown", "TopTable.shown", "question", "word.word",
            "source", "number", "key", "join", "used", "Self.reach",
        ]
        let statement = #/\b(?:SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|PRAGMA|LIMIT) /#
        for path in try Repository.sources
        where path.hasPrefix("Sources/Store") || path.hasPrefix("Sources/Reporting") {
            for line in try Repository.text(path).split(separator: "\n")
            where line.contains(statement) && !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for word in line.matches(of: #/\\\(([^()]*)\)/#) {
                    #expect(own.contains(String(word.1)), "\(path): \(line)")
                }
            }
        }
    }
}
