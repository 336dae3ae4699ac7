import GRDB

extension AdoptionTables {
    /// The same figures by rank, by top-level domain and by provider.
    func groups(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "groups", title: "Ranks, top-level domains, providers",
            paragraphs: [
                """
                Each percentage is of the domains of its own row that accept mail, and of those \
                alone in which the thing could be seen.
                """
            ],
            parts: [
                .cross(try ranks(db)), .cross(try topLevelDomains(db)), .cross(try providers(db)),
            ])
    }

    /// How many groups a table shows.
    private static let shown = 50

    private func ranks(_ db: Database) throws -> CrossTable {
        try cross(
            id: "ranks", title: "By rank",
            intro: """
                By the position in the list, or by its rank column if it has one. Each row is a \
                part of its own, so that the top 1,000 are the first two rows.
                """, heading: "Rank",
            by: """
                CASE WHEN rank <= 100 THEN 100 WHEN rank <= 1000 THEN 1000
                        WHEN rank <= 10000 THEN 10000 WHEN rank <= 100000 THEN 100000
                        WHEN rank <= 1000000 THEN 1000000 ELSE 1000001 END
                """, order: "grouped_by", db
        ) { key in (Self.bucket(key), nil) }
    }

    private static func bucket(_ key: String) -> String {
        switch Int(key) {
        case 100: "1 to 100"
        case 1_000_001: "beyond 1,000,000"
        case let end?: "\((end / 10 + 1).grouped) to \(end.grouped)"
        case nil: key
        }
    }

    private func topLevelDomains(_ db: Database) throws -> CrossTable {
        try cross(
            id: "top-level-domains", title: "By top-level domain", intro: nil,
            heading: "Top-level domain", by: "tld", order: "mail DESC, grouped_by", db
        ) { key in (".\(key)", nil) }
    }

    private func providers(_ db: Database) throws -> CrossTable {
        try cross(
            id: "providers", title: "By provider",
            intro: """
                A provider is the registrable domain of the most preferred MX host. One that \
                serves under several such domains has a row for each.
                """, heading: "Provider", by: "provider", order: "mail DESC, grouped_by", db
        ) { key in (key, ProviderNames.names[key]) }
    }

    private func cross(
        id: String, title: String, intro: String?, heading: String, by group: String,
        order: String, _ db: Database, label: (String) -> (String, note: String?)
    ) throws -> CrossTable {
        let query = AdoptionCounts.query(
            run: run.id, by: group, order: order, limit: Self.shown)
        let found = try query.rows(db)
        let rows = found.map { row in
            let counts = AdoptionCounts(row)
            let key = String.fromDatabaseValue(row["grouped_by"]) ?? "\(row["grouped_by"] as Int)"
            let (text, note) = label(key)
            return CrossTable.Row(
                key: key, label: text, note: note, size: counts["mail"],
                shares: Self.measures.map { measure in
                    Share(counts[measure.key], of: counts[measure.total], measure.denominator)
                })
        }
        let groups: Int = found.first?["groups"] ?? 0
        return CrossTable(
            id: id, title: title, intro: intro, heading: heading,
            sizeHeading: "Domains accepting mail",
            columns: Self.measures.map { measure in
                .init(key: measure.key, title: measure.title, denominator: measure.denominator)
            },
            rows: rows,
            rest: groups > rows.count
                ? "The largest \(rows.count.grouped) of \(groups.grouped)." : nil,
            empty: "No domain of this run accepts mail.", sql: query.sql)
    }

    private static let measures:
        [(key: String, title: String, total: String, denominator: String)] = [
            ("sts_published", "MTA-STS record", "sts_asked", Denominators.stsAsked),
            ("sts_in_effect", "MTA-STS in effect", "effect_known", Denominators.effectKnown),
            ("tlsrpt_published", "TLSRPT record", "tlsrpt_asked", Denominators.tlsrptAsked),
            ("dane_in_effect", "DANE in effect", "dane_known", Denominators.daneKnown),
            ("starttls_all", "STARTTLS everywhere", "answered", Denominators.answered),
        ]
}
