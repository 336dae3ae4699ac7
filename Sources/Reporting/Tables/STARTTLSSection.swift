import GRDB

extension AdoptionTables {
    /// STARTTLS, TLS and certificates of the MX hosts that answered.
    func starttls(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "starttls", title: "STARTTLS and TLS",
            paragraphs: [
                """
                Only MX hosts that answered are counted: a host that could not be reached, was \
                busy or was not probed says nothing about TLS.
                """
            ],
            tables: try [
                byDomain(db), byHost(db), tlsVersions(db), tlsVersionsAccepted(db),
            ].compactMap { $0 } + handshakes(db) + [certificates(db)] + certificateDetails(db))
    }

    private static let notMeasured = "Not measured: no MX host answered on port 25."

    private func byDomain(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "starttls-domains", title: "STARTTLS by domain", heading: "Completed at",
            denominator: Denominators.answered, words: HostWords.starttlsByDomain,
            empty: Self.notMeasured, query: .mailDomains("starttls", run: run.id)
        ).table(db)
    }

    private func byHost(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "starttls-mx-hosts", title: "STARTTLS by MX host", heading: "STARTTLS",
            unit: "MX hosts", denominator: Denominators.openHosts, words: HostWords.starttls,
            empty: Self.notMeasured, query: .mxHosts("starttls", run: run.id, where: "is_open")
        ).table(db)
    }

    private func tlsVersions(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "tls-versions", title: "TLS versions", intro: "The best that both sides speak.",
            heading: "Version", unit: "MX hosts", denominator: Denominators.tlsHosts,
            words: HostWords.tlsVersions, empty: "Not measured: no MX host completed STARTTLS.",
            query: .mxHosts("tls_version", run: run.id, where: "is_open AND starttls = 'ok'")
        ).table(db)
    }

    private func certificates(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "certificates", title: "Certificates of MX hosts",
            intro: "Held against the run's certificate authorities and the MX host's name.",
            heading: "Certificate", unit: "MX hosts",
            denominator: Denominators.certificateHosts, words: HostWords.certificates,
            hidesZeros: true, empty: "Not measured: no MX host showed a certificate.", chart: .bars,
            query: .mxHosts("certificate", run: run.id, where: "is_open AND starttls = 'ok'")
        ).table(db)
    }
}
