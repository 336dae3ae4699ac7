extension DomainName {
    /// Reads presentation form, any case, with or without the dot at the end.
    ///
    /// Nil for an empty name, an empty label, a label over 63 bytes, a name over 255 bytes
    /// (RFC 1035 §3.1), a broken escape, or bytes that are no printable ASCII.
    package init?(_ presentation: String) {
        let plain = presentation.utf8.withContiguousStorageIfAvailable(PlainName.init)
        switch plain ?? .escaped {
        case .asItIs: self.init(trusted: presentation)
        case .root: self = .root
        case .lowercased(let length):
            self.init(trusted: Self.lowercased(presentation, length))
        case .escaped:
            guard let wire = Self.wire(fromPresentation: presentation) else { return nil }
            self.init(wire: wire)
        case .invalid: return nil
        }
    }

    /// The first `length` bytes of a text in ASCII, in lower case.
    private static func lowercased(_ text: String, _ length: Int) -> String {
        String(unsafeUninitializedCapacity: length) { target in
            var count = 0
            for byte in text.utf8.prefix(length) {
                target[count] = byte.lowercased
                count += 1
            }
            return count
        }
    }

    /// Decodes a name in which there are escapes; its length is judged in wire form.
    private static func wire(fromPresentation text: String) -> [UInt8]? {
        var wire: [UInt8] = []
        var label: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        func endLabel() -> Bool {
            guard (1...63).contains(label.count) else { return false }
            wire.append(UInt8(label.count))
            wire += label
            label = []
            return true
        }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "."):
                guard endLabel() else { return nil }
                if bytes.isEmpty { return wire + [0] }
            case UInt8(ascii: "\\"):
                guard let escaped = unescape(&bytes) else { return nil }
                label.append(escaped)
            case 0x21...0x7E: label.append(byte)
            default: return nil
            }
        }
        return endLabel() ? wire + [0] : nil
    }

    /// `\DDD`, a byte in decimal, or `\X`, a character itself (RFC 1035 §5.1).
    private static func unescape(_ bytes: inout ArraySlice<UInt8>) -> UInt8? {
        guard let first = bytes.first, first.isVisible || first == 0x20 else { return nil }
        guard first.isDigit else {
            bytes = bytes.dropFirst()
            return first
        }
        let digits = bytes.prefix(3)
        guard digits.count == 3, digits.allSatisfy(\.isDigit) else { return nil }
        bytes = bytes.dropFirst(3)
        return UInt8(exactly: digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
    }
}

/// What one look at a name in presentation form says, so that nearly all names cost no more.
private enum PlainName {
    case asItIs, root, escaped, invalid
    /// The number of bytes that count, without a dot at the end.
    case lowercased(Int)

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var labelStart = 0
        var isLowercase = true
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "."):
                let isDoubled = index == labelStart
                guard !isDoubled else {
                    self = bytes.count == 1 ? .root : .invalid
                    return
                }
                guard index - labelStart <= 63 else {
                    self = .invalid
                    return
                }
                labelStart = index + 1
            case UInt8(ascii: "\\"):
                self = .escaped
                return
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): isLowercase = false
            case 0x21...0x7E: break
            default:
                self = .invalid
                return
            }
        }
        self = Self.verdict(bytes.count, labelStart: labelStart, isLowercase: isLowercase)
    }

    /// The last label may be followed by a dot; on the wire each label has a length byte, and a
    /// zero byte ends the name.
    private static func verdict(_ count: Int, labelStart: Int, isLowercase: Bool) -> PlainName {
        let hasFinalDot = count > 0 && labelStart == count
        let length = hasFinalDot ? count - 1 : count
        guard length > 0, length <= 253, hasFinalDot || count - labelStart <= 63 else {
            return .invalid
        }
        return isLowercase && !hasFinalDot ? .asItIs : .lowercased(length)
    }
}
