extension ReportSection {
    /// The section of domains that are a random sample: their shares have intervals.
    func ofSample() -> ReportSection {
        var section = self
        section.parts = parts.map { $0.ofSample() }
        for index in profiles.indices {
            section.profiles[index].tables = profiles[index].tables.map { $0.ofSample() }
        }
        return section
    }
}

extension ReportTable {
    fileprivate func ofSample() -> ReportTable {
        switch self {
        case .shares(var table):
            for row in table.rows.indices {
                table.rows[row].share = table.rows[row].share.ofSample()
            }
            return .shares(table)
        case .cross(var table):
            for row in table.rows.indices {
                table.rows[row].shares = table.rows[row].shares.map { $0.ofSample() }
            }
            return .cross(table)
        case .list: return self
        }
    }
}
