import Census
import Evaluation
import Foundation
import MailStandards
import Observations
import Testing

@testable import sts_census

/// Docs/Stages.md and Docs/stages.schema.json explain what `stage` reads and prints.
@Suite struct StagesDocumentTests {
    private let document: Markdown
    private let schema: [String: [String: Any]]

    init() throws {
        document = try Markdown("Docs/Stages.md")
        let json = try JSONSerialization.jsonObject(
            with: Data(try Repository.text("Docs/stages.schema.json").utf8))
        schema = try #require((json as? [String: Any])?["$defs"] as? [String: [String: Any]])
    }

    /// The example's lines: errors, then each stage's, in the order of the document.
    private func lines(_ language: String, _ place: Int) throws -> [String] {
        let blocks = document.blocks.filter { $0.language == language }
        return try #require(blocks.dropFirst(place).first).text
            .split(separator: "\n").map(String.init)
    }

    private func answer(_ place: Int) throws -> String {
        let lines = try lines("json", place)
        #expect(lines.count == 1)
        return lines[0]
    }

    private static func stage() throws -> EvaluateStage {
        let time = try #require(Timestamp(iso8601: "2026-11-23T08:15:00Z"))
        return EvaluateStage(judge: try JoinedJudge(caFile: nil, at: time))
    }

    @Test func exampleOfErrorsIsWhatIsPrinted() async throws {
        let stage = try Self.stage()
        let answers = try lines("json", 0)
        let questions = try lines("jsonl", 0)
        #expect(answers.count == questions.count)
        for (index, question) in questions.enumerated() {
            let line = StageInput.Line(number: index + 1, bytes: Array(question.utf8))
            let (json, isError) = try await stage.answer(line)
            #expect(json == answers[index] && isError)
        }
    }

    @Test func exampleIsRead() throws {
        func question<Question: Decodable>(_ type: Question.Type, _ place: Int) throws {
            for line in try lines("jsonl", place) {
                let line = try JSONDecoder().decode(StageLine<Question>.self, from: Data(line.utf8))
                _ = try line.question.get()
            }
        }
        try question(ResolveStage.Question.self, 1)
        try question(FetchStage.Question.self, 2)
        try question(ProbeStage.Question.self, 3)
        try question(StoreStage.Question.self, 4)
    }

    @Test func exampleIsWhatIsPrinted() throws {
        func printed<Answer: Codable>(_ type: Answer.Type, _ json: String) throws -> String {
            let line = try JSONDecoder().decode(StageLine<Answer>.self, from: Data(json.utf8))
            return try StageJSON.text(
                StageAnswer(key: try #require(line.key), answer: try line.question.get()))
        }
        #expect(try printed(ResolvedDomain.self, answer(1)) == answer(1))
        #expect(try printed(FetchedPolicy.self, answer(2)) == answer(2))
        #expect(try printed(ProbedHost.self, answer(3)) == answer(3))
        // What follows for the next stages is what the facts say.
        let resolved = try JSONDecoder().decode(ResolvedDomain.self, from: Data(answer(1).utf8))
        #expect(
            try StageJSON.text(ResolvedDomain(resolved.facts))
                == StageJSON.text(resolved))
    }

    @Test func exampleIsWhatEvaluatePrints() async throws {
        let question = try
            #"{"key": 7, "resolve": \#(answer(1)), "fetch": [\#(answer(2))], "probe": [\#(answer(3))]}"#
        let line = StageInput.Line(number: 1, bytes: Array(question.utf8))
        #expect(try await Self.stage().answer(line).json == answer(4))
    }

    @Test func exampleIsWhatStorePrints() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stages-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = JoinedRunOptions(
            databasePath: folder.path() + "/census.sqlite", label: "", list: "", startedAt: .now(),
            caFile: nil)
        let stage = StoreStage(run: try JoinedRun(options) { _ in })
        let answers = try lines("json", 5)
        for (index, question) in try lines("jsonl", 4).enumerated() {
            let line = StageInput.Line(number: index + 1, bytes: Array(question.utf8))
            #expect(try await stage.answer(line).json == answers[index])
        }
    }

