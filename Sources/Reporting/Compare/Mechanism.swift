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

    /// Its rung in a row of `domain_results`: SQL, null where it was not measured.
    func rung(of row: String) -> String {
        switch self {
        case .mtaSTS:
            // A policy that was not asked for is not a broken one.
            """
            CASE WHEN \(row).sts_record <> 'valid' OR \(row).policy_fetch <> 'excluded'
                    THEN \(row).sts_adoption END
            """
        case .tlsRPT:
            // What there is to report on is another mechanism's.
            "replace(\(row).tlsrpt_adoption, 'effective', 'valid')"
        case .dane: "\(row).dane_adoption"
        case .starttls: "\(row).starttls_adoption"
        case .draft: "\(row).draft_adoption"
        }
    }

    /// The column with its mode; nil where it has none.
    var modeColumn: String? {
        switch self {
        case .mtaSTS: "policy_mode"
        case .draft: "draft_mode"
        case .tlsRPT, .dane, .starttls: nil
        }
    }
}
