import Glibc

/// Cuts a list's bytes into lines, with one buffer of 64 KB.
struct LineReader: ~Copyable {
    enum Line {
        /// Without its LF.
        case whole(ArraySlice<UInt8>)
        /// Over 4,096 bytes: its start.
        case tooLong(ArraySlice<UInt8>)
    }

    /// How many lines were read.
    private(set) var count = 0

    private static let lengthLimit = 4096
    private let path: String
    private let content: ListContent
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    /// What of the buffer is filled and not read yet.
    private var rest = 0..<0
    private var isAtEnd = false
    private var hasBegun = false

    init(path: String) throws(DomainListError) {
        self.path = path
        do { content = try ListContent(path: path) } catch {
            throw DomainListError(list: path, error.problem)
        }
    }

    /// The next line; nil at the end. A line cut off by broken data is never given.
    mutating func next() throws(DomainListError) -> Line? {
        while true {
            if let end = firstLineFeed() {
                let line = rest.lowerBound..<end
                rest = (end + 1)..<rest.upperBound
                count += 1
                return line.count > Self.lengthLimit ? .tooLong(buffer[line]) : .whole(buffer[line])
            }
            if rest.count > Self.lengthLimit { return try skipLongLine() }
            if isAtEnd { return lastLine() }
            try fill()
        }
    }

    private mutating func lastLine() -> Line? {
        if rest.isEmpty { return nil }
        defer { rest = rest.upperBound..<rest.upperBound }
        count += 1
        return .whole(buffer[rest])
    }

    private mutating func skipLongLine() throws(DomainListError) -> Line {
        let start = Array(buffer[rest].prefix(Self.lengthLimit))
        repeat {
            rest = 0..<0
            try fill()
        } while firstLineFeed() == nil && !isAtEnd
        rest = (firstLineFeed().map { $0 + 1 } ?? rest.upperBound)..<rest.upperBound
        count += 1
        return .tooLong(start[...])
    }

    private func firstLineFeed() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard !rest.isEmpty, let start = bytes.baseAddress,
                let found = memchr(start + rest.lowerBound, 0x0A, rest.count)
            else { return nil }
            return UnsafeRawPointer(found) - start
        }
    }

    /// Moves what is not read yet to the start of the buffer, and reads more behind it.
    private mutating func fill() throws(DomainListError) {
        let kept = rest.count
        let start = rest.lowerBound
        do throws(ListContent.Failure) {
            let read = try buffer.withUnsafeMutableBufferPointer {
                bytes throws(ListContent.Failure) -> Int in
                let bytes = UnsafeMutableRawBufferPointer(bytes)
                if let base = bytes.baseAddress { memmove(base, base + start, kept) }
                return try content.read(into: .init(rebasing: bytes[kept...]))
            }
            isAtEnd = read == 0
            rest = 0..<(kept + read)
        } catch {
            if case .broken(_, let reason) = error.problem {
                throw DomainListError(list: path, .broken(afterLines: count, reason: reason))
            }
            throw DomainListError(list: path, error.problem)
        }
        if !hasBegun { try begin() }
    }

    /// Refuses what is no text, and passes over a byte order mark.
    private mutating func begin() throws(DomainListError) {
        hasBegun = true
        if let problem = ContentCheck.problem(in: buffer[rest]) {
            throw DomainListError(list: path, problem)
        }
        if buffer[rest].starts(with: [0xEF, 0xBB, 0xBF]) { rest = 3..<rest.upperBound }
    }
}
