extension TLSARecord {
    /// Whether a sender can compare a certificate with it (RFC 7672 §3.1): usage DANE-TA(2) or
    /// DANE-EE(3), a known selector and matching type, and a digest of its type's length.
    package var isUsableForSMTP: Bool { unusableForSMTP == nil }

    /// Why it is unusable for SMTP; nil if it is usable.
    package var unusableForSMTP: RuleViolation? {
        // RFC 7672 §3.1.3: PKIX-TA(0) and PKIX-EE(1) SHOULD be treated as unusable.
        switch usage {
        case 2, 3: break
        case 0, 1: return unusable("certificate usage \(usage) is not used by SMTP", .tlsaPKIXUsage)
        default: return unusable("certificate usage \(usage) is unknown", .tlsaUnknownUsage)
        }
        guard selector <= 1 else {
            return unusable("selector \(selector) is unknown", .tlsaUnknownSelector)
        }
        switch matchingType {
        case 0 where data.isEmpty: return unusable("there is no data", .tlsaDataLength)
        case 1 where data.count != 32:
            return unusable("\(data.count) bytes are no SHA-256 digest", .tlsaDataLength)
        case 2 where data.count != 64:
            return unusable("\(data.count) bytes are no SHA-512 digest", .tlsaDataLength)
        case 0...2: return nil
        default:
            return unusable("matching type \(matchingType) is unknown", .tlsaUnknownMatchingType)
        }
    }

    private func unusable(_ reason: String, _ code: FindingCode) -> RuleViolation {
        RuleViolation(reason, section: "RFC 7672 §3.1", code: code)
    }
}
