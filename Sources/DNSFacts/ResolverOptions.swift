package import Addresses

/// Where the resolver begins, whom it trusts, and whom it must not ask.
package struct ResolverOptions: Sendable {
    /// Who is asked.
    package enum Mode: Sendable, Equatable {
        /// From the root down, by ourselves.
        case recursive
        /// The servers of /etc/resolv.conf.
        case system
        /// Recursive servers to forward to, each `ADDR` or `ADDR@PORT`.
        case forward([String])
    }

    package var mode: Mode
    /// A file in named.root's form; nil for the root hints built in to libunbound.
    package var rootHintsFile: String?
    /// DS or DNSKEY records as text; empty for no validation.
    package var trustAnchors: [String]
    /// Name servers never to ask; applies to recursion only.
    package var refusedNetworks: [IPNetwork]
    package var usesIPv4: Bool
    package var usesIPv6: Bool
    /// Sockets that may be open at a time; questions beyond wait for one.
    package var mostSockets: Int

    package init(
        mode: Mode = .recursive, rootHintsFile: String? = nil, trustAnchors: [String] = [],
        refusedNetworks: [IPNetwork] = [], usesIPv4: Bool = true, usesIPv6: Bool = false,
        mostSockets: Int = 4096
    ) {
        self.mode = mode
        self.rootHintsFile = rootHintsFile
        self.trustAnchors = trustAnchors
        self.refusedNetworks = refusedNetworks
        self.usesIPv4 = usesIPv4
        self.usesIPv6 = usesIPv6
        self.mostSockets = mostSockets
    }

    /// Sockets of them for TCP, which few answers need.
    var mostTCPSockets: Int { min(max(mostSockets / 8, 1), 100) }
}

extension ResolverOptions.Mode {
    /// As `--resolver` takes it: `recursive`, `system`, `192.0.2.53,192.0.2.54@5353`.
    package var text: String {
        switch self {
        case .recursive: "recursive"
        case .system: "system"
        case .forward(let servers): servers.joined(separator: ",")
        }
    }
}
