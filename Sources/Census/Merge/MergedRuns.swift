internal import Foundation
internal import Observations
internal import Store

/// Runs that are to be one: whether they can be, and what is to be said of it.
struct MergedRuns {
    private let runs: [MergedRun]

    /// - Parameter runs: one at least, in the order in which they count.
    init(_ runs: [MergedRun]) { self.runs = runs }

    var sources: [MergeSource] { runs.map { MergeSource(path: $0.path, run: $0.run.id) } }

    var isFinished: Bool { runs.allSatisfy { $0.run.state == .finished } }
    /// When the first began, and the last ended.
    var startedAt: Timestamp { runs.map(\.startedAt).min() ?? .now() }
    var finishedAt: Timestamp? { runs.compactMap(\.finishedAt).max() }

    /// The run by whose CA certificates all is judged, so that figures can be compared: the first that
    /// has kept any.
    var trusting: MergedRun? { runs.first { !$0.trust.isEmpty } }

    /// What all share; nil where they do not.
    var label: String? {
        let labels = unique(runs.map(\.run.label))
        return labels.count == 1 ? labels[0] : nil
    }

    /// The lists as they were named, each once; of many, the first and how many more.
    var list: String {
        let lists = unique(runs.map(\.run.list))
        guard lists.count > Self.listed else { return lists.joined(separator: " ") }
        return "\(lists[0]) and \(lists.count - 1) more"
    }

    /// `0.1.0`, or all that there are.
    var version: String { unique(runs.map(\.run.version)).joined(separator: ", ") }

    private static let listed = 8

    // MARK: Options

    /// Without these alike a figure of all runs would be one of none of them. `stage store` writes
    /// some down only where it has seen that they are so; what was not written down is not held
    /// against another's.
    private static let decisive = [
        "probes", "validating", "smtp_port", "https_port", "tls_survey", "legacy_names",
    ]
    /// What may move a figure, and is told.
    private static let telling = [
        "resolver", "root_hints", "trust_anchors", "ip_version", "probed_families",
        "allowed_networks", "retry_after", "public_suffix_list",
    ]
    /// Of which the merged run has what any of the runs has.
    private static let united = ["lists", "probed_families", "blocked_families"]

    /// Throws a sentence for people where the runs did not measure the same.
    func refuseUnlike() throws {
        for key in Self.decisive where known(key).count > 1 {
            throw OptionFault(
                "the runs did not measure the same: \(values(of: key)); a figure of both would be one "
                    + "of neither, so merge those that are alike")
        }
    }

    /// In what the runs are not alike, and what that means, in sentences.
    var notes: [String] {
        var notes = Self.telling.filter { all($0).count > 1 }.map { "not alike: \(values(of: $0))" }
        notes += difference("version", \.run.version).map { ["not alike: \($0)"] } ?? []
        if unique(runs.map(\.trust)).count > 1, let trusting {
            notes.append(
                "not alike: CA certificates; certificates are judged by those of '\(trusting.path)'"
            )
        }
        let blocked = runs.filter {
            !($0.circumstances["blocked_families"]?.elements ?? []).isEmpty
        }
        if !blocked.isEmpty {
            notes.append(
                "port 25 was blocked in \(files(blocked)): MX hosts that no other file has are "
                    + "not-probed")
        }
        let unfinished = runs.filter { $0.run.state != .finished }
        if !unfinished.isEmpty {
            notes.append(
                "not finished: \(files(unfinished)); so the merged run is marked as interrupted")
        }
        return notes
    }

    /// The merged run's `options`: what all share, and of each run, in `merged`, where it came from
    /// and in what it differs.
    var circumstances: String {
        let keys = Set(runs.flatMap(\.circumstances.keys)).subtracting(Self.united + ["merged"])
        let decisive = Set(Self.decisive)
        var merged: [String: MergedValue] = [:]
        for key in keys {
            let values = decisive.contains(key) ? known(key).map { $0 } : all(key)
            if values.count == 1, let value = values[0] { merged[key] = value }
        }
        for key in Self.united where runs.contains(where: { $0.circumstances[key] != nil }) {
            merged[key] = .list(unique(runs.flatMap { $0.circumstances[key]?.elements ?? [] }))
        }
        merged["merged"] = .list(runs.map { .object(origin(of: $0, beside: merged)) })
        return MergedValue.object(merged).json
    }

    private func origin(
        of part: MergedRun, beside merged: [String: MergedValue]
    ) -> [String: MergedValue] {
        let own = part.circumstances.filter { $0.key != "lists" && merged[$0.key] != $0.value }
        var origin: [String: MergedValue] = [
            "file": .text(part.path), "run": .number(Double(part.run.id)),
            "label": .text(part.run.label), "list": .text(part.run.list),
            "state": .text(part.run.state.rawValue), "started_at": .text(part.run.startedAt),
            "version": .text(part.run.version), "domains": .number(Double(part.run.domains)),
        ]
        origin["finished_at"] = part.run.finishedAt.map { .text($0) }
        origin["list_digest"] = part.run.listDigest.flatMap { $0.isEmpty ? nil : .text($0) }
        if !own.isEmpty { origin["options"] = .object(own) }
        return origin
    }

    // MARK: Differences

    /// What the runs have for a key, each value once; nil where one has none.
    private func all(_ key: String) -> [MergedValue?] { unique(runs.map { $0.circumstances[key] }) }

    private func known(_ key: String) -> [MergedValue] { all(key).compactMap(\.self) }

    /// `probes is true in 'a.sqlite', false in 'b.sqlite' and 2 more`
    private func values(of key: String) -> String {
        difference(key) { $0.circumstances[key]?.json ?? "not given" } ?? key
    }

    /// Nil where the runs are alike.
    private func difference(_ name: String, _ value: (MergedRun) -> String) -> String? {
        let values = unique(runs.map(value))
        guard values.count > 1 else { return nil }
        let parts = values.map { text in
            "\(text) in \(files(runs.filter { value($0) == text }))"
        }
        return "\(name) is \(parts.joined(separator: ", "))"
    }

    /// `'a.sqlite' and 2 more`
    private func files(_ runs: [MergedRun]) -> String {
        let first = runs.first.map { "'\($0.path)'" } ?? ""
        return runs.count > 1 ? "\(first) and \(runs.count - 1) more" : first
    }

    /// Each element once, in the order in which they come.
    private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}
