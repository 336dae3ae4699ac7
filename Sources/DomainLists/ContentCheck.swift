/// Tells text from what only looks like a list, by the first bytes after decompression.
enum ContentCheck {
    /// What is wrong with a list that begins like this; nil if it is text.
    static func problem(in start: ArraySlice<UInt8>) -> DomainListError.Problem? {
        // Compressed data that libarchive recognised does not come this far; what still begins like
        // it ended within its own header.
        for magic in compressedMagics where start.starts(with: magic) {
            return .broken(afterLines: 0, reason: "cut off within the header of compressed data")
        }
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return .utf16 }
        if start.dropFirst(257).starts(with: "ustar".utf8) { return .tar }
        return isBinary(start) ? .binary : nil
    }

    /// A NUL byte, or control characters in the amount that random bytes have them (10 %).
    private static func isBinary(_ start: ArraySlice<UInt8>) -> Bool {
        if start.contains(0) { return true }
        let controls = start.count { $0 < 0x20 && !(0x07...0x0D).contains($0) && $0 != 0x1B }
        return controls > 8 && controls * 20 > start.count
    }

    /// gzip (RFC 1952 §2.3.1), xz, zstd (RFC 8878 §3.1.1), zip.
    private static let compressedMagics: [[UInt8]] = [
        [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD],
        [0x50, 0x4B, 0x03, 0x04],
    ]
}
