/// In what some runs are not alike, so that a change of their figures need not be one of the domains.
package struct RunDifferences: Sendable, Equatable {
    /// `Port 25: probed over IPv4 in run 1; not probed in runs 2 and 3.`; empty where the runs are alike.
    package var sentences: [String]

    /// The sentences, with one that leads to them.
    package var paragraphs: [String] {
        sentences.isEmpty ? [] : ["The runs are not alike."] + sentences
    }

    /// - Parameter runs: two or more, in the order in which they are named.
    package init(_ runs: [RunRecord]) {
        sentences = [Self.lists(runs)].compactMap(\.self)
        let aspects: [(String, (RunRecord) -> String)] = [
            ("Port 25", \.probing), ("DNSSEC validation", \.validation),
            ("Resolver", \.resolver), ("TLS survey", \.survey),
            ("Rules", { "those of version \($0.judgedBy ?? $0.version)" }),
        ]
        sentences += aspects.compactMap { Self.sentence($0, runs, $1) }
    }

    /// Lists are known by what was in them; only where that is not known by their names.
    private static func lists(_ runs: [RunRecord]) -> String? {
        let haveDigests = runs.allSatisfy { $0.listDigest != nil }
        let haveTotals = runs.allSatisfy { $0.domainsTotal != nil }
        func identity(_ run: RunRecord) -> [String?] {
            [
                haveDigests ? run.listDigest : run.list,
                haveTotals ? run.domainsTotal.map(String.init) : nil,
            ]
        }
        guard Set(runs.map(identity)).count > 1 else { return nil }
        func text(_ run: RunRecord) -> String {
            let total = run.domainsTotal.map { " with \($0.counted("domain", "domains"))" }
            return "'\(run.list)'" + (total ?? "")
        }
        // What goes by the same name is told apart by its digest.
        return sentence("List", runs, text)
            ?? sentence("List", runs) {
                text($0) + ", SHA-256 \($0.listDigest?.prefix(12) ?? "-")…"
            }
    }

    private static func sentence(
        _ aspect: String, _ runs: [RunRecord], _ value: (RunRecord) -> String
    ) -> String? {
        let values = runs.map(value)
        let different = values.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard different.count > 1 else { return nil }
        let parts = different.map { text in
            let ids = zip(runs, values).filter { $0.1 == text }.map { "\($0.0.id)" }
            return "\(text) in \(ids.count == 1 ? "run" : "runs") \(joined(ids))"
        }
        return "\(aspect): \(parts.joined(separator: "; "))."
    }

    /// `1, 2 and 4`.
    private static func joined(_ ids: [String]) -> String {
        guard let last = ids.last, ids.count > 1 else { return ids.joined() }
        return ids.dropLast().joined(separator: ", ") + " and " + last
    }
}

/// What the options say, in words.
extension RunRecord {
    private func option(_ name: String) -> String? {
        options.first { $0.name == name }.flatMap { $0.value == "null" ? nil : $0.value }
    }

    fileprivate var probing: String {
        guard let families = option("probed_families") else { return "not recorded" }
        let blocked = option("blocked_families") ?? ""
        let probed = [("ipv4", "IPv4"), ("ipv6", "IPv6")].compactMap { key, name in
            guard families.contains(key) else { return nil as String? }
            return blocked.contains(key) ? "\(name) until it was blocked" : name
        }
        guard !probed.isEmpty else { return blocked.contains("ip") ? "blocked" : "not probed" }
        return "probed over " + probed.joined(separator: " and ")
    }

    fileprivate var validation: String { switched("validating") }

    fileprivate var resolver: String { option("resolver") ?? "not recorded" }

    fileprivate var survey: String { switched("tls_survey") }

    private func switched(_ name: String) -> String {
        switch option(name) {
        case "true": "on"
        case "false": "off"
        default: "not recorded"
        }
    }
}
