package import MailStandards

/// Reads a domain name as lists have it: any case, U-labels or A-labels, with or without the dot at
/// the end.
package enum ListedName {
    /// Letters, digits, hyphens and underscores, since the DNS has names such as
    /// `_domainkey.example.com`; a single label too, since a top-level domain may take mail
    /// (`ai` has had MX records).
    package static func parse(_ text: String) throws(RejectionReason) -> DomainName {
        try parse(Array(text.utf8)[...])
    }

    static func parse(_ field: ArraySlice<UInt8>) throws(RejectionReason) -> DomainName {
        if field.allSatisfy({ $0 < 0x80 }) { return try parse(ascii: field) }
        guard let text = String(validating: field, as: UTF8.self) else { throw .notUTF8 }
        // What stands for a dot or an at sign in another script is judged after the conversion.
        return try parse(ascii: Array(InternationalName.aLabels(of: text).utf8)[...])
    }

    private static func parse(ascii field: ArraySlice<UInt8>) throws(RejectionReason) -> DomainName
    {
        let name = field.last == UInt8(ascii: ".") ? field.dropLast() : field
        guard name.allSatisfy(isNameByte) else { throw reasonForBadByte(in: name) }
        if name.count > 253 { throw .nameTooLong }
        try checkLabels(of: name)
        guard let name = DomainName(String(decoding: name, as: UTF8.self)) else {
            throw .badCharacter
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func checkLabels(of name: ArraySlice<UInt8>) throws(RejectionReason) {
        var length = 0
        var isNumeric = true
        for byte in name {
            if byte == UInt8(ascii: ".") {
                if length == 0 { throw .emptyLabel }
                length = 0
                isNumeric = true
            } else {
                length += 1
                if length > 63 { throw .labelTooLong }
                isNumeric = isNumeric && byte.isDigit
            }
        }
        if length == 0 { throw .emptyLabel }
        if isNumeric { throw isAddress(name) ? .address : .numericTLD }
    }

    /// Four decimal numbers.
    private static func isAddress(_ name: ArraySlice<UInt8>) -> Bool {
        let labels = name.split(separator: UInt8(ascii: "."))
        return labels.count == 4 && labels.allSatisfy { $0.count < 4 && $0.allSatisfy(\.isDigit) }
    }
}
