internal import Addresses
package import Certificates
internal import Evaluation
internal import GRDB
internal import MailStandards
internal import Observations

/// Writes observations of one run, each call one transaction.
package struct ObservationWriter: Sendable {
    let database: CensusDatabase
    private let run: Int64
    private let pass: Pass
    private let certificates: ParsedCertificates

    /// - Parameter certificates: where a certificate that somebody has parsed is found.
    package init(
        _ database: CensusDatabase, run: Int64, pass: Pass = .first,
        certificates: ParsedCertificates = ParsedCertificates()
    ) {
        self.database = database
        self.run = run
        self.pass = pass
        self.certificates = certificates
    }

    /// All or nothing; blocks until it is committed.
    package func write(_ observations: [Observation]) throws {
        try database.pool.write { db in
            let tables = try self.tables(db)
            for observation in observations {
                switch observation {
                case .domain(let record): try tables.write(record)
                case .mxHost(let record): try tables.write(record)
                case .probe(let record): try tables.write(record)
                }
            }
            try tables.close()
        }
    }

    func tables(_ db: Database) throws -> RunTables {
        try RunTables(db, run: run, pass, certificates)
    }
}

/// The tables of one run within a transaction, with their statements.
final class RunTables {
    let db: Database
    let run: Int64
    /// Domains written in this transaction, and how many of them not for the first time.
    private var domainCount = 0
    private var againCount = 0
    private let again: AgainTables
    let names: HostNames
    let lookups: LookupTable
    let certificates: CertificateTable
    let judgements: JudgementTables
    private let insertHost: Statement
    private let insertHostProbe: Statement
    private let insertProbe: Statement
    private let policyFetches: PolicyFetchTable
    private let draftFetches: PolicyFetchTable

    init(_ db: Database, run: Int64, _ pass: Pass, _ parsed: ParsedCertificates) throws {
        self.db = db
        self.run = run
        again = AgainTables(db, run: run, pass: pass)
        names = try HostNames(db)
        lookups = try LookupTable(db, run: run)
        certificates = CertificateTable(db, parsed)
        judgements = try JudgementTables(db, run: run, names: names)
        insertHost = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO mx_host VALUES (?, ?, ?, ?, ?)")
        insertHostProbe = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO mx_host_probe VALUES (?, ?, ?, ?)")
        insertProbe = try db.cachedStatement(
            sql: """
                INSERT INTO probe
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        policyFetches = try PolicyFetchTable(.policy, db, run: run)
        draftFetches = try PolicyFetchTable(.draft, db, run: run)
    }

    /// Writes what is written once a transaction.
    func close() throws {
        guard domainCount > 0 else { return }
        try db.execute(
            sql: """
                UPDATE run SET domains = domains + ?, measured_again = measured_again + ?
                WHERE run_id = ?
                """, arguments: [domainCount - againCount, againCount, run])
    }

    func write(_ record: DomainRecord) throws {
        let id = record.domainID
        let isAgain = record.occasion != .first
        if isAgain { try again.removeJudgements(of: id) }
        if record.occasion == .again { try again.setAside(observationsOf: id) }
        if record.occasion != .judgement { try writeObservations(record) }
        if let evaluation = record.evaluation { try judgements.write(evaluation, of: id) }
        try again.close(
            domain: id, isAgain: isAgain,
            failedInPassing: record.occasion != .judgement && record.failedInPassing)
        domainCount += 1
        if isAgain { againCount += 1 }
    }

    private func writeObservations(_ record: DomainRecord) throws {
        let id = record.domainID
        try lookups.write(record.facts.mx, "mx", of: id)
        try lookups.write(record.facts.ipv4, "implicit-a", of: id)
        try lookups.write(record.facts.ipv6, "implicit-aaaa", of: id)
        try lookups.write(record.facts.mtaSTS, "_mta-sts", of: id)
        try lookups.write(record.facts.tlsRPT, "_smtp._tls", of: id)
        try lookups.write(record.facts.smtpSTS, "_smtp_sts", of: id)
        for (name, outcome) in record.facts.legacy {
            try lookups.write(outcome, name.rawValue, of: id)
        }
        if let fetch = record.policyFetch {
            try policyFetches.write(fetch, of: id, chain: certificates.id(of: fetch.chain))
        }
        if let fetch = record.draftFetch {
            try draftFetches.write(fetch, of: id, chain: certificates.id(of: fetch.chain))
        }
    }

    func write(_ record: MXHostRecord) throws {
        let id = try names.id(of: record.facts.host)
        if record.isAgain { try again.setAside(observationsOfHost: id) }
        try lookups.write(record.facts.ipv4, "a", of: id)
        try lookups.write(record.facts.ipv6, "aaaa", of: id)
        try lookups.write(record.facts.tlsa, "tlsa", of: id)
        insertHost.setUncheckedArguments([
            run, id, try names.id(of: record.facts.tlsaBase), record.facts.aliasSecure,
            record.notProbed?.rawValue,
        ])
        try insertHost.execute()
        for (position, probe) in record.probes.enumerated() {
            insertHostProbe.setUncheckedArguments([run, id, position, probe])
            try insertHostProbe.execute()
        }
        try again.close(
            host: id, isAgain: record.isAgain, failedInPassing: record.failedInPassing,
            lastProbe: record.probes.max() ?? 0)
    }

    func write(_ record: ProbeRecord) throws {
        let probe = record.observation
        insertProbe.setUncheckedArguments([
            run, record.number, record.operatorName.text, probe.address.description,
            probe.serverName.text, probe.startedAt.iso8601WithMilliseconds,
            probe.durationMilliseconds,
            probe.reachability.rawValue, probe.greeting, probe.ehloReply, probe.usedHELO,
            probe.starttlsReply, probe.starttls?.rawValue, probe.tlsVersion, probe.tlsCipher,
            probe.tlsGroup, try certificates.id(of: probe.chain), probe.plaintextAfterSTARTTLS,
            probe.anonymousOnly, probe.detail,
        ])
        try insertProbe.execute()
        try TLSTrialTable.write(probe.survey, of: record.number, run: run, to: db)
    }
}
