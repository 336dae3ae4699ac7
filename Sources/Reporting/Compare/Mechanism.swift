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

    /// The column of `domain_results` with its ladder.
    var adoptionColumn: String {
        switch self {
        case .mtaSTS: "sts_adoption"
        case .tlsRPT: "tlsrpt_adoption"
        case .dane: "dane_adoption"
        case .starttls: "starttls_adoption"
        case .draft: "draft_adoption"
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

    /// Whether its highest rung can be seen only at an MX host that answers.
    var needsAnswer: Bool { self != .tlsRPT }
}
