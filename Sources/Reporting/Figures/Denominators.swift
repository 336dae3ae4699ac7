/// What percentages are of, in words: each a plural that follows a number, and that makes a good
/// singular by its noun alone.
enum Denominators {
    static let stsAsked = "domains accepting mail, with an answered _mta-sts lookup"
    static let policyKnown = "domains accepting mail, with MTA-STS measured"
    static let effectKnown =
        "domains accepting mail, with MTA-STS measured and an MX host that answered"
    static let validRecords = "domains accepting mail, with a valid record and a policy asked for"
    static let validPolicies = "domains accepting mail, with a valid policy"
    static let heldPolicies = """
        domains accepting mail, with a valid policy in mode enforce or testing and an MX host \
        that answered
        """
    static let tlsrptAsked = "domains accepting mail, with an answered _smtp._tls lookup"
    static let draftAsked = "domains accepting mail, with an answered _smtp_sts lookup"
    static let tlsaPublished = "domains accepting mail, with TLSA records or bogus answers"
    static let tlsaKnown = "domains accepting mail, with answered TLSA lookups, none of them bogus"
    static let daneKnown =
        "domains accepting mail, with DANE measured and an MX host that answered"
    static let combined =
        "domains accepting mail, with answered _mta-sts, _smtp._tls and TLSA lookups"
    static let answered = "domains accepting mail, with an MX host that answered"
    static let routed = "domains scanned, with an answered MX lookup"
    static let failed = "domains in which a failure decided"

    static let connected = "MX hosts connected to, and not busy"
    static let openHosts = "MX hosts that answered"
    static let tlsHosts = "MX hosts that completed STARTTLS"
    static let surveyedHosts = "MX hosts surveyed, with a known outcome for that version"
    static let certificateHosts = "MX hosts that completed STARTTLS and showed a certificate"
    static let tlsaPublishedHosts = "MX hosts with TLSA records or bogus answers"
    static let tlsaKnownHosts = "MX hosts with an answered TLSA lookup that is not bogus"
}
