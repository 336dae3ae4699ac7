@testable import Reporting

extension Fixture {
    /// Domains that go through every word that the report has a sentence for.
    static let oneOfEach: [Domain] = {
        let words = [
            HostWords.reachability.count, HostWords.dane.count, RecordWords.fetches.count,
            MailWords.resultTypes.count,
        ]
        return (0..<(words.max() ?? 0)).map { index in
            func pick(_ words: [Word]) -> String { words[index % words.count].word }
            func part(_ words: [Word], _ position: Int) -> String? {
                let word = pick(words).split(separator: " ")[position]
                return word == "null" ? nil : String(word)
            }
            let open = pick(HostWords.reachability) == "open"
            let name = "domain-\(index).example"
            let host = Host(
                name: "mx.\(name)", reachability: pick(HostWords.reachability),
                starttls: open ? "ok" : nil, version: open ? "TLSv1.2" : nil,
                certificate: open ? "expired" : nil, tlsa: pick(HostWords.tlsa),
                shown: open ? .init() : nil)
            return Domain(
                name: name, sts: index < 8 ? "valid" : pick(RecordWords.records),
                fetch: part(RecordWords.fetches, 0), syntax: part(RecordWords.fetches, 1),
                mode: index == 0 ? "enforce" : nil, maxAge: index == 0 ? 86_400 : nil,
                policyProvider: "policies.example", draft: part(RecordWords.drafts, 0),
                draftMode: part(RecordWords.drafts, 1), tlsrpt: pick(RecordWords.records),
                tlsrptText: "v=TLSRPTv1; rua=mailto:tls@\(name),https://r.example/tls",
                starttls: pick(HostWords.starttlsByDomain), dane: pick(HostWords.dane),
                verdict: pick(MailWords.verdicts), resultType: pick(MailWords.resultTypes),
                provider: index % 2 == 0 ? "google.com" : "mx-\(index).example", hosts: [host],
                findings: [
                    ("policy-matches-no-mx", nil), ("policy-fetch-tls", nil),
                    ("policy-host-expired", nil), ("policy-certificate-fault", host.name),
                    ("generation-2016-04", nil),
                ])
        }
    }()
}
