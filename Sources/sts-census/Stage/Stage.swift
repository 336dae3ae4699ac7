import ArgumentParser
import Census
import Foundation
import Glibc

/// A stage of a domain's way as a filter: each line has one answer.
protocol Stage: Sendable {
    associatedtype Question: Decodable & Sendable
    associatedtype Answer: Encodable

    /// Bytes of a line, at most.
    static var lengthLimit: Int { get }

    /// Throws a ``StageFault`` where there is no answer.
    ///
    /// - Parameter line: the question's, counted from 1.
    func answer(_ question: Question, line: Int) async throws -> Answer
}

extension Stage {
    static var lengthLimit: Int { 1 << 20 }

    /// The answer to a line, as a line; nil bytes are a line that is too long.
    func answer(_ line: StageInput.Line) async throws -> (json: String, isError: Bool) {
        var key: StageKey?
        do {
            guard let bytes = line.bytes else {
                throw StageFault("the line is longer than \(Self.lengthLimit >> 20) MiB")
            }
            let asked: StageLine<Question>
            do {
                asked = try JSONDecoder().decode(StageLine<Question>.self, from: Data(bytes))
            } catch {
                throw StageFault("the line is no JSON object")
            }
            key = asked.key
            let question = try asked.question.get()
            guard let key else { throw StageFault("key is missing") }
            let answer = try await answer(question, line: line.number)
            return (try StageJSON.text(StageAnswer(key: key, answer: answer)), false)
        } catch let fault as StageFault {
            let error = StageError(key: key, line: line.number, error: fault.sentence)
            return (try StageJSON.text(error), true)
        }
    }

    /// Answers standard input on standard output, to its end.
    func run(_ filter: LineFilter, _ output: StageOutput) async throws {
        let input = StageInput(lengthLimit: Self.lengthLimit)
        try await filter.run(input.batches, taken: input.taken) { line in
            let (json, isError) = try await answer(line)
            do {
                try await output.write(json, isError: isError)
            } catch {
                input.end(error)
                throw error
            }
        }
    }
}

/// How answers are printed.
enum StageJSON {
    /// One line, keys sorted.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return TerminalText.harmless(
            json: String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// Standard output, where answers go, each as soon as it is there.
actor StageOutput {
    /// Lines that were answered, and those of them that have no other answer than an error.
    private(set) var answers = 0
    private(set) var errors = 0

    /// Waits for a reader who is slow, until the task is cancelled.
    func write(_ json: String, isError: Bool) throws {
        var rest = Array((json + "\n").utf8)[...]
        while !rest.isEmpty {
            try waitForRoom()
            let count = rest.prefix(Int(PIPE_BUF)).withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                throw BufferedOutput.fault(errno)
            }
        }
        answers += 1
        if isError { errors += 1 }
    }

    /// Why: a pipe that has room takes PIPE_BUF bytes at once, so that no write keeps Ctrl-C waiting.
    private func waitForRoom() throws {
        var place = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        while poll(&place, 1, 100) == 0 { try Task.checkCancellation() }
    }
}

/// Runs stages as commands.
enum StageRun {
    /// Runs a stage until its input ends, and says how many lines it has answered.
    ///
    /// - Parameter body: makes the stage and runs it.
    static func run(
        _ name: String, _ body: @escaping @Sendable (StageOutput) async throws -> Void
    ) async throws {
        // A reader that has gone is an error of writing here, which ends the command in good order.
        signal(SIGPIPE, SIG_IGN)
        let output = StageOutput()
        let outcome = await Interruptible.run { try await body(output) }
        let (answers, errors) = await (output.answers, output.errors)
        let sentence =
            "sts-census: stage \(name): lines answered: \(answers.grouped), with an error: "
            + errors.grouped
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
        switch outcome {
        case .success: if errors > 0 { throw ExitCode(1) }
        case .failure(let status as ExitCode): throw status
        case .failure(let error): throw try Failure.exit(error)
        }
    }
}
