import Addresses
import DNSFacts
import Observations
import Store
import Testing

@testable import Census

/// Which run goes on, and why none does.
@Suite struct ResumptionTests {
    /// What a run of these lists was told.
    private func circumstances(
        _ options: ScanOptions, _ change: (inout RunCircumstances) -> Void = { _ in }
    ) async throws -> RunCircumstances {
        let files = try NetworkFiles(options.network)
        var told = RunCircumstances(
            options, probedFamilies: [.ipv4], blockedFamilies: [], isValidating: true, files,
            concurrency: 10)
        change(&told)
        return told
    }

    private func options(_ list: String) -> ScanOptions {
        var network = NetworkOptions(ehloName: "scanner.example")
        network.anchors = .none
        var options = ScanOptions(lists: [list], network: network)
        options.databasePath = "census.sqlite"
        return options
    }

    /// A database with runs of a list, and what resuming one of them says.
    private func resume(
        _ state: Run.State, list text: String = "a.example\n", version: String = censusVersion,
        telling json: String? = nil, _ change: (inout ScanOptions, Folder) throws -> Void
    ) async throws -> Result<Int64, OptionFault> {
        try await withFolder { folder in
            let list = try folder.write("a.example\n", "list.txt")
            let database = try CensusDatabase(path: folder.path + "/census.sqlite")
            var asked = options(list)
            let told = try await circumstances(asked).json
            let run = try database.beginRun(
                label: "test", list: list, version: version, options: json ?? told,
                at: Timestamp(milliseconds: 0), identity: ListIdentity(of: [list]))
            if state != .running {
                try database.endRun(run, as: state, at: Timestamp(milliseconds: 0))
            }
            _ = try folder.write(text, "list.txt")
            try change(&asked, folder)
            let files = try NetworkFiles(asked.network)
            do {
                return .success(try Resumption(asked, files, in: database).run.id)
            } catch let fault as OptionFault {
                return .failure(fault)
            }
        }
    }

    private func says(_ result: Result<Int64, OptionFault>, _ words: String...) {
        guard case .failure(let fault) = result else {
            Issue.record("it goes on")
            return
        }
        for word in words { #expect(fault.description.contains(word), "\(fault)") }
        #expect(fault.description.contains("new run") || fault.description.contains("next run"))
    }

    @Test(arguments: [Run.State.running, .interrupted])
    func anUnfinishedRunGoesOn(state: Run.State) async throws {
        let result = try await resume(state) { _, _ in }
        #expect(try result.get() == 1)
    }

    @Test func aFinishedOneDoesNot() async throws {
        says(try await resume(.finished) { _, _ in }, "has no unfinished run")
    }

    @Test func aListThatHasChanged() async throws {
        let result = try await resume(.interrupted, list: "b.example.org\n") { _, _ in }
        says(result, "has changed since run 1 began", "10 bytes then, 14 now")
        says(
            try await resume(.interrupted, list: "b.example\n") { _, _ in }, "another SHA-256")
    }

    @Test func anotherList() async throws {
        let result = try await resume(.interrupted) { options, folder in
            options.lists = [try folder.write("b.example\n", "other.txt")]
        }
        says(result, "other.txt", "run 1 is of", "list.txt")
    }

    @Test func whatIsNoFile() async throws {
        says(try await resume(.interrupted) { options, _ in options.lists = ["-"] }, "pipe")
    }

    @Test func anotherVersion() async throws {
        says(try await resume(.interrupted, version: "0.0.1") { _, _ in }, "0.0.1")
        says(try await resume(.interrupted, telling: "{}") { _, _ in }, "cannot be read")
    }

    static let differences: [(String, @Sendable (inout ScanOptions) -> Void)] = [
        ("--limit 5", { $0.limit = 5 }),
        ("--resolver system", { $0.network.resolver = .system }),
        ("--smtp-port 2525", { $0.network.smtpPort = 2525 }),
        ("--https-port 8443", { $0.network.httpsPort = 8443 }),
        (
            "without --allow-network, and is to go on with --allow-network 10.0.0.0/8",
            { $0.network.allowedNetworks = [IPNetwork("10.0.0.0/8")!] }
        ),
        ("without --no-probe, and is to go on with --no-probe", { $0.network.probes = false }),
        ("--ip-version 6", { $0.network.ipVersion = .ipv6 }),
        ("--tls-survey", { $0.network.surveysTLS = true }),
        ("--legacy-names", { $0.network.asksLegacyNames = true }),
    ]

    @Test(arguments: differences)
    func whatHasAnInfluenceHasToBeTheSame(
        words: String, change: @Sendable (inout ScanOptions) -> Void
    ) async throws {
        says(try await resume(.interrupted) { options, _ in change(&options) }, words)
    }

    @Test func whatHasNoneMayDiffer() async throws {
        let result = try await resume(.interrupted) { options, folder in
            options.concurrency = 1
            options.rate = 5
            options.retryAfter = nil
            options.label = "another"
            options.network.contact = "me@example.org"
            options.network.ehloName = "other.example"
            options.network.excludeFile = try folder.write("b.example\n", "exclude.txt")
        }
        #expect(try result.get() == 1)
    }

    @Test func filesThatTheRunWasTold() async throws {
        let options = options("list.txt")
        let files = try NetworkFiles(options.network)
        func difference(_ change: (inout RunCircumstances) -> Void) async throws -> String? {
            try await circumstances(options, change).difference(from: options, files)
                .map { "\($0.then) / \($0.now)" }
        }
        #expect(try await difference { _ in } == nil)
        #expect(
            try await difference { $0.excludeFile = "no.txt" }
                == "with --exclude no.txt / without --exclude")
        #expect(
            try await difference { $0.caFile = "ca.pem" }
                == "with --ca-file ca.pem / without --ca-file")
        #expect(
            try await difference { $0.rootHints = "hints" }
                == "with --root-hints hints / without --root-hints")
        #expect(
            try await difference {
                $0.trustAnchorFile = "anchor"; $0.trustAnchors = [". DS 1"]
            }?
            .hasPrefix("with --trust-anchor . DS 1 / ") == true)
        #expect(
            try await difference { $0.trustAnchors = [] } == nil, "built in, and brought up to date"
        )
    }

    @Test func whatStaysOfTheBeginning() async throws {
        let then = try await circumstances(options("list.txt")) {
            $0.limit = 7
            $0.blockedFamilies = ["ipv6"]
        }
        let now = try await circumstances(options("list.txt")) { $0.concurrency = 99 }
        let joined = now.going(on: then)
        #expect(joined.limit == 7 && joined.concurrency == 99)
        #expect(joined.concurrencySettled == nil, "that of the end is not known yet")
        #expect(joined.blockedFamilies == ["ipv6"] && joined.probedFamilies == then.probedFamilies)
        #expect(RunCircumstances(json: joined.json)?.json == joined.json)
    }
}
