import GRDB

/// Why there is no report.
package enum ReportError: Error, Equatable, CustomStringConvertible {
    /// The database has no run of this number; `known` are some that it has, newest first.
    case noSuchRun(Int64, known: [Int64])
    case noRuns

    package var description: String {
        switch self {
        case .noRuns: "no run was named"
        case .noSuchRun(let run, let known) where known.isEmpty:
            "there is no run \(run): the database has no runs"
        case .noSuchRun(let run, let known):
            "there is no run \(run); the newest are \(known.map(String.init).joined(separator: ", "))"
        }
    }

    static func noSuchRun(_ run: Int64, _ db: Database) throws -> ReportError {
        let newest = "SELECT run_id FROM runs ORDER BY run_id DESC LIMIT 5"
        return .noSuchRun(run, known: try Int64.fetchAll(db, sql: newest))
    }
}
