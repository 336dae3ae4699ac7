import GRDB

extension AdoptionTables {
    /// Which versions the MX hosts accept that were asked for each by itself; nil where the run did
    /// not ask.
    func tlsVersionsAccepted(_ db: Database) throws -> AdoptionTable? {
        let query = acceptedQuery
        let found = try query.rows(db)
        guard !found.isEmpty else { return nil }
        let counts = Dictionary(uniqueKeysWithValues: found.map { ($0["version"] as String, $0) })
        func count(_ column: String, _ word: Word) -> Int {
            counts[word.word].map { $0[column] } ?? 0
        }
        let rows = HostWords.tlsVersions.map { word in
            let share = Share(
                count("accepted", word), of: count("known", word), Denominators.surveyedHosts)
            return AdoptionTable.Row(
                key: word.word, label: word.label, note: word.note, share: share, tone: word.tone)
        }
        let unknown = HostWords.versionUnknown
        let apart = HostWords.tlsVersions.map { word in
            AdoptionTable.Apart(
                key: "\(word.word) \(unknown.word)", label: "\(word.label), \(unknown.label)",
                note: unknown.note, count: count("unknown", word))
        }
        return AdoptionTable(
            id: "tls-versions-accepted", title: "TLS versions accepted",
            intro: """
                Each version was offered by itself, on a connection of its own: a server may \
                accept versions that it does not choose.
                """,
            heading: "Version", unit: "MX hosts", rows: rows,
            apart: apart.filter { $0.count > 0 },
            empty: "Not measured: of no version is the outcome known.", chart: .bars,
            sql: query.sql)
    }

    private var acceptedQuery: Query {
        Query(
            """
            SELECT version,
                count(*) FILTER (WHERE outcome = 'accepted') AS accepted,
                count(*) FILTER (WHERE outcome <> 'unknown') AS known,
                count(*) FILTER (WHERE outcome = 'unknown') AS unknown
            FROM mx_host_probe JOIN tls_trial USING (run_id, probe_number)
            WHERE run_id = \(run.id)
            GROUP BY version
            """)
    }
}
