extension Summary {
    /// A table of any kind; what its kind has not is left out.
    struct Table: Encodable {
        var section: String
        var id: String
        var kind: Kind
        var title: String
        /// What is counted: `Domains`, `MX hosts`.
        var unit: String?
        var columns: [Column]?
        var rows: Rows
        var leftOut: [Apart]?
        var rest: String?
        /// Not in profiles, whose tables have that of the table of groups.
        var sql: String?
    }

    enum Kind: String, Encodable {
        case shares, groups, texts
    }

    /// What is measured in each group, or the heading over texts.
    struct Column: Encodable {
        var key: String?
        var title: String
        var of: String?
    }

    enum Rows: Encodable {
        case shares([Figure])
        case groups([Group])
        case texts([[String]])

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .shares(let rows): try rows.encode(to: encoder)
            case .groups(let rows): try rows.encode(to: encoder)
            case .texts(let rows): try rows.encode(to: encoder)
            }
        }
    }

    /// A group, with a share for each column.
    struct Group: Encodable {
        var key: String
        var label: String
        var size: Int
        var shares: [Part]
        /// The id of its profile.
        var profile: String?
    }

    /// A share whose column says what it is of.
    struct Part: Encodable {
        var count: Int
        var total: Int
        var fraction: Double?
        var interval: [Double]?
    }

    struct Apart: Encodable {
        var key: String
        var label: String
        var count: Int
    }
}

extension Summary.Table {
    init(_ table: ReportTable, section: String) {
        switch table {
        case .shares(let table): self.init(table, section)
        case .cross(let table): self.init(table, section)
        case .list(let table): self.init(table, section)
        }
    }

    private init(_ table: AdoptionTable, _ section: String) {
        self.init(
            section: section, id: table.id, kind: .shares, title: table.title, unit: table.unit,
            rows: .shares(
                table.rows.map {
                    .init(
                        key: $0.key, label: $0.label, share: $0.share, published: $0.published)
                }),
            leftOut: table.apart.map { .init(key: $0.key, label: $0.label, count: $0.count) },
            rest: table.rest, sql: table.sql)
    }

    private init(_ table: CrossTable, _ section: String) {
        self.init(
            section: section, id: table.id, kind: .groups, title: table.title,
            unit: table.sizeHeading,
            columns: table.columns.map {
                .init(key: $0.key, title: $0.title, of: $0.denominator)
            },
            rows: .groups(table.rows.map(Summary.Group.init)), rest: table.rest, sql: table.sql)
    }

    private init(_ list: ListTable, _ section: String) {
        self.init(
            section: section, id: list.id, kind: .texts, title: list.title,
            columns: list.headings.map { .init(title: $0.text) }, rows: .texts(list.rows),
            sql: list.sql)
    }
}

extension Summary.Group {
    init(_ row: CrossTable.Row) {
        self.init(
            key: row.key, label: row.label, size: row.size,
            shares: row.shares.map {
                .init(
                    count: $0.count, total: $0.total, fraction: $0.fraction,
                    interval: $0.interval?.ends)
            }, profile: row.profile)
    }
}
