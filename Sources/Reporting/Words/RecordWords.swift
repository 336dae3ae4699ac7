/// The words about TXT records, and about policies.
enum RecordWords {
    /// A record's states: of `_mta-sts`, `_smtp._tls`, `_smtp_sts`.
    static let records = [
        Word("valid", "Valid", "one record, well formed", .good),
        Word("invalid", "Invalid", "one record, which breaks the grammar", .bad),
        Word("multiple", "Multiple", "more than one record, so none counts", .worst),
        Word("absent", "Absent", "no such record", .absent),
        Word.apart("error", "DNS failed", "no answer: it may be there or not"),
    ]

    /// The draft's states and modes: `draft_record` and `draft_mode`.
    static let drafts = [
        Word("valid enforce", "Valid, enforce", "to=true: deliver only in conformance", .good),
        Word("valid report", "Valid, report", "to=false: report failures", .fair),
        Word("invalid null", "Invalid", "one record, which breaks the grammar", .bad),
        Word("multiple null", "Multiple", "more than one record, so none counts", .worst),
        Word("absent null", "Absent", "no such record", .absent),
        Word.apart("error null", "DNS failed", "no answer: it may be there or not"),
        Word.apart("null null", "Not asked", nil),
    ]

    static let modes = [
        Word("enforce", "Enforce", "a message that cannot be protected is held", .good),
        Word("testing", "Testing", "it is delivered all the same, and reported", .fair),
        Word("none", "None", "no policy any more", .absent),
    ]

    /// Of where TLSRPT's reports go; other words are names of hosts.
    static let receivers = [
        Word("own domain", "The domain itself", "or a name beneath it", .neutral),
        Word("mailto", "By mail", "mailto:", .neutral),
        Word("https", "By HTTPS", "https:", .neutral),
    ]

    /// Of `policy_max_age`; RFC 8461 has 31,557,600 seconds for its most.
    static let maxAges = [
        Word("zero", "0", "valid, but nobody keeps the policy", .worst),
        Word("under a day", "Under a day", nil, .bad),
        Word("under a week", "1 day to under 1 week", nil, .weak),
        Word("under 30 days", "1 week to under 30 days", nil, .fair),
        Word("under a year", "30 days to under 1 year", nil, .good),
        Word("a year", "1 year", "and up to the ceiling of 31,557,600 seconds", .good),
    ]

    /// `policy_fetch` and `policy_syntax`, in the order of the stages.
    static let fetches = [
        Word("ok valid", "Policy valid", "fetched, and well formed", .good),
        Word("dns null", "DNS", "the policy host's name has no address", .weak),
        Word("refused-address null", "Address refused", "not globally reachable", .weak),
        Word("connect null", "TCP", "no connection", .bad),
        Word("timeout null", "Time limit", "not done within 60 seconds", .bad),
        Word("tls null", "TLS", "the certificate does not pass, or no TLS 1.2", .worst),
        Word("http null", "HTTP", "no well-formed or no whole answer", .bad),
        Word("http-status null", "HTTP status", "other than 200", .bad),
        Word("redirect null", "HTTP redirect", "never followed (RFC 8461)", .bad),
        Word("content-type null", "Media type", "not text/plain", .weak),
        Word("too-large null", "Too large", "more than 65,536 bytes", .weak),
        Word("ok invalid", "Policy syntax", "fetched, but it breaks the grammar", .worst),
        Word.apart("excluded null", "Excluded", "a host never to contact"),
        Word.apart("null null", "Not fetched", nil),
    ]

    /// How a policy fares with the domain's own MX hosts: the mode, and how many pass.
    static let policyOutcomes = [
        Word("enforce all", "Enforce, all pass", "every MX host that answered passes", .good),
        Word("enforce some", "Enforce, some pass", "mail goes to those that pass", .fair),
        Word("enforce none", "Enforce, none passes", "the policy would hold all mail", .worst),
        Word("testing all", "Testing, all pass", "ready to enforce", .neutral),
        Word("testing some", "Testing, some pass", "failures are reported", .weak),
        Word("testing none", "Testing, none passes", "all mail is reported", .bad),
        Word.apart("enforce unknown", "Enforce, not measured", "no MX host answered"),
        Word.apart("testing unknown", "Testing, not measured", "no MX host answered"),
    ]
}
