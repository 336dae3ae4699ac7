package import Foundation

/// A report as JSON, for programs: the figures of every table, with their denominators.
package enum SummaryReport {
    /// The whole file; its keys are in snake_case, and described in Docs/Report.md.
    package static func render(_ report: Report) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let summary = Summary(
            files: CSVReport.files(report).map(\.name),
            runs: [Summary.Run(report.run)] + report.earlier.reversed().map(Summary.Run.init))
        return try encoder.encode(summary)
    }
}

/// What `summary.json` holds.
struct Summary: Encodable {
    /// The tables written beside it: a later report into the same folder takes away those that it
    /// has no longer.
    var files: [String]
    /// The newest first, and of that one alone the tables.
    var runs: [Run]

    struct Run: Encodable {
        var runID: Int64
        var label: String
        var list: String
        var state: String
        var startedAt: String
        var finishedAt: String?
        var version: String
        var domains: Int
        var mailDomains: Int
        var headline: [Figure]
        var tables: [Table]?
        var profiles: [Profile]?

        private enum CodingKeys: String, CodingKey {
            case runID = "runId"
            case label, list, state, startedAt, finishedAt, version, domains, mailDomains, headline
            case tables, profiles
        }
    }

    /// A closer look at a group of a section's tables.
    struct Profile: Encodable {
        var section: String
        var id: String
        var title: String
        var note: String
        var tables: [Table]
    }

    /// A share; its fraction is left out where nothing was measured.
    struct Figure: Encodable {
        var key: String
        var label: String
        var count: Int
        var total: Int
        var of: String
        var fraction: Double?
        /// Lower and upper end of the 95 % interval, where the list is a sample.
        var interval: [Double]?
        var published: [Comparison]?
    }

    /// What others have published of the same.
    struct Comparison: Encodable {
        var figure: String
        var source: String
    }
}

extension Summary.Run {
    init(_ report: RunReport) {
        self.init(report.run, report.mailDomains, report.headline)
        tables = report.sections.flatMap { section in
            section.parts.map { Summary.Table($0, section: section.id) }
        }
        profiles = report.sections.flatMap { section in
            section.profiles.map { Summary.Profile($0, section: section.id) }
        }
    }

    init(_ earlier: EarlierRun) {
        self.init(earlier.run, earlier.mailDomains, earlier.headline)
    }

    private init(_ run: RunRecord, _ mailDomains: Int, _ headline: Headline) {
        self.init(
            runID: run.id, label: run.label, list: run.list, state: run.state,
            startedAt: run.startedAt, finishedAt: run.finishedAt, version: run.version,
            domains: run.domains, mailDomains: mailDomains,
            headline: headline.figures.map { figure in
                Summary.Figure(key: figure.key, label: figure.title, share: figure.share)
            })
    }
}

extension Summary.Profile {
    init(_ profile: Profile, section: String) {
        self.init(
            section: section, id: profile.id, title: profile.title, note: profile.note,
            tables: profile.tables.map { table in
                var table = Summary.Table(table, section: section)
                table.sql = nil
                return table
            })
    }
}

extension Summary.Figure {
    init(key: String, label: String, share: Share, published: [Published] = []) {
        self.init(
            key: key, label: label, count: share.count, total: share.total,
            of: share.denominator, fraction: share.fraction, interval: share.interval?.ends,
            published: published.isEmpty
                ? nil : published.map { .init(figure: $0.figure, source: $0.source.citation) })
    }
}
