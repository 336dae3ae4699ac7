extension MTASTSRecord {
    /// Reads a record on beyond the first rule that it breaks.
    package static func check(_ record: [UInt8]) -> RuleCheck {
        RuleCheck(
            record, separator: UInt8(ascii: ";"),
            mend: { field, violation in
                switch violation.code {
                case .recordBadID: "id=1"
                case .recordBadExtension: field.isField("id") ? "id=1" : "\(RuleCheck.mended)=1"
                default: nil
                }
            },
            read: { TXTSetReading<Self>.violation(in: read([$0])) })
    }
}

extension TLSRPTRecord {
    /// Reads a record on beyond the first rule that it breaks.
    package static func check(_ record: [UInt8]) -> RuleCheck {
        RuleCheck(
            record, separator: UInt8(ascii: ";"),
            mend: { field, violation in
                switch violation.code {
                case .tlsrptBadRua: "rua=mailto:a@b"
                case .tlsrptBadExtension:
                    field.isField("rua") ? "rua=mailto:a@b" : "\(RuleCheck.mended)=1"
                default: nil
                }
            },
            read: { TXTSetReading<Self>.violation(in: read([$0])) })
    }
}

extension SMTPSTSRecord {
    /// Reads a record on beyond the first rule that it breaks.
    package static func check(_ record: [UInt8]) -> RuleCheck {
        RuleCheck(
            record, separator: UInt8(ascii: ";"),
            mend: { _, violation in
                switch violation.code {
                case .draftBadTo: "to=true"
                case .draftBadMX: "mx=mx.example"
                case .draftBadAuthentication: "a=dnssec"
                case .draftBadConstraint: "c=tlsa"
                case .draftBadExpiry: "e=1"
                case .draftBadRua: "rua=mailto:a@b"
                case .draftBadField: "\(RuleCheck.mended)=1"
                default: nil
                }
            },
            read: { TXTSetReading<Self>.violation(in: read([$0])) })
    }
}

extension TXTSetReading {
    fileprivate static func violation(in reading: Self) -> (RuleViolation?, [Finding]) {
        guard case .invalid(let violation) = reading.state else { return (nil, reading.findings) }
        return (violation, reading.findings)
    }
}

extension ArraySlice<UInt8> {
    /// Whether a field has that name, whatever stands round it.
    fileprivate func isField(_ name: String) -> Bool {
        let word = LooseText.trimmed(self).prefix(while: \.isLetterOrDigit)
        return word.isIgnoringCase(Array(name.utf8))
    }
}
