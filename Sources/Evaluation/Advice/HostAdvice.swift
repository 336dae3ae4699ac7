internal import Addresses
internal import MailStandards
internal import Observations

/// Advice on one MX host: that it answers, offers STARTTLS, and shows a good certificate.
struct HostAdvice {
    private let host: MXHostEvidence
    private let name: DomainName
    private let leaf: ShownLeaf?
    private let time: Timestamp
    /// Where to turn to, if the host is another's; begins with a space.
    private let operatorNote: String

    init(_ host: MXHostEvidence, _ domain: DomainName, _ leaf: ShownLeaf?, _ time: Timestamp) {
        self.host = host
        name = host.facts.host
        self.leaf = leaf
        self.time = time
        let owner = host.operatorName.text
        let isOwn = domain.text == owner || domain.text.hasSuffix("." + owner)
        operatorNote = isOwn ? "" : " It belongs to \(owner): ask there."
    }

    var steps: [AdviceStep] {
        guard host.isOpen else { return reachabilityStep.map { [$0] } ?? [] }
        return [starttlsStep ?? certificateStep, expiryStep, versionStep].compactMap(\.self)
    }

    private func step(_ text: String, isOptional: Bool = false) -> AdviceStep {
        AdviceStep(.mxHost, text + operatorNote, mxHost: name, isOptional: isOptional)
    }

    private func certificateStep(_ text: String, isOptional: Bool = false) -> AdviceStep {
        AdviceStep(.mxCertificate, text + operatorNote, mxHost: name, isOptional: isOptional)
    }

    private var reachabilityStep: AdviceStep? {
        if IPAddress(name.text) != nil {
            return AdviceStep(
                .dns,
                "Give \(name) a host name, and name that in the MX record: it takes no address.",
                mxHost: name)
        }
        switch host.reachability {
        case .open, .excluded, .notProbed: return nil
        case .noAddress:
            return AdviceStep(
                .dns, "Give \(name) an A or AAAA record, or take it out of the MX records.",
                mxHost: name)
        case .dnsError:
            return AdviceStep(
                .dns, "Have the name servers of \(name) answer for its address.", mxHost: name)
        case .refusedAddress:
            return AdviceStep(
                .dns, "Give \(name) an address that can be reached from the Internet.",
                mxHost: name)
        case .busy:
            return step("Look why \(name) turns senders away for the time being.")
        // Our own address may be the reason, so there is nothing to repair.
        case .notSMTP where host.probes.contains { $0.greeting?.utf8.first == UInt8(ascii: "5") }:
            return nil
        case .notSMTP:
            return step("Have a mail server answer on port 25 of \(name).")
        case .refused, .timeout, .unreachable:
            return step(
                "Have \(name) answer on port 25, or take it out of the MX records.")
        }
    }

    private var starttlsStep: AdviceStep? {
        switch host.starttls {
        case .ok, nil: nil
        case .notOffered:
            step("Enable STARTTLS at \(name), with a certificate of a public CA for that name.")
        case .failed:
            step("Repair STARTTLS at \(name): it is offered, but no TLS session comes about.")
        }
    }

    private var certificateStep: AdviceStep? {
        guard let certificate = host.certificate else {
            return host.starttls == .ok
                ? certificateStep("Give \(name) a certificate of a public CA: it shows none.") : nil
        }
        return switch certificate {
        case .valid: nil
        case .expired: certificateStep("Renew the certificate of \(name), which has expired.")
        case .notYetValid:
            certificateStep(
                "Replace the certificate of \(name), which is not valid yet, or correct its clock.")
        case .selfSigned:
            certificateStep("Replace the self-signed certificate of \(name) by one of a public CA.")
        case .untrusted:
            certificateStep(
                "Give \(name) a certificate of a public CA, and have it send the intermediate "
                    + "certificates as well.")
        case .hostMismatch:
            certificateStep(
                "Get a certificate for \(name) that holds exactly this name as a DNS name (SAN).")
        case .other:
            certificateStep("Replace the certificate of \(name), which senders do not accept.")
        }
    }

    /// Two weeks, so that there is time to act.
    private static let noticeMilliseconds: Int64 = 14 * 86_400_000

    private var expiryStep: AdviceStep? {
        guard host.certificate == .valid, let end = leaf?.notAfter,
            end.milliseconds - time.milliseconds < Self.noticeMilliseconds
        else { return nil }
        return certificateStep(
            "Renew the certificate of \(name) soon: it expires on \(end.iso8601.prefix(10)).",
            isOptional: true)
    }

    private var versionStep: AdviceStep? {
        guard let version = host.openIndex.flatMap({ host.probes[$0].tlsVersion }),
            version != "TLSv1.2", version != "TLSv1.3"
        else { return nil }
        return step("Enable TLS 1.2 and 1.3 at \(name): it chose \(version).", isOptional: true)
    }
}
