import GRDB

extension AdoptionTables {
    /// TLSA records by domain and by MX host.
    func dane(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "dane", title: "DANE",
            paragraphs: [
                """
                TLSA records (RFC 7672) bind an MX host's certificate in DNSSEC. They protect mail \
                only if the domain's MX answer is secure too.
                """
            ],
            tables: [
                try StateTable(
                    id: "dane-domains", title: "DANE by domain", heading: "DANE",
                    denominator: "domains that accept mail and whose TLSA lookups were answered",
                    words: HostWords.dane, hidesZeros: true,
                    empty: "No TLSA record could be looked up in this run.", chart: .bars,
                    query: .mailDomains("dane", run: run.id)
                ).table(db),
                try StateTable(
                    id: "dane-mx-hosts", title: "TLSA records by MX host", heading: "TLSA",
                    unit: "MX hosts", denominator: "MX hosts whose TLSA lookup was answered",
                    words: HostWords.tlsa, hidesZeros: true,
                    empty: "No TLSA record could be looked up in this run.", chart: .bars,
                    query: .mxHosts("tlsa", run: run.id)
                ).table(db),
            ])
    }
}
