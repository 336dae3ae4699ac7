import GRDB

extension Fixture.Host.Certificate {
    /// The host's probe, and the chain of this one certificate; all have the host's number.
    func insert(run: Int64, host: Int64, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO probe (run_id, probe_number, operator, address, server_name,
                    started_at, duration_ms, reachability, used_helo, starttls, tls_group, chain_id,
                    plaintext_after_starttls, anonymous_only)
                VALUES (?, ?, 'example', '192.0.2.1', 'mx', '2026-11-23T06:00:00Z', 1, 'open', 0,
                    'ok', 'x25519', ?, 0, 0)
                """, arguments: [run, host, host])
        try db.execute(
            sql: "INSERT OR IGNORE INTO mx_host_probe VALUES (?, ?, 0, ?)",
            arguments: [run, host, host])
        try db.execute(
            sql: "INSERT OR IGNORE INTO chain_certificate VALUES (?, 0, ?)",
            arguments: [host, host])
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO certificate (certificate_id, sha256, der, issuer, not_after,
                    key, signature_algorithm)
                VALUES (?, CAST(? AS BLOB), x'', ?, ?, ?, 'sha256WithRSAEncryption')
                """, arguments: [host, "\(host)", issuer, notAfter, key])
    }
}
