import MailStandards
import Testing

@testable import DomainLists

/// All that a list gives, and the error that ended it.
struct Reading {
    var entries: [DomainListEntry] = []
    var rejected: [RejectedLine] = []
    var problem: DomainListError.Problem?
    var message = ""
    var lines = 0

    init(_ path: String, firstRank: Int = 1) {
        do throws(DomainListError) {
            var reader = try DomainListReader(path: path, firstRank: firstRank)
            defer { lines = reader.lines }
            while let element = try reader.next() {
                switch element {
                case .domain(let entry): entries.append(entry)
                case .rejected(let line): rejected.append(line)
                }
            }
        } catch {
            problem = error.problem
            message = error.description
        }
    }

    /// Reads a list of this text.
    init(text: String, firstRank: Int = 1) throws {
        var reading: Reading?
        try withTemporaryFolder { reading = Reading(try $0.write(text), firstRank: firstRank) }
        self = try #require(reading)
    }

    var names: [String] { entries.map(\.name.text) }
    var ranks: [Int] { entries.map(\.rank) }
    var isWhole: Bool { problem == nil && rejected.isEmpty }
}
