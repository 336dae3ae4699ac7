/// Why a line of a list is no domain name.
package enum RejectionReason: Error, Hashable, Sendable {
    /// Over 4,096 bytes; the rest of it was skipped unread.
    case lineTooLong
    /// The domain column of a CSV line is empty or missing.
    case noDomain
    /// The rank column of a CSV line is empty, missing, or no whole number.
    case badRank
    /// A field's quotation mark is not closed on its line, or text follows it (RFC 4180 §2).
    case badQuotes
    /// Several fields in a list that has one domain a line.
    case severalFields
    case address
    case url
    case mailAddress
    case port
    case whiteSpace
    /// `*.example.com` names no domain.
    case wildcard
    /// Two dots in a row, or one at the start.
    case emptyLabel
    /// Over 63 bytes (RFC 1035 §2.3.4).
    case labelTooLong
    /// Over 253 characters, which are 255 bytes on the wire (RFC 1035 §2.3.4).
    case nameTooLong
    /// A top-level domain is not all-numeric (RFC 3696 §2).
    case numericTLD
    /// A character other than letters, digits, hyphens and underscores.
    case badCharacter
    case notUTF8
    /// The U-labels have no A-labels under IDNA2008 (RFC 5891); with libidn2's words.
    case internationalized(String)
}

extension RejectionReason: CustomStringConvertible {
    /// What the line is, to follow a colon: `an IP address`.
    package var description: String {
        switch self {
        case .lineTooLong: "a line over 4,096 bytes"
        case .noDomain: "no domain in the domain column"
        case .badRank: "no whole number in the rank column"
        case .badQuotes: "broken quotation marks"
        case .severalFields: "several fields in a list of one domain a line"
        case .address: "an IP address"
        case .url: "a URL"
        case .mailAddress: "an e-mail address"
        case .port: "a port beside the name"
        case .whiteSpace: "white space inside the name"
        case .wildcard: "a wildcard"
        case .emptyLabel: "an empty label"
        case .labelTooLong: "a label over 63 bytes"
        case .nameTooLong: "a name over 253 characters"
        case .numericTLD: "an all-numeric top-level domain"
        case .badCharacter: "a character that no host name has"
        case .notUTF8: "bytes that are not UTF-8"
        case .internationalized(let reason): "no valid internationalized name: \(reason)"
        }
    }
}
