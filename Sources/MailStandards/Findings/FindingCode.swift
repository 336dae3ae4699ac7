/// The closed list of findings; each has its row in Docs/Findings.md.
package enum FindingCode: String, Sendable, Codable, CaseIterable {
    // MARK: MTA-STS record (RFC 8461 §3.1)

    /// More than one TXT record at `_mta-sts` begins with `v=STSv1;`: they count as none.
    case recordMultiple = "record-multiple"
    /// A record was meant, but does not begin with `v=STSv1` and a semicolon.
    case recordBadVersion = "record-bad-version"
    /// The record has no id.
    case recordNoID = "record-no-id"
    /// The id is empty, longer than 32 characters, or holds others than letters and digits.
    case recordBadID = "record-bad-id"
    /// A field is none: empty, without a name or value, or with characters it cannot hold.
    case recordBadExtension = "record-bad-extension"
    /// White space stands before the first semicolon (erratum 6285): accepted.
    case recordSpaceBeforeSemicolon = "record-space-before-semicolon"
    /// White space stands at the very end: accepted.
    case recordTrailingSpace = "record-trailing-space"
    /// There is more than one id: the first counts.
    case recordRepeatedID = "record-repeated-id"

    // MARK: MTA-STS policy (RFC 8461 §3.2)

    /// The policy has no version.
    case policyMissingVersion = "policy-missing-version"
    /// The policy has no mode.
    case policyMissingMode = "policy-missing-mode"
    /// The policy has no max_age.
    case policyMissingMaxAge = "policy-missing-max-age"
    /// The policy has no mx, though its mode is enforce or testing.
    case policyMissingMX = "policy-missing-mx"
    /// The version is not STSv1.
    case policyBadVersion = "policy-bad-version"
    /// The mode is not enforce, testing or none.
    case policyBadMode = "policy-bad-mode"
    /// max_age is not a number of at most 10 digits.
    case policyBadMaxAge = "policy-bad-max-age"
    /// max_age is over 31,557,600 seconds.
    case policyMaxAgeOverCeiling = "policy-max-age-over-ceiling"
    /// The policy has more than 65,536 bytes; a scan takes no more, and tells it as
    /// policy-fetch-http.
    case policyTooLarge = "policy-too-large"
    /// An mx is no host name, for a reason that has no code of its own.
    case policyBadMX = "policy-bad-mx"
    /// An mx is an IP address or an address literal.
    case policyMXAddress = "policy-mx-address"
    /// An mx is an e-mail address.
    case policyMXEmailAddress = "policy-mx-email-address"
    /// An mx holds bytes that are no ASCII, where an A-label has to stand.
    case policyMXULabel = "policy-mx-u-label"
    /// An mx ends with a dot.
    case policyMXTrailingDot = "policy-mx-trailing-dot"
    /// An mx begins with a dot.
    case policyMXLeadingDot = "policy-mx-leading-dot"
    /// An mx has a `*` elsewhere than as its whole first label.
    case policyMXMisplacedWildcard = "policy-mx-misplaced-wildcard"
    /// A line is no `key: value`: white space before the key, no key, or no colon behind it.
    case policyBadLine = "policy-bad-line"
    /// The value of a key that is ignored is empty, or holds characters it cannot hold.
    case policyBadExtension = "policy-bad-extension"
    /// There are blank lines: accepted.
    case policyBlankLine = "policy-blank-line"
    /// A key other than mx comes more than once: the first counts.
    case policyRepeatedKey = "policy-repeated-key"
    /// A key that is ignored resembles one that the policy lacks.
    case policyKeyTypo = "policy-key-typo"
    /// max_age is 0: valid, but nobody keeps the policy.
    case policyMaxAgeZero = "policy-max-age-zero"
    /// max_age is under a day: valid, but the policy hardly outlives an attack.
    case policyMaxAgeUnderADay = "policy-max-age-under-a-day"

    // MARK: TLSRPT record (RFC 8460 §3)

    /// More than one TXT record at `_smtp._tls` begins with `v=TLSRPTv1;`: they count as none.
    case tlsrptMultiple = "tlsrpt-multiple"
    /// A record was meant, but does not begin with `v=TLSRPTv1` and a semicolon.
    case tlsrptBadVersion = "tlsrpt-bad-version"
    /// The record has no rua.
    case tlsrptNoRua = "tlsrpt-no-rua"
    /// rua is no list of URIs, or has a `,`, `!` or `;` in them that is not percent-encoded.
    case tlsrptBadRua = "tlsrpt-bad-rua"
    /// rua has URIs, but none of scheme mailto or https.
    case tlsrptNoUsableRua = "tlsrpt-no-usable-rua"
    /// A field is none: empty, without a name or value, or with characters it cannot hold.
    case tlsrptBadExtension = "tlsrpt-bad-extension"
    /// A URI of rua has a scheme other than mailto and https: ignored.
    case tlsrptUnknownRuaScheme = "tlsrpt-unknown-rua-scheme"
    /// There is more than one rua field: the first counts.
    case tlsrptRepeatedRua = "tlsrpt-repeated-rua"
    /// White space stands before the first semicolon: accepted.
    case tlsrptSpaceBeforeSemicolon = "tlsrpt-space-before-semicolon"
    /// White space stands at the very end: accepted.
    case tlsrptTrailingSpace = "tlsrpt-trailing-space"
    /// A TLSRPT record stands at a name of the drafts, or at one that never was right.
    case tlsrptLegacyName = "tlsrpt-legacy-name"

    // MARK: SMTP STS, the draft of March 2016 (draft-margolis-smtp-sts-00)

    /// More than one TXT record at `_smtp_sts` begins with `v=STS1;`: they count as none.
    case draftMultiple = "draft-multiple"
    /// A record was meant, but does not begin with `v=STS1` and a semicolon.
    case draftBadVersion = "draft-bad-version"
    /// to is missing, or not the second field.
    case draftNoTo = "draft-no-to"
    /// to is neither true nor false; or m neither report nor enforce.
    case draftBadTo = "draft-bad-to"
    /// mx holds something other than patterns.
    case draftBadMX = "draft-bad-mx"
    /// a is neither dnssec nor webpki with an https URI.
    case draftBadAuthentication = "draft-bad-a"
    /// c is neither webpki nor tlsa.
    case draftBadConstraint = "draft-bad-c"
    /// e is not a number of seconds.
    case draftBadExpiry = "draft-bad-e"
    /// rua holds something other than URIs with sizes.
    case draftBadRua = "draft-bad-rua"
    /// A field is none: empty, without a name, or without `=`.
    case draftBadField = "draft-bad-field"
    /// mx is missing: required by the draft's prose, optional in its grammar.
    case draftNoMX = "draft-no-mx"
    /// a is missing: required by the draft's prose, optional in its grammar.
    case draftNoAuthentication = "draft-no-a"
    /// c is missing: required by the draft's prose, optional in its grammar.
    case draftNoConstraint = "draft-no-c"
    /// e is missing: required by the draft's prose, optional in its grammar.
    case draftNoExpiry = "draft-no-e"
    /// A field comes more than once: the first counts.
    case draftRepeatedField = "draft-repeated-field"
    /// A field that the draft does not name: ignored.
    case draftUnknownField = "draft-unknown-field"
    /// White space stands at the very end: accepted.
    case draftTrailingSpace = "draft-trailing-space"
    /// White space stands in the list of mx patterns: accepted.
    case draftSpaceInMXList = "draft-space-in-mx-list"
    /// A wildcard is written `_.example.com`: accepted.
    case draftUnderscoreWildcard = "draft-underscore-wildcard"
    /// A wildcard is written `.example.com`: accepted.
    case draftDotWildcard = "draft-dot-wildcard"
    /// a is webpki without a URI: accepted.
    case draftBareWebPKI = "draft-bare-webpki"
    /// a is an https URI without `webpki:`, as the grammar has it: accepted.
    case draftBareURI = "draft-bare-uri"
    /// e has more than 6 digits: accepted.
    case draftLongExpiry = "draft-long-e"
    /// a is dnssec, and DNSSEC does not vouch for the record (§3.3).
    case draftNotSecure = "draft-not-secure"
    /// a names a URI that is not the domain's own, or none that can be fetched: it authenticates
    /// nothing (§3.3).
    case draftForeignURI = "draft-foreign-uri"
    /// What a's URI gave could not be had (§3.3).
    case draftFetchFailed = "draft-fetch-failed"
    /// What a's URI gave differs from the record's text (§3.3).
    case draftTextDiffers = "draft-text-differs"
    /// An MX host that is open does not conform to the record (§3.4); the detail has the draft's
    /// own word for the failure.
    case draftMXFails = "draft-mx-fails"

    // MARK: Later generations of the drafts

    /// `v=STS1; m=report|enforce` at `_smtp_sts`: the draft of April 2016.
    case generationApril2016 = "generation-2016-04"
    /// A record at `_mta_sts`: the drafts of April to July 2016.
    case generationJuly2016 = "generation-2016-07"
    /// A policy in JSON: the drafts of December 2016 to July 2017.
    case generationDecember2016 = "generation-2016-12"
    /// A record at the policy host's own name: the draft of February 2017.
    case generationFebruary2017 = "generation-2017-02"
    /// `mode: report`: the drafts of August to December 2017.
    case generationAugust2017 = "generation-2017-08"

    // MARK: TLSA (RFC 6698, RFC 7672)

    /// A TLSA record in presentation form is none.
    case tlsaBadSyntax = "tlsa-bad-syntax"
    /// Usage PKIX-TA(0) or PKIX-EE(1), which SMTP does not use.
    case tlsaPKIXUsage = "tlsa-pkix-usage"
    /// A certificate usage over 3.
    case tlsaUnknownUsage = "tlsa-unknown-usage"
    /// A selector over 1.
    case tlsaUnknownSelector = "tlsa-unknown-selector"
    /// A matching type over 2.
    case tlsaUnknownMatchingType = "tlsa-unknown-matching-type"
    /// The data is not as long as its matching type has it.
    case tlsaDataLength = "tlsa-data-length"

    // MARK: Retrieval of an MTA-STS policy (RFC 8461 §3.3)

    /// The policy host has no address that could be looked up.
    case policyFetchDNS = "policy-fetch-dns"
    /// No connection to the policy host came about.
    case policyFetchTCP = "policy-fetch-tcp"
    /// TLS with the policy host failed; a second finding has the reason.
    case policyFetchTLS = "policy-fetch-tls"
    /// The policy host's answer is no policy by its status, type, size or form.
    case policyFetchHTTP = "policy-fetch-http"
    /// The policy host's certificate has expired.
    case policyHostExpired = "policy-host-expired"
    /// The policy host's certificate is not valid yet.
    case policyHostNotYetValid = "policy-host-not-yet-valid"
    /// The policy host's certificate signed itself.
    case policyHostSelfSigned = "policy-host-self-signed"
    /// No path leads from the policy host's certificate to a trusted CA.
    case policyHostUntrusted = "policy-host-untrusted"
    /// The policy host's certificate is for other names.
    case policyHostMismatch = "policy-host-mismatch"
    /// The policy host's certificate has another fault.
    case policyHostOther = "policy-host-other"
    /// The handshake with the policy host failed, whatever its certificate is worth.
    case policyHostHandshake = "policy-host-handshake"
    /// The policy host is an alias of another's host: a hosting provider's.
    case policyHosted = "policy-hosted"
    /// The policy host is the domain's own, or not seen to be another's.
    case policySelfManaged = "policy-self-managed"

    // MARK: MX hosts under an MTA-STS policy (RFC 8461 §4)

    /// A domain whose enforce policy matches none of its own MX hosts (RFC 8461 §4.1).
    case policyMatchesNoMX = "policy-matches-no-mx"
    /// No mx pattern matches any of the domain's MX hosts.
    case policyMismatchComplete = "policy-mismatch-complete"
    /// The mx patterns match some of the domain's MX hosts, and others not.
    case policyMismatchPartial = "policy-mismatch-partial"
    /// No pattern matches the MX host; one is the same but for the top-level domain.
    case policyMismatchTLD = "policy-mismatch-tld"
    /// No pattern matches the MX host; one differs by three typing mistakes or fewer.
    case policyMismatchTypo = "policy-mismatch-typo"
    /// No pattern matches the MX host; one is in the same registrable domain, with other labels,
    /// such as `mta-sts.` in front.
    case policyMismatchLabels = "policy-mismatch-labels"
    /// No pattern matches the MX host, and none is like it.
    case policyMismatchDomain = "policy-mismatch-domain"
    /// The certificate of an open MX host fails the policy; the detail has its fault.
    case policyCertificateFault = "policy-certificate-fault"
    /// The certificates of all open MX hosts that complete STARTTLS fail the policy.
    case policyCertificatesComplete = "policy-certificates-complete"
    /// The certificates of some open MX hosts fail the policy, those of others not.
    case policyCertificatesPartial = "policy-certificates-partial"
    /// DANE is judged instead of the policy at an MX host, and comes to another end
    /// (RFC 8461 §2).
    case policyAndDANEDisagree = "policy-and-dane-disagree"

    // MARK: Evaluation

    /// A null MX whose preference is not 0 (RFC 7505 §3); it counts all the same.
    case nullMXPreference = "null-mx-preference"
    /// A null MX that is not the only MX record (RFC 7505 §3); beside real MX hosts it is ignored.
    case nullMXNotAlone = "null-mx-not-alone"
    /// One MX host stands at several preferences; the best counts.
    case mxDuplicate = "mx-duplicate"
    /// The exchange of an MX record is an address, not a name (RFC 1035 §3.3.9).
    case mxIsAddress = "mx-is-address"
    /// An MX host is an alias (RFC 2181 §10.3, RFC 5321 §5.1); the detail has its target.
    case mxIsAlias = "mx-is-alias"
    /// Addresses of an MX host fail DNSSEC validation (RFC 7672 §2.1.1).
    case mxAddressBogus = "mx-address-bogus"
    /// Secure TLSA records stand behind an MX answer that is not secure: they protect nobody
    /// (RFC 7672 §2.2.1).
    case tlsaBehindInsecureMX = "tlsa-behind-insecure-mx"
    /// TLSA records match only by a SHA-256 beside which a SHA-512 of the same kind does not:
    /// senders that look at the strongest digest alone do not deliver (RFC 7671 §9).
    case tlsaWeakerDigest = "tlsa-weaker-digest"
    /// A greeting or a reply says that the scanner is on a blocklist; no fact about TLS.
    case blocklisted = "blocklisted"
    /// The server completes a handshake only with anonymous suites, so it shows no certificate
    /// (RFC 5246 §A.5).
    case anonymousTLSOnly = "anonymous-tls-only"
    /// Bytes came in the clear behind STARTTLS's 220 (RFC 3207 §4.2).
    case plaintextAfterSTARTTLS = "plaintext-after-starttls"
    /// The server chose TLS 1.1 or older, though newer was offered (RFC 8996).
    case obsoleteTLS = "obsolete-tls"
    /// The server accepts TLS 1.1 or older where nothing newer is offered, though it did not choose
    /// it where newer was (RFC 8996); only a run with a survey of TLS can see that.
    case obsoleteTLSAccepted = "obsolete-tls-accepted"
    /// The certificate is no good by PKIX, and neither DANE nor a policy asks that it be;
    /// the detail has the word of the column `certificate`.
    case certificateFault = "certificate-fault"
    /// A key in the chain has under 112 bits of strength, as RSA of 1,024 bits (RFC 9325 §4.5).
    case weakKey = "weak-key"
    /// A certificate in the chain is signed with MD5, SHA-1 or the like (RFC 9155 §2).
    case weakDigest = "weak-digest"
}
