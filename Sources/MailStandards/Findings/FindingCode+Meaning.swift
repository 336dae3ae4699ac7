extension FindingCode {
    /// What it means, in a sentence for people: `The record has no id.` Docs/Findings.md says the same.
    package var meaning: String {
        switch self {
        case .recordMultiple:
            "More than one TXT record at `_mta-sts` begins with `v=STSv1;`: they count as none."
        case .recordBadVersion:
            "A record was meant, but does not begin with `v=STSv1` and a semicolon."
        case .recordNoID:
            "The record has no id."
        case .recordBadID:
            "The id is empty, longer than 32 characters, or holds others than letters and "
                + "digits."
        case .recordBadExtension:
            "A field is none: empty, without a name or value, or with characters it "
                + "cannot hold."
        case .recordSpaceBeforeSemicolon:
            "White space stands before the first semicolon (erratum 6285): accepted."
        case .recordTrailingSpace:
            "White space stands at the very end: accepted."
        case .recordRepeatedID:
            "There is more than one id: the first counts."
        case .policyMissingVersion:
            "The policy has no version."
        case .policyMissingMode:
            "The policy has no mode."
        case .policyMissingMaxAge:
            "The policy has no max_age."
        case .policyMissingMX:
            "The policy has no mx, though its mode is enforce or testing."
        case .policyBadVersion:
            "The version is not STSv1."
        case .policyBadMode:
            "The mode is not enforce, testing or none."
        case .policyBadMaxAge:
            "max_age is not a number of at most 10 digits."
        case .policyMaxAgeOverCeiling:
            "max_age is over 31,557,600 seconds."
        case .policyTooLarge:
            "The policy has more than 65,536 bytes; a scan takes no more, and tells it as "
                + "`policy-fetch-http`."
        case .policyBadMX:
            "An mx is no host name, for a reason that has no code of its own."
        case .policyMXAddress:
            "An mx is an IP address or an address literal."
        case .policyMXEmailAddress:
            "An mx is an e-mail address."
        case .policyMXULabel:
            "An mx holds bytes that are no ASCII, where an A-label has to stand."
        case .policyMXTrailingDot:
            "An mx ends with a dot."
        case .policyMXLeadingDot:
            "An mx begins with a dot."
        case .policyMXMisplacedWildcard:
            "An mx has a `*` elsewhere than as its whole first label."
        case .policyBadLine:
            "A line is no `key: value`: white space before the key, no key, or no colon "
                + "behind it."
        case .policyBadExtension:
            "The value of a key that is ignored is empty, or holds characters it cannot hold."
        case .policyBlankLine:
            "There are blank lines: accepted."
        case .policyRepeatedKey:
            "A key other than mx comes more than once: the first counts."
        case .policyKeyTypo:
            "A key that is ignored resembles one that the policy lacks, such as `max-age`."
        case .policyMaxAgeZero:
            "max_age is 0: valid, but nobody keeps the policy."
        case .policyMaxAgeUnderADay:
            "max_age is under a day: valid, but the policy hardly outlives an attack."
        case .tlsrptMultiple:
            "More than one TXT record at `_smtp._tls` begins with `v=TLSRPTv1;`: they "
                + "count as none."
        case .tlsrptBadVersion:
            "A record was meant, but does not begin with `v=TLSRPTv1` and a semicolon."
        case .tlsrptNoRua:
            "The record has no rua."
        case .tlsrptBadRua:
            "rua is no list of URIs, or has a `,`, `!` or `;` in them that is not "
                + "percent-encoded."
        case .tlsrptNoUsableRua:
            "rua has URIs, but none of scheme mailto or https."
        case .tlsrptBadExtension:
            "A field is none: empty, without a name or value, or with characters it "
                + "cannot hold."
        case .tlsrptUnknownRuaScheme:
            "A URI of rua has a scheme other than mailto and https: ignored."
        case .tlsrptRepeatedRua:
            "There is more than one rua field: the first counts."
        case .tlsrptSpaceBeforeSemicolon:
            "White space stands before the first semicolon: accepted."
        case .tlsrptTrailingSpace:
            "White space stands at the very end: accepted."
        case .tlsrptLegacyName:
            "A TLSRPT record stands at a name of the drafts, or at one that never was right."
        case .draftMultiple:
            "More than one TXT record at `_smtp_sts` begins with `v=STS1;`: they count as none."
        case .draftBadVersion:
            "A record was meant, but does not begin with `v=STS1` and a semicolon."
        case .draftNoTo:
            "to is missing, or not the second field."
        case .draftBadTo:
            "to is neither true nor false; or m neither report nor enforce."
        case .draftBadMX:
            "mx holds something other than patterns."
        case .draftBadAuthentication:
            "a is neither dnssec nor webpki with an https URI."
        case .draftBadConstraint:
            "c is neither webpki nor tlsa."
        case .draftBadExpiry:
            "e is not a number of seconds."
        case .draftBadRua:
            "rua holds something other than URIs with sizes."
        case .draftBadField:
            "A field is none: empty, without a name, or without `=`."
        case .draftNoMX:
            "mx is missing: required by the draft's prose, optional in its grammar."
        case .draftNoAuthentication:
            "a is missing: required by the draft's prose, optional in its grammar."
        case .draftNoConstraint:
            "c is missing: required by the draft's prose, optional in its grammar."
        case .draftNoExpiry:
            "e is missing: required by the draft's prose, optional in its grammar."
        case .draftRepeatedField:
            "A field comes more than once: the first counts."
        case .draftUnknownField:
            "A field that the draft does not name: ignored."
        case .draftTrailingSpace:
            "White space stands at the very end: accepted."
        case .draftSpaceInMXList:
            "White space stands in the list of mx patterns: accepted."
        case .draftUnderscoreWildcard:
            "A wildcard is written `_.example.com`: accepted."
        case .draftDotWildcard:
            "A wildcard is written `.example.com`: accepted."
        case .draftBareWebPKI:
            "a is webpki without a URI: accepted."
        case .draftBareURI:
            "a is an https URI without `webpki:`, as the grammar has it: accepted."
        case .draftLongExpiry:
            "e has more than 6 digits: accepted."
        case .draftNotSecure:
            "a is dnssec, and DNSSEC does not vouch for the record."
        case .draftForeignURI:
            "a names a URI that is not the domain's own, or none that can be fetched: it "
                + "authenticates nothing."
        case .draftFetchFailed:
            "What a's URI gives could not be had."
        case .draftTextDiffers:
            "What a's URI gives differs from the record's text."
        case .draftMXFails:
            "An MX host that is open does not conform to the record."
        case .generationApril2016:
            "`v=STS1; m=report|enforce` at `_smtp_sts`: the draft of April 2016."
        case .generationJuly2016:
            "A record at `_mta_sts`: the drafts of April to July 2016."
        case .generationDecember2016:
            "A policy in JSON: the drafts of December 2016 to July 2017."
        case .generationFebruary2017:
            "A record at the policy host's own name: the draft of February 2017."
        case .generationAugust2017:
            "`mode: report`: the drafts of August to December 2017."
        case .tlsaBadSyntax:
            "A TLSA record in presentation form is none."
        case .tlsaPKIXUsage:
            "Usage PKIX-TA(0) or PKIX-EE(1), which SMTP does not use."
        case .tlsaUnknownUsage:
            "A certificate usage over 3."
        case .tlsaUnknownSelector:
            "A selector over 1."
        case .tlsaUnknownMatchingType:
            "A matching type over 2."
        case .tlsaDataLength:
            "The data is not as long as its matching type has it."
        case .policyFetchDNS:
            "The policy host has no address that could be looked up."
        case .policyFetchTCP:
            "No connection to the policy host came about."
        case .policyFetchTLS:
            "TLS with the policy host failed; a second finding has the reason."
        case .policyFetchHTTP:
            "The policy host's answer is no policy by its status, type, size or form."
        case .policyHostExpired:
            "The policy host's certificate has expired."
        case .policyHostNotYetValid:
            "The policy host's certificate is not valid yet."
        case .policyHostSelfSigned:
            "The policy host's certificate signed itself."
        case .policyHostUntrusted:
            "No path leads from the policy host's certificate to a trusted CA."
        case .policyHostMismatch:
            "The policy host's certificate is for other names."
        case .policyHostOther:
            "The policy host's certificate has another fault."
        case .policyHostHandshake:
            "The handshake with the policy host failed, whatever its certificate is worth."
        case .policyHosted:
            "The policy host is an alias of another's host: a hosting provider's."
        case .policySelfManaged:
            "The policy host is the domain's own, or not seen to be another's."
        case .policyMatchesNoMX:
            "A domain whose enforce policy matches none of its own MX hosts."
        case .policyMismatchComplete:
            "No mx pattern matches any of the domain's MX hosts."
        case .policyMismatchPartial:
            "The mx patterns match some of the domain's MX hosts, and others not."
        case .policyMismatchTLD:
            "No pattern matches the MX host; one is the same but for the top-level domain."
        case .policyMismatchTypo:
            "No pattern matches the MX host; one differs by three typing mistakes or fewer."
        case .policyMismatchLabels:
            "No pattern matches the MX host; one is in the same registrable domain, with "
                + "other labels, such as `mta-sts.` in front."
        case .policyMismatchDomain:
            "No pattern matches the MX host, and none is like it."
        case .policyCertificateFault:
            "The certificate of an open MX host fails the policy."
        case .policyCertificatesComplete:
            "The certificates of all open MX hosts that complete STARTTLS fail the policy."
        case .policyCertificatesPartial:
            "The certificates of some open MX hosts fail the policy, those of others not."
        case .policyAndDANEDisagree:
            "DANE is judged instead of the policy at an MX host, and comes to another end."
        case .nullMXPreference:
            "A null MX whose preference is not 0; it counts all the same."
        case .nullMXNotAlone:
            "A null MX that is not the only MX record; beside real MX hosts it is ignored."
        case .mxDuplicate:
            "One MX host stands at several preferences; the best counts."
        case .mxIsAddress:
            "The exchange of an MX record is an address, not a name."
        case .mxIsAlias:
            "An MX host is an alias."
        case .mxAddressBogus:
            "Addresses of an MX host, or those of a domain without MX, fail DNSSEC "
                + "validation: no sender behind a validating resolver gets there."
        case .tlsaBehindInsecureMX:
            "Secure TLSA records stand behind an MX answer that is not secure: they "
                + "protect nobody."
        case .tlsaWeakerDigest:
            "TLSA records match only by a SHA-256 beside which a SHA-512 of the same kind "
                + "does not: senders that look at the strongest digest alone do not deliver."
        case .blocklisted:
            "A greeting or a reply says that the scanner is on a blocklist; no fact about "
                + "the server's TLS."
        case .anonymousTLSOnly:
            "The server completes a handshake only with anonymous suites, so it shows no "
                + "certificate."
        case .plaintextAfterSTARTTLS:
            "Bytes came in the clear behind STARTTLS's 220; they were discarded."
        case .obsoleteTLS:
            "The server chose TLS 1.1 or older, though newer was offered."
        case .obsoleteTLSAccepted:
            "The server accepts TLS 1.1 or older where nothing newer is offered, though "
                + "it did not choose it where newer was; only a run with `--tls-survey` can see "
                + "that."
        case .certificateFault:
            "The certificate is no good by PKIX, and neither DANE nor a policy asks that it be."
        case .weakKey:
            "A key in the chain has under 112 bits of strength, as RSA of 1,024 bits."
        case .weakDigest:
            "A certificate in the chain is signed with MD5, SHA-1 or the like."
        }
    }
}
