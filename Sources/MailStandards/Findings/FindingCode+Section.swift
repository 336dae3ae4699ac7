extension FindingCode {
    /// Where the rule stands that it is about: `RFC 8461 §3.1`. Docs/Findings.md says the same.
    package var section: String {
        switch self {
        case .recordMultiple, .recordBadVersion, .recordNoID, .recordBadID,
            .recordBadExtension, .recordTrailingSpace, .recordRepeatedID:
            "RFC 8461 §3.1"
        case .recordSpaceBeforeSemicolon:
            "RFC 8461 §3.1, erratum 6285"
        case .policyMissingVersion, .policyMissingMode, .policyMissingMaxAge, .policyMissingMX,
            .policyBadVersion, .policyBadMode, .policyBadMaxAge, .policyMaxAgeOverCeiling,
            .policyTooLarge, .policyBadLine, .policyBadExtension, .policyBlankLine,
            .policyRepeatedKey, .policyKeyTypo, .policyMaxAgeZero, .policyMaxAgeUnderADay:
            "RFC 8461 §3.2"
        case .policyBadMX, .policyMXAddress, .policyMXEmailAddress, .policyMXULabel,
            .policyMXTrailingDot, .policyMXLeadingDot, .policyMXMisplacedWildcard:
            "RFC 8461 §3.2, RFC 5321 §4.1.2"
        case .tlsrptMultiple, .tlsrptBadVersion, .tlsrptNoRua, .tlsrptBadRua,
            .tlsrptNoUsableRua, .tlsrptBadExtension, .tlsrptUnknownRuaScheme,
            .tlsrptRepeatedRua, .tlsrptSpaceBeforeSemicolon, .tlsrptTrailingSpace:
            "RFC 8460 §3"
        case .tlsrptLegacyName:
            "the drafts of RFC 8460"
        case .draftMultiple, .draftBadVersion, .draftNoTo, .draftBadTo, .draftBadMX,
            .draftBadAuthentication, .draftBadConstraint, .draftBadExpiry, .draftBadRua,
            .draftBadField, .draftRepeatedField, .draftUnknownField, .draftTrailingSpace,
            .draftSpaceInMXList, .draftUnderscoreWildcard, .draftDotWildcard,
            .draftBareWebPKI, .draftBareURI, .draftLongExpiry:
            "draft-margolis-smtp-sts-00 §3.1"
        case .draftNoMX, .draftNoAuthentication, .draftNoConstraint, .draftNoExpiry:
            "draft-margolis-smtp-sts-00 §3"
        case .draftNotSecure, .draftForeignURI, .draftFetchFailed, .draftTextDiffers:
            "draft-margolis-smtp-sts-00 §3.3"
        case .draftMXFails:
            "draft-margolis-smtp-sts-00 §3.4, §4"
        case .generationApril2016:
            "draft-ietf-uta-mta-sts, April 2016"
        case .generationJuly2016:
            "draft-ietf-uta-mta-sts, April to July 2016"
        case .generationDecember2016:
            "draft-ietf-uta-mta-sts, December 2016 to July 2017"
        case .generationFebruary2017:
            "draft-ietf-uta-mta-sts, February 2017"
        case .generationAugust2017:
            "draft-ietf-uta-mta-sts, August to December 2017"
        case .tlsaBadSyntax:
            "RFC 6698 §2.2"
        case .tlsaPKIXUsage:
            "RFC 7672 §3.1.3"
        case .tlsaUnknownUsage, .tlsaUnknownSelector, .tlsaUnknownMatchingType:
            "RFC 7672 §3.1"
        case .tlsaDataLength:
            "RFC 6698 §2.1.3"
        case .policyFetchDNS, .policyFetchTCP, .policyFetchTLS, .policyFetchHTTP:
            "RFC 8461 §3.3"
        case .policyHostExpired, .policyHostNotYetValid:
            "RFC 8461 §3.3, RFC 5280 §6.1.3"
        case .policyHostSelfSigned, .policyHostUntrusted:
            "RFC 8461 §3.3, RFC 5280 §6.1"
        case .policyHostMismatch:
            "RFC 8461 §3.3, RFC 6125 §6.4"
        case .policyHostOther:
            "RFC 8461 §3.3, RFC 5280 §6"
        case .policyHostHandshake:
            "RFC 8461 §3.3, RFC 9325 §3.1.1"
        case .policyHosted, .policySelfManaged:
            "RFC 8461 §8.2"
        case .policyMatchesNoMX, .policyMismatchComplete, .policyMismatchPartial,
            .policyMismatchTLD, .policyMismatchTypo, .policyMismatchLabels,
            .policyMismatchDomain:
            "RFC 8461 §4.1"
        case .policyCertificateFault, .policyCertificatesComplete, .policyCertificatesPartial,
            .certificateFault:
            "RFC 8461 §4.2"
        case .policyAndDANEDisagree:
            "RFC 8461 §2"
        case .nullMXPreference, .nullMXNotAlone:
            "RFC 7505 §3"
        case .mxDuplicate:
            "RFC 5321 §5.1"
        case .mxIsAddress:
            "RFC 1035 §3.3.9"
        case .mxIsAlias:
            "RFC 2181 §10.3, RFC 5321 §5.1"
        case .mxAddressBogus:
            "RFC 7672 §2.1.1"
        case .tlsaBehindInsecureMX:
            "RFC 7672 §2.2.1"
        case .tlsaWeakerDigest:
            "RFC 7671 §9"
        case .blocklisted:
            "RFC 5321 §4.2.3"
        case .anonymousTLSOnly:
            "RFC 5246 §A.5"
        case .plaintextAfterSTARTTLS:
            "RFC 3207 §4.2"
        case .obsoleteTLS, .obsoleteTLSAccepted:
            "RFC 8996 §4, §5"
        case .weakKey:
            "RFC 9325 §4.5"
        case .weakDigest:
            "RFC 9155 §2"
        }
    }
}
