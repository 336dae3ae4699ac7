import Foundation

/// `lint --jsonl`: a line in, a line out, in constant memory.
struct LintStream {
    /// Whether a line could not be read.
    private(set) var hasFaults = false
    private var line: [UInt8] = []
    private var isTooLong = false
    private var output = Data()
    private let decoder = JSONDecoder()

    /// A policy is at most 64 KB; in JSON or base64 it is a few times as long.
    private static let lengthLimit = 1 << 20

    /// Answers lines as they come, so that one who waits for each answer gets it.
    mutating func run(from input: FileHandle, to out: FileHandle) throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(input.fileDescriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            try take(buffer[..<count])
            try flush(out)
        }
        try endLine([])
        try flush(out)
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            try endLine(rest[..<end])
            rest = rest[(end + 1)...]
        }
        keep(rest)
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        isTooLong = isTooLong || line.count + bytes.count > Self.lengthLimit
        if isTooLong { line.removeAll() } else { line += bytes }
    }

    private mutating func endLine(_ bytes: ArraySlice<UInt8>) throws {
        keep(bytes)
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if isBlank && !isTooLong { return }
        let answer =
            isTooLong ? LintAnswer(error: "the line is longer than 1 MiB") : answer(Data(line))
        if answer.error != nil { hasFaults = true }
        output.append(contentsOf: try answer.json().utf8)
        output.append(0x0A)
    }

    private func answer(_ line: Data) -> LintAnswer {
        do {
            let request = try decoder.decode(LintRequest.self, from: line)
            return LintReading(request).answer
        } catch let fault as LintRequest.Fault {
            return LintAnswer(error: fault.sentence)
        } catch {
            return LintAnswer(error: "the line is no JSON object")
        }
    }

    private mutating func flush(_ out: FileHandle) throws {
        guard !output.isEmpty else { return }
        try out.write(contentsOf: output)
        output.removeAll(keepingCapacity: true)
    }
}
