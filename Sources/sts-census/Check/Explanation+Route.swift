import Evaluation
import Observations

extension Explanation {
    /// How mail finds its way.
    mutating func explainRoute() {
        page.heading("Mail")
        page.row("Route", routeText)
        if let status = result.mxDNSSEC, result.verdict != .noMail {
            page.row("DNSSEC", status.text)
        }
        if case .failed(let failure, let detail) = evidence.facts.mx.answer {
            page.row("Failure", "\(failure.rawValue): \(detail)", tone: .bad)
        }
    }

    private var routeText: String {
        switch result.mailRoute {
        case .mx:
            "\(evidence.hosts.count) MX host\(evidence.hosts.count == 1 ? "" : "s")"
        case .implicitMX:
            "No MX record, but an address: the domain is its own MX host (RFC 5321 §5.1)"
        case .nullMX: "A null MX record: no mail is taken, and senders know at once (RFC 7505)"
        case .none:
            evidence.facts.mx.answer == .noName
                ? "The domain does not exist" : "No MX record and no address"
        case .error: "The lookup of the MX records failed"
        }
    }
}

extension DNSSECStatus {
    fileprivate var text: String {
        switch self {
        case .secure: "The MX answer is signed, and validated"
        case .insecure: "The MX answer is not signed, so DANE does not apply"
        case .bogus: "Validation fails: the signatures do not bear the answer out"
        }
    }
}
