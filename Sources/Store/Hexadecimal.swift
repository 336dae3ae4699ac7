internal import Foundation

/// Bytes as hexadecimal digits, as the presentation form of TLSA has them (RFC 6698 §2.2).
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    static func bytes(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            let pair = rest.prefix(2)
            // UInt8(_:radix:) alone would take a sign too.
            guard pair.utf8.count == 2, pair.allSatisfy(\.isHexDigit),
                let byte = UInt8(pair, radix: 16)
            else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

extension [UInt8] {
    /// As SQLite's BLOB.
    var data: Data { Data(self) }
}
