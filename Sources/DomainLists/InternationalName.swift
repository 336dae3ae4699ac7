import CIDN2

/// Converts U-labels to A-labels with libidn2.
enum InternationalName {
    /// `bücher.example` as `xn--bcher-kva.example`: IDNA2008 (RFC 5891 §5) after the non-transitional
    /// mapping of UTS #46, so that `ß` stays a letter of its own; normalised to NFC first.
    static func aLabels(of name: String) throws(RejectionReason) -> String {
        // To C the name ends at a NUL: the one before it would be contacted, though not listed.
        guard !name.utf8.contains(0) else { throw .badCharacter }
        let flags = Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)
        var output: UnsafeMutablePointer<UInt8>?
        let status = name.withCString { input in
            input.withMemoryRebound(to: UInt8.self, capacity: name.utf8.count + 1) {
                idn2_lookup_u8($0, &output, flags)
            }
        }
        guard status == IDN2_OK.rawValue, let output else {
            throw reason(status)
        }
        defer { idn2_free(output) }
        return String(cString: output)
    }

    private static func reason(_ status: Int32) -> RejectionReason {
        switch status {
        case IDN2_TOO_BIG_LABEL.rawValue, IDN2_PUNYCODE_BIG_OUTPUT.rawValue: .labelTooLong
        case IDN2_TOO_BIG_DOMAIN.rawValue: .nameTooLong
        default: .internationalized(String(cString: idn2_strerror(status)))
        }
    }
}
