internal import Glibc

/// How many files and sockets this process may have open.
enum FileLimit {
    /// Sockets that a domain in flight may have open at once: resolver, policy, MX hosts.
    private static let perDomain = 4
    /// The database, the list, the loops, the resolvers' listening places.
    private static let reserve = 256
    /// With fewer not even one domain can be scanned.
    private static let least = 128

    /// Raises the limit as far as it goes; that limit comes back.
    static func raise() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return 1024 }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
        getrlimit(resource, &limit)
        return Int(clamping: limit.rlim_cur)
    }

    /// How many sockets each loop's resolver may open: a quarter of all for the resolvers together.
    static func resolverSockets(loops: Int) -> Int {
        min(max(raise() / 4 / loops, 16), 4096)
    }

    /// The domains in flight that were asked for, or between which numbers they may move; refuses
    /// what the file limit cannot carry.
    ///
    /// - Parameter memory: how many domains the memory carries, unless told otherwise.
    static func concurrency(asked: Int?, limit: Int, memory: Int) throws -> ConcurrencyRange {
        guard limit >= least else {
            throw OptionFault(
                "this process may open \(limit) files, and a scan needs \(least); raise the limit "
                    + "with 'ulimit -n \(least)'")
        }
        let most = max((limit - reserve) / perDomain, 1)
        guard let asked else { return ConcurrencyRange(carrying: min(most, memory)) }
        guard asked <= most else {
            let (files, isTooMany) = asked.multipliedReportingOverflow(by: perDomain)
            let needed = files.addingReportingOverflow(reserve)
            guard !isTooMany, !needed.overflow else {
                throw OptionFault(
                    "--concurrency \(asked) is more than any file limit; use --concurrency \(most)")
            }
            throw OptionFault(
                "--concurrency \(asked) needs \(needed.partialValue) open files, and the limit "
                    + "here is \(limit); use --concurrency \(most), or raise it with "
                    + "'ulimit -n \(needed.partialValue)'")
        }
        return ConcurrencyRange(fixed: asked)
    }
}
