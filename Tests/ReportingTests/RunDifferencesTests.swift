import Testing

@testable import Reporting

@Suite struct RunDifferencesTests {
    private func run(
        _ id: Int64, list: String = "top.csv", digest: String? = nil, total: Int? = 9,
        judgedBy: String? = "0.1.0", _ options: [String: String] = [:]
    ) -> RunRecord {
        let usual = [
            "probed_families": #"["ipv4"]"#, "blocked_families": "[]", "validating": "true",
            "resolver": "recursive", "tls_survey": "false",
        ]
        return RunRecord(
            id: id, label: "label \(id)", list: list, state: "finished", startedAt: "",
            finishedAt: nil, version: "0.1.0", judgedBy: judgedBy, listDigest: digest,
            options: usual.merging(options) { $1 }.map { .init(name: $0, value: $1) },
            domains: 9, domainsTotal: total, linesRejected: 0, duplicates: 0, excluded: 0)
    }

    private func sentences(_ runs: RunRecord...) -> [String] { RunDifferences(runs).sentences }

    @Test func runsThatAreAlikeHaveNone() {
        #expect(sentences(run(1), run(2), run(3)) == [])
        #expect(sentences(run(1)) == [])
    }

    @Test(arguments: [
        ("probed_families", "[]", "Port 25: probed over IPv4 in run 1; not probed in run 2."),
        (
            "probed_families", #"["ipv4","ipv6"]"#,
            "Port 25: probed over IPv4 in run 1; probed over IPv4 and IPv6 in run 2."
        ),
        (
            "blocked_families", #"["ipv4"]"#,
            "Port 25: probed over IPv4 in run 1; probed over IPv4 until it was blocked in run 2."
        ),
        ("validating", "false", "DNSSEC validation: on in run 1; off in run 2."),
        ("resolver", "192.0.2.1", "Resolver: recursive in run 1; 192.0.2.1 in run 2."),
        ("tls_survey", "true", "TLS survey: off in run 1; on in run 2."),
        ("tls_survey", "null", "TLS survey: off in run 1; not recorded in run 2."),
    ])
    func eachOptionHasItsSentence(option: String, value: String, sentence: String) {
        #expect(sentences(run(1), run(2, [option: value])) == [sentence])
    }

    @Test func blockedFromTheBeginning() {
        let blocked = run(2, ["probed_families": "[]", "blocked_families": #"["ipv4"]"#])
        #expect(
            sentences(run(1), blocked) == ["Port 25: probed over IPv4 in run 1; blocked in run 2."])
    }

    @Test func ofManyRunsEachValueIsSaidOnce() {
        let off = ["validating": "false"]
        #expect(
            sentences(run(1), run(2, off), run(4), run(7, off), run(9, off)) == [
                "DNSSEC validation: on in runs 1 and 4; off in runs 2, 7 and 9."
            ])
    }

    @Test func listsAreKnownByWhatWasInThem() {
        let other = "List: 'top.csv' with 9 domains in run 1; 'new.csv' with 9 domains in run 2."
        #expect(sentences(run(1), run(2, list: "new.csv")) == [other])
        #expect(sentences(run(1, digest: "ab"), run(2, list: "new.csv", digest: "ab")) == [])
        #expect(sentences(run(1, digest: "ab"), run(2, list: "new.csv", digest: "cd")) == [other])
        #expect(sentences(run(1, digest: "ab"), run(2)) == [])
        #expect(
            sentences(run(1, digest: "ab"), run(2, digest: "ab", total: 1)) == [
                "List: 'top.csv' with 9 domains in run 1; 'top.csv' with 1 domain in run 2."
            ])
        #expect(sentences(run(1), run(2, total: nil)) == [])
    }

    @Test func theRulesAreThoseOfWhoeverJudged() {
        #expect(
            sentences(run(1), run(2, judgedBy: "0.2.0")) == [
                "Rules: those of version 0.1.0 in run 1; those of version 0.2.0 in run 2."
            ])
        #expect(sentences(run(1), run(2, judgedBy: nil)) == [])
    }
}
