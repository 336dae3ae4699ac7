import Census
import Foundation
import Glibc

/// Lines of standard input, read by a thread of its own: a slow pipe keeps nobody waiting but who
/// wants the next line.
///
/// It reads no further before what it has read is ``taken()``, so what is not answered yet stays in
/// the pipe, and whoever writes into it waits.
final class StageInput: Sendable {
    /// A line, without its end; nil bytes where it is longer than it may be.
    struct Line: Sendable {
        /// From 1.
        var number: Int
        var bytes: [UInt8]?
    }

    let batches: AsyncThrowingStream<[Line], any Error>
    private let continuation: AsyncThrowingStream<[Line], any Error>.Continuation
    private let room = DispatchSemaphore(value: 0)

    init(lengthLimit: Int) {
        (batches, continuation) = AsyncThrowingStream.makeStream()
        Thread.detachNewThread { [self] in read(lengthLimit) }
    }

    /// All lines of the last batch are under way.
    func taken() { room.signal() }

    /// There is nobody any more whom answers could be told to.
    func end(_ error: any Error) { continuation.finish(throwing: error) }

    private func read(_ lengthLimit: Int) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var lines = StageLines(lengthLimit: lengthLimit)
        while true {
            let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let reason = String(cString: strerror(errno))
                return end(OptionFault("standard input cannot be read (\(reason))"))
            }
            let batch = count > 0 ? lines.take(buffer[..<count]) : lines.end()
            if !batch.isEmpty {
                continuation.yield(batch)
                room.wait()
            }
            if count == 0 { return continuation.finish() }
        }
    }
}

/// Cuts bytes into lines.
struct StageLines {
    let lengthLimit: Int
    private var line: [UInt8] = []
    private var isTooLong = false
    private var number = 1

    init(lengthLimit: Int) { self.lengthLimit = lengthLimit }

    /// The lines that end in these bytes.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [StageInput.Line] {
        var lines: [StageInput.Line] = []
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            keep(rest[..<end])
            lines.append(next())
            rest = rest[(end + 1)...]
        }
        keep(rest)
        return lines
    }

    /// The last line, where nothing ends it.
    mutating func end() -> [StageInput.Line] { line.isEmpty && !isTooLong ? [] : [next()] }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        isTooLong = isTooLong || line.count + bytes.count > lengthLimit
        if isTooLong { line.removeAll() } else { line += bytes }
    }

    private mutating func next() -> StageInput.Line {
        defer {
            line = []
            isTooLong = false
            number += 1
        }
        return StageInput.Line(number: number, bytes: isTooLong ? nil : line)
    }
}
