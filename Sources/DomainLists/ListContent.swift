import Glibc

/// The bytes of one list, decompressed: plain, gzip, xz or zstd, or the list in a zip archive.
///
/// The format is recognised by the content, never by the name of the file.
final class ListContent {
    /// The bytes could not be had to their end; with libarchive's words.
    struct Failure: Error { let problem: DomainListError.Problem }

    private let source: ListSource
    private var archive: ArchiveHandle
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isAtEnd = false

    /// Opens the file, `-` being standard input, and finds the list in it.
    init(path: String) throws(Failure) {
        source = try ListSource(ListDescriptor(path: path))
        archive = try ArchiveHandle(source)
        guard let first = try archive.nextFile() else {
            if archive.isArchive { throw Failure(problem: .noFile) }
            isAtEnd = true
            return
        }
        // Of a pipe only the first file can be had; whether it was the only one shows at its end.
        if archive.isArchive, source.isSeekable { try select(after: first) }
    }

    /// Copies the next bytes to `buffer`, as many as there are without waiting for more; 0 at the
    /// end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while block.isEmpty {
            if isAtEnd { return 0 }
            if let next = try archive.nextBlock() {
                block = next
            } else {
                isAtEnd = true
                if archive.isArchive, !source.isSeekable, let other = try archive.nextFile() {
                    throw Failure(problem: .severalFiles(["the first", other]))
                }
            }
        }
        let count = min(buffer.count, block.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block.prefix(count)))
        block = UnsafeRawBufferPointer(rebasing: block.dropFirst(count))
        return count
    }

    /// Goes to the only file of an archive, or to the only list among several files.
    private func select(after first: String) throws(Failure) {
        var files = [first]
        while let file = try archive.nextFile() { files.append(file) }
        let lists = files.filter(Self.isNamedLikeList)
        guard let list = files.count == 1 ? first : lists.count == 1 ? lists[0] : nil else {
            throw Failure(problem: .severalFiles(files.prefix(3) + (files.count > 3 ? ["…"] : [])))
        }
        _ = source.seek(to: 0, from: SEEK_SET)
        archive = try ArchiveHandle(source)
        while let file = try archive.nextFile(), file != list {}
    }

    private static func isNamedLikeList(_ file: String) -> Bool {
        let name = file.lowercased()
        return [".csv", ".tsv", ".txt", ".list"].contains { name.hasSuffix($0) }
    }
}
