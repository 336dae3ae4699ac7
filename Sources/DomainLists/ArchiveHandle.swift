import CArchive

/// libarchive's reader, for the formats lists are published in.
final class ArchiveHandle {
    private let handle: OpaquePointer
    private let source: ListSource

    /// Begins to read from where the source stands.
    init(_ source: ListSource) throws(ListContent.Failure) {
        guard let handle = archive_read_new() else { fatalError("libarchive has no memory") }
        self.handle = handle
        self.source = source
        archive_read_support_filter_xz(handle)
        archive_read_support_filter_zstd(handle)
        archive_read_support_format_zip(handle)
        archive_read_support_format_raw(handle)
        archive_read_support_format_empty(handle)
        // The source lives as long as this object, and this object as long as the handle.
        archive_read_set_callback_data(handle, Unmanaged.passUnretained(source).toOpaque())
        archive_read_set_read_callback(handle) { _, source, bytes in
            guard let source, let chunk = ArchiveHandle.source(source).read() else {
                return Int(ARCHIVE_FATAL)
            }
            bytes?.pointee = chunk.baseAddress
            return chunk.count
        }
        if source.isSeekable {
            archive_read_set_seek_callback(handle) { _, source, offset, whence in
                guard let source else { return Int64(ARCHIVE_FATAL) }
                return ArchiveHandle.source(source).seek(to: offset, from: whence)
            }
        }
        try check(archive_read_open1(handle))
    }

    deinit { archive_read_free(handle) }

    private static func source(_ data: UnsafeMutableRawPointer) -> ListSource {
        Unmanaged<ListSource>.fromOpaque(data).takeUnretainedValue()
    }

    /// Whether files with names are in it, other than one stream of bytes.
    var isArchive: Bool {
        archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_ZIP
    }

    /// Goes to the next file that may be a list, and gives its name; nil at the end.
    ///
    /// Directories, hidden files and what macOS adds (`__MACOSX/`, `.DS_Store`) are passed over.
    func nextFile() throws(ListContent.Failure) -> String? {
        var entry: OpaquePointer?
        while true {
            let status = archive_read_next_header(handle, &entry)
            if status == ARCHIVE_EOF { return nil }
            try check(status)
            let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
            let path = name.map { String(cString: $0) } ?? "a file without a name"
            let base = path.split(separator: "/").last ?? ""
            guard !path.hasSuffix("/"), !path.hasPrefix("__MACOSX/"), !base.hasPrefix(".") else {
                continue
            }
            return RejectedLine.printable(Array(path.utf8)[...])
        }
    }

    /// The next bytes of the current file, valid until the next call; nil at its end.
    func nextBlock() throws(ListContent.Failure) -> UnsafeRawBufferPointer? {
        var start: UnsafeRawPointer?
        var count = 0
        var offset: Int64 = 0
        let status = archive_read_data_block(handle, &start, &count, &offset)
        if status == ARCHIVE_EOF { return nil }
        // A warning among data is a wrong checksum or length.
        guard status == ARCHIVE_OK else { throw failure }
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    private func check(_ status: Int32) throws(ListContent.Failure) {
        // A warning at a file's header is about its name or attributes.
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure }
    }

    private var failure: ListContent.Failure {
        if let problem = source.problem { return ListContent.Failure(problem: problem) }
        let reason = archive_error_string(handle).map { String(cString: $0) } ?? "damaged data"
        return ListContent.Failure(problem: .broken(afterLines: 0, reason: reason))
    }
}
