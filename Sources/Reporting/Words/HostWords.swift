/// The words about MX hosts: reachability, STARTTLS, TLS, certificates, TLSA records.
enum HostWords {
    static let starttlsByDomain = [
        Word("all", "Every MX host", "of those that answered, all complete STARTTLS", .good),
        Word("some", "Some MX hosts", "one completes STARTTLS, another does not", .weak),
        Word("none", "No MX host", "of those that answered, none completes STARTTLS", .worst),
        Word.apart("unknown", "Not measured", "no MX host answered"),
    ]

    static let starttls = [
        Word("ok", "Completed", "offered, and the TLS handshake completed", .good),
        Word("not-offered", "Not offered", "mail goes there in plain text", .worst),
        Word("failed", "Failed", "offered, but the command or the handshake failed", .weak),
    ]

    static let tlsVersions = [
        Word("TLSv1.3", "TLS 1.3", nil, .good),
        Word("TLSv1.2", "TLS 1.2", nil, .fair),
        Word("TLSv1.1", "TLS 1.1", "deprecated (RFC 8996)", .bad),
        Word("TLSv1", "TLS 1.0", "deprecated (RFC 8996)", .worst),
    ]

    /// The outcome of a version tried by itself that is in no denominator.
    static let versionUnknown = Word.apart(
        "unknown", "not known", "busy, a time limit, no connection, or no TLS")

    static let certificates = [
        Word("valid", "Valid", "trusted chain, in date, for the MX host's name", .good),
        Word("host-mismatch", "Host mismatch", "for other names", .weak),
        Word("expired", "Expired", nil, .bad),
        Word("not-yet-valid", "Not yet valid", nil, .bad),
        Word("self-signed", "Self-signed", nil, .worst),
        Word("untrusted", "Untrusted", "from an unknown authority", .worst),
        Word("other", "Other fault", nil, .neutral),
        Word.apart("null", "No certificate", "the server took anonymous TLS only"),
    ]

    /// Days from the beginning of a run to the end of a certificate.
    static let expiries = [
        Word("expired", "Expired", nil, .worst),
        Word("under 7", "In under 7 days", nil, .bad),
        Word("under 30", "In 7 to under 30 days", nil, .weak),
        Word("under 90", "In 30 to under 90 days", nil, .good),
        Word("under 398", "In 90 to under 398 days", nil, .fair),
        Word("later", "In 398 days or more", nil, .neutral),
        Word.apart("null", "No date", "none that can be read"),
    ]

    static let tlsa = [
        Word("match", "Match", "secure records; one matches the certificate", .good),
        Word("mismatch", "Mismatch", "secure records; none matches the certificate", .worst),
        Word("unknown", "Not compared", "secure records; no certificate was seen", .fair),
        Word("unusable", "Unusable", "secure records, none of which a sender can use", .weak),
        Word("insecure", "Insecure", "records without DNSSEC, which are ignored", .weak),
        Word("bogus", "Bogus", "DNSSEC validation failed", .bad),
        Word.apart("none", "No TLSA record", nil),
        Word.apart("error", "DNS failed", "no answer: they may be there or not"),
        Word.apart("not-asked", "Not asked", "for TLSA records of an excluded host"),
    ]

    static let dane = [
        Word("valid", "Valid", "every MX host that answered matches", .good),
        Word("partial", "Partial", "some MX hosts that answered match, others do not", .fair),
        Word(
            "unknown", "Not compared", "usable records, at MX hosts that did not answer", .neutral),
        Word("unusable", "Unusable", "secure records, none of which a sender can use", .weak),
        Word(
            "mx-insecure", "MX insecure", "secure records behind an MX answer without DNSSEC", .weak
        ),
        Word("insecure", "Insecure", "records without DNSSEC, which are ignored", .weak),
        Word("invalid", "Invalid", "no MX host that answered matches: mail is held", .worst),
        Word("bogus", "Bogus", "DNSSEC validation failed: mail is held", .worst),
        Word.apart("none", "None", "no TLSA record at any MX host"),
        Word.apart("error", "DNS failed", "no answer: they may be there or not"),
        Word.apart("not-asked", "Not asked", "for TLSA records of an excluded host"),
    ]

    /// `busy` is no answer either way, so it is in no denominator.
    static let reachability = [
        Word("open", "Open", "greeted with 220, and took EHLO or HELO", .good),
        Word("not-smtp", "Not SMTP", "no 220 greeting, or broken replies", .weak),
        Word("timeout", "Time limit", "not open in time", .neutral),
        Word("refused", "Refused", "connection refused", .bad),
        Word("unreachable", "Unreachable", "no route to it", .worst),
        Word.apart("busy", "Busy", "421 or 45x, also at a second try"),
        Word.apart("no-address", "No address", "its name has none"),
        Word.apart("refused-address", "Address refused", "not globally reachable: not contacted"),
        Word.apart("dns-error", "DNS failed", "its address could not be looked up"),
        Word.apart("excluded", "Excluded", "a host never to contact"),
        Word.apart("not-probed", "Not probed", "port 25 was not tried"),
    ]
}
