import MailStandards
import Observations

/// What one DNS question led to, in the JSON of `stage`.
struct LookupJSON<Record: TextForm & Equatable>: Codable {
    private enum CodingKeys: String, CodingKey {
        case answer, records, dnssec, ttl, detail
        case canonicalName = "canonical_name"
    }

    let outcome: LookupOutcome<Record>

    init(_ outcome: LookupOutcome<Record>) { self.outcome = outcome }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let word = try fields.decode(LookupWord.self, forKey: .answer)
        let answer: LookupOutcome<Record>.Answer =
            if let failure = LookupFailure(rawValue: word.rawValue) {
                .failed(failure, detail: try fields.decode(String.self, forKey: .detail))
            } else if word == .records {
                .records(
                    try fields.decode([InText<Record>].self, forKey: .records).map(\.value))
            } else {
                word == .noName ? .noName : .noData
            }
        outcome = LookupOutcome(
            answer, dnssec: try fields.decodeIfPresent(DNSSECStatus.self, forKey: .dnssec),
            canonicalName: try fields.decodeIfPresent(
                InText<DomainName>.self, forKey: .canonicalName)?.value,
            ttlSeconds: try fields.decodeIfPresent(UInt32.self, forKey: .ttl))
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch outcome.answer {
        case .records(let records):
            try fields.encode(LookupWord.records, forKey: .answer)
            try fields.encode(records.map { InText($0) }, forKey: .records)
        case .noData: try fields.encode(LookupWord.noData, forKey: .answer)
        case .noName: try fields.encode(LookupWord.noName, forKey: .answer)
        case .failed(let failure, let detail):
            try fields.encode(failure, forKey: .answer)
            try fields.encode(detail, forKey: .detail)
        }
        try fields.encodeIfPresent(outcome.dnssec, forKey: .dnssec)
        try fields.encodeIfPresent(
            outcome.canonicalName.map { InText($0) }, forKey: .canonicalName)
        try fields.encodeIfPresent(outcome.ttlSeconds, forKey: .ttl)
    }
}

/// The words of the column `answer`.
enum LookupWord: String, Codable, CaseIterable {
    case records
    case noData = "no-data"
    case noName = "no-name"
    case serverFailure = "servfail"
    case timeout, bogus, malformed
}

extension LookupOutcome where Record: TextForm {
    var json: LookupJSON<Record> { LookupJSON(self) }
}
