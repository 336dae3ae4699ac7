internal import GRDB

/// What is kept beside the database while runs are merged: temporary tables, of which SQLite keeps in
/// a file what its cache does not hold.
enum MergeTables {
    static let create = """
        -- Names by their numbers in each source, and here.
        CREATE TEMP TABLE merged_name (
            source INTEGER NOT NULL,
            old INTEGER NOT NULL,
            new INTEGER NOT NULL,
            PRIMARY KEY (source, old)
        ) STRICT, WITHOUT ROWID;

        -- Which source gives a domain.
        CREATE TEMP TABLE merged_domain (
            domain_id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            is_done INTEGER NOT NULL
        ) STRICT;

        -- Which source gives an MX host, and how far it came with it: 3 an address was open, 2 one
        -- was tried, 1 they were looked up, 0 the host was left out.
        CREATE TEMP TABLE merged_host (
            mx_host_id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL,
            reach INTEGER NOT NULL
        ) STRICT;

        -- What is added to the ranks of a source.
        CREATE TEMP TABLE merged_rank (source INTEGER PRIMARY KEY, before INTEGER NOT NULL) STRICT;

        -- Of the source at hand: its names, and what it gives of each.
        CREATE TEMP TABLE kept_name (
            old INTEGER PRIMARY KEY,
            new INTEGER NOT NULL,
            is_domain INTEGER NOT NULL,
            is_host INTEGER NOT NULL
        ) STRICT;

        -- Likewise: the probes and chains that it gives.
        CREATE TEMP TABLE kept_probe (old INTEGER PRIMARY KEY) STRICT;
        CREATE TEMP TABLE kept_chain (old INTEGER PRIMARY KEY, new INTEGER) STRICT;
        """

    static func count(_ table: String, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    }

    /// Writes the run's domains down, and how many there are, are done, and stood in several sources.
    ///
    /// Ranks stay as they are, unless two sources give the same to different domains: then those of
    /// each go on behind those of the sources before it, as if their lists were read one after
    /// another.
    static func writeWorkList(run: Int64, shared: Int, _ db: Database) throws {
        let collide =
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT count(DISTINCT rank) < (SELECT sum(ranks) FROM (
                        SELECT count(DISTINCT rank) AS ranks FROM merged_domain GROUP BY source))
                    FROM merged_domain
                    """) ?? false
        let last = try Row.fetchAll(
            db, sql: "SELECT source, max(rank) FROM merged_domain GROUP BY source ORDER BY source")
        var before = 0
        for row in last {
            try db.execute(
                sql: "INSERT INTO merged_rank VALUES (?, ?)", arguments: [row[0] as Int, before])
            if collide { before += row[1] as Int }
        }
        try db.execute(
            sql: """
                INSERT INTO run_domain
                SELECT ?, domain_id, rank + before FROM merged_domain JOIN merged_rank USING (source)
                ORDER BY domain_id
                """, arguments: [run])
        try db.execute(
            sql: """
                UPDATE run SET (domains, domains_total, duplicates) = (
                    SELECT coalesce(sum(is_done), 0), count(*), duplicates + ? FROM merged_domain)
                WHERE run_id = ?
                """, arguments: [shared, run])
    }
}
