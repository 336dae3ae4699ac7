internal import Glibc

/// How many files and sockets this process may have open, and who has how many of them.
///
/// A quarter is the resolvers'. Of the rest each domain in flight has one: it waits for the resolver,
/// for its policy, or for its MX hosts, most of which it shares. Where a domain's many hosts need more,
/// they wait (``FileShortage``).
enum FileLimit {
    /// The database, the list, the loops, the resolvers' listening places: so many, or half of few.
    private static let reserve = 256
    /// With fewer a scan would spend its time waiting.
    private static let least = 128
    /// Each of a resolver's sockets has a port of its own, of 64,512 that there are.
    private static let mostResolverSockets = 32_768

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

    /// How many sockets each loop's resolver may open.
    static func resolverSockets(loops: Int, limit: Int = raise()) -> Int {
        min(max(resolverSockets(of: limit) / loops, 16), 4096)
    }

    private static func resolverSockets(of limit: Int) -> Int {
        min(limit / 4, mostResolverSockets)
    }

    /// Domains in flight that a limit carries.
    private static func domains(_ limit: Int) -> Int {
        limit - resolverSockets(of: limit) - min(reserve, limit / 2)
    }

    /// The limit that carries so many domains; nil where no number is as high.
    private static func needed(for domains: Int) -> Int? {
        let (few, isTooMany) = domains.multipliedReportingOverflow(by: 4)
        guard !isTooMany else { return nil }
        guard few > 2 * reserve else { return max(few, least) }
        let many = domains + reserve
        return many + min((many - 1) / 3, mostResolverSockets)
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
        let most = domains(limit)
        guard let asked else { return ConcurrencyRange(carrying: min(most, memory)) }
        guard asked <= most else {
            guard let needed = needed(for: asked) else {
                throw OptionFault(
                    "--concurrency \(asked) is more than any file limit; use --concurrency \(most)")
            }
            throw OptionFault(
                "--concurrency \(asked) needs \(needed) open files, and the limit here is "
                    + "\(limit); use --concurrency \(most), or raise it with "
                    + "'ulimit -n \(needed)'")
        }
        return ConcurrencyRange(fixed: asked)
    }
}
