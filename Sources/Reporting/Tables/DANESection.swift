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
                    denominator: Denominators.tlsaPublished,
                    words: HostWords.dane, hidesZeros: true,
                    empty: "No TLSA record was found in this run.", chart: .bars,
                    query: .mailDomains("dane", run: run.id)
                ).table(db),
                try StateTable(
                    id: "dane-mx-hosts", title: "TLSA records by MX host", heading: "TLSA",
                    unit: "MX hosts", denominator: Denominators.tlsaPublishedHosts,
                    words: HostWords.tlsa, hidesZeros: true,
                    empty: "No TLSA record was found in this run.", chart: .bars,
                    query: .mxHosts("tlsa", run: run.id)
                ).table(db),
            ])
    }
}
