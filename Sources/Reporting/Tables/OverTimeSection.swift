/// Shares of several runs side by side, the earliest first.
struct OverTimeSection {
    let runs: [RunFigures]

    private var ids: [Int64] { runs.map(\.run.id) }

    func section() -> ReportSection {
        let differences = RunDifferences(runs.map(\.run)).sentences
        return ReportSection(
            id: "over-time", title: "Over time",
            paragraphs: [
                """
                One point for each of \(runs.count.grouped) runs, each over what that run could \
                measure.
                """
            ] + (differences.isEmpty ? [] : ["The runs are not alike."]) + differences,
            parts: [
                table("published-over-time", "What is published", \.published),
                table("mta-sts-over-time", "MTA-STS", \.stsLadder),
                table("policy-modes-over-time", "Modes of valid MTA-STS policies", \.modes),
                table("tlsrpt-over-time", "TLSRPT", \.tlsRPTLadder),
                table("dane-over-time", "DANE", \.daneLadder),
                table("starttls-over-time", "STARTTLS", \.starttlsLadder),
                table("verdicts-over-time", "What happens to a message", \.verdicts),
                table("mx-hosts-over-time", "MX hosts", \.byHost),
                table("smtp-sts-over-time", "SMTP STS, the draft of 2016", \.draftLadder),
            ].map(ReportTable.cross))
    }

    /// The table that each run's figures give, turned on its side: runs down, its rows across.
    private func table(
        _ id: String, _ title: String, _ give: (AdoptionTables) -> AdoptionTable
    ) -> CrossTable {
        let tables = runs.map { figures in
            give(
                AdoptionTables(
                    run: figures.run, counts: figures.counts, hosts: figures.hosts,
                    isSample: false))
        }
        let hosts = tables[0].unit == "MX hosts"
        let days = InstantText.days(runs.map(\.run.startedAt))
        let query = hosts ? HostCounts.query(runs: ids) : AdoptionCounts.query(runs: ids)
        return CrossTable(
            id: id, title: title, intro: tables[0].intro, heading: "Run",
            sizeHeading: hosts ? "MX hosts that answered" : "Domains accepting mail",
            columns: tables[0].rows.map {
                .init(key: $0.key, title: $0.label, denominator: $0.share.denominator)
            },
            rows: runs.indices.map { index in
                let figures = runs[index]
                return CrossTable.Row(
                    key: String(figures.run.id), label: days[index],
                    note: "run \(figures.run.id): \(figures.run.title)",
                    size: hosts ? figures.hosts.open : figures.counts["mail"],
                    shares: tables[index].rows.map(\.share))
            }, empty: "", instants: runs.map { InstantText.seconds($0.run.startedAt) ?? 0 },
            sql: query.sql)
    }
}

extension AdoptionTables {
    fileprivate var published: AdoptionTable {
        AdoptionTable(
            id: "", title: "",
            intro: "A record counts, whether or not it is well formed; for DANE, any TLSA record.",
            heading: "", unit: "Domains",
            rows: [
                step("MTA-STS", "sts_published", of: "sts_asked", Denominators.stsAsked),
                step("TLSRPT", "tlsrpt_published", of: "tlsrpt_asked", Denominators.tlsrptAsked),
                step("DANE", "dane_published", of: "dane_asked", Denominators.tlsaKnown),
            ], apart: [], empty: "", chart: .none, sql: "")
    }

    fileprivate var verdicts: AdoptionTable {
        words("verdict", MailWords.verdicts, Denominators.answered)
    }

    fileprivate var modes: AdoptionTable {
        words("policy_mode", RecordWords.modes, Denominators.validPolicies)
    }

    private func words(
        _ column: String, _ words: [Word], _ denominator: String
    ) -> AdoptionTable {
        let plan = StateTable(
            id: "", title: "", heading: "", denominator: denominator, words: words, empty: "",
            query: Query(""))
        return Self.words(plan, column, counts)
    }
}
