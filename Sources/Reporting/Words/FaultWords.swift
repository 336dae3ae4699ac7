/// The words about what is broken in MTA-STS: codes of findings, said for people.
enum FaultWords {
    static let record = [
        Word("record-multiple", "Several records", "they count as none", .bad),
        Word("record-bad-version", "Version", "it does not begin with v=STSv1", .bad),
        Word("record-no-id", "No id", nil, .bad),
        Word("record-bad-id", "Id", "over 32 characters, or others than letters and digits", .bad),
        Word("record-bad-extension", "A field that is none", nil, .bad),
    ]

    static let policyHost = [
        Word("policy-host-mismatch", "Host mismatch", "the certificate is for other names", .bad),
        Word("policy-host-expired", "Expired", nil, .bad),
        Word("policy-host-not-yet-valid", "Not yet valid", nil, .bad),
        Word("policy-host-self-signed", "Self-signed", nil, .bad),
        Word("policy-host-untrusted", "Untrusted", "from an unknown authority", .bad),
        Word("policy-host-other", "Other fault of the certificate", nil, .bad),
        Word("policy-host-handshake", "Handshake", "whatever the certificate is worth", .bad),
    ]

    static let policy = [
        Word("policy-missing-version", "No version", nil, .bad),
        Word("policy-missing-mode", "No mode", nil, .bad),
        Word("policy-missing-max-age", "No max_age", nil, .bad),
        Word("policy-missing-mx", "No mx", "in mode enforce or testing", .bad),
        Word("policy-bad-version", "version", "not STSv1", .bad),
        Word("policy-bad-mode", "mode", "not enforce, testing or none", .bad),
        Word("policy-bad-max-age", "max_age", "no number of at most 10 digits", .bad),
        Word("policy-max-age-over-ceiling", "max_age", "over 31,557,600 seconds", .bad),
        Word("policy-bad-mx", "mx", "no host name", .bad),
        Word("policy-mx-address", "mx", "an address", .bad),
        Word("policy-mx-email-address", "mx", "an e-mail address", .bad),
        Word("policy-mx-u-label", "mx", "not in ASCII", .bad),
        Word("policy-mx-trailing-dot", "mx", "it ends with a dot", .bad),
        Word("policy-mx-leading-dot", "mx", "it begins with a dot", .bad),
        Word("policy-mx-misplaced-wildcard", "mx", "a * in the wrong place", .bad),
        Word("policy-bad-line", "A line that is no key and value", nil, .bad),
        Word("policy-bad-extension", "The value of an unknown key", nil, .bad),
    ]

    static let patterns = [
        Word("policy-mismatch-complete", "Of all MX hosts none is matched", nil, .worst),
        Word("policy-mismatch-partial", "Some MX hosts are matched, others not", nil, .bad),
        Word("policy-mismatch-tld", "A pattern with another top-level domain", nil, .bad),
        Word("policy-mismatch-typo", "A pattern with three typing mistakes or fewer", nil, .bad),
        Word(
            "policy-mismatch-labels", "A pattern with other labels", "such as mta-sts. in front",
            .bad),
        Word("policy-mismatch-domain", "No pattern is like the MX host", nil, .bad),
    ]
}
