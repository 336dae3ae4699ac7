/// How far a domain has come with a mechanism: the highest rung that was seen.
///
/// A rung that could not be put to the test, since no MX host was open, is not taken for reached;
/// `starttls` is `unknown` then.
package enum Adoption: String, Sendable, CaseIterable {
    case absent
    /// Something stands there, and a sender can do nothing with it.
    case published
    /// A sender can use what is published.
    case valid
    /// It protects: what is published is met by an MX host that is open, and nobody can turn a
    /// message away from it unseen.
    case effective
    /// Whether anything is published could not be found out.
    case indeterminate
}

/// One ladder for each mechanism.
package struct AdoptionLadders: Sendable, Equatable {
    /// MTA-STS (RFC 8461): `valid` has a valid policy, `effective` one in mode enforce that an open
    /// MX host meets.
    package var sts: Adoption
    /// The SMTP STS draft: `effective` has `to=true` and a constraint that an open MX host meets;
    /// nil where its record was not asked for.
    package var draft: Adoption?
    /// TLSRPT (RFC 8460): `effective` has something to report on, a policy or usable TLSA records.
    package var tlsRPT: Adoption
    /// STARTTLS (RFC 3207) over the open MX hosts: `published` where some offer it, `valid` where
    /// all complete it, `effective` where all show a certificate that PKIX or DANE vouches for;
    /// nil where the domain accepts no mail.
    package var starttls: Adoption?
    /// DANE (RFC 7672): `valid` has usable records that DNSSEC vouches for, `effective` where each
    /// open MX host matches; nil where the domain accepts no mail.
    package var dane: Adoption?

    package init(
        sts: Adoption = .absent, draft: Adoption? = nil, tlsRPT: Adoption = .absent,
        starttls: Adoption? = nil, dane: Adoption? = nil
    ) {
        self.sts = sts
        self.draft = draft
        self.tlsRPT = tlsRPT
        self.starttls = starttls
        self.dane = dane
    }
}

extension RecordState {
    /// The rung of a record, if its being valid is that of `rung`.
    func adoption(ifValid rung: Adoption) -> Adoption {
        switch self {
        case .absent: .absent
        case .error: .indeterminate
        case .invalid, .multiple: .published
        case .valid: rung
        }
    }
}
