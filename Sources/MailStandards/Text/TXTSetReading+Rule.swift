extension TXTSetReading {
    /// Reads the whole TXT set at a name (RFC 8461 §3.1, RFC 8460 §3): records of other
    /// mechanisms are discarded; more than one left counts as none, one left is parsed.
    ///
    /// - Parameter parse: given the one record and where its version ends; adds the departures
    ///   that it accepts.
    init(
        _ set: [[UInt8]], _ kind: TXTRecordKind,
        parse: ([UInt8], Int, inout [Finding]) throws(RuleViolation) -> Record
    ) {
        var count = 0
        var one: (record: [UInt8], versionEnd: Int)?
        for record in set {
            guard let end = kind.versionEnd(in: record) else { continue }
            count += 1
            one = (record, end)
        }
        guard count < 2 else {
            let finding = Finding(kind.codes.multiple, detail: "\(count) records")
            self.init(.multiple(count), findings: [finding])
            return
        }
        guard let one else {
            self = Self.none(of: set, kind)
            return
        }
        var findings: [Finding] = []
        do throws(RuleViolation) {
            let record = try parse(one.record, one.versionEnd, &findings)
            self.init(.valid(record), findings: findings)
        } catch {
            if let finding = error.finding { findings.append(finding) }
            self.init(.invalid(error), findings: findings)
        }
    }

    /// None is left: one may have been meant.
    private static func none(of set: [[UInt8]], _ kind: TXTRecordKind) -> Self {
        guard let meant = set.first(where: kind.isMeant) else { return Self(.absent) }
        let violation = kind.versionViolation(of: meant)
        return Self(.invalid(violation), findings: violation.finding.map { [$0] } ?? [])
    }
}
