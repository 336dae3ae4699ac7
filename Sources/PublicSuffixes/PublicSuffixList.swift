import CPSL
import Glibc
package import MailStandards

/// The Public Suffix List's ICANN section: under which names the public registers domains.
///
/// The private section (`blogspot.com`) is left out, so that a provider is one operator however its
/// customers' names are cut.
package final class PublicSuffixList: Sendable {
    /// Which list it is, for the record of a run: `public_suffix_list.dafsa of 2023-02-09`.
    package let version: String

    // libpsl only reads a loaded list, so that any number of threads may ask it at once.
    private nonisolated(unsafe) let list: OpaquePointer

    /// Takes the newer of the distribution's list and the one compiled into libpsl.
    ///
    /// Why: Debian's package `publicsuffix` gets new lists during a release, libpsl does not; on a
    /// machine without that package libpsl's own is there.
    package init() throws(PublicSuffixListMissing) {
        guard let list = psl_latest(nil) ?? psl_builtin() else { throw PublicSuffixListMissing() }
        self.list = list
        version =
            list == psl_builtin()
            ? "libpsl \(String(cString: psl_get_version())), \(Self.date(psl_builtin_file_time()))"
            : Self.fileVersion(String(cString: psl_dist_filename()))
    }

    deinit { psl_free(list) }

    /// The public suffix of a name and one label more: `example.co.uk` for `mx1.example.co.uk`.
    ///
    /// The longest matching rule counts; a top-level domain without a rule is a public suffix
    /// (https://publicsuffix.org/list/). Nil for the root and for a public suffix itself.
    package func registrableDomain(of name: DomainName) -> DomainName? {
        var candidate = name
        var registrable: DomainName?
        while candidate != .root, !isPublicSuffix(candidate) {
            registrable = candidate
            guard let parent = candidate.parent else { break }
            candidate = parent
        }
        return registrable
    }

    private func isPublicSuffix(_ name: DomainName) -> Bool {
        psl_is_public_suffix2(list, name.text, PSL_TYPE_ICANN) == 1
    }

    private static func fileVersion(_ path: String) -> String {
        var status = stat()
        let name = path.split(separator: "/").last ?? ""
        guard stat(path, &status) == 0 else { return String(name) }
        return "\(name) of \(date(status.st_mtim.tv_sec))"
    }

    /// `2023-02-09`, UTC.
    private static func date(_ seconds: time_t) -> String {
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }
}
