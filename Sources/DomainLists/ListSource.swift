import Glibc

/// The bytes of a list's file, gzip undone, in chunks of 64 KB.
final class ListSource {
    /// Why ``read()`` failed; libarchive itself would say only that it did.
    private(set) var problem: DomainListError.Problem?

    private let descriptor: ListDescriptor
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    private var inflater: GzipInflater?
    /// What was read to recognise gzip and is still to be given.
    private var peeked = 0

    init(_ descriptor: ListDescriptor) throws(ListContent.Failure) {
        self.descriptor = descriptor
        while peeked < 2 {
            guard let count = fill(from: peeked) else {
                throw ListContent.Failure(problem: problem ?? .binary)
            }
            if count == 0 { return }
            peeked += count
        }
        guard buffer[0] == 0x1F, buffer[1] == 0x8B else { return }
        let inflater = GzipInflater()
        inflater.take(UnsafeMutableRawBufferPointer(rebasing: buffer[..<peeked]))
        self.inflater = inflater
    }

    deinit { buffer.deallocate() }

    /// Whether one may go back in what is given: a plain file on disk.
    var isSeekable: Bool { descriptor.isSeekable && inflater == nil }

    /// The next bytes, valid until the next call; empty at the end, nil on failure.
    func read() -> UnsafeRawBufferPointer? {
        guard let inflater else {
            defer { peeked = 0 }
            guard let count = peeked > 0 ? peeked : fill(from: 0) else { return nil }
            return UnsafeRawBufferPointer(rebasing: buffer[..<count])
        }
        while true {
            switch inflater.step() {
            case .output(let bytes): return bytes
            case .failed(let reason): return fail(.broken(afterLines: 0, reason: reason))
            case .needsInput:
                guard let count = fill(from: 0) else { return nil }
                if count == 0 { return end(of: inflater) }
                inflater.take(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// As `lseek`; only where ``isSeekable``.
    func seek(to offset: Int64, from whence: Int32) -> Int64 {
        // What was peeked lies before the file's own position.
        let back = whence == SEEK_CUR ? Int64(peeked) : 0
        peeked = 0
        return Int64(lseek(descriptor.number, off_t(offset - back), whence))
    }

    private func end(of inflater: GzipInflater) -> UnsafeRawBufferPointer? {
        guard inflater.isComplete else {
            return fail(.broken(afterLines: 0, reason: "the gzip data end too early"))
        }
        return UnsafeRawBufferPointer(rebasing: buffer[..<0])
    }

    /// Reads from the file, and gives how many bytes: 0 at its end, nil on failure.
    private func fill(from start: Int) -> Int? {
        while true {
            let space = UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
            let count = Glibc.read(descriptor.number, space.baseAddress, space.count)
            if count >= 0 { return count }
            if errno == EINTR { continue }
            problem = .notReadable(String(cString: strerror(errno)))
            return nil
        }
    }

    private func fail(_ problem: DomainListError.Problem) -> UnsafeRawBufferPointer? {
        self.problem = problem
        return nil
    }
}
