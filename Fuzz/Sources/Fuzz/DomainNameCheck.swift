@testable internal import MailStandards

/// A domain name in presentation form, and on the wire.
enum DomainNameCheck {
    static func runText(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let name = DomainName(text) else { return }
        require(DomainName(text.uppercased()) == name, "case does not count")
        expect(name)
    }

    static func runWire(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let name = DomainName(wire: bytes) else { return }
        require(wire(name) == bytes.map(\.lowercased), "it is as it came, in lower case")
        expect(name)
    }

    private static func expect(_ name: DomainName) {
        require(name.text.isVisible && !name.text.isEmpty, "visible ASCII")
        require(DomainName(name.text) == name, "it reads as it prints")
        let wire = wire(name)
        require(wire.count <= 255, "at most 255 bytes (RFC 1035 §3.1)")
        require(DomainName(wire: wire) == name, "it reads as it is on the wire")
        require(name.labels.isEmpty == (name == .root), "the root has no label")
        require(name.labels.joined(separator: ".") == (name == .root ? "" : name.text), "labels")
        let depth = sequence(first: name, next: \.parent).reduce(0) { count, _ in count + 1 }
        require(depth == name.labels.count + 1, "each parent has a label less")
        if let parent = name.parent, let first = name.labels.first {
            require(parent.child(String(first)) == name, "a parent's child")
        }
        if name.isHostName() {
            require(name.isHostName(underscores: true), "with underscores more")
            require(
                name.text.utf8.allSatisfy {
                    $0.isLetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                }, "letters, digits, hyphens")
        }
    }

    /// Written anew, so that the two readings are held against a third.
    private static func wire(_ name: DomainName) -> [UInt8] {
        name.labels.flatMap { label -> [UInt8] in
            var bytes: [UInt8] = []
            var rest = Array(label.utf8)[...]
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                    bytes.append(byte)
                    continue
                }
                guard next.isDigit else {
                    bytes.append(next)
                    continue
                }
                let digits = [next] + rest.prefix(2)
                rest = rest.dropFirst(2)
                bytes.append(
                    UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }))
            }
            return [UInt8(bytes.count)] + bytes
        } + [0]
    }
}
