package import Foundation

/// A report as JSON, for programs: the figures of every table, with their denominators.
package enum SummaryReport {
    /// The whole file; its keys are in snake_case.
    package static func render(_ report: Report) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(Summary(runs: report.runs.map(Summary.Run.init)))
    }
}

/// What `summary.json` holds.
private struct Summary: Encodable {
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
        var tables: [Table]
    }

    struct Table: Encodable {
        var id: String
        var title: String
        var unit: String
        var rows: [Figure]
        var leftOut: [Apart]
        var sql: String
    }

    /// A share; its fraction is left out where nothing was measured.
    struct Figure: Encodable {
        var key: String
        var label: String
        var count: Int
        var total: Int
        var of: String
        var fraction: Double?
    }

    struct Apart: Encodable {
        var key: String
        var label: String
        var count: Int
    }
}

extension Summary.Run {
    init(_ report: RunReport) {
        let run = report.run
        let keys = ["publish", "enforce", "starttls_everywhere"]
        self.init(
            runID: run.id, label: run.label, list: run.list, state: run.state,
            startedAt: run.startedAt, finishedAt: run.finishedAt, version: run.version,
            domains: run.domains, mailDomains: report.mailDomains,
            headline: zip(keys, report.headline.figures).map { key, figure in
                Summary.Figure(key: key, label: figure.title, share: figure.share)
            }, tables: report.sections.flatMap(\.tables).map(Summary.Table.init))
    }

    private enum CodingKeys: String, CodingKey {
        case runID = "runId"
        case label, list, state, startedAt, finishedAt, version, domains, mailDomains, headline
        case tables
    }
}

extension Summary.Table {
    init(_ table: AdoptionTable) {
        self.init(
            id: table.id, title: table.title, unit: table.unit,
            rows: table.rows.map { .init(key: $0.key, label: $0.label, share: $0.share) },
            leftOut: table.apart.map { .init(key: $0.key, label: $0.label, count: $0.count) },
            sql: table.sql)
    }
}

extension Summary.Figure {
    init(key: String, label: String, share: Share) {
        self.init(
            key: key, label: label, count: share.count, total: share.total,
            of: share.denominator, fraction: share.fraction)
    }
}
