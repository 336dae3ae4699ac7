/// Which columns of a list's lines hold the domain and its rank.
struct ListFormat: Equatable {
    /// Nil for one domain a line.
    let separator: UInt8?
    let domainColumn: Int
    let rankColumn: Int?

    static let plain = ListFormat(separator: nil, domainColumn: 0, rankColumn: nil)

    /// Reads a header such as `GlobalRank,TldRank,Domain,TLD`; nil if the line is none.
    init?(header line: ArraySlice<UInt8>) {
        let separator = Self.separator(of: line)
        guard let names = try? Self.names(of: line, separator: separator) else { return nil }
        let isColumn = separator == nil ? Self.isDomain : Self.isDomainAmongOthers
        guard let domain = names.firstIndex(where: isColumn) else { return nil }
        self.separator = separator
        self.domainColumn = domain
        rankColumn = names.firstIndex { ["rank", "globalrank", "position"].contains($0) }
    }

    /// Guesses from a line of data: `1,example.com`, `example.com,1`, or the domain first.
    init(guessedFrom line: ArraySlice<UInt8>) throws(RejectionReason) {
        guard let separator = Self.separator(of: line) else {
            self = .plain
            return
        }
        let names = try Self.names(of: line, separator: separator)
        let isNumber = names.prefix(2).map { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }
        let hasRankFirst = isNumber[0]
        let hasRankSecond = isNumber.last == true
        self.separator = separator
        domainColumn = hasRankFirst ? 1 : 0
        rankColumn = hasRankFirst ? 0 : hasRankSecond ? 1 : nil
    }

    private init(separator: UInt8?, domainColumn: Int, rankColumn: Int?) {
        self.separator = separator
        self.domainColumn = domainColumn
        self.rankColumn = rankColumn
    }

    /// The first comma, semicolon or tab; no domain name has one.
    private static func separator(of line: ArraySlice<UInt8>) -> UInt8? {
        line.first { [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains($0) }
    }

    /// The fields as header names: lower case, `Global Rank` and `global_rank` as `globalrank`.
    private static func names(
        of line: ArraySlice<UInt8>, separator: UInt8?
    ) throws(RejectionReason) -> [String] {
        var fields = LineFields(line, separator: separator)
        var names: [String] = []
        while let field = try fields.next() {
            names.append(
                String(decoding: field, as: UTF8.self).lowercased().filter { !" _-".contains($0) })
        }
        return names
    }

    private static func isDomain(_ name: String) -> Bool {
        ["domain", "domains", "domainname", "rootdomain", "hostname", "fqdn"].contains(name)
    }

    /// Alone on a line these would be top-level domains: .name, .host, .site.
    private static func isDomainAmongOthers(_ name: String) -> Bool {
        isDomain(name) || ["name", "host", "site"].contains(name)
    }
}
