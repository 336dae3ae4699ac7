import GRDB

extension Fixture {
    /// A row of `domain_results` with its rows of `mx_results`; by default a domain with mail
    /// and none of the mechanisms.
    struct Domain {
        var name: String
        var route = "mx"
        var sts = "absent"
        var fetch: String?
        var syntax: String?
        var mode: String?
        var maxAge: Int?
        var policyProvider: String?
        var draft: String? = "absent"
        var draftMode: String?
        var tlsrpt = "absent"
        /// Its `_smtp._tls` record; nil where no text is wanted.
        var tlsrptText: String?
        var starttls = "all"
        var dane = "none"
        var verdict = "opportunistic"
        var resultType: String?
        var provider: String?
        /// False in a run that was judged by a version without ladders.
        var hasLadders = true
        var hosts: [Host] = []
        /// False where TLSA records of a host could not be asked for.
        var isAsked = true
        var findings: [(code: String, host: String?)] = []
        /// What is said as evidence of the findings.
        var detail = "evidence"

        func insert(run: Int64, rank: Int, _ db: Database) throws {
            let id = try Fixture.nameID(name, db)
            try db.execute(
                sql: "INSERT INTO run_domain VALUES (?, ?, ?)", arguments: [run, id, rank])
            try db.execute(
                sql: """
                    INSERT INTO domain_result (run_id, domain_id, mail_route, mx_hosts,
                        sts_record, policy_fetch, policy_syntax, policy_mode, draft_record,
                        draft_mode, tlsrpt_record, starttls, dane, verdict, result_type, provider,
                        sts_adoption, dane_adoption, starttls_adoption, tlsrpt_adoption,
                        draft_adoption, policy_max_age, policy_provider)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run, id, route, hosts.count, sts, fetch, syntax, mode, draft, draftMode,
                    tlsrpt, starttls, dane, verdict, resultType, provider,
                    hasLadders ? stsAdoption : nil, hasLadders ? daneAdoption : nil,
                    hasLadders ? starttlsAdoption : nil, hasLadders ? tlsrptAdoption : nil,
                    hasLadders ? draftAdoption : nil, maxAge, policyProvider,
                ])
            for host in hosts { try host.insert(run: run, domain: id, db) }
            for finding in findings {
                try db.execute(
                    sql: "INSERT INTO finding VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        run, id, try finding.host.map { try Fixture.nameID($0, db) },
                        finding.code, detail,
                    ])
            }
            if let tlsrptText {
                try db.execute(
                    sql: """
                        INSERT INTO lookup (run_id, name_id, question, answer)
                        VALUES (?, ?, '_smtp._tls', 'records')
                        """, arguments: [run, id])
                try db.execute(
                    sql: "INSERT INTO txt_record VALUES (?, ?, '_smtp._tls', 0, CAST(? AS BLOB))",
                    arguments: [run, id, tlsrptText])
            }
        }
    }

    /// A row of `mx_results`; by default an open host with a valid certificate.
    struct Host {
        var name: String
        var reachability = "open"
        var starttls: String? = "ok"
        var version: String? = "TLSv1.3"
        var cipher: String? = "TLS_AES_256_GCM_SHA384"
        var certificate: String? = "valid"
        var match: Int?
        var tlsa = "none"
        /// Outcomes by version; empty where the run did not ask.
        var survey: [String: String] = [:]
        /// What it showed; nil where no probe is wanted.
        var shown: Certificate?

        struct Certificate {
            var issuer: String? = "CN=Authority"
            var key = "RSA 2048"
            var notAfter: String? = "2027-01-23T00:00:00Z"
        }

        func insert(run: Int64, domain: Int64, _ db: Database) throws {
            let id = try Fixture.nameID(name, db)
            for (version, outcome) in survey {
                // Its probe has its number, so that a host of several domains is probed once.
                try db.execute(
                    sql: "INSERT OR IGNORE INTO mx_host_probe VALUES (?, ?, 0, ?)",
                    arguments: [run, id, id])
                try db.execute(
                    sql: "INSERT OR IGNORE INTO tls_trial VALUES (?, ?, ?, ?, NULL, NULL)",
                    arguments: [run, id, version, outcome])
            }
            try db.execute(
                sql: """
                    INSERT INTO mx_result (run_id, domain_id, mx_host_id, preference,
                        reachability, starttls, tls_version, tls_cipher, certificate,
                        policy_match, tlsa)
                    VALUES (?, ?, ?, 10, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run, domain, id, reachability, starttls, version,
                    version == nil ? nil : cipher, certificate, match, tlsa,
                ])
            if let shown { try shown.insert(run: run, host: id, db) }
        }

        /// A host of which nothing but its name was measured.
        static func closed(_ name: String, _ reachability: String, tlsa: String = "none") -> Host {
            Host(
                name: name, reachability: reachability, starttls: nil, version: nil,
                certificate: nil, tlsa: tlsa)
        }
    }
}

extension Fixture.Domain {
    /// A domain with a valid policy in this mode, and these hosts.
    static func adopter(
        _ name: String, _ mode: String, starttls: String = "all", _ hosts: [Fixture.Host]
    ) -> Self {
        Self(
            name: name, sts: "valid", fetch: "ok", syntax: "valid", mode: mode,
            starttls: starttls, hosts: hosts)
    }
}

/// Rungs as evaluation gives them.
extension Fixture.Domain {
    var stsAdoption: String {
        switch (sts, mode) {
        case ("absent", _): "absent"
        case ("error", _): "indeterminate"
        case (_, nil): "published"
        case (_, "enforce") where hosts.contains(where: \.passes): "effective"
        default: "valid"
        }
    }

    var daneAdoption: String {
        switch dane {
        case "none": "absent"
        case "insecure", "mx-insecure", "unusable": "published"
        case "partial", "invalid": "valid"
        case "valid": "effective"
        case "unknown" where isAsked && hosts.contains { $0.tlsa == "unknown" }: "valid"
        default: "indeterminate"
        }
    }

    var tlsrptAdoption: String {
        switch tlsrpt {
        case "absent": "absent"
        case "error": "indeterminate"
        case "valid":
            ["enforce", "testing"].contains(mode) || ["effective", "valid"].contains(daneAdoption)
                ? "effective" : "valid"
        default: "published"
        }
    }

    var draftAdoption: String? {
        switch draft {
        case nil: nil
        case "absent": "absent"
        case "error": "indeterminate"
        case "valid": draftMode == "enforce" && starttls == "all" ? "effective" : "valid"
        default: "published"
        }
    }

    var starttlsAdoption: String {
        switch starttls {
        case "none": "absent"
        case "some": "published"
        case "all": hosts.allSatisfy { $0.certificate == "valid" } ? "effective" : "valid"
        default: "indeterminate"
        }
    }
}

extension Fixture.Host {
    fileprivate var passes: Bool {
        reachability == "open" && match == 1 && starttls == "ok" && certificate == "valid"
    }
}
