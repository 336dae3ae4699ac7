import ArgumentParser

/// What `lint` can read.
enum LintKind: String, CaseIterable, Sendable, ExpressibleByArgument {
    case stsRecord = "sts-record"
    case stsPolicy = "sts-policy"
    case smtpSTSRecord = "smtp-sts-record"
    case tlsrptRecord = "tlsrpt-record"
    case tlsaRecord = "tlsa-record"
    case mxMatch = "mx-match"

    /// Whether the input is the TXT set at a name, of several records.
    var isTXT: Bool {
        switch self {
        case .stsRecord, .smtpSTSRecord, .tlsrptRecord: true
        case .stsPolicy, .tlsaRecord, .mxMatch: false
        }
    }

    /// Those that a file can hold.
    static let ofFiles = allCases.filter { $0 != .mxMatch }
    static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
