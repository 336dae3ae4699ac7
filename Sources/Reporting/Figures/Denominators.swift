/// What percentages are of, in words: each a plural that follows a number.
enum Denominators {
    static let stsAsked = "domains that accept mail and whose _mta-sts lookup was answered"
    static let policyKnown = "domains that accept mail and whose MTA-STS was measured"
    static let effectKnown =
        "domains that accept mail, whose MTA-STS was measured and an MX host of which answered"
    static let tlsrptAsked = "domains that accept mail and whose _smtp._tls lookup was answered"
    static let draftAsked = "domains that accept mail and whose _smtp_sts lookup was answered"
    static let daneAsked =
        "domains that accept mail and whose TLSA lookups were answered, none of them bogus"
    static let daneKnown =
        "domains that accept mail, whose DANE was measured and an MX host of which answered"
    static let answered = "domains that accept mail and an MX host of which answered"
    static let openHosts = "MX hosts that answered"
    static let tlsHosts = "MX hosts that completed STARTTLS"
    static let certificateHosts = "MX hosts that completed STARTTLS and showed a certificate"
}
