import GRDB

extension AdoptionTables {
    /// The same figures by rank, by top-level domain and by provider.
    func groups(_ db: Database) throws -> ReportSection {
        let (providers, profiles) = try providers(db)
        return ReportSection(
            id: "groups", title: "Ranks, top-level domains, providers",
            paragraphs: [
                """
                Each percentage is of the domains of its own row that accept mail, and of those \
                alone in which the thing could be seen.
                """
            ],
            parts: [
                .cross(try ranks(db)), .cross(try topLevelDomains(db)), .cross(providers),
            ], profiles: profiles)
    }

    /// How many groups a table shows.
    static let shown = 50

    private func ranks(_ db: Database) throws -> CrossTable {
        // Ranks 101 to 1,000 less one have three digits. Why not a CASE: each mention of a rank looks
        // it up anew.
        let (query, found) = try groups(
            by: "max(2, min(length(rank - 1), 7))", order: "grouped_by", db)
        return cross(
            id: "ranks", title: "By rank",
            intro: """
                By the list's rank column; without one, by the position in the list. Each row is a \
                part of its own, so that the top 1,000 are the first two rows.
                """, heading: "Rank", found, query, label: Self.bucket)
    }

    /// What ranks have so many digits, less one.
    private static func bucket(_ digits: String) -> String {
        switch digits {
        case "2": "1 to 100"
        case "3": "101 to 1,000"
        case "4": "1,001 to 10,000"
        case "5": "10,001 to 100,000"
        case "6": "100,001 to 1,000,000"
        default: "beyond 1,000,000"
        }
    }

    private func topLevelDomains(_ db: Database) throws -> CrossTable {
        let (query, found) = try groups(by: "tld", order: "mail DESC, grouped_by", db)
        return cross(
            id: "top-level-domains", title: "By top-level domain", heading: "Top-level domain",
            found, query
        ) { ".\($0)" }
    }

    /// A group, with its counts.
    struct Group {
        var key: String
        var counts: AdoptionCounts
        /// How many groups there are, shown or not, and how many domains of them accept mail.
        var all: (groups: Int, mail: Int)
    }

    /// The groups of a column or an expression, as many as a table shows.
    func groups(
        by group: String, order: String, prelude: String = "", _ db: Database
    ) throws -> (query: Query, groups: [Group]) {
        let query = AdoptionCounts.query(
            run: run.id, by: group, order: order, limit: Self.shown, prelude: prelude)
        let groups = try query.rows(db).map { row in
            Group(
                key: String.fromDatabaseValue(row["grouped_by"]) ?? "\(row["grouped_by"] as Int)",
                counts: AdoptionCounts(row), all: (row["groups"], row["grouped_mail"]))
        }
        return (query, groups)
    }

    /// The table of some groups.
    func cross(
        id: String, title: String, intro: String? = nil, heading: String, _ groups: [Group],
        _ query: Query, label: (String) -> String = { $0 }
    ) -> CrossTable {
        CrossTable(
            id: id, title: title, intro: intro, heading: heading,
            sizeHeading: "Domains accepting mail",
            columns: Self.measures.map { measure in
                .init(key: measure.key, title: measure.title, denominator: measure.denominator)
            },
            rows: groups.map { group in
                CrossTable.Row(
                    key: group.key, label: label(group.key), size: group.counts["mail"],
                    shares: Self.measures.map { measure in
                        Share(
                            group.counts[measure.key], of: group.counts[measure.total],
                            measure.denominator)
                    })
            },
            rest: Self.rest(groups), empty: "No domain of this run accepts mail.", sql: query.sql)
    }

    /// `The largest 50 of 312; the others have 1,234 domains.`
    private static func rest(_ groups: [Group]) -> String? {
        guard let all = groups.first?.all, all.groups > groups.count else { return nil }
        let others = all.mail - groups.reduce(0) { $0 + $1.counts["mail"] }
        return "The largest \(groups.count.grouped) of \(all.groups.grouped); "
            + "the others have \(others.counted("domain", "domains"))."
    }

    private static let measures:
        [(key: String, title: String, total: String, denominator: String)] = [
            ("sts_published", "MTA-STS record", "sts_asked", Denominators.stsAsked),
            ("sts_in_effect", "MTA-STS in effect", "effect_known", Denominators.effectKnown),
            ("tlsrpt_published", "TLSRPT record", "tlsrpt_asked", Denominators.tlsrptAsked),
            ("dane_in_effect", "DANE in effect", "dane_known", Denominators.daneKnown),
            ("starttls_all", "STARTTLS everywhere", "answered", Denominators.answered),
            ("verdict_plaintext", "Plain text", "answered", Denominators.answered),
        ]
}
