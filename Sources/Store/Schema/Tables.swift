/// The tables of version 1, with their columns' meaning where the name does not say it.
///
/// What the wire said and what we think of it are kept apart: `lookup`, `txt_record`,
/// `policy_fetch`, `probe` and `certificate` are observations, `domain_result`, `mx_result` and
/// `finding` judgements that can be computed again from them.
enum Tables {
    static let version1 = """
        CREATE TABLE run (
            run_id INTEGER PRIMARY KEY,
            label TEXT NOT NULL,
            list TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'finished')),
            started_at TEXT NOT NULL,
            finished_at TEXT,
            version TEXT NOT NULL,
            options TEXT NOT NULL,
            -- Domains done; what is in the list is domains_total.
            domains INTEGER NOT NULL DEFAULT 0,
            domains_total INTEGER,
            lines_rejected INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0,
            excluded INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        -- Names of domains and of MX hosts, each once in a database.
        CREATE TABLE name (
            name_id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE,
            tld TEXT NOT NULL
        ) STRICT;

        -- The work list of a run: the domains of its lists, each once, at its first rank.
        CREATE TABLE run_domain (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            PRIMARY KEY (run_id, domain_id)
        ) STRICT, WITHOUT ROWID;

        -- Lines of the lists that are no domain names; the first thousand of a run.
        CREATE TABLE rejected_line (
            run_id INTEGER NOT NULL,
            list TEXT NOT NULL,
            line INTEGER NOT NULL,
            text TEXT NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;

        -- One DNS question and what it led to. question: mx, a, aaaa, tlsa, or the labels before
        -- the domain for TXT (_mta-sts, _smtp._tls, _smtp_sts). records: one a line in
        -- presentation form; those of TXT are in txt_record.
        CREATE TABLE lookup (
            run_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            question TEXT NOT NULL,
            answer TEXT NOT NULL CHECK (answer IN
                ('records', 'no-data', 'no-name', 'servfail', 'timeout', 'bogus', 'malformed')),
            dnssec TEXT,
            ttl INTEGER,
            canonical_name TEXT,
            records TEXT,
            detail TEXT,
            PRIMARY KEY (run_id, name_id, question)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE txt_record (
            run_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            question TEXT NOT NULL,
            position INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (run_id, name_id, question, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE policy_fetch (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            detail TEXT,
            started_at TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            address TEXT,
            canonical_name TEXT,
            http_status INTEGER,
            content_type TEXT,
            location TEXT,
            body BLOB,
            chain_id INTEGER,
            PRIMARY KEY (run_id, domain_id)
        ) STRICT, WITHOUT ROWID;

        -- One connection to port 25 of an address.
        CREATE TABLE probe (
            run_id INTEGER NOT NULL,
            probe_number INTEGER NOT NULL,
            -- The registrable domain of the MX host on whose behalf it was made.
            operator TEXT NOT NULL,
            address TEXT NOT NULL,
            server_name TEXT NOT NULL,
            started_at TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            reachability TEXT NOT NULL,
            greeting TEXT,
            ehlo_reply TEXT,
            used_helo INTEGER NOT NULL,
            starttls_reply TEXT,
            starttls TEXT,
            tls_version TEXT,
            tls_cipher TEXT,
            tls_group TEXT,
            chain_id INTEGER,
            plaintext_after_starttls INTEGER NOT NULL,
            anonymous_only INTEGER NOT NULL,
            detail TEXT,
            PRIMARY KEY (run_id, probe_number)
        ) STRICT, WITHOUT ROWID;

        -- Asked during a scan, so it is kept all the time.
        CREATE INDEX probe_by_address ON probe (run_id, address);

        -- The MX hosts that were looked up; what the DNS said of them is in lookup.
        CREATE TABLE mx_host (
            run_id INTEGER NOT NULL,
            mx_host_id INTEGER NOT NULL,
            -- Where its TLSA records stand, below _25._tcp (RFC 7672 §2.2.2): itself, or the end
            -- of its CNAME chain.
            tlsa_base_id INTEGER NOT NULL,
            -- Whether it is an alias, and its own CNAME record is DNSSEC-secure.
            alias_secure INTEGER NOT NULL,
            PRIMARY KEY (run_id, mx_host_id)
        ) STRICT, WITHOUT ROWID;

        -- Which probes, in which order, speak for an MX host; one probe may speak for several.
        -- An MX host without a row was not probed.
        CREATE TABLE mx_host_probe (
            run_id INTEGER NOT NULL,
            mx_host_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            probe_number INTEGER NOT NULL,
            PRIMARY KEY (run_id, mx_host_id, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE certificate (
            certificate_id INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE,
            der BLOB NOT NULL,
            subject TEXT,
            issuer TEXT,
            -- The DNS names of its subjectAltName, one a line.
            names TEXT,
            not_before TEXT,
            not_after TEXT,
            -- RSA 2048, ECDSA P-256, Ed25519.
            key TEXT,
            key_bits INTEGER,
            signature_algorithm TEXT
        ) STRICT;

        CREATE TABLE chain (
            chain_id INTEGER PRIMARY KEY,
            -- The SHA-256 digests of its certificates, put together in the order sent.
            digests BLOB NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE chain_certificate (
            chain_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            certificate_id INTEGER NOT NULL,
            PRIMARY KEY (chain_id, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE domain_result (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            mail_route TEXT NOT NULL,
            mx_dnssec TEXT,
            mx_hosts INTEGER NOT NULL,
            provider TEXT,
            sts_record TEXT NOT NULL,
            sts_id TEXT,
            policy_fetch TEXT,
            policy_syntax TEXT,
            policy_mode TEXT,
            policy_max_age INTEGER,
            draft_record TEXT,
            draft_mode TEXT,
            tlsrpt_record TEXT NOT NULL,
            starttls TEXT NOT NULL,
            dane TEXT NOT NULL,
            verdict TEXT NOT NULL,
            result_type TEXT,
            PRIMARY KEY (run_id, domain_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mx_result (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            mx_host_id INTEGER NOT NULL,
            preference INTEGER NOT NULL,
            reachability TEXT NOT NULL,
            starttls TEXT,
            tls_version TEXT,
            tls_cipher TEXT,
            certificate TEXT,
            policy_match INTEGER,
            tlsa TEXT NOT NULL,
            result_type TEXT,
            PRIMARY KEY (run_id, domain_id, mx_host_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE finding (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            mx_host_id INTEGER,
            code TEXT NOT NULL,
            detail TEXT
        ) STRICT;
        """

