import GRDB

/// What MX hosts show in the handshake, each host once, by the address that answered first.
extension AdoptionTables {
    /// Ciphers and key exchange.
    func handshakes(_ db: Database) throws -> [AdoptionTable] {
        [
            try top(
                "tls-ciphers", "Ciphers", "Cipher suite", Denominators.tlsHosts,
                empty: "Not measured: no MX host completed STARTTLS.", ciphers, db),
            try top(
                "tls-groups", "Key exchange", "Group", Denominators.certificateHosts,
                intro: "None: the key exchange is not one of a named group.",
                hosts(by: "tls_group"),
                db),
        ]
    }

    /// The MX hosts' own certificates, not those of the authorities above them.
    func certificateDetails(_ db: Database) throws -> [AdoptionTable] {
        [
            try top(
                "certificate-issuers", "Issuers", "Issuer", Denominators.certificateHosts,
                intro: "Whoever signed the MX host's own certificate.", hosts(by: "issuer"), db),
            try top(
                "certificate-keys", "Types and sizes of keys", "Key", Denominators.certificateHosts,
                hosts(by: "key"), db),
            try top(
                "certificate-signatures", "Signature algorithms", "Algorithm",
                Denominators.certificateHosts, hosts(by: "signature_algorithm"), db),
            try expiry(db),
        ]
    }

    private static let noCertificate = "Not measured: no MX host showed a certificate."

    private func top(
        _ id: String, _ title: String, _ heading: String, _ denominator: String,
        intro: String? = nil, empty: String = noCertificate, _ query: Query, _ db: Database
    ) throws -> AdoptionTable {
        try TopTable(
            id: id, title: title, intro: intro, heading: heading, unit: "MX hosts",
            denominator: denominator, words: [Word("none", "None", nil, .neutral)], empty: empty,
            query: query
        ).table(db)
    }

    private var ciphers: Query {
        Query(
            """
            SELECT coalesce(tls_cipher, 'none') AS name, count(*) AS mx_hosts,
                count(*) OVER () AS names, sum(count(*)) OVER () AS total
            FROM mx_host_results
            WHERE run_id = \(run.id) AND is_open AND starttls = 'ok'
            GROUP BY name
            ORDER BY mx_hosts DESC, name
            LIMIT \(TopTable.shown)
            """)
    }

    /// The MX hosts by a column of their certificate or of the handshake that it came in.
    private func hosts(by column: String) -> Query {
        Query(
            """
            \(leaves)
            SELECT coalesce(nullif(\(column), ''), 'none') AS name, count(*) AS mx_hosts,
                count(*) OVER () AS names, sum(count(*)) OVER () AS total
            FROM leaf
            GROUP BY name
            ORDER BY mx_hosts DESC, name
            LIMIT \(TopTable.shown)
            """)
    }

    private func expiry(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "certificate-expiry", title: "Days to expiry",
            intro: """
                Of the MX host's own certificate, from the beginning of the run. One in date may \
                still lead to an authority's that has expired.
                """,
            heading: "Expires", unit: "MX hosts", denominator: Denominators.datedHosts,
            words: HostWords.expiries, empty: Self.noCertificate, chart: .bars,
            query: Query(
                """
                \(leaves), dated AS (
                    SELECT julianday(not_after)
                        - julianday((SELECT started_at FROM runs WHERE run_id = \(run.id))) AS days
                    FROM leaf
                )
                SELECT CASE WHEN days < 0 THEN 'expired' WHEN days < 7 THEN 'under 7'
                        WHEN days < 30 THEN 'under 30' WHEN days < 90 THEN 'under 90'
                        WHEN days < 398 THEN 'under 398' WHEN days >= 398 THEN 'later' END
                        AS expires,
                    count(*) AS mx_hosts
                FROM dated
                GROUP BY expires
                """)
        ).table(db)
    }

    /// The probe that found the host open, and the first certificate that it was shown.
    private var leaves: String {
        """
        WITH leaf AS (
            SELECT b.mx_host_id, min(b.position), p.tls_group, c.issuer, c.key,
                c.signature_algorithm, c.not_after
            FROM mx_host_probe b
            JOIN mx_probes p USING (run_id, probe_number)
            JOIN chain_certificate l ON l.chain_id = p.chain_id AND l.position = 0
            JOIN certificates c ON c.certificate_id = l.certificate_id
            WHERE b.run_id = \(run.id) AND p.reachability = 'open' AND p.starttls = 'ok'
            GROUP BY b.mx_host_id
        )
        """
    }
}
