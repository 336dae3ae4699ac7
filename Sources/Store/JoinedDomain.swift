internal import Addresses
internal import GRDB
package import MailStandards
package import Observations

/// A domain and its MX hosts as somebody else has observed them, stage by stage.
package struct JoinedDomain: Sendable {
    package var rank: Int
    package var facts: DomainFacts
    package var policyFetch: PolicyFetchObservation?
    package var draftFetch: PolicyFetchObservation?
    package var hosts: [JoinedHost]

    package init(
        rank: Int, facts: DomainFacts, policyFetch: PolicyFetchObservation?,
        draftFetch: PolicyFetchObservation?, hosts: [JoinedHost]
    ) {
        self.rank = rank
        self.facts = facts
        self.policyFetch = policyFetch
        self.draftFetch = draftFetch
        self.hosts = hosts
    }
}

/// An MX host of a ``JoinedDomain``.
package struct JoinedHost: Sendable {
    package var facts: MXHostFacts
    /// The registrable domain of its name.
    package var operatorName: DomainName
    /// In the order in which the addresses were tried.
    package var probes: [MXProbeObservation]
    /// Why none was probed; nil where the addresses were tried.
    package var notProbed: Reachability?

    package init(
        facts: MXHostFacts, operatorName: DomainName, probes: [MXProbeObservation],
        notProbed: Reachability?
    ) {
        self.facts = facts
        self.operatorName = operatorName
        self.probes = probes
        self.notProbed = notProbed
    }

    /// One too many of its domain, so that nobody asked; to another it may be one of few.
    fileprivate var isLeftOut: Bool { notProbed == .notProbed && facts.ipv4 == nil }
}

extension ObservationWriter {
    /// Takes domains into the run, unjudged, in one transaction; for each comes back whether it was
    /// new.
    ///
    /// Of a domain that comes again nothing is written. An MX host is written as the first domain
    /// has it, and a probe that speaks for several hosts once.
    package func write(joined domains: [JoinedDomain]) async throws -> [Bool] {
        try await database.pool.write { db in
            let tables = try JoinedTables(self.tables(db))
            let isNew = try domains.map { try tables.write($0) }
            try tables.run.close()
            return isNew
        }
    }
}

/// The tables of a run that others have observed.
private struct JoinedTables {
    let run: RunTables
    private let names: NameTable
    private let insertDomain: Statement
    private let selectHost: Statement
    private let insertProbe: Statement
    private let selectProbe: Statement

    init(_ run: RunTables) throws {
        self.run = run
        let db = run.db
        names = try NameTable(db)
        // By what a probe is known: an operator's address is asked one thing at a time. Probes are
        // numbered by it.
        try db.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS joined_probe (
                    probe_number INTEGER PRIMARY KEY,
                    operator TEXT NOT NULL,
                    address TEXT NOT NULL,
                    server_name TEXT NOT NULL,
                    started_at TEXT NOT NULL,
                    UNIQUE (operator, address, server_name, started_at)
                ) STRICT
                """)
        insertDomain = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO run_domain (run_id, domain_id, rank) VALUES (?, ?, ?)")
        selectHost = try db.cachedStatement(
            sql: """
                SELECT not_probed IS NOT 'not-probed' OR EXISTS (
                    SELECT 1 FROM lookup
                    WHERE run_id = ?1 AND name_id = ?2 AND question IN ('a', 'aaaa'))
                FROM mx_host WHERE run_id = ?1 AND mx_host_id = ?2
                """)
        insertProbe = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO joined_probe (operator, address, server_name, started_at)
                VALUES (?, ?, ?, ?)
                """)
        selectProbe = try db.cachedStatement(
            sql: """
                SELECT probe_number FROM joined_probe
                WHERE operator = ? AND address = ? AND server_name = ? AND started_at = ?
                """)
    }

    func write(_ domain: JoinedDomain) throws -> Bool {
        let id = try names.id(of: domain.facts.domain)
        insertDomain.setUncheckedArguments([run.run, id, domain.rank])
        try insertDomain.execute()
        guard run.db.changesCount > 0 else { return false }
        try run.write(
            DomainRecord(
                domainID: id, facts: domain.facts, policyFetch: domain.policyFetch,
                draftFetch: domain.draftFetch, evaluation: nil))
        for host in domain.hosts where try isWanted(host) {
            let probes = try host.probes.map { try number(of: $0, host.operatorName) }
            try run.write(
                MXHostRecord(facts: host.facts, probes: probes, notProbed: host.notProbed))
        }
        return true
    }

    private func isWanted(_ host: JoinedHost) throws -> Bool {
        let arguments: StatementArguments = [run.run, try run.names.id(of: host.facts.host)]
        guard let isKnown = try Bool.fetchOne(selectHost, arguments: arguments) else { return true }
        return !isKnown && !host.isLeftOut
    }

    /// The probe's number; one that is new is written.
    private func number(of probe: MXProbeObservation, _ operatorName: DomainName) throws -> Int64 {
        let arguments: StatementArguments = [
            operatorName.text, probe.address.description, probe.serverName.text,
            probe.startedAt.iso8601WithMilliseconds,
        ]
        try insertProbe.execute(arguments: arguments)
        guard run.db.changesCount > 0 else {
            return try Int64.fetchOne(selectProbe, arguments: arguments) ?? 0
        }
        let number = run.db.lastInsertedRowID
        try run.write(
            ProbeRecord(number: number, operatorName: operatorName, observation: probe))
        return number
    }
}