    /// What version 2 adds: what evaluation needs to judge a run again, and what it says more.
    static let version2 = """
        -- Which version's rules gave the judgements: that of the scan, or of 'evaluate'.
        ALTER TABLE run ADD COLUMN judged_by TEXT;
        UPDATE run SET judged_by = version;

        -- The CA certificates that a run trusted, in their order.
        CREATE TABLE trusted_certificate (
            run_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            certificate_id INTEGER NOT NULL,
            PRIMARY KEY (run_id, position)
        ) STRICT, WITHOUT ROWID;

        -- The domain's own addresses, where there is no MX, stand apart from those of the MX host
        -- that it then is: implicit-a, implicit-aaaa.
        INSERT INTO lookup
        SELECT run_id, name_id, 'implicit-' || question, answer, dnssec, ttl, canonical_name,
            records, detail
        FROM lookup l
        WHERE question IN ('a', 'aaaa') AND EXISTS (
            SELECT 1 FROM lookup m WHERE m.run_id = l.run_id AND m.name_id = l.name_id
                AND m.question = 'mx' AND m.answer IN ('no-data', 'no-name'));

        -- Why no address of the host was asked: excluded, not-probed.
        ALTER TABLE mx_host ADD COLUMN not_probed TEXT;

        -- The stage that failed: dns, tcp, tls, http.
        ALTER TABLE policy_fetch ADD COLUMN stage TEXT;

        -- What the URI gave by which a record of the draft of 2016 is authenticated.
        CREATE TABLE draft_fetch (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            detail TEXT,
            started_at TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            address TEXT,
            canonical_name TEXT,
            http_status INTEGER,
            content_type TEXT,
            location TEXT,
            body BLOB,
            chain_id INTEGER,
            stage TEXT,
            PRIMARY KEY (run_id, domain_id)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE domain_result ADD COLUMN policy_provider TEXT;
        ALTER TABLE domain_result ADD COLUMN draft_authentication TEXT;
        ALTER TABLE domain_result ADD COLUMN draft_conformance TEXT;
        ALTER TABLE domain_result ADD COLUMN draft_result_type TEXT;
        ALTER TABLE domain_result ADD COLUMN sts_adoption TEXT;
        ALTER TABLE domain_result ADD COLUMN draft_adoption TEXT;
        ALTER TABLE domain_result ADD COLUMN tlsrpt_adoption TEXT;
        ALTER TABLE domain_result ADD COLUMN starttls_adoption TEXT;
        ALTER TABLE domain_result ADD COLUMN dane_adoption TEXT;
        """

