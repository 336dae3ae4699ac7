package import Addresses
internal import Foundation
internal import GRDB
package import MailStandards
package import Observations

/// An MX host as a run has written it.
package struct StoredMXHost: Sendable, Equatable {
    package var facts: MXHostFacts
    /// In the order in which the addresses were tried.
    package var probes: [MXProbeObservation]
    /// Why none was probed; nil where the addresses were tried.
    package var notProbed: Reachability?
    /// Where it is to be measured again: the probe up to which failures do not speak for it then.
    package var againAfterProbe: Int64?
    /// Whether it was put back for the fault of our own network, so that nothing but success is
    /// believed of what was seen before.
    package var isPutBack = false
}

/// Reads back what a run has written, once it has left memory.
package struct ObservationReader: Sendable {
    private let database: CensusDatabase
    private let run: Int64
    private let pass: Pass

    package init(_ database: CensusDatabase, run: Int64, pass: Pass = .first) {
        self.database = database
        self.run = run
        self.pass = pass
    }

    /// What was written of the host; nil when nothing was.
    package func read(_ host: DomainName) throws -> StoredMXHost? {
        try database.pool.read { try read(host, in: $0) }
    }

    /// As ``read(_:)``, within a transaction.
    func read(_ host: DomainName, in db: Database) throws -> StoredMXHost? {
        let select = try db.cachedStatement(
            sql: """
                SELECT h.mx_host_id, b.text, h.alias_secure, h.not_probed, a.last_probe, a.pass
                FROM name n
                JOIN mx_host h ON h.run_id = ?1 AND h.mx_host_id = n.name_id
                JOIN name b ON b.name_id = h.tlsa_base_id
                LEFT JOIN mx_host_again a ON a.run_id = ?1 AND a.mx_host_id = h.mx_host_id
                    AND a.pass <= ?3
                WHERE n.text = ?2
                """)
        guard
            let row = try Row.fetchOne(select, arguments: [run, host.text, pass.rawValue])
        else { return nil }
        let id: Int64 = row[0]
        let lookups = try LookupTable(db, run: run)
        let facts = MXHostFacts(
            host: host, ipv4: try lookups.read("a", of: id),
            ipv6: try lookups.read("aaaa", of: id), tlsa: try lookups.read("tlsa", of: id),
            tlsaBase: DomainName(row[1] as String), aliasSecure: row[2])
        return StoredMXHost(
            facts: facts, probes: try probes(of: id, in: db),
            notProbed: (row[3] as String?).flatMap(Reachability.init), againAfterProbe: row[4],
            isPutBack: row[5] as Int? == Pass.first.rawValue)
    }

    /// What was observed of a domain; nil when nothing was.
    package func read(_ item: WorkItem) throws -> StoredDomain? {
        try database.pool.read { db in
            try StoredDomains(db, run: run, only: item.domainID).next()
        }
    }

    /// The number of the last probe; 0 where there is none.
    package func lastProbeNumber() throws -> Int64 {
        try database.pool.read { db in
            try Int64.fetchOne(
                db, sql: "SELECT max(probe_number) FROM probe WHERE run_id = ?", arguments: [run])
                ?? 0
        }
    }

    /// The probes of an address on behalf of one operator's MX hosts, oldest first.
    package func probes(
        of address: IPAddress, operatorName: DomainName
    ) throws -> [ProbeRecord] {
        try database.pool.read { db in
            let select = try db.cachedStatement(sql: Self.probesOfAddress)
            let rows = try Row.fetchAll(
                select, arguments: [run, address.description, operatorName.text])
            return try observations(rows, in: db).map {
                ProbeRecord(number: $0, operatorName: operatorName, observation: $1)
            }
        }
    }

    // Why by name: SQLite would rather have them in order, and read the whole run for it.
    static let probesOfAddress = """
        SELECT * FROM probe INDEXED BY probe_by_address
        WHERE run_id = ? AND address = ? AND operator = ? ORDER BY probe_number
        """

    private func probes(of host: Int64, in db: Database) throws -> [MXProbeObservation] {
        let select = try db.cachedStatement(
            sql: """
                SELECT p.* FROM mx_host_probe h
                JOIN probe p ON p.run_id = h.run_id AND p.probe_number = h.probe_number
                WHERE h.run_id = ? AND h.mx_host_id = ? ORDER BY h.position
                """)
        let rows = try Row.fetchAll(select, arguments: [run, host])
        return try observations(rows, in: db).map(\.1)
    }

    private func observations(
        _ rows: [Row], in db: Database
    ) throws -> [(Int64, MXProbeObservation)] {
        try rows.compactMap { row in
            let chain = try (row["chain_id"] as Int64?).map {
                try CertificateTable.chain($0, in: db)
            }
            guard var probe = MXProbeObservation(row, chain: chain ?? []) else { return nil }
            let number: Int64 = row["probe_number"]
            probe.survey = try TLSTrialTable.trials(of: number, run: run, in: db)
            return (number, probe)
        }
    }
}

extension MXProbeObservation {
    /// Nil for a row that this version did not write.
    fileprivate init?(_ row: Row, chain: [CertificateDER]) {
        guard let address = IPAddress(row["address"] as String),
            let serverName = DomainName(row["server_name"] as String),
            let reachability = Reachability(rawValue: row["reachability"]),
            let startedAt = Timestamp(iso8601: row["started_at"])
        else { return nil }
        self.init(
            address: address, serverName: serverName, startedAt: startedAt,
            durationMilliseconds: row["duration_ms"], reachability: reachability,
            greeting: row["greeting"], ehloReply: row["ehlo_reply"], usedHELO: row["used_helo"],
            starttlsReply: row["starttls_reply"],
            starttls: (row["starttls"] as String?).flatMap(STARTTLSOutcome.init),
            tlsVersion: row["tls_version"], tlsCipher: row["tls_cipher"],
            tlsGroup: row["tls_group"], chain: chain,
            plaintextAfterSTARTTLS: row["plaintext_after_starttls"],
            anonymousOnly: row["anonymous_only"], detail: row["detail"])
    }
}
