import GRDB

extension AdoptionTables {
    /// What is left of the drafts between 2016 and 2018, beside the standard.
    func generations(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "generations", title: "Generations of the standard",
            paragraphs: [
                """
                MTA-STS grew from a proposal of March 2016 (draft-margolis-smtp-sts-00), which kept \
                its policy in a TXT record at _smtp_sts, over drafts with other names and forms. \
                They are counted apart, never as MTA-STS.
                """
            ],
            tables: [
                try byGeneration(db),
                try StateTable(
                    id: "smtp-sts-records", title: "Records at _smtp_sts", heading: "Record",
                    denominator: Denominators.draftAsked, words: RecordWords.drafts,
                    empty: "No _smtp_sts record was looked up in this run.",
                    query: .mailDomains("draft_record, draft_mode", run: run.id)
                ).table(db),
                draftLadder,
            ])
    }

    private func byGeneration(_ db: Database) throws -> AdoptionTable {
        try StepTable(
            id: "by-generation", title: "By generation",
            intro: """
                Records at names that only drafts used are asked for with --legacy-names alone. A \
                policy tells its generation only where it was fetched.
                """, heading: "Generation",
            steps: [
                .init(
                    "rfc_8461", "RFC 8461, September 2018", "a record at _mta-sts", of: "sts_asked",
                    Denominators.stsAsked),
                .init(
                    "march_2016", "March 2016", "v=STS1; to= at _smtp_sts", of: "draft_asked",
                    Denominators.draftAsked),
                .init(
                    "april_2016", "April 2016", "v=STS1; m= at _smtp_sts", of: "draft_asked",
                    Denominators.draftAsked),
                .init(
                    "july_2016", "April to July 2016", "a record at _mta_sts",
                    of: "underscores_asked", Denominators.underscoresAsked),
                .init(
                    "december_2016", "December 2016 to July 2017", "a policy in JSON",
                    of: "policies_fetched", Denominators.policiesFetched),
                .init(
                    "february_2017", "February 2017", "a record at mta-sts",
                    of: "policy_host_asked", Denominators.policyHostAsked),
                .init(
                    "august_2017", "August to December 2017", "mode: report",
                    of: "policies_fetched", Denominators.policiesFetched),
            ], empty: "No domain of this run accepts mail.", query: generationsQuery
        ).table(db)
    }

    private var generationsQuery: Query {
        Query(
            """
            WITH found AS (
                SELECT DISTINCT code, domain_id FROM findings
                WHERE run_id = \(run.id) AND code IN ('generation-2016-04', 'generation-2016-07',
                    'generation-2016-12', 'generation-2017-02', 'generation-2017-08')
            ), mail AS (
                SELECT sts_record, draft_record, policy_fetch,
                    domain_id IN (SELECT domain_id FROM found WHERE code = 'generation-2016-04')
                        AS is_of_april,
                    domain_id IN (SELECT domain_id FROM found WHERE code = 'generation-2016-12')
                        AS is_of_december,
                    domain_id IN (SELECT domain_id FROM found WHERE code = 'generation-2017-08')
                        AS is_of_august
                FROM domain_results
                WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
            )
            SELECT
                count(*) FILTER (WHERE sts_record <> 'error') AS sts_asked,
                count(*) FILTER (WHERE sts_record IN ('valid', 'invalid', 'multiple')) AS rfc_8461,
                count(*) FILTER (WHERE draft_record <> 'error') AS draft_asked,
                count(*) FILTER (WHERE draft_record IN ('valid', 'invalid', 'multiple')
                    AND NOT is_of_april) AS march_2016,
                count(*) FILTER (WHERE is_of_april) AS april_2016,
                \(asked("_mta_sts")) AS underscores_asked,
                (SELECT count(*) FROM found WHERE code = 'generation-2016-07') AS july_2016,
                count(*) FILTER (WHERE policy_fetch = 'ok') AS policies_fetched,
                count(*) FILTER (WHERE policy_fetch = 'ok' AND is_of_december) AS december_2016,
                \(asked("mta-sts")) AS policy_host_asked,
                (SELECT count(*) FROM found WHERE code = 'generation-2017-02') AS february_2017,
                count(*) FILTER (WHERE policy_fetch = 'ok' AND is_of_august) AS august_2017
            FROM mail
            """)
    }

    /// How many lookups of a name of the drafts were answered; looked for only in runs that asked.
    private func asked(_ question: String) -> String {
        """
        CASE (SELECT options ->> 'legacy_names' FROM runs WHERE run_id = \(run.id)) WHEN 1 THEN
                (SELECT count(*) FROM lookup WHERE run_id = \(run.id) AND question = '\(question)'
                    AND answer IN ('records', 'no-data', 'no-name')) ELSE 0 END
        """
    }
}
