internal import MailStandards

/// What is fuzzed, and what has to hold for it whatever the bytes are.
struct FuzzTarget: Sendable {
    let name: String
    /// Stops the process where something does not hold.
    let check: @Sendable (UnsafeBufferPointer<UInt8>) -> Void

    static let all = [
        FuzzTarget(name: "mta-sts-record") { RecordCheck<MTASTSRecord>.run(Array($0)) },
        FuzzTarget(name: "smtp-sts-record") { RecordCheck<SMTPSTSRecord>.run(Array($0)) },
        FuzzTarget(name: "tlsrpt-record") { RecordCheck<TLSRPTRecord>.run(Array($0)) },
        FuzzTarget(name: "mta-sts-policy") { PolicyCheck.run(Array($0)) },
        FuzzTarget(name: "lint") { LintCheck.run(Array($0)) },
        FuzzTarget(name: "mx-pattern") { PatternCheck.run(Array($0)) },
        FuzzTarget(name: "policy-uri") { PolicyURICheck.run(Array($0)) },
        FuzzTarget(name: "tlsa") { TLSACheck.run(Array($0)) },
        FuzzTarget(name: "domain-name-text") { DomainNameCheck.runText(Array($0)) },
        FuzzTarget(name: "domain-name-wire") { DomainNameCheck.runWire($0) },
        FuzzTarget(name: "smtp-reply") { ReplyCheck.run(Array($0)) },
        FuzzTarget(name: "ehlo") { EHLOCheck.run(Array($0)) },
        FuzzTarget(name: "dns-message") { MessageCheck.run($0) },
        FuzzTarget(name: "list-line") { ListLineCheck.run(Array($0)) },
        FuzzTarget(name: "list-file") { ListFileCheck.run($0) },
        FuzzTarget(name: "address") { AddressCheck.run(Array($0)) },
        FuzzTarget(name: "certificate") { CertificateCheck.run(Array($0)) },
        FuzzTarget(name: "chain") { ChainCheck.run(Array($0)) },
        FuzzTarget(name: "text") { TextCheck.run(Array($0)) },
        FuzzTarget(name: "timestamp") { TimestampCheck.run(Array($0)) },
        FuzzTarget(name: "edit-distance") { EditDistanceCheck.run(Array($0)) },
        FuzzTarget(name: "stored-record") { StoredRecordCheck.run(Array($0)) },
        FuzzTarget(name: "smtp-dialogue") { DialogueCheck.run(Array($0)) },
    ]
}
