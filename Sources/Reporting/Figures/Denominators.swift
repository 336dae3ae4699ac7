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
    static let draftTested =
        "domains accepting mail, with an answered _smtp_sts lookup and an MX host that answered"
    static let underscoresAsked = "domains asked for _mta_sts, with an answer"
    static let policyHostAsked = "domains asked for a record at mta-sts, with an answer"
    static let tlsaPublished = "domains accepting mail, with TLSA records or bogus answers"
    static let tlsaKnown = "domains accepting mail, with answered TLSA lookups, none of them bogus"
    static let daneKnown =
        "domains accepting mail, with DANE measured and an MX host that answered"
    static let combined =
        "domains accepting mail, with answered _mta-sts, _smtp._tls and TLSA lookups"
    static let answered = "domains accepting mail, with an MX host that answered"
    static let routed = "domains scanned, with an answered MX lookup"
    static let failed = "domains in which a failure decided"
    static let failedThus = "domains in which this failure decided"
    static let publishers =
        "domains accepting mail, with an MTA-STS record and, where it is valid, a policy asked for"
    static let faulty = "domains accepting mail, with a fault in their MTA-STS"
    static let foundThus = "domains with such a fault"
    static let appliedPolicies =
        "domains accepting mail, with a valid policy in mode enforce or testing"
    static let testedPolicies =
        "domains accepting mail, with a policy asked for and an MX host that answered"
    static let policiesFetched = "domains accepting mail, with a policy fetched"
    static let comDomains = "domains accepting mail in .com, with an answered _mta-sts lookup"
    static let orgDomains = "domains accepting mail in .org, with an answered _mta-sts lookup"
    static let topDomains =
        "domains accepting mail of ranks 1 to 10,000, with an answered _mta-sts lookup"
    static let tlsrptTested = "domains accepting mail, with TLSRPT, MTA-STS and DANE measured"
    static let tlsrptValid = "domains accepting mail, with a valid _smtp._tls record"
    static let daneCompared =
        "domains accepting mail, with usable TLSA records at an MX host that answered"

    static let connected = "MX hosts connected to, and not busy"
    static let openHosts = "MX hosts that answered"
    static let offeringHosts = "MX hosts that answered, and offer STARTTLS"
    static let tlsHosts = "MX hosts that completed STARTTLS"
    static let surveyedHosts = "MX hosts surveyed, with a known outcome for that version"
    static let certificateHosts = "MX hosts that completed STARTTLS and showed a certificate"
    static let datedHosts = "MX hosts that showed a certificate with a date"
    static let tlsaComparedHosts =
        "MX hosts with secure, usable TLSA records, held against their certificate"
    static let tlsaPublishedHosts = "MX hosts with TLSA records or bogus answers"
    static let tlsaKnownHosts = "MX hosts with an answered TLSA lookup that is not bogus"
}
