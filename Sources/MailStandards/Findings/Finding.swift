/// Something worth knowing about a domain, or about one of its MX hosts.
package struct Finding: Hashable, Sendable {
    package var code: FindingCode
    /// The evidence, for people: the record, the field, the name it is about.
    package var detail: String?
    /// The MX host that it is about; nil for the domain itself.
    package var mxHost: DomainName?

    package init(_ code: FindingCode, detail: String? = nil, mxHost: DomainName? = nil) {
        self.code = code
        self.detail = detail
        self.mxHost = mxHost
    }
}
