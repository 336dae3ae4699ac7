import Census
import Certificates
import Observations

extension Explanation {
    /// A chain in short: the leaf in full, what is above it by one line each.
    mutating func explainChain(_ chain: ExaminedDomain.Chain, name: String = "", indent: Int) {
        guard let leaf = chain.certificates.first.flatMap(\.self) else {
            page.row(name, "It cannot be read.", indent: indent)
            return
        }
        let names = leaf.dnsNames.isEmpty ? "no DNS name" : leaf.namesInShort
        page.row(name, "for \(names)", indent: indent, tone: .faint)
        page.row("", "from \(leaf.issuer.commonName), \(leaf.key)", indent: indent, tone: .faint)
        page.row("", leaf.validity(at: examined.time), indent: indent, tone: .faint)
        for above in chain.certificates.dropFirst().prefix(4).compactMap(\.self) {
            let end = above.notAfter.map { ", until \($0.date)" } ?? ""
            page.row(
                "", "under \(above.subject.commonName), \(above.key)\(end)", indent: indent,
                tone: .faint)
        }
    }
}

extension CertificateFacts {
    private static let shownNames = 4

    /// The first few DNS names, and how many more there are.
    var namesInShort: String {
        let shown = dnsNames.prefix(Self.shownNames).map { String($0.prefix(80)) }
        let more = dnsNames.count + dnsNamesOmitted - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    /// `valid 2026-01-01 to 2026-03-31, 12 days left`.
    func validity(at time: Timestamp) -> String {
        let range = "valid \(notBefore?.date ?? "?") to \(notAfter?.date ?? "?")"
        guard let notAfter else { return range }
        let days = (notAfter.milliseconds - time.milliseconds) / 86_400_000
        let unit = abs(days) == 1 ? "day" : "days"
        return range
            + (notAfter < time ? ", expired \(-days) \(unit) ago" : ", \(days) \(unit) left")
    }
}

extension Timestamp {
    /// `2026-11-23`, UTC.
    var date: String { String(iso8601.prefix(10)) }
}

extension String {
    /// The CN of a distinguished name, else all of it; cut.
    var commonName: String {
        let fields = split(separator: ",")
        let name = fields.first { $0.hasPrefix("CN=") }?.dropFirst(3) ?? self[...]
        return name.isEmpty ? "an unnamed CA" : String(name.prefix(80))
    }
}
