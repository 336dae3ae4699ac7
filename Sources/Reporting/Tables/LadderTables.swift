import GRDB

extension AdoptionTables {
    /// How far domains have come with each mechanism: from nothing, over what is published and what
    /// a sender can use, to what protects.
    func ladders() -> [AdoptionTable] {
        [stsLadder, tlsRPTLadder, daneLadder, starttlsLadder]
    }

    var stsLadder: AdoptionTable {
        ladder(
            "ladder-mta-sts", "MTA-STS",
            intro: """
                In effect: the policy is in enforce mode, and at least one MX host that answered \
                matches one of its patterns, completes STARTTLS and shows a valid certificate.
                """,
            [
                step(
                    "Record published", "sts_published", of: "sts_asked", Denominators.stsAsked,
                    .neutral),
                step(
                    "Policy valid", "policy_valid", of: "policy_known", Denominators.policyKnown,
                    .fair),
                step("In effect", "sts_in_effect", of: "effect_known", Denominators.effectKnown),
            ])
    }

    var tlsRPTLadder: AdoptionTable {
        ladder(
            "ladder-tlsrpt", "TLSRPT",
            intro: """
                In effect: there is something to report on, a policy in mode enforce or testing or \
                usable TLSA records.
                """,
            [
                step(
                    "Record published", "tlsrpt_published", of: "tlsrpt_asked",
                    Denominators.tlsrptAsked, .neutral),
                step(
                    "Record valid", "tlsrpt_valid", of: "tlsrpt_asked", Denominators.tlsrptAsked,
                    .fair),
                step(
                    "In effect", "tlsrpt_in_effect", of: "tlsrpt_tested",
                    Denominators.tlsrptTested),
            ])
    }

    var daneLadder: AdoptionTable {
        ladder(
            "ladder-dane", "DANE",
            intro: "In effect: every MX host that answered matches its TLSA records.",
            [
                step(
                    "TLSA records published", "dane_published", of: "dane_asked",
                    Denominators.tlsaKnown, .neutral),
                step(
                    "Usable, and DNSSEC-secure", "dane_usable", of: "dane_asked",
                    Denominators.tlsaKnown, .fair),
                step("In effect", "dane_in_effect", of: "dane_known", Denominators.daneKnown),
            ])
    }

    var starttlsLadder: AdoptionTable {
        ladder(
            "ladder-starttls", "STARTTLS",
            intro: """
                Authenticated: every MX host that answered shows a certificate that an authority \
                or DANE vouches for.
                """,
            [
                step(
                    "At some MX hosts or more", "starttls_some", of: "starttls_known",
                    Denominators.answered, .neutral),
                step(
                    "At every MX host that answered", "starttls_all", of: "answered",
                    Denominators.answered, .fair),
                step(
                    "Authenticated at every one", "starttls_valid", of: "starttls_known",
                    Denominators.answered),
            ])
    }

    /// The ladder of the draft of 2016, which stands with the other generations.
    var draftLadder: AdoptionTable {
        ladder(
            "ladder-smtp-sts", "SMTP STS, the draft of 2016",
            intro: """
                In effect: to=true, and at least one MX host that answered meets the record's \
                constraints.
                """,
            [
                step(
                    "Record published", "draft_published", of: "draft_asked",
                    Denominators.draftAsked, .neutral),
                step(
                    "Record valid", "draft_valid", of: "draft_asked", Denominators.draftAsked,
                    .fair),
                step(
                    "In effect", "draft_in_effect", of: "draft_tested", Denominators.draftTested),
            ])
    }

    /// Domains that an older version judged, which knew no ladders.
    private var notJudged: [AdoptionTable.Apart] {
        let count = counts["not_judged"]
        if count == 0 { return [] }
        return [
            .init(
                key: "not_judged", label: "Not judged by these rules",
                note: "but by an older version's: 'sts-census evaluate' judges again", count: count)
        ]
    }

    private func ladder(
        _ id: String, _ title: String, intro: String?, _ rows: [AdoptionTable.Row]
    ) -> AdoptionTable {
        AdoptionTable(
            id: id, title: "The ladder of \(title)", intro: intro, heading: "Step",
            unit: "Domains", rows: rows, apart: notJudged,
            empty: "No domain of this run accepts mail.", chart: .ladder,
            sql: AdoptionCounts.query(run: run.id).sql)
    }

    /// Which of MTA-STS, TLSRPT and DANE are published together.
    func combinations(_ db: Database) throws -> AdoptionTable {
        let query = Query(
            """
            SELECT (sts_record <> 'absent') || (tlsrpt_record <> 'absent') || (dane <> 'none')
                    AS combination,
                count(*) AS domains
            FROM domain_results
            WHERE run_id = \(run.id) AND mail_route IN ('mx', 'implicit-mx')
                AND sts_record <> 'error' AND tlsrpt_record <> 'error'
                AND dane NOT IN ('error', 'bogus') AND dane_adoption IS NOT 'indeterminate'
            GROUP BY combination
            """)
        let tally = try query.tally(db)
        let total = tally.values.reduce(0, +)
        let sets = ["MTA-STS", "TLSRPT", "DANE"]
        let keys = ["000", "100", "010", "001", "110", "101", "011", "111"]
        let rows = keys.map { key in
            let members = zip(key, sets).filter { $0.0 == "1" }.map(\.1)
            return AdoptionTable.Row(
                key: key, label: members.isEmpty ? "None" : members.joined(separator: ", "),
                share: Share(tally[key, default: 0], of: total, Denominators.combined),
                tone: members.isEmpty ? .absent : .good)
        }
        return AdoptionTable(
            id: "combinations", title: "Published together",
            intro: "A record counts, whether or not it is well formed; for DANE, any TLSA record.",
            heading: "Mechanisms", unit: "Domains", rows: rows, apart: [],
            empty: "No domain of this run accepts mail.", chart: .combinations(of: sets),
            sql: query.sql)
    }
}
