internal import Foundation

/// How much memory there is for this process.
struct Memory: Sendable {
    /// Bytes, of the machine or of the control group, whichever has fewer.
    let total: Int
    /// Bytes of it that can still be had.
    let available: Int

    /// What a domain in flight takes, with its questions and connections. Measured: 20 to 35 KB, and what
    /// strangers decide on besides, such as chains of certificates.
    private static let perDomain = 128 << 10

    /// The texts are those of /proc/meminfo, /proc/self/status and a group's memory.max, where there
    /// is one. What cannot be read is no limit.
    init(meminfo: String, status: String, groupLimit: String?) {
        let own = Self.bytes("RssAnon", in: status) ?? 0
        let group = groupLimit.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        total = min(Self.bytes("MemTotal", in: meminfo) ?? .max, group ?? .max)
        available = min(
            Self.bytes("MemAvailable", in: meminfo) ?? .max, group.map { $0 - own } ?? .max)
    }

    static var ofThisMachine: Memory {
        func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
        // `0::/system.slice/census.service`, or `0::/` within a container.
        let group = text("/proc/self/cgroup")?.split(separator: "\n")
            .first { $0.hasPrefix("0::") }?.dropFirst(3)
        return Memory(
            meminfo: text("/proc/meminfo") ?? "", status: text("/proc/self/status") ?? "",
            groupLimit: group.flatMap { text("/sys/fs/cgroup\($0)/memory.max") })
    }

    /// Domains in flight that half of it carries.
    var domains: Int { max(available / 2 / Self.perDomain, 1) }

    /// Whether soon there is none left.
    var isShort: Bool { available < total / 16 }

    /// `MemTotal:       24684092 kB`.
    private static func bytes(_ name: String, in text: String) -> Int? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name + ":") }),
            let value = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        else { return nil }
        return Int(value).map { $0 * 1024 }
    }
}
