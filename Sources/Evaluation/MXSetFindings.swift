internal import Addresses
internal import MailStandards
internal import Observations

extension DomainFacts {
    /// What is odd about the MX records as a set.
    var mxSetFindings: [Finding] {
        if mx.isFailed { return [] }
        // The address that would stand in for an MX; where it fails, so does the whole route.
        if routeIsBogus { return [Finding(.mxAddressBogus, detail: domain.text)] }
        return nullMXFindings + duplicateFindings + addressFindings
    }

    private var nullMXFindings: [Finding] {
        guard let null = mx.records.first(where: { $0.exchange == .root }) else { return [] }
        // RFC 7505 §3: "a domain that advertises a null MX MUST NOT advertise any other MX RR".
        if mx.records.count > 1 { return [Finding(.nullMXNotAlone, detail: mxText)] }
        return null.preference == 0 ? [] : [Finding(.nullMXPreference, detail: mxText)]
    }

    private var duplicateFindings: [Finding] {
        guard Set(mx.records.map { $0.exchange }).count < mx.records.count else { return [] }
        let byExchange = Dictionary(grouping: mx.records, by: \.exchange)
        return byExchange.filter { $0.key != .root && $0.value.count > 1 }
            .sorted { $0.key.text < $1.key.text }
            .map { exchange, records in
                let preferences = records.map(\.preference).sorted().map(String.init)
                return Finding(
                    .mxDuplicate, detail: "preferences " + preferences.joined(separator: ", "),
                    mxHost: exchange)
            }
    }

    /// `10 192.0.2.1`: a name of four labels below a TLD that does not exist.
    private var addressFindings: [Finding] {
        mx.records.filter { $0.exchange.looksLikeAddress && IPAddress($0.exchange.text) != nil }
            .sorted { ($0.preference, $0.exchange.text) < ($1.preference, $1.exchange.text) }
            .map { Finding(.mxIsAddress, mxHost: $0.exchange) }
    }

    /// For people: `0 ., 10 mx1.example.com`.
    private var mxText: String {
        mx.records.map { ($0.preference, $0.exchange.text) }.sorted { $0 < $1 }
            .map { "\($0) \($1)" }.joined(separator: ", ")
    }
}

extension DomainName {
    /// A cheap first look: an address ends with a digit, or has a colon.
    fileprivate var looksLikeAddress: Bool {
        text.utf8.last.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
            || text.utf8.contains(UInt8(ascii: ":"))
    }
}