    /// What version 3 adds: a run that goes on after it was cut off, and measures again.
    static let version3 = """
        -- The size of the lists, and the SHA-256 of all their bytes, one after another; null where
        -- they were no files.
        ALTER TABLE run ADD COLUMN list_bytes INTEGER;
        ALTER TABLE run ADD COLUMN list_digest BLOB;
        -- How many domains were measured again, in full or by one of their MX hosts.
        ALTER TABLE run ADD COLUMN measured_again INTEGER NOT NULL DEFAULT 0;

        -- Domains with a result that are to be measured again: in pass 1, what was put back into
        -- the work list; in pass 2, at the end of the run, what failed for a passing reason.
        -- measures: 0 where only an MX host is, and the domain judged by it. since: when the
        -- failure was written down, in milliseconds. Rows go as they are done.
        CREATE TABLE domain_again (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            pass INTEGER NOT NULL,
            measures INTEGER NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (run_id, domain_id, pass)
        ) STRICT, WITHOUT ROWID;

        -- MX hosts, likewise. Failures among the probes up to last_probe do not speak for it then.
        CREATE TABLE mx_host_again (
            run_id INTEGER NOT NULL,
            mx_host_id INTEGER NOT NULL,
            pass INTEGER NOT NULL,
            last_probe INTEGER NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (run_id, mx_host_id)
        ) STRICT, WITHOUT ROWID;

        -- What was observed before it was measured again; the later observation counts, and stands
        -- in the table without earlier_. attempt: 1 the first. Keys come first, as integrity_check
        -- of SQLite 3.40 takes other columns for theirs.
        CREATE TABLE earlier_lookup (
            run_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            question TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            answer TEXT NOT NULL,
            dnssec TEXT,
            ttl INTEGER,
            canonical_name TEXT,
            records TEXT,
            detail TEXT,
            PRIMARY KEY (run_id, name_id, question, attempt)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE earlier_txt_record (
            run_id INTEGER NOT NULL,
            name_id INTEGER NOT NULL,
            question TEXT NOT NULL,
            position INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (run_id, name_id, question, position, attempt)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE earlier_policy_fetch (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            detail TEXT,
            started_at TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            address TEXT,
            canonical_name TEXT,
            http_status INTEGER,
            content_type TEXT,
            location TEXT,
            body BLOB,
            chain_id INTEGER,
            stage TEXT,
            PRIMARY KEY (run_id, domain_id, attempt)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE earlier_draft_fetch (
            run_id INTEGER NOT NULL,
            domain_id INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            detail TEXT,
            started_at TEXT NOT NULL,
            duration_ms INTEGER NOT NULL,
            address TEXT,
            canonical_name TEXT,
            http_status INTEGER,
            content_type TEXT,
            location TEXT,
            body BLOB,
            chain_id INTEGER,
            stage TEXT,
            PRIMARY KEY (run_id, domain_id, attempt)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE earlier_mx_host_probe (
            run_id INTEGER NOT NULL,
            mx_host_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            probe_number INTEGER NOT NULL,
            PRIMARY KEY (run_id, mx_host_id, position, attempt)
        ) STRICT, WITHOUT ROWID;
        """

    static let version5 = """
        -- With the operator: of an address that a hoster's thousands of customers share, each is asked
        -- for by its own.
        DROP INDEX probe_by_address;
        CREATE INDEX probe_by_address ON probe (run_id, address, operator);
        """

    /// Every table with rows of single runs, in the order in which they are emptied.
    static let ofRuns = [
        "domain_again", "mx_host_again", "earlier_lookup", "earlier_txt_record",
        "earlier_policy_fetch", "earlier_draft_fetch", "earlier_mx_host_probe",
        "trusted_certificate", "draft_fetch", "finding", "mx_result", "domain_result",
        "mx_host_probe", "mx_host", "tls_trial", "probe",
        "policy_fetch", "txt_record", "lookup", "rejected_line", "run_domain", "run",
    ]
}

/// Indices that are made when a run ends: kept during a scan they cost several times its writing.
enum Indices {
    static let all = """
        CREATE INDEX IF NOT EXISTS finding_by_code ON finding (run_id, code);
        CREATE INDEX IF NOT EXISTS domain_result_adopters
            ON domain_result (run_id, sts_record, policy_mode) WHERE sts_record <> 'absent';
        """
    static let drop = """
        DROP INDEX IF EXISTS finding_by_code;
        DROP INDEX IF EXISTS domain_result_adopters;
        \(dropForReplacing)
        """

    /// What replacing the rows of single domains wants.
    static let forReplacing =
        "CREATE INDEX IF NOT EXISTS finding_by_domain ON finding (run_id, domain_id);"
    static let dropForReplacing = "DROP INDEX IF EXISTS finding_by_domain;"
}
