import Addresses
import Census
import Certificates
import Evaluation
import MailStandards
import Observations

extension Explanation {
    /// Why an MX host fails, as a clause: `its certificate expired on 2026-01-01`.
    func failure(ofHost index: Int) -> String {
        let (host, seen) = (examined.evaluation.hosts[index], evidence.hosts[index])
        switch host.resultType {
        case nil: return "nothing fails"
        case .starttlsNotSupported: return "it does not offer STARTTLS"
        case .tlsaInvalid: return "its certificate matches none of its TLSA records"
        case .dnssecInvalid:
            return "its TLSA records could not be had from the DNS, and DANE demands that they are"
        case .validationFailure where host.policyMatch == false && host.tlsa != .match:
            return "no mx pattern of the policy matches its name"
        case .validationFailure where host.starttls == .failed:
            return "it offers STARTTLS, but no TLS session comes about"
        default:
            return host.certificate.map { certificateFault($0, seen.facts.host) }
                ?? "it shows no certificate"
        }
    }

    /// What is wrong with a host's certificate: `its certificate expired on 2026-01-01`.
    func certificateFault(_ verdict: CertificateVerdict, _ host: DomainName) -> String {
        let leaf = examined.chains[host]?.certificates.first.flatMap(\.self)
        switch verdict {
        case .valid: return "its certificate is good"
        case .expired:
            guard let end = leaf?.notAfter, end < examined.time else {
                return "a certificate in its chain has expired"
            }
            return "its certificate expired on \(end.date)"
        case .notYetValid:
            guard let start = leaf?.notBefore, start > examined.time else {
                return "a certificate in its chain is not valid yet"
            }
            return "its certificate is not valid before \(start.date)"
        case .selfSigned: return "its certificate is signed by itself, by no CA"
        case .untrusted: return "no path leads from its certificate to a CA that is trusted"
        case .hostMismatch:
            guard let leaf, !leaf.dnsNames.isEmpty else {
                return "its certificate holds no DNS name"
            }
            return "its certificate is for \(leaf.namesInShort), not for this name"
        case .other:
            let reason = examined.chains[host]?.reasons.first
            return "its certificate is not accepted" + (reason.map { " (\($0))" } ?? "")
        }
    }

    /// Why the policy could not be had, as a clause.
    var fetchFailure: String {
        guard let fetch = evidence.policyFetch else { return "it was not asked for" }
        let host = "mta-sts.\(domain)"
        let detail = fetch.detail.map { " (\($0.inShort))" } ?? ""
        switch fetch.outcome {
        case .ok: return "it could"
        case .dns: return "\(host) has no address that can be looked up\(detail)"
        case .connect: return "no connection to \(host) comes about\(detail)"
        case .timeout: return "\(host) does not answer in time"
        case .refusedAddress: return "\(host) has no address that can be reached from the Internet"
        case .excluded: return "\(host) is on the list of hosts never to contact"
        case .redirect:
            return "\(host) redirects to another place, and senders follow no redirect"
        case .httpStatus:
            return
                "\(host) answers with HTTP status \(fetch.httpStatus.map(String.init) ?? "unknown")"
        case .contentType:
            let type =
                fetch.contentType.map { "of media type \($0.inShort)" } ?? "without a media type"
            return "the answer of \(host) is \(type), not text/plain"
        case .tooLarge: return "the answer of \(host) is over 64 KB"
        case .http: return "\(host) gives no whole HTTP answer\(detail)"
        case .tls: return tlsFailure(host, detail)
        }
    }

    private func tlsFailure(_ host: String, _ detail: String) -> String {
        guard let verdict = evidence.policyCertificate, verdict != .valid,
            let name = domain.child("mta-sts")
        else { return "TLS with \(host) fails\(detail)" }
        return "TLS with \(host) fails: \(certificateFault(verdict, name))"
    }
}

extension Reachability {
    /// Why an MX host could not be talked to, as a clause.
    func sentence(_ host: MXHostEvidence) -> String {
        switch self {
        case .open: "it answers"
        case .refused: "it refuses connections to port 25"
        case .timeout: "it does not answer in time"
        case .unreachable: "no route leads to its address"
        case .busy: "it is too busy, or says so, at a second try too"
        case .excluded: "it is on the list of hosts never to contact"
        case .notSMTP: "what answers on port 25 does not take mail from us"
        case .noAddress where IPAddress(host.facts.host.text) != nil:
            "an MX record has to name a host, and this is an address"
        case .noAddress: "its name has no address"
        case .dnsError: "its address could not be looked up"
        case .refusedAddress: "its address cannot be reached from the Internet"
        case .notProbed: "port 25 was not tried from here"
        }
    }
}
