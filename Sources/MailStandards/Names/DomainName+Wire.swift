extension DomainName {
    /// Reads an uncompressed name in wire form, the root's zero byte included (RFC 1035 §3.1).
    package init?(wire: some Collection<UInt8>) {
        let name =
            wire.withContiguousStorageIfAvailable(Self.text(fromWire:))
            ?? Array(wire).withUnsafeBufferPointer(Self.text(fromWire:))
        guard let name else { return nil }
        self.init(trusted: name)
    }

    private static func text(fromWire wire: UnsafeBufferPointer<UInt8>) -> String? {
        guard let length = presentationLength(wire) else { return nil }
        guard length > 0 else { return "." }
        return String(unsafeUninitializedCapacity: length) { target in
            var count = 0
            func put(_ byte: UInt8) {
                target[count] = byte
                count += 1
            }
            var index = 0
            while wire[index] > 0 {
                if count > 0 { put(UInt8(ascii: ".")) }
                let end = index + 1 + Int(wire[index])
                for byte in wire[(index + 1)..<end] { present(byte, put) }
                index = end
            }
            return count
        }
    }

    /// How long the name is in presentation form, 0 for the root; nil if it is no name.
    private static func presentationLength(_ wire: UnsafeBufferPointer<UInt8>) -> Int? {
        guard wire.count <= 255 else { return nil }
        var length = 0
        var index = 0
        while index < wire.count, wire[index] > 0 {
            let end = index + 1 + Int(wire[index])
            guard wire[index] < 64, end < wire.count else { return nil }
            if length > 0 { length += 1 }
            for byte in wire[(index + 1)..<end] { present(byte) { _ in length += 1 } }
            index = end
        }
        return index == wire.count - 1 ? length : nil
    }

    /// A byte as presentation form has it: lower case, `\.`, `\\` or `\DDD`.
    @inline(__always)
    private static func present(_ byte: UInt8, _ put: (UInt8) -> Void) {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "\\"):
            put(UInt8(ascii: "\\"))
            put(byte)
        case 0x21...0x7E: put(byte.lowercased)
        default:
            put(UInt8(ascii: "\\"))
            put(UInt8(ascii: "0") + byte / 100)
            put(UInt8(ascii: "0") + byte / 10 % 10)
            put(UInt8(ascii: "0") + byte % 10)
        }
    }
}
