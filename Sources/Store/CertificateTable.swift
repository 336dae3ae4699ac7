internal import Certificates
internal import Foundation
internal import GRDB
internal import Observations

/// The tables `certificate`, `chain`, `chain_certificate` and `trusted_certificate`: each
/// certificate is kept once in a database, and each chain once.
struct CertificateTable {
    private let db: Database
    private let parsed: ParsedCertificates

    init(_ db: Database, _ parsed: ParsedCertificates) {
        self.db = db
        self.parsed = parsed
    }

    /// The number of a chain, which is written down if it is new; nil for an empty one.
    func id(of chain: [CertificateDER]) throws -> Int64? {
        guard !chain.isEmpty else { return nil }
        let digests = chain.map(\.sha256)
        let key = digests.flatMap { $0 }.data
        let select = try db.cachedStatement(sql: "SELECT chain_id FROM chain WHERE digests = ?")
        if let id = try Int64.fetchOne(select, arguments: [key]) { return id }
        let certificates = try zip(chain, digests).map { try id(of: $0, digest: $1) }
        try db.cachedStatement(sql: "INSERT INTO chain (digests) VALUES (?)")
            .execute(arguments: [key])
        let chainID = db.lastInsertedRowID
        let insert = try db.cachedStatement(sql: "INSERT INTO chain_certificate VALUES (?, ?, ?)")
        for (position, certificate) in certificates.enumerated() {
            try insert.execute(arguments: [chainID, position, certificate])
        }
        return chainID
    }

    /// The certificates of a chain, leaf first.
    static func chain(_ id: Int64, in db: Database) throws -> [CertificateDER] {
        let select = try db.cachedStatement(
            sql: """
                SELECT c.der FROM chain_certificate cc
                JOIN certificate c ON c.certificate_id = cc.certificate_id
                WHERE cc.chain_id = ? ORDER BY cc.position
                """)
        return try Data.fetchAll(select, arguments: [id]).map { CertificateDER(bytes: Array($0)) }
    }

    /// Writes down what a run trusts.
    func write(trusted certificates: [CertificateDER], run: Int64) throws {
        let insert = try db.cachedStatement(sql: "INSERT INTO trusted_certificate VALUES (?, ?, ?)")
        for (position, certificate) in certificates.enumerated() {
            let id = try id(of: certificate, digest: certificate.sha256)
            try insert.execute(arguments: [run, position, id])
        }
    }

    /// What a run trusted; empty where an older version has not written it down.
    static func trusted(by run: Int64, in db: Database) throws -> [CertificateDER] {
        let rows = try Data.fetchAll(
            db,
            sql: """
                SELECT c.der FROM trusted_certificate t
                JOIN certificate c ON c.certificate_id = t.certificate_id
                WHERE t.run_id = ? ORDER BY t.position
                """, arguments: [run])
        return rows.map { CertificateDER(bytes: Array($0)) }
    }

    private func id(of certificate: CertificateDER, digest: [UInt8]) throws -> Int64 {
        let select = try db.cachedStatement(
            sql: "SELECT certificate_id FROM certificate WHERE sha256 = ?")
        if let id = try Int64.fetchOne(select, arguments: [digest.data]) { return id }
        let facts = parsed.facts(of: certificate)
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO certificate (sha256, der, subject, issuer, names, not_before,
                    not_after, key, key_bits, signature_algorithm)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        insert.setUncheckedArguments([
            digest.data, certificate.bytes.data, facts?.subject, facts?.issuer,
            facts?.dnsNames.joined(separator: "\n"), facts?.notBefore?.iso8601,
            facts?.notAfter?.iso8601, facts?.key, facts?.keyBits, facts?.signatureAlgorithm,
        ])
        try insert.execute()
        return db.lastInsertedRowID
    }
}
