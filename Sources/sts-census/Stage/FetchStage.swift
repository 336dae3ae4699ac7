import Addresses
import Census
import MailStandards
import Observations

/// `stage fetch`: what the policy's URI gives.
struct FetchStage: Stage {
    let examination: Examination

    enum Policy: String, Codable, CaseIterable {
        case mtaSTS = "mta-sts"
        /// Of the draft of 2016.
        case smtpSTS = "smtp-sts"
    }

    struct Question: Codable, Sendable {
        var domain: InText<DomainName>
        /// MTA-STS where it is left out.
        var policy: Policy?
        /// The TXT set that names the draft's URI; only for `smtp-sts`.
        var records: [InText<TXTRecord>]?

        init(_ request: PolicyRequest) {
            domain = InText(request.domain)
            policy = request.draft == nil ? .mtaSTS : .smtpSTS
            records = request.draft?.map { InText($0) }
        }
    }

    func answer(_ question: Question, line: Int) async throws -> FetchedPolicy {
        let policy = question.policy ?? .mtaSTS
        guard let request = try request(policy, question) else {
            throw StageFault(
                policy == .mtaSTS
                    ? "the name of the policy host would be too long"
                    : "the records name no URI of the domain itself")
        }
        return FetchedPolicy(
            question.domain.value, policy, try await examination.fetch(request))
    }

    private func request(_ policy: Policy, _ question: Question) throws -> PolicyRequest? {
        guard policy == .smtpSTS else { return PolicyRequest(question.domain.value) }
        guard let records = question.records else { throw StageFault("records is missing") }
        return PolicyRequest(question.domain.value, draft: records.map(\.value))
    }
}

/// The answer of `stage fetch`.
struct FetchedPolicy: Codable, Sendable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case domain, policy, outcome, stage, detail, address, location, body, chain
        case startedAt = "started_at"
        case duration = "duration_ms"
        case canonicalName = "canonical_name"
        case httpStatus = "http_status"
        case contentType = "content_type"
    }

    let domain: InText<DomainName>
    let policy: FetchStage.Policy
    let outcome: PolicyFetchOutcome
    let stage: PolicyFetchStage?
    let detail: String?
    let startedAt: InText<Timestamp>
    let duration: Int
    let address: InText<IPAddress>?
    let canonicalName: InText<DomainName>?
    let httpStatus: Int?
    let contentType: String?
    let location: String?
    let body: InText<[UInt8]>?
    let chain: [InText<CertificateDER>]

    init(_ domain: DomainName, _ policy: FetchStage.Policy, _ fetch: PolicyFetchObservation) {
        self.domain = InText(domain)
        self.policy = policy
        outcome = fetch.outcome
        stage = fetch.stage
        detail = fetch.detail
        startedAt = InText(fetch.startedAt)
        duration = fetch.durationMilliseconds
        address = fetch.address.map { InText($0) }
        canonicalName = fetch.canonicalName.map { InText($0) }
        httpStatus = fetch.httpStatus
        contentType = fetch.contentType
        location = fetch.location
        body = fetch.body.map { InText($0) }
        chain = fetch.chain.map { InText($0) }
    }

    var observation: PolicyFetchObservation {
        PolicyFetchObservation(
            outcome: outcome, stage: stage, detail: detail, startedAt: startedAt.value,
            durationMilliseconds: duration, address: address?.value,
            canonicalName: canonicalName?.value, httpStatus: httpStatus, contentType: contentType,
            location: location, body: body?.value, chain: chain.map(\.value))
    }
}
