internal import Addresses
internal import Certificates
internal import DNSFacts
internal import Foundation
internal import MailStandards
internal import Observations
internal import Store

/// A run that was cut off and goes on: which one, and whether it was told the same.
struct Resumption {
    let run: Run
    /// What it was told, and found out, when it began.
    let circumstances: RunCircumstances
    let startedAt: Timestamp

    /// Finds the newest unfinished run of the same lists; throws a sentence for people where there
    /// is none, or where it would go on as another run.
    init(_ options: ScanOptions, _ files: NetworkFiles, in database: CensusDatabase) throws {
        run = try Self.newest(of: options, in: database)
        guard run.version == censusVersion else {
            throw OptionFault(
                "run \(run.id) was begun by sts-census \(run.version), and this is "
                    + "\(censusVersion): go on with that one, or leave --resume out for a new run")
        }
        guard let circumstances = RunCircumstances(json: run.options),
            let startedAt = Timestamp(iso8601: run.startedAt)
        else {
            throw OptionFault(
                "what run \(run.id) was told cannot be read; leave --resume out for a new run")
        }
        self.circumstances = circumstances
        self.startedAt = startedAt
        if let difference = circumstances.difference(from: options, files) {
            throw OptionFault(
                "run \(run.id) was begun \(difference.then), and is to go on \(difference.now): "
                    + "give it the same, or leave --resume out for a new run")
        }
    }

    private static func newest(
        of options: ScanOptions, in database: CensusDatabase
    ) throws -> Run {
        guard let identity = ListIdentity(of: options.lists) else {
            throw OptionFault(
                "--resume needs lists that are files, since a pipe cannot be compared with what "
                    + "the run was made of; write it to a file for the next run")
        }
        let unfinished = try database.runs().filter { $0.state != .finished }
        if let run = unfinished.last(where: { $0.isOf(identity) }) { return run }
        let way = "leave --resume out for a new run"
        guard let newest = unfinished.last else {
            throw OptionFault("'\(options.databasePath)' has no unfinished run; \(way)")
        }
        guard let changed = unfinished.last(where: { $0.list == options.listName }) else {
            throw OptionFault(
                "no unfinished run in '\(options.databasePath)' is of \(options.listName): run "
                    + "\(newest.id) is of \(newest.list); name that, or \(way)")
        }
        guard let bytes = changed.listBytes else {
            throw OptionFault("run \(changed.id) was read from a pipe; \(way)")
        }
        throw OptionFault(
            "\(options.listName) has changed since run \(changed.id) began: \(bytes) bytes then, "
                + "\(identity.bytes) now, and another SHA-256; give it the list as it was, or \(way)"
        )
    }
}

extension RunCircumstances {
    /// The first option with an influence on results that differs, in words: `with --smtp-port 25`.
    func difference(
        from options: ScanOptions, _ files: NetworkFiles
    ) -> (then: String, now: String)? {
        let network = options.network
        func flag(_ isSet: Bool) -> String? { isSet ? "" : nil }
        let hasAnchors = trustAnchorFile != nil || network.trustAnchorFile != nil
        let pairs: [(option: String, then: String?, now: String?)] = [
            ("--limit", limit.map(String.init), (options.limit ?? limit).map(String.init)),
            ("--resolver", resolver, network.resolver.text),
            ("--root-hints", rootHints, network.rootHintsFile),
            (
                "--trust-anchor", hasAnchors ? trustAnchors.joined(separator: "; ") : nil,
                hasAnchors ? files.trustAnchors.joined(separator: "; ") : nil
            ),
            ("--ca-file", caFile, network.caFile),
            ("--smtp-port", "\(smtpPort)", "\(network.smtpPort)"),
            ("--https-port", "\(httpsPort)", "\(network.httpsPort)"),
            (
                "--allow-network",
                allowedNetworks.isEmpty ? nil : allowedNetworks.joined(separator: ", "),
                network.allowedNetworks.isEmpty
                    ? nil : network.allowedNetworks.map(\.description).joined(separator: ", ")
            ),
            // More may be excluded now, and nothing less.
            (
                "--exclude", excludeFile,
                excludeFile == nil ? nil : network.excludeFile.map { _ in excludeFile ?? "" }
            ),
            ("--no-probe", flag(!probes), flag(!network.probes)),
            ("--ip-version", ipVersion, network.ipVersion.rawValue),
            ("--tls-survey", flag(tlsSurvey), flag(network.surveysTLS)),
            ("--legacy-names", flag(legacyNames), flag(network.asksLegacyNames)),
        ]
        func words(_ option: String, _ value: String?) -> String {
            guard let value else { return "without \(option)" }
            return value.isEmpty ? "with \(option)" : "with \(option) \(value)"
        }
        for pair in pairs where pair.then != pair.now {
            return (words(pair.option, pair.then), words(pair.option, pair.now))
        }
        return nil
    }

    /// What a run that goes on is told now, with what stays from its beginning.
    func going(on then: RunCircumstances) -> RunCircumstances {
        var joined = self
        joined.limit = then.limit
        joined.trustedCertificates = then.trustedCertificates
        joined.probedFamilies = Set(probedFamilies + then.probedFamilies).sorted()
        joined.blockedFamilies = Set(blockedFamilies + then.blockedFamilies).sorted()
        return joined
    }
}
