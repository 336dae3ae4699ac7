import GRDB

extension AdoptionTables {
    /// Who asks for reports about failed TLS.
    func tlsRPT(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "tlsrpt", title: "TLSRPT",
            paragraphs: [
                "A TXT record at _smtp._tls says where senders report failures (RFC 8460)."
            ],
            tables: [
                try StateTable(
                    id: "tlsrpt-records", title: "Records at _smtp._tls", heading: "Record",
                    denominator: Denominators.tlsrptAsked, words: RecordWords.records,
                    empty: "No _smtp._tls record could be looked up in this run.",
                    query: .mailDomains("tlsrpt_record", run: run.id)
                ).table(db)
            ])
    }

    /// What is left of the proposal of March 2016.
    func draft(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "smtp-sts", title: "SMTP STS, the draft of 2016",
            paragraphs: [
                """
                The proposal that MTA-STS grew from (draft-margolis-smtp-sts-00) kept its policy \
                in a TXT record at _smtp_sts. It is counted apart, never as MTA-STS.
                """
            ],
            tables: [
                try StateTable(
                    id: "smtp-sts-records", title: "Records at _smtp_sts", heading: "Record",
                    denominator: Denominators.draftAsked, words: RecordWords.drafts,
                    empty: "No _smtp_sts record was looked up in this run.",
                    query: .mailDomains("draft_record, draft_mode", run: run.id)
                ).table(db)
            ])
    }
}
