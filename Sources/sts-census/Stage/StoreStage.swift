import Census
import MailStandards
import Observations

/// `stage store`: what the other stages have found out, into a run of a database.
struct StoreStage: Stage {
    let run: JoinedRun

    static let lengthLimit = JoinedAnswers.lengthLimit

    struct Question: Decodable, Sendable {
        private enum CodingKeys: CodingKey { case rank, resolve }

        /// The domain's place in the list; the line's number where it is left out.
        var rank: Int?
        var content: Content

        enum Content: Sendable {
            case answers(JoinedAnswers)
            /// By `--exclude` of `stage resolve`.
            case excluded(DomainName)
        }

        private struct Excluded: Decodable {
            var domain: InText<DomainName>
            var excluded: Bool?
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            rank = try fields.decodeIfPresent(Int.self, forKey: .rank)
            if let rank, rank < 1 { throw StageFault("rank is no whole number from 1") }
            let domain = try fields.decode(Excluded.self, forKey: .resolve)
            content =
                domain.excluded == true
                ? .excluded(domain.domain.value) : .answers(try JoinedAnswers(from: decoder))
        }
    }

    func answer(_ question: Question, line: Int) async throws -> StoredDomainAnswer {
        switch question.content {
        case .excluded(let domain):
            await run.exclude()
            return StoredDomainAnswer(domain: InText(domain), outcome: .excluded)
        case .answers(let answers):
            let domain = try answers.domain
            let isNew = try await run.store(
                domain.facts, rank: question.rank ?? line, policyFetch: domain.policyFetch,
                draftFetch: domain.draftFetch, hosts: domain.hosts)
            return StoredDomainAnswer(
                domain: InText(domain.facts.domain), outcome: isNew ? .stored : .duplicate)
        }
    }
}

/// The answer of `stage store`.
struct StoredDomainAnswer: Encodable {
    enum CodingKeys: CodingKey, CaseIterable { case domain, outcome }

    /// What became of the domain.
    enum Outcome: String, Encodable, CaseIterable {
        case stored
        /// It is there already, and nothing was written.
        case duplicate
        case excluded
    }

    let domain: InText<DomainName>
    let outcome: Outcome
}
