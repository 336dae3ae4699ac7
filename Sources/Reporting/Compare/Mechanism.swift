/// What a domain can adopt, as a comparison of two runs tells them apart.
package enum Mechanism: String, Sendable, CaseIterable {
    case mtaSTS = "mta-sts"
    case tlsRPT = "tlsrpt"
    case dane
    case starttls
    /// The SMTP STS draft of March 2016.
    case draft = "smtp-sts"

    /// `MTA-STS`.
    package var title: String {
        switch self {
        case .mtaSTS: "MTA-STS"
        case .tlsRPT: "TLSRPT"
        case .dane: "DANE"
        case .starttls: "STARTTLS"
        case .draft: "SMTP STS draft"
        }
    }

    /// Its rung in a row of `domain_results`, or the ``Obstacle``: SQL.
    func rung(of row: String) -> String {
        switch self {
        case .mtaSTS:
            // A policy that was not asked for is not a broken one.
            """
            CASE WHEN \(row).sts_record <> 'valid' OR \(row).policy_fetch <> 'excluded'
                    THEN \(row).sts_adoption ELSE 'not-asked' END
            """
        case .tlsRPT:
            // What there is to report on is another mechanism's.
            "replace(\(row).tlsrpt_adoption, 'effective', 'valid')"
        case .dane:
            """
            CASE WHEN \(row).dane = 'bogus' THEN 'bogus'
                    WHEN \(row).dane = 'unknown' AND \(row).dane_adoption = 'indeterminate'
                    THEN 'not-asked' ELSE \(row).dane_adoption END
            """
        case .starttls: "replace(\(row).starttls_adoption, 'indeterminate', 'no-answer')"
        case .draft: "iif(\(row).draft_record IS NULL, 'not-asked', \(row).draft_adoption)"
        }
    }

    /// Its mode: SQL.
    func mode(of row: String) -> String {
        switch self {
        case .mtaSTS: "\(row).policy_mode"
        case .draft: "\(row).draft_mode"
        case .tlsRPT, .dane, .starttls: "NULL"
        }
    }

    /// The states that decide its rung, the first cause first.
    var states: [String] {
        switch self {
        case .mtaSTS: ["sts_record", "policy_fetch", "policy_syntax", "verdict"]
        case .tlsRPT: ["tlsrpt_record"]
        case .dane: ["dane"]
        case .starttls: ["starttls", "certificate"]
        case .draft:
            ["draft_record", "draft_authentication", "draft_conformance", "draft_result_type"]
        }
    }

    /// One of its states: SQL.
    func state(_ name: String, of row: String) -> String {
        switch name {
        case "verdict":
            "\(row).verdict || coalesce(' (' || \(row).result_type || ')', '')"
        case "certificate":
            // Asked only where it may be what changed, since it is another table's.
            """
            CASE WHEN a.starttls_adoption <> b.starttls_adoption THEN coalesce((
                    SELECT min(nullif(m.certificate, 'valid')) FROM mx_result m
                    WHERE m.run_id = \(row).run_id AND m.domain_id = \(row).domain_id), 'valid') END
            """
        default: "\(row).\(name)"
        }
    }
}
