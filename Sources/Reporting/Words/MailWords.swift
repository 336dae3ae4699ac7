/// The words about mail routes and about what happens to a message.
enum MailWords {
    static let routes = [
        Word("mx", "MX", "one or more MX hosts", .good),
        Word("implicit-mx", "Implicit MX", "no MX, but an address (RFC 5321)", .fair),
        Word("null-mx", "Null MX", "says that it takes no mail (RFC 7505)", .neutral),
        Word("none", "None", "no MX and no address, or no such domain", .absent),
        Word.apart("error", "DNS failed", "no answer, or a bogus one: nothing is known"),
    ]

    static let verdicts = [
        Word(
            "secure", "Secure",
            "delivered over authenticated TLS, and every MX host that answered passes", .good),
        Word(
            "degraded", "Degraded",
            "one MX host passes, another that answered does not", .fair),
        Word(
            "report", "Report",
            "no MX host passes; the policy is in testing mode, so it is delivered and reported",
            .neutral),
        Word(
            "opportunistic", "Opportunistic",
            "no usable policy; TLS, unauthenticated, at every MX host that answered", .weak),
        Word(
            "plaintext", "Plaintext",
            "no usable policy; at an MX host that answered TLS is not offered, or fails", .bad),
        Word(
            "refuse", "Refuse",
            "no MX host passes, and the policy (enforce, or DANE) has the sender hold it", .worst),
        Word.apart("unknown", "Not measured", "no MX host answered: nothing can be said"),
        Word.apart("no-mail", "No mail", "the domain accepts none"),
    ]

    static let resultTypes = [
        Word("starttls-not-supported", "starttls-not-supported", "TLS is not offered", .bad),
        Word(
            "certificate-host-mismatch", "certificate-host-mismatch",
            "the certificate is for other names", .bad),
        Word("certificate-expired", "certificate-expired", "the certificate is out of date", .bad),
        Word(
            "certificate-not-trusted", "certificate-not-trusted",
            "self-signed, or from an unknown authority", .bad),
        Word(
            "validation-failure", "validation-failure",
            "any other failure: no pattern of the policy matches, the handshake fails", .bad),
        Word("tlsa-invalid", "tlsa-invalid", "no TLSA record matches the certificate", .worst),
        Word("dnssec-invalid", "dnssec-invalid", "DNSSEC validation failed", .worst),
        Word(
            "sts-policy-fetch-error", "sts-policy-fetch-error",
            "the policy could not be fetched", .weak),
        Word("sts-policy-invalid", "sts-policy-invalid", "the policy breaks the grammar", .weak),
        Word(
            "sts-webpki-invalid", "sts-webpki-invalid",
            "the policy host's certificate or TLS fails", .weak),
    ]
}
