import Foundation
import MailStandards
import Testing

@testable import sts_census

/// Docs/Lint.md explains what `lint --jsonl` reads and prints.
@Suite struct LintDocumentTests {
    private let questions: [Substring]
    private let answers: [Substring]
    private let documented: Set<String>

    init() throws {
        let document = try Markdown("Docs/Lint.md")
        func lines(_ language: String) throws -> [Substring] {
            try #require(document.blocks.first { $0.language == language }).text
                .split(separator: "\n")
        }
        questions = try lines("jsonl")
        answers = try lines("json")
        documented = document.sections.reduce(into: []) { $0.formUnion($1.codeSpans) }
    }

    private static func answer(_ line: some StringProtocol) throws -> LintAnswer {
        do {
            let request = try JSONDecoder().decode(LintRequest.self, from: Data(line.utf8))
            return LintReading(request).answer
        } catch let fault as LintRequest.Fault {
            return LintAnswer(error: fault.sentence)
        }
    }

    @Test func exampleIsWhatLintPrints() throws {
        #expect(questions.count == answers.count)
        for (question, answer) in zip(questions, answers) {
            #expect(try Self.answer(question).json() == answer)
        }
    }

    @Test func namesEachKindAndKey() throws {
        for kind in LintKind.allCases { #expect(documented.contains(kind.rawValue)) }
        for question in questions {
            let json = Data(try Self.answer(question).json().utf8)
            let answer = try #require(
                try JSONSerialization.jsonObject(with: json) as? [String: Any])
            let fields = try #require(answer["fields"] as? [String: Any])
            let findings = try #require(answer["findings"] as? [[String: Any]])
            for key in Set(answer.keys).union(fields.keys).union(findings.flatMap(\.keys)) {
                #expect(documented.contains(key), "\(key) is not documented")
            }
        }
    }
}
