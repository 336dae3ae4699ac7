import CArchive

/// Undoes gzip (RFC 1952), several members in a row included.
///
/// Why: libarchive's gzip filter does not compare the CRC-32 in a member's trailer, so that a
/// damaged list would go on as one of other domains.
final class GzipInflater {
    enum Step {
        /// Valid until the next call.
        case output(UnsafeRawBufferPointer)
        case needsInput
        case failed(String)
    }

    // zlib keeps the stream's address, so it must not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    /// Whether the last member has ended, so that nothing, zeros or another member may follow.
    private var isBetweenMembers = false

    init() {
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for a gzip header and trailer.
        let status = inflateInit2_(
            stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib has no memory")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Whether the input may end here.
    var isComplete: Bool { isBetweenMembers }

    /// Takes compressed bytes, which must stay where they are until ``step()`` asks for more.
    func take(_ input: UnsafeMutableRawBufferPointer) {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
    }

    func step() -> Step {
        while true {
            if isBetweenMembers {
                guard skipPadding() else { return .needsInput }
                inflateReset(stream)
                isBetweenMembers = false
            }
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            let status = inflate(stream, Z_NO_FLUSH)
            if status == Z_STREAM_END { isBetweenMembers = true }
            // Z_BUF_ERROR: no progress without more input.
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                return .failed(stream.pointee.msg.map { String(cString: $0) } ?? "damaged data")
            }
            let count = output.count - Int(stream.pointee.avail_out)
            if count > 0 { return .output(UnsafeRawBufferPointer(rebasing: output.prefix(count))) }
            if status != Z_STREAM_END { return .needsInput }
        }
    }

    /// Passes over the zeros that tapes and block devices pad with; false if nothing else is left.
    private func skipPadding() -> Bool {
        while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
            stream.pointee.next_in += 1
            stream.pointee.avail_in -= 1
        }
        return stream.pointee.avail_in > 0
    }
}
