import Foundation
import GRDB
import Testing

@testable import Store

/// A view must not look up what a query does not ask for: at a million domains it is what a query
/// costs.
@Suite struct ViewCostTests {
    struct Row: Sendable, CustomTestStringConvertible {
        /// Why the query is here.
        let reason: String
        let sql: String
        /// The tables that its plan reads, in their order, subqueries last.
        let tables: [String]

        var testDescription: String { reason }

        init(_ reason: String, _ sql: String, _ tables: [String]) {
            (self.reason, self.sql, self.tables) = (reason, sql, tables)
        }
    }

    @Test(arguments: [
        Row(
            "states alone: no rank is looked up",
            "SELECT starttls, count(*) FROM domain_results WHERE run_id = 1 GROUP BY 1",
            ["r", "n"]),
        Row(
            "the results come first, in the order of the names' numbers",
            "SELECT tld, count(*) FROM domain_results WHERE run_id = 1 GROUP BY 1", ["r", "n"]),
        Row(
            "a rank is looked up where it is asked for",
            "SELECT rank, verdict FROM domain_results WHERE run_id = 1", ["r", "w"]),
        Row(
            "one domain is found by its name",
            "SELECT verdict FROM domain_results WHERE run_id = 1 AND domain = 'example.com'",
            ["n", "r"]),
        Row(
            "one domain's MX hosts too",
            "SELECT mx_host FROM mx_results WHERE run_id = 1 AND domain = 'example.com'",
            ["d", "m", "h"]),
        Row(
            "rows without names are read alone",
            "SELECT reachability, starttls FROM mx_results WHERE run_id = 1", ["m"]),
        Row(
            "two runs are held side by side through the index of names",
            """
            SELECT b.verdict FROM domain_results a
            JOIN domain_results b ON b.domain = a.domain AND b.run_id = 2 WHERE a.run_id = 1
            """, ["r", "n", "n", "r"]),
        Row(
            "MX hosts are grouped within their run",
            "SELECT starttls, count(*) FROM mx_host_results WHERE run_id = 1 GROUP BY 1",
            ["mx_result", "m", "h"]),
        Row(
            "MX hosts of the newest run too",
            "SELECT starttls, count(*) FROM latest_mx_host_results GROUP BY 1",
            ["mx_result", "run", "m", "h"]),
    ])
    func reads(_ row: Row) throws {
        let plan = try withDatabase { database in
            try database.rows("EXPLAIN QUERY PLAN " + row.sql).map { $0["detail"] as String }
        }
        let reads = plan.compactMap { $0.firstMatch(of: /^(?:SEARCH|SCAN) (\w+)/) }
        #expect(reads.map { String($0.1) } == row.tables, "\(plan)")
        let scans = plan.filter { $0.hasPrefix("SCAN") && $0 != "SCAN m" }
        #expect(scans == [], "a run is found by its number")
    }

    /// Asked for each MX host once memory has forgotten some, so it must not read the run.
    @Test func anOperatorsProbesOfAnAddressAreFoundByIndex() throws {
        let plan = try withDatabase { database in
            try database.rows(
                "EXPLAIN QUERY PLAN "
                    + ObservationReader.probesOfAddress.replacingOccurrences(of: "?", with: "1")
            ).map { $0["detail"] as String }
        }
        #expect(
            plan == [
                "SEARCH probe USING INDEX probe_by_address (run_id=? AND address=? AND operator=?)"
            ])
    }
}
