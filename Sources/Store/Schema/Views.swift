/// The views that people query; their names, columns and words are a promise.
enum Views {
    static let version1 = """
        CREATE VIEW runs AS
        SELECT run_id, label, list, state, started_at, finished_at, version, options, domains,
            domains_total, lines_rejected, duplicates, excluded
        FROM run;

        CREATE VIEW domain_results AS
        SELECT r.run_id, w.rank, n.text AS domain, n.tld, r.mail_route, r.mx_dnssec, r.mx_hosts,
            r.provider, r.sts_record, r.sts_id, r.policy_fetch, r.policy_syntax, r.policy_mode,
            r.policy_max_age, r.draft_record, r.draft_mode, r.tlsrpt_record, r.starttls, r.dane,
            r.verdict, r.result_type
        FROM domain_result r
        JOIN run_domain w ON w.run_id = r.run_id AND w.domain_id = r.domain_id
        JOIN name n ON n.name_id = r.domain_id;

        CREATE VIEW mx_results AS
        SELECT m.run_id, d.text AS domain, h.text AS mx_host, m.preference, m.reachability,
            m.starttls, m.tls_version, m.tls_cipher, m.certificate, m.policy_match, m.tlsa,
            m.result_type
        FROM mx_result m
        JOIN name d ON d.name_id = m.domain_id
        JOIN name h ON h.name_id = m.mx_host_id;

        CREATE VIEW findings AS
        SELECT f.run_id, d.text AS domain, h.text AS mx_host, f.code, f.detail
        FROM finding f
        JOIN name d ON d.name_id = f.domain_id
        LEFT JOIN name h ON h.name_id = f.mx_host_id;

        CREATE VIEW latest_domain_results AS
        SELECT * FROM domain_results
        WHERE run_id = (SELECT max(run_id) FROM run WHERE state = 'finished');

        CREATE VIEW latest_mx_results AS
        SELECT * FROM mx_results
        WHERE run_id = (SELECT max(run_id) FROM run WHERE state = 'finished');

        CREATE VIEW txt_records AS
        SELECT t.run_id, n.text AS domain, t.question || '.' || n.text AS name, t.position,
            CAST(t.data AS TEXT) AS text, l.ttl, l.canonical_name AS cname_target, l.dnssec
        FROM txt_record t
        JOIN lookup l ON l.run_id = t.run_id AND l.name_id = t.name_id AND l.question = t.question
        JOIN name n ON n.name_id = t.name_id;

        CREATE VIEW policies AS
        SELECT p.run_id, n.text AS domain, p.outcome, p.detail, p.started_at, p.duration_ms,
            p.address, p.canonical_name AS cname_target, p.http_status, p.content_type,
            p.location, CAST(p.body AS TEXT) AS body, p.chain_id
        FROM policy_fetch p
        JOIN name n ON n.name_id = p.domain_id;

        CREATE VIEW mx_probes AS
        SELECT run_id, probe_number, operator, address, server_name, started_at, duration_ms,
            reachability,
            greeting, ehlo_reply, used_helo, starttls_reply, starttls, tls_version, tls_cipher,
            tls_group, chain_id, plaintext_after_starttls, anonymous_only, detail
        FROM probe;

        CREATE VIEW certificates AS
        SELECT certificate_id, lower(hex(sha256)) AS sha256, der, subject, issuer, names,
            not_before, not_after, key, key_bits, signature_algorithm
        FROM certificate;
        """

    /// Made anew with the columns that version 2 adds.
    static let version2 = """
        DROP VIEW latest_domain_results;
        DROP VIEW domain_results;
        DROP VIEW runs;
        DROP VIEW policies;

        CREATE VIEW runs AS
        SELECT run_id, label, list, state, started_at, finished_at, version, options, domains,
            domains_total, lines_rejected, duplicates, excluded, judged_by
        FROM run;

        CREATE VIEW domain_results AS
        SELECT r.run_id, w.rank, n.text AS domain, n.tld, r.mail_route, r.mx_dnssec, r.mx_hosts,
            r.provider, r.sts_record, r.sts_id, r.policy_fetch, r.policy_syntax, r.policy_mode,
            r.policy_max_age, r.draft_record, r.draft_mode, r.tlsrpt_record, r.starttls, r.dane,
            r.verdict, r.result_type, r.policy_provider, r.draft_authentication,
            r.draft_conformance, r.draft_result_type, r.sts_adoption, r.draft_adoption,
            r.tlsrpt_adoption, r.starttls_adoption, r.dane_adoption
        FROM domain_result r
        JOIN run_domain w ON w.run_id = r.run_id AND w.domain_id = r.domain_id
        JOIN name n ON n.name_id = r.domain_id;

        CREATE VIEW latest_domain_results AS
        SELECT * FROM domain_results
        WHERE run_id = (SELECT max(run_id) FROM run WHERE state = 'finished');

        CREATE VIEW policies AS
        SELECT p.run_id, n.text AS domain, p.outcome, p.detail, p.started_at, p.duration_ms,
            p.address, p.canonical_name AS cname_target, p.http_status, p.content_type,
            p.location, CAST(p.body AS TEXT) AS body, p.chain_id, p.stage
        FROM policy_fetch p
        JOIN name n ON n.name_id = p.domain_id;

        CREATE VIEW draft_policies AS
        SELECT p.run_id, n.text AS domain, p.outcome, p.detail, p.started_at, p.duration_ms,
            p.address, p.canonical_name AS cname_target, p.http_status, p.content_type,
            p.location, CAST(p.body AS TEXT) AS body, p.chain_id, p.stage
        FROM draft_fetch p
        JOIN name n ON n.name_id = p.domain_id;
        """

