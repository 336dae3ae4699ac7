/// Shares of several runs side by side, the earliest first.
struct OverTimeSection {
    private let runs: [AdoptionTables]
    /// A row for each run, whose size and shares are still to come.
    private let rows: [CrossTable.Row]
    private let instants: [Double]

    init(_ runs: [AdoptionTables]) {
        self.runs = runs
        let days = InstantText.days(runs.map(\.run.startedAt))
        rows = zip(runs, days).map { tables, day in
            let (run, state) = (tables.run, tables.run.stateText)
            return CrossTable.Row(
                key: String(run.id), label: day,
                note: "run \(run.id): \(run.title)" + (state.map { ", \($0)" } ?? ""), size: 0,
                shares: [])
        }
        instants = runs.map { InstantText.seconds($0.run.startedAt) ?? 0 }
    }

    /// What a table is about: what its sizes count, and the query that gives it.
    private struct Basis {
        var heading: String
        var size: (AdoptionTables) -> Int
        var query: Query
    }

    func section() -> ReportSection {
        let ids = runs.map(\.run.id)
        let domains = Basis(
            heading: "Domains accepting mail", size: { $0.counts["mail"] },
            query: AdoptionCounts.query(runs: ids))
        let hosts = Basis(
            heading: "MX hosts that answered", size: \.hosts.open,
            query: HostCounts.query(runs: ids))
        return ReportSection(
            id: "over-time", title: "Over time",
            paragraphs: [
                """
                One point for each of \(runs.count.grouped) runs, each over what that run could \
                measure.
                """
            ] + RunDifferences(runs.map(\.run)).paragraphs,
            parts: [
                table("published-over-time", "What is published", domains, \.published),
                table("mta-sts-over-time", "MTA-STS", domains, \.stsLadder),
                table(
                    "policy-modes-over-time", "Modes of valid MTA-STS policies", domains, \.modes),
                table("tlsrpt-over-time", "TLSRPT", domains, \.tlsRPTLadder),
                table("dane-over-time", "DANE", domains, \.daneLadder),
                table("starttls-over-time", "STARTTLS", domains, \.starttlsLadder),
                table("verdicts-over-time", "What happens to a message", domains, \.verdicts),
                table("mx-hosts-over-time", "MX hosts", hosts, \.byHost),
                table(
                    "smtp-sts-over-time", "SMTP STS, the draft of 2016", domains, \.draftLadder),
            ].map(ReportTable.cross))
    }

    /// The table that each run's figures give, turned on its side: runs down, its rows across.
    private func table(
        _ id: String, _ title: String, _ basis: Basis, _ give: (AdoptionTables) -> AdoptionTable
    ) -> CrossTable {
        let tables = runs.map(give)
        return CrossTable(
            id: id, title: title, intro: tables[0].intro, heading: "Run",
            sizeHeading: basis.heading,
            columns: tables[0].rows.map {
                .init(key: $0.key, title: $0.label, denominator: $0.share.denominator)
            },
            rows: rows.indices.map { index in
                var row = rows[index]
                row.size = basis.size(runs[index])
                row.shares = tables[index].rows.map(\.share)
                return row
            }, empty: "", instants: instants, sql: basis.query.sql)
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
