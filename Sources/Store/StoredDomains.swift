internal import Foundation
internal import GRDB
internal import MailStandards
package import Observations

/// What the wire said of a domain that is done, as a run has written it.
package struct StoredDomain: Sendable, Equatable {
    package var domainID: Int64
    package var facts: DomainFacts
    package var policyFetch: PolicyFetchObservation?
    package var draftFetch: PolicyFetchObservation?

    package init(
        domainID: Int64, facts: DomainFacts, policyFetch: PolicyFetchObservation? = nil,
        draftFetch: PolicyFetchObservation? = nil
    ) {
        self.domainID = domainID
        self.facts = facts
        self.policyFetch = policyFetch
        self.draftFetch = draftFetch
    }
}

/// The domains of a run that are done, one after another, in the order of their numbers.
final class StoredDomains {
    private let db: Database
    private let run: Int64
    private let domains: RowCursor
    private let lookups: NumberedRows
    private let texts: NumberedRows
    private let policies: NumberedRows
    private let drafts: NumberedRows

    /// - Parameter only: a single domain, else all.
    init(_ db: Database, run: Int64, only: Int64? = nil) throws {
        self.db = db
        self.run = run
        // A number that SQLite is to read as such.
        func one(_ column: String) -> String { only.map { "AND \(column) = \($0)" } ?? "" }
        domains = try Row.fetchCursor(
            db.makeStatement(
                sql: """
                    SELECT w.domain_id, n.text FROM run_domain w
                    JOIN name n ON n.name_id = w.domain_id
                    WHERE w.run_id = ? \(one("w.domain_id")) ORDER BY w.domain_id
                    """), arguments: [run])
        lookups = try NumberedRows(
            db,
            sql: """
                SELECT name_id, \(LookupTable.columns) FROM lookup
                WHERE run_id = ? \(one("name_id")) ORDER BY name_id
                """, of: run)
        texts = try NumberedRows(
            db,
            sql: """
                SELECT name_id, question, data FROM txt_record
                WHERE run_id = ? \(one("name_id")) ORDER BY name_id, question, position
                """, of: run)
        func fetched(_ kind: PolicyFetchTable.Kind) throws -> NumberedRows {
            try NumberedRows(
                db,
                sql: """
                    SELECT domain_id FROM \(kind.rawValue)
                    WHERE run_id = ? \(one("domain_id")) ORDER BY domain_id
                    """, of: run)
        }
        policies = try fetched(.policy)
        drafts = try fetched(.draft)
    }

    /// Nil at the end.
    func next() throws -> StoredDomain? {
        while let row = try domains.next() {
            let id: Int64 = row[0]
            guard let domain = DomainName(row[1] as String),
                let facts = try facts(of: domain, id)
            else { continue }
            return StoredDomain(
                domainID: id, facts: facts,
                policyFetch: try fetch(.policy, of: id, listed: policies),
                draftFetch: try fetch(.draft, of: id, listed: drafts))
        }
        return nil
    }

    private func fetch(
        _ kind: PolicyFetchTable.Kind, of id: Int64, listed: NumberedRows
    ) throws -> PolicyFetchObservation? {
        guard try listed.has(id) else { return nil }
        return try PolicyFetchTable.read(kind, run: run, of: id, in: db)
    }

    /// Nil where the domain's MX was not asked: it is not done.
    ///
    /// The name may be an MX host too, whose questions are passed over.
    private func facts(of domain: DomainName, _ id: Int64) throws -> DomainFacts? {
        var records: [String: [TXTRecord]] = [:]
        try texts.take(id) { row in
            records[row[1], default: []].append(TXTRecord(bytes: Array(row[2] as Data)))
        }
        var isDone = false
        var facts = DomainFacts(domain: domain, mx: LookupOutcome(.noName))
        try lookups.take(id) { row in
            let question: String = row[1]
            func txt() -> LookupOutcome<TXTRecord> {
                LookupOutcome(row, records: records[question] ?? [])
            }
            switch question {
            case "mx":
                facts.mx = LookupOutcome(row)
                isDone = true
            case "implicit-a": facts.ipv4 = LookupOutcome(row)
            case "implicit-aaaa": facts.ipv6 = LookupOutcome(row)
            case "_mta-sts": facts.mtaSTS = txt()
            case "_smtp._tls": facts.tlsRPT = txt()
            case "_smtp_sts": facts.smtpSTS = txt()
            default:
                if let name = LegacyTXTName(rawValue: question) { facts.legacy[name] = txt() }
            }
        }
        return isDone ? facts : nil
    }
}
