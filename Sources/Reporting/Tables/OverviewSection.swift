import GRDB

extension AdoptionTables {
    /// Who takes mail at all, and how far each mechanism has come.
    func overview(_ db: Database) throws -> ReportSection {
        ReportSection(
            id: "overview", title: "Adoption at a glance",
            paragraphs: [
                """
                Percentages are of domains accepting mail, and only of those in which the thing \
                could be seen: what was not measured is in no denominator, and each denominator \
                is spelled out in the table behind the chart.
                """
            ],
            tables: [adoption(), byHost] + ladders() + [
                try combinations(db), try routes(db),
            ])
    }

    private func adoption() -> AdoptionTable {
        AdoptionTable(
            id: "adoption", title: "By domain", heading: "Mechanism", unit: "Domains",
            rows: [
                step("MTA-STS record", "sts_published", of: "sts_asked", Denominators.stsAsked),
                step(
                    "MTA-STS enforced", "enforce", of: "policy_known", Denominators.policyKnown,
                    note: "valid policy in enforce mode"),
                step(
                    "MTA-STS in effect", "sts_in_effect", of: "effect_known",
                    Denominators.effectKnown, note: "enforced, and an MX host passes"),
                step(
                    "TLSRPT record", "tlsrpt_published", of: "tlsrpt_asked",
                    Denominators.tlsrptAsked),
                step(
                    "TLSA records", "dane_published", of: "dane_asked", Denominators.tlsaKnown,
                    note: "DANE, at one MX host or more"),
                step(
                    "DANE in effect", "dane_in_effect", of: "dane_known", Denominators.daneKnown,
                    note: "every MX host that answered matches its TLSA records"),
                step(
                    "STARTTLS everywhere", "starttls_all", of: "answered", Denominators.answered,
                    note: "at every MX host that answered"),
                step(
                    "SMTP STS draft record", "draft_published", of: "draft_asked",
                    Denominators.draftAsked, note: "the draft of 2016"),
            ], apart: [],
            empty: "No domain of this run accepts mail.", chart: .bars,
            sql: AdoptionCounts.query(run: run.id).sql)
    }

    var byHost: AdoptionTable {
        func row(
            _ key: String, _ label: String, _ count: Int, of total: Int, _ denominator: String
        ) -> AdoptionTable.Row {
            .init(
                key: key, label: label, share: Share(count, of: total, denominator), tone: .good)
        }
        return AdoptionTable(
            id: "adoption-mx-hosts", title: "By MX host",
            intro: "An MX host counts once, however many domains share it.",
            heading: "Mechanism", unit: "MX hosts",
            rows: [
                row("starttls", "STARTTLS", hosts.starttls, of: hosts.open, Denominators.openHosts),
                row(
                    "valid", "Valid certificate", hosts.valid, of: hosts.certificates,
                    Denominators.certificateHosts),
                row(
                    "tlsa", "TLSA records", hosts.tlsa, of: hosts.tlsaAsked,
                    Denominators.tlsaKnownHosts),
            ], apart: [],
            empty: "No MX host was looked up in this run.", chart: .bars,
            sql: HostCounts.query(run: run.id).sql)
    }

    private func routes(_ db: Database) throws -> AdoptionTable {
        try StateTable(
            id: "mail-routes", title: "Mail routes", heading: "Route",
            denominator: Denominators.routed,
            words: MailWords.routes, empty: "No mail route could be looked up in this run.",
            query: Query(
                """
                SELECT mail_route, count(*) AS domains
                FROM domain_results
                WHERE run_id = \(run.id)
                GROUP BY mail_route
                """)
        ).table(db)
    }
}
