internal import MailStandards
internal import Observations

/// Advice on how mail finds its way to a domain (RFC 5321 §5.1, RFC 7505).
enum RouteAdvice {
    /// A domain without MX and address takes no mail; a null MX says so at once.
    static func withoutMail(_ facts: DomainFacts) -> [AdviceStep] {
        guard facts.mx.answer != .noName else { return [] }
        return [
            AdviceStep(
                .nullMX,
                "If \(facts.domain) is to take no mail, say so with a null MX: senders then give up "
                    + "at once instead of trying for days. If it is to take mail, it needs MX "
                    + "records.", copy: ZoneFile.nullMX(facts.domain), isOptional: true)
        ]
    }

    static func repair(_ facts: DomainFacts) -> AdviceStep {
        facts.routeIsBogus
            ? AdviceStep(
                .dnssec,
                "Repair DNSSEC of \(facts.domain): sign the zone again, and have the DS record in the "
                    + "parent zone fit its key. Until then senders that validate deliver nothing.")
            : AdviceStep(
                .dns,
                "Have the name servers of \(facts.domain) answer for its MX records: without an answer "
                    + "no mail is delivered.")
    }
}
