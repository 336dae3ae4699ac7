import Foundation
import Testing

/// Command lines that are wrong by themselves: status 64, before anything is opened or written.
@Suite(.serialized) struct UsageTests {
    static let cases: [Case] = [
        Case("no such command", "scam list.txt", "scam|--help"),
        Case("no such option", "scan --limt 5 list.txt", "--limt|--limit"),
        Case("an option of another command", "runs --limit 5", "--limit"),
        Case("scan without a list", "scan", "<list>"),
        Case("check without a domain", "check", "<domain>"),
        Case("stdin twice", "scan - -", "stdin"),
        Case("limit 0", "scan list.txt --limit 0", "--limit|from 1|0"),
        Case("negative limit", "scan list.txt --limit=-5", "--limit|-5"),
        Case("limit that is no number", "scan list.txt --limit many", "--limit|many"),
        Case("limit beyond any number", "scan list.txt --limit 99999999999999999999", "--limit"),
        Case("concurrency 0", "scan list.txt --concurrency 0", "--concurrency|from 1"),
        Case("negative concurrency", "scan list.txt --concurrency=-3", "--concurrency|from 1|-3"),
        Case("concurrency of no number", "scan list.txt --concurrency auto", "--concurrency|auto"),
        Case("rate 0", "scan list.txt --rate 0", "--rate|over 0|such as 50 or 0.5"),
        Case("negative rate", "scan list.txt --rate=-1", "--rate|over 0"),
        Case("rate that is no number", "scan list.txt --rate nan", "--rate"),
        Case("endless rate", "scan list.txt --rate inf", "--rate"),
        Case("resuming stdin", "scan - --resume", "--resume|stdin"),
        Case("negative pause", "scan list.txt --retry-after=-1", "--retry-after|-1"),
        Case("pause of no number", "scan list.txt --retry-after soon", "--retry-after|none|soon"),
        Case("pause of more than a day", "scan list.txt --retry-after 86401", "86401"),
        Case("resolver by name", "scan list.txt --resolver dns.example", "--resolver|dns.example"),
        Case("resolver without address", "scan list.txt --resolver @53", "--resolver"),
        Case("resolver with port 0", "scan list.txt --resolver 192.0.2.53@0", "192.0.2.53@0"),
        Case("resolver with port 65536", "scan list.txt --resolver 192.0.2.53@65536", "@65536"),
        Case("resolver with a colon", "scan list.txt --resolver 192.0.2.53:53", "192.0.2.53:53"),
        Case("half of two resolvers", "scan list.txt --resolver 192.0.2.53,", "--resolver"),
        Case("no resolver", "scan list.txt --resolver ''", "--resolver"),
        Case("CIDR too long", "scan list.txt --allow-network 10.0.0.0/33", "10.0.0.0/33|CIDR"),
        Case("CIDR of a name", "scan list.txt --allow-network example.com", "example.com|CIDR"),
        Case("CIDR of nothing", "scan list.txt --allow-network ''", "--allow-network"),
        Case(
            "second CIDR bad", "scan list.txt --allow-network 10.0.0.0/8 --allow-network x", "'x'"),
        Case("no such IP version", "scan list.txt --ip-version 5", "--ip-version|auto"),
        Case("a survey without probes", "scan list.txt --tls-survey --no-probe", "--tls-survey|25"),
        Case("port beyond 65535", "scan list.txt --smtp-port 65536", "--smtp-port|65536"),
        Case("port 0", "scan list.txt --smtp-port 0", "--smtp-port|0"),
        Case("HTTPS port 0", "scan list.txt --https-port 0", "--https-port|0"),
        Case("name of a greeter not in ASCII", "scan list.txt --ehlo müller.example", "ASCII"),
        Case("contact not in ASCII", "scan list.txt --contact müller@example.org", "ASCII"),
        Case("no name of a greeter", "scan list.txt --ehlo ''", "ASCII"),
        Case("no domain", "check example..com", "example..com"),
        Case("an address", "check 192.0.2.1", "192.0.2.1"),
        Case("an address of mail", "check user@example.com", "user@example.com"),
        Case("lint without a kind", "lint list.txt", "--kind"),
        Case("lint without a file", "lint --kind sts-policy", "<file>"),
        Case("lint of no such kind", "lint --kind dmarc list.txt", "--kind|sts-policy"),
        Case("lint of a match in a file", "lint --kind mx-match list.txt", "mx-match|--jsonl"),
        Case("lint of lines and a file", "lint --jsonl list.txt", "--jsonl"),
        Case("lint of lines and a kind", "lint --jsonl --kind sts-record", "--jsonl"),
        Case("run that is no number", "report --run newest", "--run|newest"),
        Case("run to evaluate that is no number", "evaluate --run newest", "--run|newest"),
        Case("no such stage", "stage scan", "scan"),
        Case("a stage of nothing at once", "stage resolve --concurrency 0", "--concurrency|from 1"),
        Case("a stage at no rate", "stage fetch --rate 0", "--rate|over 0"),
        Case("a stage with a list", "stage probe list.txt", "list.txt"),
        Case(
            "a moment that is none", "stage evaluate --at 2026-02-30T00:00:00Z", "--at|2026-02-30"),
        Case("evaluate with a list", "evaluate list.txt", "list.txt"),
        Case("three runs to compare", "compare 1 2 3", "two runs|not 3"),
        Case("a run to compare that is no number", "compare first", "first"),
        Case("a run with itself", "compare 2 2", "run 2"),
        Case("comparing as no such format", "compare 1 2 --format xml", "--format|csv"),
        Case("run to delete that is no number", "runs --delete all", "--delete|all"),
    ]

    @Test(arguments: cases)
    func refused(_ refused: Case) async throws {
        try await withFolder { folder in
            try folder.write("example.com\n", "list.txt")
            let end = try await Command.census(refused.arguments, in: folder)
            #expect(end.status == 64, "\(end.errors)")
            #expect(end.output == "")
            let first = end.errors.split(separator: "\n").first ?? ""
            #expect(first.hasPrefix("Error: "))
            for word in refused.words { #expect(end.errors.contains(word), "\(end.errors)") }
            #expect(!folder.exists("census.sqlite"))
        }
    }

    @Test(arguments: ["scan", "check", "lint", "report", "compare", "evaluate", "runs"])
    func helpHasAnExample(command: String) async throws {
        try await withFolder { folder in
            for arguments in [[command, "--help"], ["help", command]] {
                let end = try await Command.census(arguments, in: folder)
                #expect(end.status == 0 && end.errors == "")
                #expect(end.output.contains("Example: sts-census \(command)"))
            }
        }
    }

    @Test(arguments: [[], ["--help"], ["help"]])
    func theFrontDoorSaysWhatThereIs(arguments: [String]) async throws {
        try await withFolder { folder in
            let end = try await Command.census(arguments, in: folder)
            #expect(end.status == 0 && end.errors == "")
            for command in ["scan", "check", "lint", "report", "compare", "evaluate", "runs"] {
                #expect(end.output.contains("\n  \(command) "))
            }
        }
    }

    @Test func theVersion() async throws {
        try await withFolder { folder in
            let end = try await Command.census(["--version"], in: folder)
            #expect(end.status == 0 && end.errors == "")
            #expect(end.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
        }
    }
}
