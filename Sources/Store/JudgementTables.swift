internal import Evaluation
internal import GRDB
internal import MailStandards
internal import Observations

/// The tables `domain_result`, `mx_result` and `finding` of one run.
struct JudgementTables {
    private let run: Int64
    private let names: HostNames
    private let insertDomain: Statement
    private let insertHost: Statement
    private let insertFinding: Statement

    init(_ db: Database, run: Int64, names: HostNames) throws {
        self.run = run
        self.names = names
        insertDomain = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO domain_result
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?)
                """)
        insertHost = try db.cachedStatement(
            sql: "INSERT INTO mx_result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        insertFinding = try db.cachedStatement(
            sql: """
                INSERT INTO finding (run_id, domain_id, mx_host_id, code, detail)
                VALUES (?, ?, ?, ?, ?)
                """)
    }

    func write(_ evaluation: DomainEvaluation, of id: Int64) throws {
        try write(evaluation.result, of: id)
        for host in evaluation.hosts { try write(host, of: id) }
        for finding in evaluation.findings {
            let host = try finding.mxHost.map { try names.id(of: $0) }
            insertFinding.setUncheckedArguments([
                run, id, host, finding.code.rawValue, finding.detail,
            ])
            try insertFinding.execute()
        }
    }

    private func write(_ result: DomainResult, of id: Int64) throws {
        insertDomain.setUncheckedArguments(StatementArguments(Self.row(result, of: id, run: run)))
        try insertDomain.execute()
    }

    /// A row of `domain_result`, in the order of its columns.
    static func row(
        _ result: DomainResult, of id: Int64, run: Int64
    ) -> [(any DatabaseValueConvertible)?] {
        [
            run, id, result.mailRoute.rawValue, result.mxDNSSEC?.rawValue, result.mxHosts,
            result.provider?.text, result.stsRecord.rawValue, result.stsID,
            result.policyFetch?.rawValue, result.policySyntax?.rawValue,
            result.policyMode?.rawValue, result.policyMaxAgeSeconds, result.draftRecord?.rawValue,
            result.draftMode?.rawValue, result.tlsRPTRecord.rawValue, result.starttls.rawValue,
            result.dane.rawValue, result.verdict.rawValue, result.resultType?.rawValue,
            result.policyProvider?.text, result.draftAuthentication?.rawValue,
            result.draftConformance?.rawValue, result.draftResultType?.rawValue,
            result.adoption.sts.rawValue, result.adoption.draft?.rawValue,
            result.adoption.tlsRPT.rawValue, result.adoption.starttls?.rawValue,
            result.adoption.dane?.rawValue,
        ]
    }

    private func write(_ result: MXResult, of id: Int64) throws {
        insertHost.setUncheckedArguments([
            run, id, try names.id(of: result.host), result.preference,
            result.reachability.rawValue, result.starttls?.rawValue, result.tlsVersion,
            result.tlsCipher, result.certificate?.rawValue, result.policyMatch,
            result.tlsa.rawValue, result.resultType?.rawValue,
        ])
        try insertHost.execute()
    }
}
