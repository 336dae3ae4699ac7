internal import MailStandards
internal import Observations

extension DomainFacts {
    /// Records at names that only drafts used, where these were asked for.
    var legacyFindings: [Finding] {
        guard !legacy.isEmpty else { return [] }
        return LegacyTXTName.allCases.compactMap { name in
            legacy[name].flatMap { answer in
                answer.isFailed ? nil : name.finding(answer.records.map(\.bytes))
            }
        }
    }
}
