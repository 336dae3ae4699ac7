internal import Addresses
internal import CFuzzer
@testable internal import DomainLists
internal import Glibc
internal import MailStandards

/// A line of a list: its fields, its format, and the name in it.
enum ListLineCheck {
    static func run(_ bytes: [UInt8]) {
        let line = bytes[...].withoutComment().trimmed()
        for separator: UInt8? in [nil, UInt8(ascii: ","), UInt8(ascii: "\t")] {
            expectFields(line, separator)
        }
        if let format = try? ListFormat(guessedFrom: line), let row = try? format.read(line) {
            require((row.rank ?? 0) >= 0, "a rank is not negative")
            expectName(row.domain)
        }
        if let format = ListFormat(header: line) { _ = try? format.read(line) }
        expectName(line)
    }

    private static func expectFields(_ line: ArraySlice<UInt8>, _ separator: UInt8?) {
        var fields = LineFields(line, separator: separator)
        var count = 0
        var size = 0
        while let field = try? fields.next() {
            count += 1
            size += field.count
            require(field == field.trimmed(), "without white space round it")
            require(count <= line.count + 1, "there is an end")
        }
        require(size <= line.count, "fields are parts of the line")
    }

    static func expectName(_ field: ArraySlice<UInt8>) {
        guard let name = try? ListedName.parse(field) else { return }
        require(name.isWithinListedBytes, "letters, digits, hyphens, underscores")
        require(!field.contains { $0 < 0x21 }, "no control character or space is let pass")
        require((try? ListedName.parse(name.text)) == name, "it reads as it prints")
        if field.allSatisfy({ $0 < 0x80 }) {
            let text = String(decoding: field, as: UTF8.self)
            require(DomainName(text) == name, "ASCII is left as it is")
        }
    }
}

extension DomainName {
    fileprivate var isWithinListedBytes: Bool {
        text.utf8.allSatisfy {
            $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
        }
    }
}

/// A whole list, compressed or not, from a file in memory.
enum ListFileCheck {
    static func run(_ bytes: UnsafeBufferPointer<UInt8>) {
        let file = memfd_create("list", 0)
        require(file >= 0, "a file in memory")
        defer { close(file) }
        require(write(file, bytes.baseAddress, bytes.count) == bytes.count, "it is written")
        guard var reader = try? DomainListReader(path: "/proc/self/fd/\(file)") else { return }
        var (domains, rejected) = (0, 0)
        while let element = try? reader.next() {
            switch element {
            case .domain(let entry):
                domains += 1
                require(entry.rank >= 0, "a rank is not negative")
                require((try? ListedName.parse(entry.name.text)) == entry.name, "a listed name")
            case .rejected(let line):
                rejected += 1
                require("\(line)".utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "shown safely")
            }
        }
        require(reader.domains == domains && reader.rejectedLines == rejected, "they are counted")
        require(reader.lines >= domains + rejected, "one a line")
    }
}

/// An address or network, as options and lists of exclusions have it.
enum AddressCheck {
    static func run(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let address = IPAddress(text) {
            require(bytes.isVisible, "no byte but its digits")
            require(IPAddress(address.description) == address, "it reads as it prints")
            require(IPAddress(bytes: address.bytes) == address, "it is its bytes")
        }
        if let network = IPNetwork(text) {
            require(bytes.isVisible, "no byte but its digits")
            require(IPNetwork(network.description) == network, "it reads as it prints")
            require(network.contains(network.first), "it holds its first address")
        }
    }
}
