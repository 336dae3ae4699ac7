import GRDB

extension AdoptionTables {
    /// The providers that most domains have their mail at, and a closer look at the largest.
    func providers(_ db: Database) throws -> (table: CrossTable, profiles: [Profile]) {
        // Why not a join: SQLite would compare each domain with every row of it.
        let (query, found) = try groups(
            by: """
                CASE WHEN provider IN (SELECT provider FROM known)
                    THEN (SELECT name FROM known k WHERE k.provider = mail.provider)
                    ELSE provider END
                """, order: "mail DESC, grouped_by",
            prelude: "known(provider, name) AS (VALUES\n\(ProviderNames.rows)\n),\n", db)
        var table = cross(
            id: "providers", title: "By provider",
            intro: """
                A provider is the registrable domain of the most preferred MX host. Those with a \
                name are listed in the SQL with all of their domains that this program knows.
                """, heading: "Provider", found, query)
        var profiles: [Profile] = []
        let largest = found.prefix(Self.profiled).filter { $0.counts["mail"] >= Self.least }
        for (index, group) in largest.enumerated() {
            var id = Self.anchor(group.key)
            if profiles.contains(where: { $0.id == id }) { id += "-\(index + 1)" }
            table.rows[index].profile = id
            profiles.append(Self.profile(of: group, id: id, query))
        }
        return (table, profiles)
    }

    /// How many providers have a profile, and how many domains they have at least: shares of fewer
    /// say little.
    private static let profiled = 30
    private static let least = 10

    /// `provider-example-net`.
    private static func anchor(_ name: String) -> String {
        let words = name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return (["provider"] + words.map(String.init)).joined(separator: "-")
    }

    private static func profile(of group: Group, id: String, _ query: Query) -> Profile {
        let counts = group.counts
        let tables = [
            adoption(id, counts, query),
            words(
                StateTable(
                    id: "\(id)-verdicts", title: "What happens to a message", heading: "Verdict",
                    denominator: Denominators.answered, words: MailWords.verdicts, empty: "",
                    query: query), "verdict", counts),
            words(
                StateTable(
                    id: "\(id)-failures", title: "The failure that decided",
                    heading: "Result type", denominator: Denominators.failed,
                    words: MailWords.resultTypes, hidesZeros: true, empty: "", chart: .bars,
                    query: query), "result_type", counts),
        ]
        return Profile(
            id: id, title: group.key, note: counts["mail"].counted("domain", "domains"),
            tables: tables.filter { !$0.isEmpty }.map(ReportTable.shares))
    }

    private static func adoption(
        _ id: String, _ counts: AdoptionCounts, _ query: Query
    ) -> AdoptionTable {
        func step(
            _ label: String, _ column: String, of total: String, _ denominator: String
        ) -> AdoptionTable.Row {
            .init(
                key: column, label: label,
                share: Share(counts[column], of: counts[total], denominator), tone: .good)
        }
        return AdoptionTable(
            id: "\(id)-adoption", title: "Adoption", heading: "Mechanism", unit: "Domains",
            rows: [
                step("MTA-STS record", "sts_published", of: "sts_asked", Denominators.stsAsked),
                step(
                    "MTA-STS policy valid", "policy_valid", of: "policy_known",
                    Denominators.policyKnown),
                step("MTA-STS enforced", "enforce", of: "policy_known", Denominators.policyKnown),
                step(
                    "MTA-STS in effect", "sts_in_effect", of: "effect_known",
                    Denominators.effectKnown),
                step(
                    "TLSRPT record", "tlsrpt_published", of: "tlsrpt_asked",
                    Denominators.tlsrptAsked),
                step("TLSA records", "dane_published", of: "dane_asked", Denominators.tlsaKnown),
                step("DANE in effect", "dane_in_effect", of: "dane_known", Denominators.daneKnown),
                step(
                    "STARTTLS everywhere", "starttls_all", of: "answered", Denominators.answered),
            ], apart: [], empty: "", chart: .bars, sql: query.sql)
    }

    /// A table of words whose counts are columns of the group; its keys are those columns.
    static func words(
        _ plan: StateTable, _ column: String, _ counts: AdoptionCounts
    ) -> AdoptionTable {
        var plan = plan
        for index in plan.words.indices {
            plan.words[index].word = AdoptionCounts.name(column, plan.words[index])
        }
        return plan.table(
            of: Dictionary(uniqueKeysWithValues: plan.words.map { ($0.word, counts[$0.word]) }))
    }
}
