extension String {
    /// Bytes from the wire, shown safely and so that they can be told back: printable ASCII and
    /// tabs as they are, `\` as `\\`, every other byte as `\xHH`.
    package init(showing bytes: some Collection<UInt8>) {
        var shown: [UInt8] = []
        shown.reserveCapacity(bytes.count)
        for byte in bytes { Self.show(byte, in: &shown) }
        self.init(decoding: shown, as: UTF8.self)
    }

    /// Appends bytes in their safe form; nearly always they are safe as they are.
    static func show(_ bytes: ArraySlice<UInt8>, in shown: inout [UInt8]) {
        guard !bytes.allSatisfy({ ($0.isVisible || $0.isWSP) && $0 != UInt8(ascii: "\\") }) else {
            shown += bytes
            return
        }
        for byte in bytes { show(byte, in: &shown) }
    }

    @inline(__always)
    private static func show(_ byte: UInt8, in shown: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\\"): shown += [byte, byte]
        case 0x09, 0x20...0x7E: shown.append(byte)
        default:
            shown += [
                UInt8(ascii: "\\"), UInt8(ascii: "x"), hexDigit(byte >> 4), hexDigit(byte & 15),
            ]
        }
    }

    /// A digit of 0 to 15 in upper case.
    static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
}

extension [UInt8] {
    /// The bytes that ``Swift/String/init(showing:)`` has shown; nil for what it never prints.
    package init?(shown text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte.isVisible || byte.isWSP else { return nil }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "\\"): bytes.append(byte)
            case UInt8(ascii: "x"):
                guard let digits = String(rest.prefix(2)), digits.utf8.count == 2,
                    digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: return nil
            }
        }
        self = bytes
    }
}
