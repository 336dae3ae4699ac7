import MailStandards

/// Reads a list of domains line by line, in bounded memory however long it is.
///
/// A list is one domain a line, or CSV with or without a header (Tranco, Umbrella, Majestic); plain
/// or compressed with gzip, zip, xz or zstd. Blank lines and comments (`#`) are passed over. It is
/// synchronous, and for one thread at a time.
package struct DomainListReader: ~Copyable {
    /// What a line of data holds.
    package enum Element: Hashable, Sendable {
        case domain(DomainListEntry)
        case rejected(RejectedLine)
    }

    /// How many domains were given.
    package private(set) var domains = 0
    /// How many lines were rejected.
    package private(set) var rejectedLines = 0
    /// How many lines were read, whatever they hold.
    package var lines: Int { reader.count }

    private var reader: LineReader
    private let firstRank: Int
    private var format: ListFormat?
    private var hasPassedHeader = false

    /// Opens the list at a path, `-` being standard input; an empty one is no error.
    ///
    /// `firstRank` is that of the first domain of a list without a rank column; more than 1 where
    /// lists before it are read as one with it.
    package init(path: String, firstRank: Int = 1) throws(DomainListError) {
        reader = try LineReader(path: path)
        self.firstRank = firstRank
    }

    /// The next domain or rejected line; nil at the end.
    package mutating func next() throws(DomainListError) -> Element? {
        while let line = try reader.next() {
            switch line {
            case .tooLong(let bytes): return reject(bytes, .lineTooLong)
            case .whole(let bytes):
                let text = bytes.withoutComment().trimmed()
                if text.isEmpty || isHeader(text) { continue }
                do { return .domain(try entry(text)) } catch { return reject(text, error) }
            }
        }
        return nil
    }

    /// Whether this is the first line of data and names the columns.
    private mutating func isHeader(_ text: ArraySlice<UInt8>) -> Bool {
        if hasPassedHeader { return false }
        hasPassedHeader = true
        format = ListFormat(header: text)
        return format != nil
    }

    /// The first line that can be read settles the columns for those after it.
    private mutating func entry(_ text: ArraySlice<UInt8>) throws(RejectionReason)
        -> DomainListEntry
    {
        let format =
            if let format { format } else { try ListFormat(guessedFrom: text) }
        let (field, rank) = try format.read(text)
        let name = try ListedName.parse(field)
        self.format = format
        domains += 1
        return DomainListEntry(name: name, rank: rank ?? firstRank + domains - 1)
    }

    private mutating func reject(_ bytes: ArraySlice<UInt8>, _ reason: RejectionReason) -> Element {
        rejectedLines += 1
        return .rejected(RejectedLine(number: reader.count, bytes: bytes, reason: reason))
    }
}