    @Test func namesEachKey() throws {
        let stages = document.sections.reduce(into: Set<String>()) { $0.formUnion($1.codeSpans) }
        let columns = try Markdown("Docs/Database.md").sections.reduce(into: Set<String>()) {
            $0.formUnion($1.codeSpans)
        }
        for (name, form) in schema {
            let isRow = ["evaluate_answer", "mx_result"].contains(name)
            for key in Self.keys(form) {
                #expect(
                    stages.contains(key) || isRow && columns.contains(key),
                    "\(key) of \(name) is not documented")
            }
        }
    }

    /// The properties of a schema, however deep.
    private static func keys(_ schema: Any) -> Set<String> {
        switch schema {
        case let object as [String: Any]:
            let own = (object["properties"] as? [String: Any]).map { Set($0.keys) } ?? []
            return object.values.reduce(into: own) { $0.formUnion(keys($1)) }
        case let array as [Any]: return array.reduce(into: []) { $0.formUnion(keys($1)) }
        default: return []
        }
    }

    /// Keys of the lines are the schema's, no more and no fewer.
    @Test func schemaHasEachKey() throws {
        func keys(_ types: [any CodingKey]) -> Set<String> { Set(types.map(\.stringValue)) }
        let forms: [(String, Set<String>)] = [
            ("fetch_answer", keys(FetchedPolicy.CodingKeys.allCases).union(["key"])),
            ("probe_answer", keys(ProbedHost.CodingKeys.allCases).union(["key"])),
            ("probe", keys(ProbeJSON.CodingKeys.allCases)),
            ("evaluate_answer", keys(EvaluatedDomain.CodingKeys.allCases).union(["key"])),
            ("mx_result", keys(EvaluatedDomain.Host.CodingKeys.allCases)),
            ("store_answer", keys(StoredDomainAnswer.CodingKeys.allCases).union(["key"])),
        ]
        for (name, keys) in forms {
            let properties = try #require(schema[name]?["properties"] as? [String: Any])
            #expect(Set(properties.keys) == keys, "\(name)")
        }
        let resolved = try #require((schema["resolve_answer"]?["oneOf"] as? [[String: Any]])?.first)
        #expect(
            Set(try #require(resolved["properties"] as? [String: Any]).keys)
                == keys(ResolvedDomain.CodingKeys.allCases).union(["key"]))
    }

    /// Its words are those of the code.
    @Test func schemaHasEachWord() throws {
        func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> Set<String>
        {
            Set(type.allCases.map(\.rawValue))
        }
        let lists: [(String, Set<String>)] = [
            ("reachability", words(Reachability.self)), ("policy", words(FetchStage.Policy.self)),
            ("fetch_outcome", words(PolicyFetchOutcome.self)),
            ("record_state", words(RecordState.self)), ("adoption", words(Adoption.self)),
            ("certificate_verdict", words(CertificateVerdict.self)),
            ("result_type", words(ResultType.self)),
        ]
        for (name, words) in lists {
            let enumerated = try #require(schema[name]?["enum"] as? [String])
            #expect(Set(enumerated) == words, "\(name)")
        }
        let stored = try #require(schema["store_answer"]?["properties"] as? [String: Any])
        let outcome = try #require(stored["outcome"] as? [String: Any])
        #expect(
            Set(try #require(outcome["enum"] as? [String]))
                == words(StoredDomainAnswer.Outcome.self))
        let properties = try #require(schema["evaluate_answer"]?["properties"] as? [String: Any])
        let columns: [(String, Set<String>)] = [
            ("mail_route", words(MailRoute.self)), ("starttls", words(STARTTLSState.self)),
            ("dane", words(DANEState.self)), ("verdict", words(Verdict.self)),
            ("policy_mode", words(MTASTSPolicy.Mode.self)),
            ("draft_conformance", words(DraftConformance.self)),
            ("draft_authentication", words(DraftAuthentication.self)),
        ]
        for (name, words) in columns {
            let column = try #require(properties[name] as? [String: Any])
            #expect(Set(try #require(column["enum"] as? [String])) == words, "\(name)")
        }
    }
}
