internal import Addresses
internal import CUnbound

extension UnboundResolver {
    /// Sets up a fresh context.
    static func configure(
        _ context: OpaquePointer, _ options: ResolverOptions
    ) throws(ResolverError) {
        // What libunbound has to say comes back as a status; stderr is the progress line's.
        ub_ctx_debugout(context, nil)
        for (option, value) in settings(options) {
            try check(ub_ctx_set_option(context, option, value), "\(option) \(value)")
        }
        for network in options.refusedNetworks where options.mode == .recursive {
            try check(
                ub_ctx_set_option(context, "do-not-query-address:", network.description),
                "do-not-query-address: \(network)")
        }
        for anchor in options.trustAnchors {
            try check(ub_ctx_add_ta(context, anchor), "the trust anchor '\(anchor)'")
        }
        switch options.mode {
        case .recursive:
            if let file = options.rootHintsFile {
                try check(
                    ub_ctx_set_option(context, "root-hints:", file), "the root hints file \(file)")
            }
        case .system:
            try check(ub_ctx_resolvconf(context, nil), "/etc/resolv.conf")
        case .forward(let servers):
            for server in servers {
                try check(ub_ctx_set_fwd(context, server), "the resolver \(server)")
            }
        }
    }

    /// libunbound's options; their colon is part of the name (unbound.conf(5)).
    private static func settings(_ options: ResolverOptions) -> [(String, String)] {
        [
            ("module-config:", options.trustAnchors.isEmpty ? "iterator" : "validator iterator"),
            ("do-ip4:", options.usesIPv4 ? "yes" : "no"),
            ("do-ip6:", options.usesIPv6 ? "yes" : "no"),
            ("do-not-query-localhost:", "no"),
            // Reverse names of networks of one's own are asked for like any other.
            ("unblock-lan-zones:", "yes"),
            ("outgoing-range:", "\(options.mostSockets - options.mostTCPSockets)"),
            ("outgoing-num-tcp:", "\(options.mostTCPSockets)"),
            ("num-queries-per-thread:", "16384"),
            ("msg-cache-size:", "8m"),
            ("rrset-cache-size:", "24m"),
            ("key-cache-size:", "8m"),
            ("neg-cache-size:", "4m"),
            ("infra-cache-numhosts:", "20000"),
            ("target-fetch-policy:", "0 0 0 0 0"),
            ("qname-minimisation:", "no"),
            ("edns-buffer-size:", "1232"),
            ("aggressive-nsec:", "yes"),
        ]
    }

    private static func check(_ status: Int32, _ what: String) throws(ResolverError) {
        guard status == 0 else {
            throw ResolverError("\(what) is not taken: \(String(cString: ub_strerror(status)))")
        }
    }
}
