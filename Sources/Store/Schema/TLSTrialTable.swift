internal import GRDB
internal import Observations

/// The table `tls_trial`: which versions of TLS an address accepts by themselves.
enum TLSTrialTable {
    static let table = """
        -- One version of TLS at the address of a probe, tried by itself. Only where the run was
        -- told to, and the probe came to a handshake.
        CREATE TABLE tls_trial (
            run_id INTEGER NOT NULL,
            probe_number INTEGER NOT NULL,
            version TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'refused', 'unknown')),
            cipher TEXT,
            detail TEXT,
            PRIMARY KEY (run_id, probe_number, version)
        ) STRICT, WITHOUT ROWID;
        """

    static let view = """
        CREATE VIEW tls_surveys AS
        SELECT t.run_id, t.probe_number, p.operator, p.address, p.server_name, t.version,
            t.outcome, t.cipher, t.detail
        FROM tls_trial t
        JOIN probe p ON p.run_id = t.run_id AND p.probe_number = t.probe_number;
        """

    /// Writes the survey of a probe; costs nothing where there is none.
    static func write(
        _ survey: [TLSTrial], of probe: Int64, run: Int64, to db: Database
    ) throws {
        guard !survey.isEmpty else { return }
        let insert = try db.cachedStatement(
            sql: "INSERT INTO tls_trial VALUES (?, ?, ?, ?, ?, ?)")
        for trial in survey {
            insert.setUncheckedArguments([
                run, probe, trial.version.rawValue, trial.outcome.rawValue, trial.cipher,
                trial.detail,
            ])
            try insert.execute()
        }
    }

    /// The survey of a probe, oldest version first; empty where there is none.
    static func trials(of probe: Int64, run: Int64, in db: Database) throws -> [TLSTrial] {
        let select = try db.cachedStatement(
            sql: """
                SELECT version, outcome, cipher, detail FROM tls_trial
                WHERE run_id = ? AND probe_number = ? ORDER BY version
                """)
        return try Row.fetchAll(select, arguments: [run, probe]).compactMap { row in
            guard let version = TLSVersion(rawValue: row[0]),
                let outcome = TLSTrialOutcome(rawValue: row[1])
            else { return nil }
            return TLSTrial(version, outcome, cipher: row[2], detail: row[3])
        }
    }
}
