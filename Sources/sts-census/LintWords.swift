import MailStandards

/// What the departures mean that a reading accepts or notes, in a clause each.
enum LintWords {
    static let meanings: [FindingCode: String] = [
        .recordMultiple: "only one record may begin with v=STSv1;",
        .recordSpaceBeforeSemicolon: "white space before the first semicolon; some refuse it",
        .recordTrailingSpace: "white space at the very end; some refuse it",
        .recordRepeatedID: "more than one id; the first counts",
        .policyBlankLine: "blank lines, which the grammar does not have",
        .policyRepeatedKey: "a key comes more than once; the first counts",
        .policyKeyTypo: "a key that is ignored looks like one that is missing",
        .policyMaxAgeZero: "max_age is 0, so nobody keeps the policy",
        .policyMaxAgeUnderADay: "max_age is under a day, so an attacker can wait it out",
        .tlsrptMultiple: "only one record may begin with v=TLSRPTv1;",
        .tlsrptUnknownRuaScheme: "neither mailto nor https, so nobody reports there",
        .tlsrptRepeatedRua: "more than one rua; the first counts",
        .tlsrptSpaceBeforeSemicolon: "white space before the first semicolon; some refuse it",
        .tlsrptTrailingSpace: "white space at the very end; some refuse it",
        .draftMultiple: "only one record may begin with v=STS1;",
        .draftNoMX: "no mx, which the draft's prose requires",
        .draftNoAuthentication: "no a, which the draft's prose requires",
        .draftNoConstraint: "no c, which the draft's prose requires",
        .draftNoExpiry: "no e, which the draft's prose requires",
        .draftRepeatedField: "a field comes more than once; the first counts",
        .draftUnknownField: "a field that the draft does not name; ignored",
        .draftTrailingSpace: "white space at the very end",
        .draftSpaceInMXList: "white space in the list of patterns",
        .draftUnderscoreWildcard: "_. for the wildcard *.",
        .draftDotWildcard: "a leading dot for the wildcard *.",
        .draftBareWebPKI: "webpki without its URI",
        .draftBareURI: "a URI without webpki: before it",
        .draftLongExpiry: "e has more than six digits",
        .generationApril2016: "m= is the draft of April 2016",
        .generationDecember2016: "policies in JSON are the drafts of December 2016 to July 2017",
        .generationAugust2017: "mode report is the drafts of August to December 2017",
    ]
}
