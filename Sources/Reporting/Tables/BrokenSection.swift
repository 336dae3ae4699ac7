import GRDB

extension AdoptionTables {
    /// Where MTA-STS fails, in the classes of IMC 2025.
    func broken(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "broken", title: "What is broken",
            paragraphs: [
                """
                Of the domains that publish MTA-STS, how many have a record or a policy that a \
                sender can do nothing with, or MX hosts that fail the policy. A domain with faults \
                of several classes counts in each of them.
                """,
                """
                \(Published.Source.imc2025.citation) It gives some classes as counts of domains. \
                Its list is another than ours, and so may be what it counts as a fault.
                """,
            ],
            tables: [
                try faults(db), try ofTheFaulty(db),
                try reasons("record-faults", "Faults of records", FaultWords.record, db),
                try reasons(
                    "policy-host-faults", "Why TLS with the policy host fails",
                    FaultWords.policyHost, db),
                try reasons(
                    "policy-faults", "Faults in the syntax of policies", FaultWords.policy, db),
                try reasons(
                    "pattern-faults", "MX hosts that no pattern matches", FaultWords.patterns, db),
                try TopTable(
                    id: "certificate-faults", title: "MX certificates that fail a policy",
                    heading: "Certificate", denominator: Denominators.foundThus,
                    words: HostWords.certificates, empty: Self.noFault,
                    query: FaultCounts.reasons(
                        "detail", run: run.id, where: "code = 'policy-certificate-fault'")
                ).table(db),
            ])
    }

    private static let noFault = "No such fault was found in this run."

    private func faults(_ db: Database) throws -> AdoptionTable {
        func step(
            _ column: String, _ label: String, _ note: String? = nil, published: String? = nil
        ) -> StepTable.Step {
            .init(
                column, label, note, of: "publishers", Denominators.publishers,
                published: published.map { [.init($0, .imc2025)] } ?? [])
        }
        return try StepTable(
            id: "faults", title: "Faults of MTA-STS", heading: "Fault",
            steps: [
                step("faulty", "Any of these", published: "29.6%"),
                step(
                    "record", "Record", "it breaks the grammar, or there are several",
                    published: "0.5%"),
                step("retrieval", "Policy", "it cannot be fetched, or breaks the grammar"),
                step("dns", "Policy: DNS", "its host has no address", published: "42 domains"),
                step("tcp", "Policy: TCP", "no connection", published: "227 domains"),
                step(
                    "tls", "Policy: TLS", "certificate or handshake", published: "9,984 domains"),
                step("http", "Policy: HTTP", "status, media type, size", published: "592 domains"),
                step("syntax", "Policy: syntax", published: "136 domains"),
                .init(
                    "patterns", "MX patterns", "an MX host is matched by none", of: "applied",
                    Denominators.appliedPolicies),
                .init(
                    "certificates", "MX certificates", "one fails the policy", of: "held",
                    Denominators.heldPolicies, published: [.init("1,443 domains", .imc2025)]),
                step(
                    "loses_mail", "Mail is lost", "mode enforce, and no MX host meets the policy",
                    published: "640 domains"),
            ], empty: "No domain of this run publishes MTA-STS.",
            query: FaultCounts.query(run: run.id)
        ).table(db)
    }

    private func ofTheFaulty(_ db: Database) throws -> AdoptionTable {
        func step(
            _ column: String, _ label: String, _ note: String, _ published: String
        ) -> StepTable.Step {
            .init(
                column, label, note, of: "faulty", Denominators.faulty,
                published: [.init(published, .imc2025)])
        }
        return try StepTable(
            id: "faults-parts", title: "Of those with a fault", heading: "Fault",
            steps: [
                step(
                    "retrieval", "Policy", "it cannot be fetched, or breaks the grammar", "85%"),
                step(
                    "loses_mail", "Mail is lost", "mode enforce, and no MX host meets the policy",
                    "3.2%"),
            ], empty: "No fault of MTA-STS was found in this run.",
            query: FaultCounts.query(run: run.id)
        ).table(db)
    }

    private func reasons(
        _ id: String, _ title: String, _ words: [Word], _ db: Database
    ) throws -> AdoptionTable {
        let codes = words.map { "'\($0.word)'" }.joined(separator: ", ")
        return try TopTable(
            id: id, title: title, intro: "By finding; a domain may have several.",
            heading: "Fault", denominator: Denominators.foundThus, words: words,
            empty: Self.noFault,
            query: FaultCounts.reasons("code", run: run.id, where: "code IN (\(codes))")
        ).table(db)
    }
}
