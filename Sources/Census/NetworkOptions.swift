package import Addresses
package import DNSFacts

/// How the census meets the network: what `scan` and `check` have in common.
package struct NetworkOptions: Sendable {
    /// Which MX addresses are probed.
    package enum IPVersion: String, Sendable, CaseIterable {
        /// The families this machine has a route for.
        case auto
        case ipv4 = "4"
        case ipv6 = "6"
        case both
    }

    /// The MX hosts by whose port 25 it is judged whether port 25 is blocked here.
    package enum Anchors: Sendable, Equatable {
        /// Some large providers in separate networks; none where the DNS root is another.
        case builtIn
        case none
        /// MX host names, one a line.
        case file(String)
    }

    package var resolver: ResolverOptions.Mode = .recursive
    package var rootHintsFile: String?
    package var trustAnchorFile: String?
    package var caFile: String?
    package var smtpPort: UInt16 = 25
    package var httpsPort: UInt16 = 443
    package var allowedNetworks: [IPNetwork] = []
    package var excludeFile: String?
    package var anchors = Anchors.builtIn
    package var ehloName: String
    package var contact: String?
    package var probes = true
    package var ipVersion = IPVersion.auto
    /// Whether each version of TLS is also tried by itself.
    package var surveysTLS = false
    /// Whether the TXT names that only drafts used are asked for as well.
    package var asksLegacyNames = false

    package init(ehloName: String) { self.ehloName = ehloName }

    /// `sts-census/0.1.0 (research@example.org)`.
    var userAgent: String { "sts-census/\(censusVersion)" + (contact.map { " (\($0))" } ?? "") }

    /// The families in which MX hosts are probed.
    var probedFamilies: Set<IPAddress.Family> {
        switch ipVersion {
        case .ipv4: return [.ipv4]
        case .ipv6: return [.ipv6]
        case .both: return [.ipv4, .ipv6]
        case .auto:
            let routed = Set(
                IPAddress.Family.allCases.filter { Route.exists($0, allowed: allowedNetworks) })
            return routed.isEmpty ? [.ipv4] : routed
        }
    }
}

/// The version that runs, User-Agent and `--version` carry.
package let censusVersion = "0.1.0"