    /// What version 3 adds: earlier observations of what was measured again.
    static let version3 = """
        DROP VIEW runs;

        CREATE VIEW runs AS
        SELECT run_id, label, list, state, started_at, finished_at, version, options, domains,
            domains_total, lines_rejected, duplicates, excluded, judged_by, measured_again,
            list_bytes, lower(hex(list_digest)) AS list_digest
        FROM run;

        CREATE VIEW earlier_lookups AS
        SELECT l.run_id, n.text AS name, l.question, l.attempt, l.answer, l.dnssec, l.ttl,
            l.canonical_name AS cname_target, l.records, l.detail
        FROM earlier_lookup l
        JOIN name n ON n.name_id = l.name_id;

        CREATE VIEW earlier_policies AS
        SELECT p.run_id, n.text AS domain, p.attempt, p.outcome, p.detail, p.started_at,
            p.duration_ms, p.address, p.canonical_name AS cname_target, p.http_status,
            p.content_type, p.location, CAST(p.body AS TEXT) AS body, p.chain_id, p.stage
        FROM earlier_policy_fetch p
        JOIN name n ON n.name_id = p.domain_id;

        CREATE VIEW earlier_mx_probes AS
        SELECT e.run_id, n.text AS mx_host, e.attempt, e.position, e.probe_number, p.address,
            p.started_at, p.reachability, p.starttls, p.detail
        FROM earlier_mx_host_probe e
        JOIN name n ON n.name_id = e.mx_host_id
        JOIN probe p ON p.run_id = e.run_id AND p.probe_number = e.probe_number;
        """

    /// What version 4 makes cheap at a million domains: a number of a domain beside its name, MX hosts
    /// each once, and no lookup for a column that a query does not name.
    ///
    /// A rank that nobody asks for is not looked up, being a subquery. Names are joined, so that
    /// `domain = 'example.com'` finds its rows by an index; by LEFT JOIN, so that the results are
    /// read first, in the order of the names' numbers, where the next name is beside the last.
    static let version4 = """
        DROP VIEW latest_domain_results;
        DROP VIEW latest_mx_results;
        DROP VIEW domain_results;
        DROP VIEW mx_results;
        DROP VIEW findings;

        CREATE VIEW domain_results AS
        SELECT r.run_id,
            (SELECT w.rank FROM run_domain w
                WHERE w.run_id = r.run_id AND w.domain_id = r.domain_id) AS rank,
            n.text AS domain, n.tld, r.mail_route, r.mx_dnssec, r.mx_hosts,
            r.provider, r.sts_record, r.sts_id, r.policy_fetch, r.policy_syntax, r.policy_mode,
            r.policy_max_age, r.draft_record, r.draft_mode, r.tlsrpt_record, r.starttls, r.dane,
            r.verdict, r.result_type, r.policy_provider, r.draft_authentication,
            r.draft_conformance, r.draft_result_type, r.sts_adoption, r.draft_adoption,
            r.tlsrpt_adoption, r.starttls_adoption, r.dane_adoption, r.domain_id
        FROM domain_result r
        LEFT JOIN name n ON n.name_id = r.domain_id;

        CREATE VIEW latest_domain_results AS
        SELECT * FROM domain_results
        WHERE run_id = (SELECT max(run_id) FROM run WHERE state = 'finished');

        CREATE VIEW mx_results AS
        SELECT m.run_id, d.text AS domain, h.text AS mx_host, m.preference, m.reachability,
            m.starttls, m.tls_version, m.tls_cipher, m.certificate, m.policy_match, m.tlsa,
            m.result_type, m.domain_id, m.mx_host_id
        FROM mx_result m
        LEFT JOIN name d ON d.name_id = m.domain_id
        LEFT JOIN name h ON h.name_id = m.mx_host_id;

        CREATE VIEW latest_mx_results AS
        SELECT * FROM mx_results
        WHERE run_id = (SELECT max(run_id) FROM run WHERE state = 'finished');

        CREATE VIEW mx_host_results AS
        \(mxHosts(where: "true"));

        CREATE VIEW latest_mx_host_results AS
        \(mxHosts(where: "run_id = (SELECT max(run_id) FROM run WHERE state = 'finished')"));

        CREATE VIEW findings AS
        SELECT f.run_id, d.text AS domain, h.text AS mx_host, f.code, f.detail, f.domain_id,
            f.mx_host_id
        FROM finding f
        LEFT JOIN name d ON d.name_id = f.domain_id
        LEFT JOIN name h ON h.name_id = f.mx_host_id;
        """

    /// Every MX host once: domains share its row but for what their policies say of it. SQLite takes
    /// no subquery that names a run into the grouping, so the condition stands there.
    private static func mxHosts(where condition: String) -> String {
        """
        SELECT m.run_id, h.text AS mx_host,
            (SELECT p.operator FROM mx_host_probe b JOIN probe p USING (run_id, probe_number)
                WHERE b.run_id = m.run_id AND b.mx_host_id = m.mx_host_id AND b.position = 0)
                AS operator,
            m.domains, m.is_open, m.reachability, m.starttls, m.tls_version, m.tls_cipher,
            m.certificate, m.tlsa, m.mx_host_id
        FROM (
            SELECT run_id, mx_host_id, count(*) AS domains, max(reachability = 'open') AS is_open,
                reachability, starttls, tls_version, tls_cipher, certificate, tlsa
            FROM mx_result
            WHERE \(condition)
            GROUP BY run_id, mx_host_id
        ) m
        LEFT JOIN name h ON h.name_id = m.mx_host_id
        """
    }
}
