package import MailStandards

/// One thing to do so that mail to a domain is safer, with what is to be published for it.
package struct AdviceStep: Sendable, Equatable {
    /// What kind of thing it is.
    package enum Kind: String, Sendable, CaseIterable {
        /// The server at an MX host: that it answers, offers STARTTLS, knows TLS 1.2.
        case mxHost = "mx-host"
        /// The certificate of an MX host.
        case mxCertificate = "mx-certificate"
        /// TLSA records to publish or replace.
        case tlsa
        /// DNSSEC: signatures to repair, or a zone to sign.
        case dnssec
        /// Name servers or MX records to repair.
        case dns
        /// A null MX, where no mail is taken.
        case nullMX = "null-mx"
        /// The host that serves the policy: its address, its certificate, its answer.
        case policyHost = "policy-host"
        /// The policy's text.
        case policy
        /// The TXT record at `_mta-sts`.
        case stsRecord = "sts-record"
        /// The TXT record at `_smtp._tls`.
        case tlsRPTRecord = "tlsrpt-record"
        /// Something to take away.
        case cleanUp = "clean-up"
    }

    package var kind: Kind
    /// What to do and why, in a sentence or two.
    package var text: String
    /// The MX host that it is about; nil for the domain itself.
    package var mxHost: DomainName?
    /// What to copy: a record in zone-file form, or the policy's text, lines ended by LF; nil where
    /// there is nothing to publish.
    package var copy: String?
    /// Whether the verdict can be had without it.
    package var isOptional: Bool

    package init(
        _ kind: Kind, _ text: String, mxHost: DomainName? = nil, copy: String? = nil,
        isOptional: Bool = false
    ) {
        self.kind = kind
        self.text = text
        self.mxHost = mxHost
        self.copy = copy
        self.isOptional = isOptional
    }
}
