import GRDB

extension AdoptionTables {
    /// MTA-STS, from the record to the effect.
    func mtaSTS(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "mta-sts", title: "MTA-STS",
            paragraphs: [
                """
                A domain that publishes MTA-STS (RFC 8461) has a TXT record and, on a web server, \
                a policy. Each step is a condition of the next.
                """
            ],
            parts: [
                .shares(ladder()), .shares(try records(db)), .shares(try fetches(db)),
                .shares(try modes(db)), .shares(try maxAges(db)), .shares(try outcomes(db)),
                .cross(try policyHosts(db)),
            ])
    }

    private func ladder() -> AdoptionTable {
        AdoptionTable(
            id: "mta-sts-steps", title: "From record to effect",
            intro: """
                In effect: the policy is valid and in enforce mode, and at least one MX host that \
                answered matches one of its patterns, completes STARTTLS and shows a valid \
                certificate, so that mail arrives, and only over authenticated TLS.
                """, heading: "Step", unit: "Domains",
            rows: [
                step("Record published", "sts_published", of: "sts_asked", Denominators.stsAsked),
                step("Record valid", "sts_valid", of: "sts_asked", Denominators.stsAsked),
                step(
                    "Policy fetched", "policy_fetched", of: "policy_known",
                    Denominators.policyKnown),
                step("Policy valid", "policy_valid", of: "policy_known", Denominators.policyKnown),
                step("Enforce mode", "enforce", of: "policy_known", Denominators.policyKnown),
                step("In effect", "sts_in_effect", of: "effect_known", Denominators.effectKnown),
            ], apart: [],
            empty: "No domain of this run accepts mail.", chart: .bars,
            sql: AdoptionCounts.query(run: run.id).sql)
    }

    private func records(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "mta-sts-records", title: "Records at _mta-sts", heading: "Record",
            denominator: Denominators.stsAsked, words: RecordWords.records,
            empty: "No _mta-sts record could be looked up in this run.", chart: .none,
            query: .mailDomains("sts_record", run: run.id)
        ).table(db)
    }

    private func fetches(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "policy-fetches", title: "Fetching the policy",
            intro:
                "A policy is fetched where the record is valid; the first stage that fails counts.",
            heading: "Stage",
            denominator: Denominators.validRecords,
            words: RecordWords.fetches, hidesZeros: true,
            empty: "No policy was asked for in this run.", chart: .bars,
            query: .mailDomains(
                "policy_fetch, policy_syntax", run: run.id, where: "sts_record = 'valid'")
        ).table(db)
    }

    private func modes(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "policy-modes", title: "Modes of valid policies", heading: "Mode",
            denominator: Denominators.validPolicies,
            words: RecordWords.modes, empty: "No domain of this run has a valid policy.",
            query: .mailDomains("policy_mode", run: run.id, where: "policy_syntax = 'valid'")
        ).table(db)
    }

    private func outcomes(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "policy-outcomes", title: "Policies and the domain's own MX hosts",
            intro: """
                An MX host passes if a pattern of the policy matches it, it completes STARTTLS \
                and its certificate is valid.
                """, heading: "Mode, and hosts",
            denominator: Denominators.heldPolicies, words: RecordWords.policyOutcomes,
            hidesZeros: true,
            empty: "No policy in mode enforce or testing could be held against an MX host.",
            query: outcomesQuery
        ).table(db)
    }

    private var outcomesQuery: Query {
        Query(
            """
            WITH adopter AS (
                SELECT d.policy_mode,
                    (SELECT count(*) FROM mx_results x
                        WHERE x.run_id = d.run_id AND x.domain_id = d.domain_id
                            AND x.reachability = 'open') AS answered,
                    (SELECT count(*) FROM mx_results x
                        WHERE x.run_id = d.run_id AND x.domain_id = d.domain_id
                            AND x.reachability = 'open' AND x.policy_match = 1
                            AND x.starttls = 'ok' AND x.certificate = 'valid') AS passing
                FROM domain_results d
                WHERE d.run_id = \(run.id) AND d.mail_route IN ('mx', 'implicit-mx')
                    AND d.policy_mode IN ('enforce', 'testing')
            )
            SELECT policy_mode,
                CASE WHEN answered = 0 THEN 'unknown' WHEN passing = answered THEN 'all'
                    WHEN passing = 0 THEN 'none' ELSE 'some' END AS hosts,
                count(*) AS domains
            FROM adopter
            GROUP BY policy_mode, hosts
            """)
    }
}
