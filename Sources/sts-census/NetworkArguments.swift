import Addresses
import ArgumentParser
import Census
import DNSFacts
import Foundation

/// The options that say how the census meets the network.
struct NetworkArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who answers DNS questions: the embedded validating resolver, that of the system, "
                + "or those named.",
            valueName: "recursive|system|ADDR[@PORT],..."))
    var resolver = "recursive"

    @Option(
        name: .customLong("root-hints"),
        help: ArgumentHelp("Another DNS root, in the form of named.root.", valueName: "file"))
    var rootHintsFile: String?

    @Option(
        name: .customLong("trust-anchor"),
        help: ArgumentHelp(
            "That root's DNSSEC anchor: DS or DNSKEY records as text.", valueName: "file"))
    var trustAnchorFile: String?

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp(
            "Trusted CA certificates, PEM. (default: the system's)", valueName: "file"))
    var caFile: String?

    @Option(help: "The port of MX hosts, for test networks.")
    var smtpPort: UInt16 = 25

    @Option(help: "The port of policy hosts, for test networks.")
    var httpsPort: UInt16 = 443

    @Option(
        name: .customLong("allow-network"),
        help: ArgumentHelp(
            "An address range that is not globally reachable but may be contacted all the same; "
                + "repeatable.",
            valueName: "cidr"))
    var allowedNetworks: [String] = []

    @Option(
        name: .customLong("exclude"),
        help: ArgumentHelp(
            "Domains, MX host names and networks never to contact, one a line.",
            valueName: "file"))
    var excludeFile: String?

    @Option(
        help: ArgumentHelp(
            "Mail hosts by whose port 25 it is judged whether port 25 is blocked here, one a line. "
                + "(default: some large providers; none with --root-hints)",
            valueName: "file|none"))
    var anchors: String?

    @Option(
        name: .customLong("ehlo"),
        help: ArgumentHelp(
            "What the scanner calls itself in EHLO. (default: the host name)", valueName: "name"))
    var ehloName: String?

    @Option(
        help: ArgumentHelp(
            "How to reach you, told to policy hosts in User-Agent: a mail address or page.",
            valueName: "text"))
    var contact: String?

    @Flag(help: "DNS and policies only, nothing on port 25.")
    var noProbe = false

    @Flag(help: "Also ask for the TXT names of the drafts between 2016 and 2018.")
    var legacyNames = false

    @Option(
        help: ArgumentHelp(
            "Which MX addresses are probed; auto: the families this machine has a route for.",
            valueName: "auto|4|6|both"))
    var ipVersion = "auto"

    @Flag(
        name: .customLong("tls-survey"),
        help: ArgumentHelp(
            "Also try each version of TLS by itself at each probed address: up to four more "
                + "connections to it."))
    var surveysTLS = false

    func validate() throws {
        _ = try networks()
        _ = try mode()
        for (name, port) in [("smtp", smtpPort), ("https", httpsPort)] where port == 0 {
            throw ValidationError("--\(name)-port takes a port from 1 to 65535, not 0.")
        }
        guard NetworkOptions.IPVersion(rawValue: ipVersion) != nil else {
            throw ValidationError("--ip-version takes auto, 4, 6 or both, not '\(ipVersion)'.")
        }
        for text in [ehloName, contact].compactMap({ $0 }) {
            let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.isEmpty
            guard isPlain else {
                throw ValidationError(
                    "'\(text)' is not printable ASCII; name and contact go on the wire.")
            }
        }
        if surveysTLS, noProbe {
            throw ValidationError("--tls-survey asks on port 25, which --no-probe leaves alone.")
        }
        if let ehloName, ehloName.contains(" ") {
            throw ValidationError("--ehlo takes a host name, not '\(ehloName)'.")
        }
    }

    /// As the census takes them; only after ``validate()``.
    func options() throws -> NetworkOptions {
        var options = NetworkOptions(ehloName: ehloName ?? ProcessInfo.processInfo.hostName)
        options.resolver = try mode()
        options.rootHintsFile = rootHintsFile
        options.trustAnchorFile = trustAnchorFile
        options.caFile = caFile
        options.smtpPort = smtpPort
        options.httpsPort = httpsPort
        options.allowedNetworks = try networks()
        options.excludeFile = excludeFile
        switch anchors {
        case nil: options.anchors = .builtIn
        case "none": options.anchors = .none
        case let file?: options.anchors = .file(file)
        }
        options.contact = contact
        options.probes = !noProbe
        options.asksLegacyNames = legacyNames
        options.ipVersion = NetworkOptions.IPVersion(rawValue: ipVersion) ?? .auto
        options.surveysTLS = surveysTLS
        return options
    }

    private func networks() throws -> [IPNetwork] {
        try allowedNetworks.map { text in
            guard let network = IPNetwork(text) else {
                throw ValidationError(
                    "--allow-network takes a CIDR such as 192.0.2.0/24 or 2001:db8::/32, "
                        + "not '\(text)'.")
            }
            return network
        }
    }

    private func mode() throws -> ResolverOptions.Mode {
        switch resolver {
        case "recursive": return .recursive
        case "system": return .system
        default:
            let servers = resolver.split(separator: ",", omittingEmptySubsequences: false)
            for server in servers {
                let parts = server.split(separator: "@", maxSplits: 1).map(String.init)
                let hasPort = parts.count < 2 || UInt16(parts[1]).map { $0 > 0 } == true
                guard let address = parts.first, IPAddress(address) != nil, hasPort else {
                    throw ValidationError(
                        "--resolver takes recursive, system, or addresses such as 192.0.2.53 or "
                            + "192.0.2.53@5353 separated by commas, not '\(server)'.")
                }
            }
            return .forward(servers.map(String.init))
        }
    }
}
