import Census
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// What else is worth knowing: what the parts above have not said in their own words.
    mutating func explainFindings() {
        let broken = Set(rules.compactMap(\.violation.code))
        let left = examined.evaluation.findings.filter {
            !broken.contains($0.code) && !Self.toldInPlace.contains($0.code)
                && !Self.draftFaultCodes.contains($0.code)
        }
        guard !left.isEmpty else { return }
        page.heading("Also found")
        left.forEach { explain($0) }
    }

    private mutating func explain(_ finding: Finding) {
        let place = finding.mxHost.map { "\($0): " } ?? ""
        let detail = finding.detail.map { " (\($0.inShort))" } ?? ""
        let meaning = finding.code.clause
        page.paragraph(
            "\(place)\(meaning)\(detail) [\(finding.code.rawValue), \(finding.code.section)]",
            lead: "- ")
    }

    private static let toldInPlace: Set<FindingCode> = [
        .recordMultiple, .tlsrptMultiple, .draftMultiple, .policyFetchDNS, .policyFetchTCP,
        .policyFetchTLS, .policyFetchHTTP, .policyHostExpired, .policyHostNotYetValid,
        .policyHostSelfSigned, .policyHostUntrusted, .policyHostMismatch, .policyHostOther,
        .policyHostHandshake, .policyHosted, .policySelfManaged, .policyMatchesNoMX,
        .policyMismatchComplete, .policyMismatchPartial, .policyMismatchTLD,
        .policyMismatchTypo, .policyMismatchLabels, .policyMismatchDomain,
        .policyCertificateFault, .policyCertificatesComplete, .policyCertificatesPartial,
        .tlsaBehindInsecureMX, .tlsaPKIXUsage, .tlsaUnknownUsage, .tlsaUnknownSelector,
        .tlsaUnknownMatchingType, .tlsaDataLength, .certificateFault, .mxIsAddress,
    ]
}

extension FindingCode {
    /// Its meaning as a clause: without Markdown's backquotes and the full stop.
    var clause: String {
        let plain = meaning.filter { $0 != "`" }
        return plain.hasSuffix(".") ? String(plain.dropLast()) : plain
    }
}
