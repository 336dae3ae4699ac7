import Foundation
import GRDB
import Testing

@testable import Reporting

@Suite struct HTMLReportTests {
    static let hostile = "\"\u{301}><script>alert(1)</script>|`x`\n# [a](javascript:1) </title>"

    private func page(_ domains: [Fixture.Domain], _ runs: [Fixture.Run] = [.init()]) throws
        -> String
    {
        let fixture = try Fixture()
        for run in runs { try fixture.add(run, domains) }
        return HTMLReport.render(try Report(runs: runs.map(\.id), from: fixture.database))
    }

    private func matches(_ pattern: String, _ text: String) throws -> [String] {
        try text.matches(of: Regex(pattern, as: (Substring, Substring).self)).map {
            String($0.output.1)
        }
    }

    @Test(arguments: [1, 2])
    func hostileTextsStayTexts(runs: Int) throws {
        let runs = (1...runs).map { number in
            Fixture.Run(
                id: Int64(number), label: Self.hostile, list: "\(Self.hostile) \(number)",
                options: "{\"\(1)\":\"<img src=x>\"}", rejected: [Self.hostile])
        }
        let page = try page(
            [
                .init(
                    name: Self.hostile,
                    hosts: [.init(name: Self.hostile, version: Self.hostile)],
                    findings: [(Self.hostile, Self.hostile)])
            ], runs)
        #expect(try matches("<(script)", page).count == 1)
        #expect(!page.contains("<img"))
        for sign in [UInt8(ascii: "<"), UInt8(ascii: "\"")] {
            #expect(page.utf8.split(separator: sign).allSatisfy { $0.first != 0xCC })
        }
        #expect(page.contains("&quot;\u{301}&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
        try expectBalanced(page)
    }

    @Test(arguments: [Fixture.oneOfEach, []])
    func nothingIsLoadedAndOnlyOurScriptRuns(domains: [Fixture.Domain]) throws {
        let page = try page(domains)
        #expect(try matches("<(script)", page).count == 1)
        for forbidden in [
            "<link", "<img", "<iframe", "style=", "src=", "url(", "@import",
        ] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
        #expect(try matches(#"href="([^#][^"]*)""#, page).isEmpty)
        #expect(try matches(#" on([a-z]+)="#, page).isEmpty)
    }

    /// By their digests, so that no other style and no other script is applied.
    @Test func thePolicyAllowsTheOneStyleSheetAndTheOneScript() throws {
        let page = try page([])
        let digests = try ["style", "script"].map { name in
            let text = try #require(try matches("<\(name)>([\\s\\S]*?)</\(name)>", page).first)
            return Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
        }
        let policy = try #require(
            try matches(#"Content-Security-Policy" content="([^"]*)""#, page).first)
        #expect(
            policy.replacing("&#39;", with: "'") == """
                default-src 'none'; style-src 'sha256-\(digests[0])'; \
                script-src 'sha256-\(digests[1])'; base-uri 'none'; form-action 'none'
                """)
    }

    @Test(arguments: [0, 1, 2])
    func anchorsAreOneOfAKindAndLeadSomewhere(runs: Int) throws {
        let runs = (0...runs).map { Fixture.Run(id: Int64($0 + 1)) }
        let page = try page(Fixture.oneOfEach, runs)
        let ids = try matches(#"\bid="([^"]*)""#, page)
        #expect(Set(ids).count == ids.count)
        for target in try matches(##"href="#([^"]*)""##, page) { #expect(ids.contains(target)) }
        for label in try matches(#"aria-labelledby="([^"]*)""#, page) {
            #expect(label.split(separator: " ").allSatisfy { ids.contains(String($0)) })
        }
        try expectBalanced(page)
    }

    @Test func everyChartSaysItsFigures() throws {
        let page = try page([.init(name: "a.example", sts: "invalid"), .init(name: "b.example")])
        #expect(page.contains("MTA-STS record: 50.0%, 1 of 2;"))
        #expect(page.contains("<title id=\"verdicts-title\">Verdicts</title>"))
        #expect(page.contains("Of 2 domains accepting mail, with an MX host that answered."))
    }

    @Test func anInterruptedRunIsMarked() throws {
        let page = try page(
            [.init(name: "a.example")], [.init(state: "interrupted", total: 3)])
        #expect(page.contains("This run was interrupted: 1 of 3 domains are done."))
        #expect(!(try self.page([])).contains("class=\"notice\""))
    }

    @Test func whatWasNotProbedIsNotMeasured() throws {
        let page = try page([
            .init(
                name: "a.example", starttls: "unknown", verdict: "unknown",
                hosts: [.closed("mx.example", "not-probed")])
        ])
        #expect(page.contains("<dt>STARTTLS everywhere</dt><dd><strong>not measured</strong>"))
        #expect(page.contains("Port 25 was not probed in this run."))
        #expect(!page.contains("STARTTLS: 0%"))
    }

    /// Every kind of table, with a text from outside in every place for one.
    @Test func everyKindOfTableHoldsHostileTexts() throws {
        let page = HTMLReport.render(try Gallery(text: Self.hostile).report())
        #expect(try matches("<(script)", page).count == 1)
        for sign in [UInt8(ascii: "<"), UInt8(ascii: "\"")] {
            #expect(page.utf8.split(separator: sign).allSatisfy { $0.first != 0xCC })
        }
        let ids = try matches(#"\bid="([^"]*)""#, page)
        #expect(Set(ids).count == ids.count)
        for target in try matches(##"href="#([^"]*)""##, page) { #expect(ids.contains(target)) }
        try expectBalanced(page)
    }

    @Test func groupsHaveBarsCountsAndDenominators() throws {
        let page = HTMLReport.render(try Gallery(groups: 7).report())
        #expect(
            page.contains(
                #"""
                <td class="number" data-value="0.0003083333333333333"><bdi>0.03%</bdi>\#
                <span class="count">37 of 120,000</span><svg class="bar"
                """#))
        #expect(page.contains("<li>STARTTLS: of domains with an MX host that answered.</li>"))
        #expect(page.contains("<li>1,234 groups more have 5,678 domains.</li>"))
        #expect(page.contains("<li>–: not measured.</li>"), "the seventh group has no total")
        #expect(page.contains(##"<a href="#profile-7"><bdi>Provider 7</bdi></a>"##))
        #expect(page.contains(#"<details class="profile" id="profile-7">"#))
    }

    /// Start tags and end tags match, in the parts that have end tags.
    private func expectBalanced(_ page: String) throws {
        let void: Set<String> = ["meta", "rect", "circle", "line", "polyline", "input", "!DOCTYPE"]
        var open: [String] = []
        let markup = page.replacing(TemplateLibrary.script, with: "")
        for tag in try matches(#"<(/?[A-Za-z!][A-Za-z0-9]*)"#, markup) {
            if tag.hasPrefix("/") {
                #expect(open.popLast() == String(tag.dropFirst()))
            } else if !void.contains(tag) {
                open.append(tag)
            }
        }
        #expect(open.isEmpty)
    }
}
