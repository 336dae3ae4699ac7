import GRDB
import Testing

@testable import Store

/// The views are a promise to those who query them: names, columns and their order.
@Suite struct ViewsTests {
    @Test(arguments: [
        (
            "domain_results",
            """
            run_id rank domain tld mail_route mx_dnssec mx_hosts provider sts_record sts_id \
            policy_fetch policy_syntax policy_mode policy_max_age draft_record draft_mode \
            tlsrpt_record starttls dane verdict result_type policy_provider draft_authentication \
            draft_conformance draft_result_type sts_adoption draft_adoption tlsrpt_adoption \
            starttls_adoption dane_adoption domain_id
            """
        ),
        (
            "mx_results",
            """
            run_id domain mx_host preference reachability starttls tls_version tls_cipher \
            certificate policy_match tlsa result_type domain_id mx_host_id
            """
        ),
        (
            "mx_host_results",
            """
            run_id mx_host operator domains is_open reachability starttls tls_version tls_cipher \
            certificate tlsa mx_host_id
            """
        ),
        ("findings", "run_id domain mx_host code detail domain_id mx_host_id"),
        (
            "tls_surveys",
            "run_id probe_number operator address server_name version outcome cipher detail"
        ),
        (
            "runs",
            """
            run_id label list state started_at finished_at version options domains domains_total \
            lines_rejected duplicates excluded judged_by measured_again list_bytes list_digest
            """
        ),
    ])
    func columns(view: String, expected: String) throws {
        let seen = try withDatabase { database in
            try database.pool.read { try $0.columns(in: view).map(\.name) }
        }
        #expect(seen == expected.split(separator: " ").map(String.init))
    }

    @Test(arguments: [
        ("latest_domain_results", "domain_results"), ("latest_mx_results", "mx_results"),
        ("latest_mx_host_results", "mx_host_results"),
    ])
    func latestViewsHaveTheSameColumns(latest: String, whole: String) throws {
        let columns = try withDatabase { database in
            try database.pool.read { db in
                try [latest, whole].map { try db.columns(in: $0).map(\.name) }
            }
        }
        #expect(columns[0] == columns[1])
    }

    @Test(arguments: ["txt_records", "policies", "draft_policies", "mx_probes", "certificates"])
    func viewsOfObservationsCanBeRead(view: String) throws {
        let rows = try withDatabase { try $0.rows("SELECT * FROM \(view)") }
        #expect(rows.isEmpty)
    }

    @Test func everyTableWithRunsIsEmptiedWithThem() throws {
        let tables = try withDatabase { database in
            try database.rows(
                """
                SELECT m.name AS name FROM sqlite_schema m, pragma_table_info(m.name) c
                WHERE m.type = 'table' AND c.name = 'run_id'
                """
            ).map { $0["name"] as String }
        }
        #expect(Set(tables) == Set(Tables.ofRuns))
    }

    /// Tables are STRICT, so that a query never meets a number in a column of text.
    @Test func tablesAreStrict() throws {
        let loose = try withDatabase { database in
            try database.rows(
                """
                SELECT name FROM pragma_table_list
                WHERE type = 'table' AND strict = 0 AND schema = 'main'
                    AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
                """
            ).map { $0["name"] as String }
        }
        #expect(loose == [])
    }
}
