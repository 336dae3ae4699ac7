import GRDB

extension AdoptionTables {
    /// What is often said of mail in transit, held against this run.
    func claims(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "claims", title: "Claims of the field, tested",
            paragraphs: [
                """
                Published figures stand beside those of this run, with their source. They are of \
                other lists and other years: a difference may be one of time, of list or of method.
                """,
                """
                A scan counts domains and MX hosts, not messages. Which share of the mail travels \
                in plain text depends on who writes to whom, and is not seen from here.
                """,
                Published.Source.facebook2014.citation, Published.Source.imc2015.citation,
                Published.Source.imc2025.citation,
            ],
            tables: [try plainText(db), try flawedTLS(db), try publishedElsewhere(db)])
    }

    private static let notProbed = "Not measured: no MX host answered on port 25."

    private func plainText(_ db: Database) throws -> AdoptionTable {
        func step(
            _ column: String, _ label: String, _ note: String, of total: String = "answered",
            published: [Published] = []
        ) -> StepTable.Step {
            .init(column, label, note, of: total, Denominators.answered, published: published)
        }
        return try StepTable(
            id: "plain-text", title: "Does mail still travel in plain text?",
            intro: """
                Seen from a sender that uses TLS wherever it is offered, and sends in plain text \
                where it is not or where it fails.
                """, heading: "A message to the domain",
            steps: [
                step(
                    "plain_everywhere", "In plain text, whichever MX host takes it",
                    "no MX host that answered completes STARTTLS"),
                step(
                    "plain_somewhere", "In plain text, at one MX host or more",
                    "which does not complete STARTTLS"),
                step(
                    "not_offered", "STARTTLS is not even offered", "by no MX host that answered",
                    of: "judged"),
                step(
                    "encrypted", "Encrypted, whichever MX host takes it",
                    "every MX host that answered completes STARTTLS",
                    published: [.init("58% of notification mails", .facebook2014)]),
                step(
                    "authenticated", "Encrypted to MX hosts that are vouched for",
                    "each shows a certificate that an authority or DANE vouches for",
                    of: "judged"),
                step(
                    "enforced", "And encryption cannot be taken away unseen",
                    "DANE or MTA-STS has the sender insist: the verdict is secure"),
            ], empty: Self.notProbed,
            query: Query(
                """
                SELECT count(*) AS answered,
                    count(*) FILTER (WHERE starttls_adoption <> 'indeterminate') AS judged,
                    count(*) FILTER (WHERE starttls = 'none') AS plain_everywhere,
                    count(*) FILTER (WHERE starttls IN ('none', 'some')) AS plain_somewhere,
                    count(*) FILTER (WHERE starttls_adoption = 'absent') AS not_offered,
                    count(*) FILTER (WHERE starttls = 'all') AS encrypted,
                    count(*) FILTER (WHERE starttls_adoption = 'effective') AS authenticated,
                    count(*) FILTER (WHERE verdict = 'secure') AS enforced
                FROM domain_results
                WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                    AND starttls <> 'unknown'
                """)
        ).table(db)
    }

    private func flawedTLS(_ db: Database) throws -> AdoptionTable {
        try StepTable(
            id: "flawed-tls", title: "How widely is STARTTLS offered, and how often is it flawed?",
            intro: """
                Each MX host once. Flawed: STARTTLS fails, the certificate is vouched for neither \
                by an authority for that name nor by DANE, or TLS is of version 1.1 or older.
                """, heading: "STARTTLS", unit: "MX hosts",
            steps: [
                .init(
                    "offered", "Offer STARTTLS", of: "open", Denominators.openHosts,
                    published: [.init("82%", .imc2015), .init("76%", .facebook2014)]),
                .init("completed", "Complete it", of: "open", Denominators.openHosts),
                .init(
                    "valid", "Complete it with a valid certificate", "for the MX host's name",
                    of: "open", Denominators.openHosts, published: [.init("35%", .imc2015)]),
                .init(
                    "flawed", "Flawed in one way or another", of: "offered",
                    Denominators.offeringHosts),
                .init(
                    "failed", "The command or the handshake fails", of: "offered",
                    Denominators.offeringHosts),
                .init(
                    "not_vouched", "The certificate is not vouched for", "or there is none",
                    of: "offered", Denominators.offeringHosts),
                .init(
                    "obsolete", "TLS 1.1 or older, though newer was offered", of: "offered",
                    Denominators.offeringHosts),
            ], empty: Self.notProbed,
            query: Query(
                """
                WITH host AS (
                    SELECT starttls, certificate, starttls IN ('ok', 'failed') AS offers,
                        starttls = 'failed' AS fails,
                        starttls = 'ok' AND coalesce(certificate, 'none') <> 'valid'
                            AND tlsa <> 'match' AS is_not_vouched_for,
                        starttls = 'ok' AND tls_version NOT IN ('TLSv1.2', 'TLSv1.3') AS is_obsolete
                    FROM mx_host_results
                    WHERE run_id = \(run.id) AND is_open
                )
                SELECT count(*) AS open,
                    count(*) FILTER (WHERE offers) AS offered,
                    count(*) FILTER (WHERE starttls = 'ok') AS completed,
                    count(*) FILTER (WHERE starttls = 'ok' AND certificate = 'valid') AS valid,
                    count(*) FILTER (WHERE fails OR is_not_vouched_for OR is_obsolete) AS flawed,
                    count(*) FILTER (WHERE fails) AS failed,
                    count(*) FILTER (WHERE is_not_vouched_for) AS not_vouched,
                    count(*) FILTER (WHERE is_obsolete) AS obsolete
                FROM host
                """)
        ).table(db)
    }

    private func publishedElsewhere(_ db: Database) throws -> AdoptionTable {
        try StepTable(
            id: "record-elsewhere", title: "MTA-STS records, as counted before",
            heading: "Where",
            steps: [
                .init(
                    "com", "In .com", of: "com_of", Denominators.comDomains,
                    published: [.init("0.07%", .imc2025)]),
                .init(
                    "org", "In .org", of: "org_of", Denominators.orgDomains,
                    published: [.init("0.12%", .imc2025)]),
                .init(
                    "top", "Of ranks 1 to 10,000", "comparable where the list is a top list",
                    of: "top_of", Denominators.topDomains,
                    published: [.init("1.2% of Tranco's", .imc2025)]),
            ], empty: "No domain of this run is comparable.",
            query: Query(
                """
                WITH asked AS (
                    SELECT tld, rank <= 10000 AS is_top, sts_record <> 'absent' AS has_record
                    FROM domain_results
                    WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                        AND sts_record <> 'error'
                )
                SELECT count(*) FILTER (WHERE tld = 'com') AS com_of,
                    count(*) FILTER (WHERE tld = 'com' AND has_record) AS com,
                    count(*) FILTER (WHERE tld = 'org') AS org_of,
                    count(*) FILTER (WHERE tld = 'org' AND has_record) AS org,
                    count(*) FILTER (WHERE is_top) AS top_of,
                    count(*) FILTER (WHERE is_top AND has_record) AS top
                FROM asked
                """)
        ).table(db)
    }
}
