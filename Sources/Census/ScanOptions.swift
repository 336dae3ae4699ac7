/// What a scan is told.
package struct ScanOptions: Sendable {
    /// Paths of domain lists, read one after another as one; `-` is stdin.
    package var lists: [String]
    package var databasePath = "census.sqlite"
    package var label: String?
    /// Only the first so many domains.
    package var limit: Int?
    /// Domains in flight; nil for the default.
    package var concurrency: Int?
    /// Domains that begin in a second, at most.
    package var rate: Double?
    /// How long after its failure a domain is tried once more; nil for no second try.
    package var retryAfter: Duration? = .seconds(60)
    /// Whether to go on with the newest unfinished run of the same lists.
    package var resumes = false
    /// How long a scan waits for a network that has gone.
    package var networkPatience: Duration = .seconds(300)
    package var network: NetworkOptions

    package init(lists: [String], network: NetworkOptions) {
        self.lists = lists
        self.network = network
    }
}

/// What a scan says while it runs.
package enum ScanEvent: Sendable {
    /// The database was one of an older version; what was done to it.
    case upgraded(String)
    case rejectedLine(list: String, number: Int, text: String, reason: String)
    case loaded(domains: Int, rejected: Int, duplicates: Int, excluded: Int)
    /// A run goes on: how many domains were done before.
    case resumed(run: Int64, done: Int, total: Int)
    /// What failed for a passing reason is tried once more.
    case secondPass(domains: Int)
    /// The resolver's answers carry no signatures.
    case notValidating
    /// No anchor's port 25 could be reached in these address families: `IPv4`, `IPv6`.
    case portBlocked(families: [String])
    /// The same, in the middle of a run, where it could be reached before.
    case portGone(families: [String])
    /// What does not answer any more: `the DNS`, `port 25 over IPv4`. The scan waits.
    case networkGone(String)
    /// The scan goes on; so many domains, done since the network went, are measured again.
    case networkBack(again: Int)
    /// What speaks against the name of `--ehlo`.
    case ehloName(doubt: String)
    /// The exclusion list is another one from now on.
    case exclusionsTaken(names: Int, networks: Int)
    /// It was changed, and cannot be used like this.
    case exclusionsRefused(reason: String)
    /// An operator has turned us away too often; its remaining hosts are not probed.
    case leftAlone(operator: String)
    case progress(ScanProgress)
}

/// What a scan came to.
package struct ScanSummary: Sendable {
    package var run: Int64
    package var isFinished: Bool
    package var progress: ScanProgress
    /// MX hosts that say that this machine is on a blocklist, so that what they offer to others
    /// was not seen.
    package var blocklistingHosts: Int
}
